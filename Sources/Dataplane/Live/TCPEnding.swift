/// How far the parties of a TCP connection have come in finishing it (RFC 9293): it is over when the
/// second FIN is acknowledged, or at once by a reset (R-TRK-7).
enum TCPEnding: UInt8, Sendable {
  case none
  case openerFinished
  case answererFinished
  /// Both have finished, and the opener has yet to acknowledge it.
  case openerAcknowledges
  case answererAcknowledges
  case over

  /// Takes note of a packet that one party sent.
  mutating func note(_ segment: TCPSegment, from party: FlowParty) {
    switch (self, segment, party) {
    case (_, .resetting, _), (.openerAcknowledges, .ordinary, .opener),
      (.answererAcknowledges, .ordinary, .answerer):
      self = .over
    case (.none, .finishing, .opener): self = .openerFinished
    case (.none, .finishing, .answerer): self = .answererFinished
    case (.openerFinished, .finishing, .answerer): self = .openerAcknowledges
    case (.answererFinished, .finishing, .opener): self = .answererAcknowledges
    default: break
    }
  }

  /// Both parties have finished: only the last acknowledgement is missing, or another connection may begin.
  var awaitsLast: Bool { self == .openerAcknowledges || self == .answererAcknowledges }
}

/// Who sends a packet of a flow.
enum FlowParty: Sendable {
  /// Who sent the first one.
  case opener
  case answerer
}
