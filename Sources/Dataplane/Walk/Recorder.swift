import Addressing

/// Keeps what a walk decides, or nothing of it.
protocol Recorder {
  /// Goes on behind a filter that denies, as if it had allowed, so that every blocker is found.
  static var walksPastDenials: Bool { get }
  /// Is to be told of decisions.
  static var keepsDecisions: Bool { get }

  /// `isHypothetical`: behind a denial.
  mutating func record(_ decision: Decision, _ packet: PacketHeader, isHypothetical: Bool)
}

/// Keeps nothing: for verdicts alone.
struct VerdictOnly: Recorder {
  static var walksPastDenials: Bool { false }
  static var keepsDecisions: Bool { false }

  @inline(__always)
  mutating func record(_ decision: Decision, _ packet: PacketHeader, isHypothetical: Bool) {}
}

/// Keeps every hop of one direction.
struct HopRecorder: Recorder {
  static var walksPastDenials: Bool { true }
  static var keepsDecisions: Bool { true }

  private(set) var hops: [Hop] = []

  init() { hops.reserveCapacity(HopRecorder.usualHops) }

  /// Hops of one direction between two subnets, and a few more.
  private static let usualHops = 12

  @inline(__always)
  mutating func record(_ decision: Decision, _ packet: PacketHeader, isHypothetical: Bool) {
    hops.append(Hop(decision: decision, packet: packet, isHypothetical: isHypothetical))
  }
}
