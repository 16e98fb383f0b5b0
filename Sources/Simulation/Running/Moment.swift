public import Dataplane

/// One event of a scenario, and what came of it.
public struct Moment: Sendable {
  /// The event's index.
  public let index: Int
  public let event: Scenario.Event
  /// The network as the event has left it.
  public let network: Network
  public let result: Result

  public enum Result: Sendable {
    case traffic(TrafficResult)
    case edit(EditResult)
    case tables(connections: [RememberedFlow]?, translations: [RememberedFlow]?)
    case demand(DemandResult)
  }

  /// The event was an expectation, and it is not met.
  public var isFailure: Bool {
    if case .demand(let result) = result { !result.isMet } else { false }
  }
}

/// What became of the packets of an event.
public struct TrafficResult: Sendable {
  /// An index of ``Scenario/conversations``.
  public let conversation: Int
  public let script: Script
  /// How many of the conversation's flows came to each outcome.
  public let counts: [(outcome: Outcome, count: Int)]
  /// The first flow of each outcome, in the order in which they came up.
  public let samples: [Sample]

  /// The packets of one flow.
  public struct Sample: Sendable {
    /// Which of the conversation's flows it is.
    public let member: Int
    public let outcome: Outcome
    public let packets: [SentPacket]

    /// Undocumented behaviour that the outcome rests on.
    public var assumptions: [Assumption] {
      let found = packets.flatMap { packet in
        packet.passage.assumptions + packet.passage.reset.flatMap { $0.assumptions }
      }
      return Assumption.allCases.filter { found.contains($0) }
    }

    /// The decision that stopped it.
    public var denial: Hop? { packets.last?.passage.denial }
  }

  /// A packet and its way.
  public struct SentPacket: Sendable {
    public let line: Script.Line
    public let passage: Passage
  }

  /// That of all flows, or of the first that did not get through.
  public var outcome: Outcome {
    samples.first { $0.outcome != .delivered }?.outcome ?? .delivered
  }

  public func count(of outcome: Outcome) -> Int {
    counts.first { $0.outcome == outcome }?.count ?? 0
  }
}

/// What a change of the network means for what is remembered.
public struct EditResult: Sendable {
  public let edit: TopologyEdit
  /// At interfaces whose rules changed: flows that go on whatever the rules now say (R-TRK-4).
  public let tracked: [RememberedFlow]
  /// At the same interfaces: flows that the new rules judge packet by packet (R-TRK-4).
  public let untracked: [RememberedFlow]
  /// What was remembered by components that are gone.
  public let forgotten: [RememberedFlow]

  /// Undocumented behaviour that this rests on.
  public var assumptions: [Assumption] {
    guard case .setGroups = edit, !tracked.isEmpty || !untracked.isEmpty else { return [] }
    return [.replacedGroupsActAsRules]
  }
}

/// Whether an expectation is met.
public struct DemandResult: Sendable {
  public let demand: Scenario.Demand
  public let isMet: Bool
  public let found: Found

  public enum Found: Sendable {
    case outcome(Outcome, DecisionCode?)
    case count(Int)
    case state(ConnectionState?)
    /// The conversation was never used.
    case nothing
  }
}
