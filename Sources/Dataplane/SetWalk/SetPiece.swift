public import Addressing

/// Packets of one sender that go the same way and meet the same end, and so do their replies.
public struct SetPiece: Sendable {
  /// The packets as they are sent.
  public let sent: HeaderSpace
  /// Boxes of the packets as they are where the path ends; translation may make some alike.
  let arrivals: [HeaderBox]
  /// What was decided on the way, in order, up to the end or the first denial.
  public let forward: [Decision]
  /// The same for the replies, where any port is judged for those to the first; `nil` where none sets
  /// out.
  public let reply: [Decision]?
  /// The denial that decides, if one does: of an ambiguous piece, for the first route or port that is
  /// denied.
  public let blocker: Decision?
  /// What a trace of any of the packets comes to.
  public let verdict: Verdict

  /// The packets as they are where the path ends.
  ///
  /// - Complexity: O(*n*²) in the boxes of the set.
  public var arrived: HeaderSpace { HeaderSpace(union: arrivals) }

  /// The first decision that the model could not make, if there is one.
  public var unknown: Decision? {
    (forward + (reply ?? [])).first { $0.action == .undetermined }
  }
}

/// Keeps decisions up to the first denial.
struct PathRecorder: SetRecorder {
  static var walksPastDenials: Bool { false }
  static var keepsDecisions: Bool { true }

  var decisions: [Decision] = []

  mutating func record(_ decision: Decision, _ packet: PacketHeader, isHypothetical: Bool) {
    if !isHypothetical { decisions.append(decision) }
  }

  mutating func removeLast() { _ = decisions.popLast() }
}

/// A recorder for sets of packets.
protocol SetRecorder: Recorder {
  init()

  /// Forgets the last decision.
  mutating func removeLast()
}

extension VerdictOnly: SetRecorder {
  mutating func removeLast() {}
}
