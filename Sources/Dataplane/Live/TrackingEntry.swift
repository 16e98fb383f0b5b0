import Addressing
import TopologyModel

/// What the groups of one interface keep of one flow, in sixteen bytes.
struct TrackingEntry: Hashable, Sendable {
  /// Milliseconds on the caller's clock.
  var lastSeen: Int
  let interface: Int32
  /// The direction in which the flow was opened.
  let isInbound: Bool
  var isTracked: Bool
  private(set) var phase = Phase.opening
  private(set) var ending = TCPEnding.none

  /// How far the two parties have come.
  enum Phase: UInt8, Sendable {
    /// The opener alone was heard.
    case opening
    /// The other answered once.
    case answered
    /// The opener went on after the answer.
    case continued
    /// TCP: the handshake is complete. UDP: there was a second answer.
    case established
  }

  init(_ interface: Int32, isInbound: Bool, isTracked: Bool, at now: Int) {
    self.interface = interface
    self.isInbound = isInbound
    self.isTracked = isTracked
    lastSeen = now
  }

  /// Both sides finished it, or one reset it.
  var isOver: Bool { ending == .over }

  /// Takes note of a packet that one party sent at `now`.
  mutating func note(
    _ segment: TCPSegment, from party: FlowParty, _ ipProtocol: IPProtocol, at now: Int
  ) {
    lastSeen = now
    switch segment {
    case .opening where ipProtocol == .tcp && party == .opener:
      if ending.awaitsLast { (phase, ending) = (.opening, .none) }
    default:
      ending.note(segment, from: party)
      advance(party, ipProtocol)
    }
  }

  private mutating func advance(_ party: FlowParty, _ ipProtocol: IPProtocol) {
    switch (phase, party) {
    case (.opening, .answerer): phase = .answered
    case (.answered, .opener): phase = ipProtocol == .tcp ? .established : .continued
    case (.continued, .answerer): phase = .established
    default: break
    }
  }

  /// How long the entry lives without use, in milliseconds.
  func idleLimit(_ ipProtocol: IPProtocol, _ timeouts: IdleTimeouts) -> Int {
    let seconds: Int =
      if !isTracked {
        IdleTimeouts.longest
      } else if ipProtocol == .tcp {
        phase == .established && !ending.awaitsLast
          ? timeouts.tcpEstablished : IdleTimeouts.tcpHalfOpen
      } else if ipProtocol == .udp {
        phase == .established ? timeouts.udpStream : timeouts.udpSingle
      } else {
        ipProtocol.isICMP ? IdleTimeouts.icmp : IdleTimeouts.otherProtocols
      }
    return seconds * 1000
  }
}

/// What time it is, and how long each interface remembers.
struct TrackingClock: Sendable {
  /// Milliseconds on the caller's clock.
  var now: Int
  /// Of interfaces that do not have AWS's defaults.
  var timeouts: [Int32: IdleTimeouts] = [:]

  /// Whether an entry is neither over nor idle for too long: at the very end of its time it is gone
  /// (R-TRK-11).
  @inline(__always)
  func isAlive(_ entry: TrackingEntry, _ ipProtocol: IPProtocol) -> Bool {
    !entry.isOver && now - entry.lastSeen < idleLimit(of: entry, ipProtocol)
  }

  /// In milliseconds.
  @inline(__always)
  func idleLimit(of entry: TrackingEntry, _ ipProtocol: IPProtocol) -> Int {
    let own = timeouts.isEmpty ? nil : timeouts[entry.interface]
    return entry.idleLimit(ipProtocol, own ?? IdleTimeouts())
  }
}
