public import Addressing

/// Packets of one sender that go the same way and meet the same end, and so do their replies.
public struct SetPiece: Sendable {
  /// The packets as they are sent.
  public let sent: HeaderSpace
  /// Boxes of the packets as they are where the path ends; translation may make some alike.
  let arrivals: [HeaderBox]
  /// What is decided there and back; where any port is judged, for the first.
  public let path: PathDecisions
  /// The same by the other routes of ties that were met, whether or not they agree (R-ROUTE-7).
  public let tiedPaths: [PathDecisions]
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
    path.all.first { $0.action == .undetermined }
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
