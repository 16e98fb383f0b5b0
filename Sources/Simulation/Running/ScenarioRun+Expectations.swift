import Addressing
import Dataplane
import TopologyModel

extension ScenarioRun {
  func judge(_ demand: Scenario.Demand) -> DemandResult {
    let found = found(by: demand)
    let isMet: Bool =
      switch (demand, found) {
      case (.outcome(let outcome, let code, _), .outcome(let seen, let decided)):
        outcome == seen && (code == nil || code == decided)
      case (.delivered(let count, _), .count(let seen)), (.tracked(let count, _), .count(let seen)),
        (.translated(let count, _), .count(let seen)):
        count == seen
      case (.state(let state, _, _), .state(let seen)): state == seen
      default: false
      }
    return DemandResult(demand: demand, isMet: isMet, found: found)
  }

  private func found(by demand: Scenario.Demand) -> DemandResult.Found {
    switch demand {
    case .outcome(_, _, let conversation):
      guard let result = result(of: conversation) else { return .nothing }
      let failure = result.samples.first { $0.outcome == result.outcome }
      return .outcome(result.outcome, failure?.denial?.decision.code)
    case .delivered(_, let conversation):
      return result(of: conversation).map { .count($0.count(of: .delivered)) } ?? .nothing
    case .state(_, let conversation, let interface):
      return .state(state(of: conversation, at: interface))
    case .tracked(_, let interface):
      return .count(
        live.connections.count { $0.isHeld(by: interface) && $0.state != .untracked })
    case .translated(_, let gateway):
      return .count(
        live.translations.count { flow in
          if case .translator(.natGateway(gateway), _) = flow.holder { true } else { false }
        })
    }
  }

  /// What the last event of a conversation came to, or the last of all.
  private func result(of conversation: Int?) -> TrafficResult? {
    (conversation ?? lastConversation).flatMap { results[$0] }
  }

  /// What an interface remembers of the first flow of a conversation, as it or its server sees it.
  private func state(
    of conversation: Int, at interface: Reference<NetworkInterface>
  ) -> ConnectionState? {
    let participants = participants[conversation]
    let asSent = participants.header(of: 0)
    let asReceived = participants[0].server?.header
    return live.connections.first { flow in
      flow.isHeld(by: interface)
        && (flow.request == asSent || asReceived.map { flow.request.isAnswered(by: $0) } ?? false)
    }?.state
  }
}

extension RememberedFlow {
  fileprivate func isHeld(by interface: Reference<NetworkInterface>) -> Bool {
    if case .interface(interface, _) = holder { true } else { false }
  }
}
