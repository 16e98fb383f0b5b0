public import Dataplane
public import SourceText
import TopologyModel

/// A scenario as far as it has happened.
///
/// A value: who keeps a copy can go back to it.
public struct ScenarioRun: Sendable {
  public let scenario: Scenario
  /// The text in which the scenario stands.
  public let source: SourceBuffer
  public internal(set) var live: LiveNetwork
  /// The events that have happened.
  public private(set) var position = 0
  var participants: [Participants]
  /// By conversation, what its last event came to.
  var results: [Int: TrafficResult] = [:]
  var lastConversation: Int?

  /// - Parameters:
  ///   - scenario: What is to happen.
  ///   - source: The text in which it stands.
  ///   - flows: Of each of its conversations the first.
  ///   - network: Where it happens.
  public init(
    _ scenario: Scenario, _ source: SourceBuffer, flows: [Flow], in network: Network
  ) {
    self.scenario = scenario
    self.source = source
    live = LiveNetwork(network)
    var dispenser = PortDispenser()
    participants = zip(scenario.conversations, flows).map {
      dispenser.participants($1, count: $0.count)
    }
    for setting in scenario.settings {
      live.setTimeouts(setting.timeouts, of: setting.interface)
      if let limit = setting.trackedFlows {
        live.limitTracking(at: setting.interface, to: limit)
      }
    }
  }

  public var isFinished: Bool { position == scenario.events.count }

  /// Lets the next event happen.
  ///
  /// - Parameter seePassage: Sees every packet of every flow, of which the result keeps a few.
  /// - Returns: `nil` where there is no event.
  public mutating func step(_ seePassage: (Passage) -> Void = { _ in }) -> Moment? {
    guard !isFinished else { return nil }
    let event = scenario.events[position]
    live.advance(to: event.time)
    let result = happen(event.action, seePassage)
    position += 1
    return Moment(index: position - 1, event: event, network: live.network, result: result)
  }

  private mutating func happen(
    _ action: Scenario.Action, _ seePassage: (Passage) -> Void
  ) -> Moment.Result {
    switch action {
    case .traffic(let traffic):
      let result = play(traffic, seePassage)
      results[traffic.conversation] = result
      lastConversation = traffic.conversation
      return .traffic(result)
    case .edit(let edit): return .edit(perform(edit))
    case .show(let tables):
      return .tables(
        connections: tables == .translations ? nil : live.connections,
        translations: tables == .connections ? nil : live.translations)
    case .expect(let demand): return .demand(judge(demand))
    }
  }
}

// MARK: Changes

extension ScenarioRun {
  private mutating func perform(_ edit: TopologyEdit) -> EditResult {
    let before = live.connections + live.translations
    var topology = live.network.topology
    edit.apply(to: &topology)
    live.change(to: Network(topology))
    for interface in edit.interfacesThatForget(in: topology) { live.forget(interface) }
    for gateway in edit.natGatewaysThatForget(in: topology) { live.forget(gateway) }
    let after = Set(live.connections + live.translations)
    let touched = before.filter { flow in
      guard case .interface(let interface, _) = flow.holder else { return false }
      return edit.changesRules(at: interface, in: topology) && after.contains(flow)
    }
    return EditResult(
      edit: edit, tracked: touched.filter { $0.state != .untracked },
      untracked: touched.filter { $0.state == .untracked },
      forgotten: before.filter { !after.contains($0) })
  }
}

extension TopologyEdit {
  /// Whether the rules of an interface's groups change.
  fileprivate func changesRules(
    at interface: Reference<NetworkInterface>, in topology: Topology
  ) -> Bool {
    switch self {
    case .addRule(let group, _, _), .removeRule(let group, _, _):
      topology.networkInterfaces[interface]?.groups.contains(group) ?? false
    case .setGroups(let changed, _): changed == interface
    default: false
    }
  }
}
