public import Addressing
public import Dataplane
public import TopologyModel

/// How a network fared against an expectation.
public struct ExpectationResult: Sendable {
  public let expectation: Expectation
  /// What was left out of account; it may be empty.
  public let limits: [Limit]
  /// The first of them, at most ``mostContradictions``.
  public private(set) var contradictions: [Contradiction] = []
  /// All of them, kept or not.
  public private(set) var contradictionCount = 0

  static let mostContradictions = 10

  init(_ prepared: PreparedExpectation) {
    expectation = prepared.expectation
    limits = prepared.limits
  }

  public var isMet: Bool { contradictionCount == 0 }

  mutating func add(_ contradiction: Contradiction) {
    contradictionCount += 1
    if contradictions.count < ExpectationResult.mostContradictions {
      contradictions.append(contradiction)
    }
  }
}

/// Packets that do not do what was expected.
public struct Contradiction: Sendable {
  /// One of them, to be traced.
  public let flow: Flow
  /// Packets that all go the way of the flow; of the internet's addresses those that nothing holds.
  public let packets: HeaderBox
  public let difference: Difference

  init(_ flow: Flow, packets: HeaderBox, _ difference: Difference) {
    self.flow = flow
    self.packets = packets
    self.difference = difference
  }
}

/// What an expectation of many packets was not asked about.
public enum Limit: Hashable, Sendable {
  /// These forward packets of others; they were asked about as senders from their own addresses alone.
  case appliances([Reference<NetworkInterface>])
  /// Whatever comes by these is not modelled, and was not asked about.
  case unmodelled([Reference<UnmodelledResource>])
  /// The input does not tell which addresses are behind these.
  case unknownPremises([Reference<VPNConnection>])
  /// These have more addresses than the first of each family, which alone was asked about.
  case otherAddresses([Reference<NetworkInterface>])
}
