import Dataplane
import SourceText
import TopologyModel

/// What a scenario expects.
extension ScenarioReader {
  mutating func demand(_ node: JSONNode) -> Scenario.Demand? {
    if tree.kind(of: node) == .string {
      return fields.choice(node, "expect", Outcome.allCases).flatMap {
        outcome($0, by: nil, of: nil, at: node)
      }
    }
    let keys = ["outcome", "code", "delivered", "state", "tracked", "translated", "in", "at"]
    guard fields.isObject(node, "expect", keys: keys) else { return nil }
    if let value = fields.value("outcome", of: node) { return outcome(value, of: node) }
    if let value = fields.value("delivered", of: node) { return delivered(value, of: node) }
    if let value = fields.value("state", of: node) { return state(value, of: node) }
    if let value = fields.value("tracked", of: node) {
      guard let count = fields.integer(value, "tracked", 0...Int.max),
        let place = fields.required("at", of: node, "expect"), let interface = interface(place)
      else { return nil }
      return .tracked(count, at: interface)
    }
    if let value = fields.value("translated", of: node) {
      guard let count = fields.integer(value, "translated", 0...Int.max),
        let place = fields.required("at", of: node, "expect"), let gateway = natGateway(place)
      else { return nil }
      return .translated(count, at: gateway)
    }
    fields.report(
      .fieldMissing, "expect must have outcome, delivered, state, tracked or translated", at: node)
    return nil
  }

  private mutating func outcome(_ value: JSONNode, of node: JSONNode) -> Scenario.Demand? {
    let code = fields.value("code", of: node).flatMap {
      fields.choice($0, "code", DecisionCode.allCases)
    }
    guard let outcome = fields.choice(value, "outcome", Outcome.allCases) else { return nil }
    let name = fields.value("in", of: node)
    let conversation = name.flatMap { self.conversation(named: $0, of: node, "expect") }
    guard name == nil || conversation != nil else { return nil }
    return self.outcome(outcome, by: code, of: conversation, at: node)
  }

  /// There must be traffic before, of which it is expected.
  private mutating func outcome(
    _ outcome: Outcome, by code: DecisionCode?, of conversation: Int?, at node: JSONNode
  ) -> Scenario.Demand? {
    guard hasTraffic(before: node) else { return nil }
    return .outcome(outcome, by: code, of: conversation)
  }

  private mutating func delivered(_ value: JSONNode, of node: JSONNode) -> Scenario.Demand? {
    guard let count = fields.integer(value, "delivered", 0...Int.max), hasTraffic(before: node)
    else { return nil }
    let name = fields.value("in", of: node)
    let conversation = name.flatMap { self.conversation(named: $0, of: node, "expect") }
    return name == nil || conversation != nil ? .delivered(count, of: conversation) : nil
  }

  private mutating func hasTraffic(before node: JSONNode) -> Bool {
    guard scenario.conversations.isEmpty else { return true }
    fields.report(.misplacedKey, "nothing was sent yet that could have an outcome", at: node)
    return false
  }

  private mutating func state(_ value: JSONNode, of node: JSONNode) -> Scenario.Demand? {
    let isNone = tree.string(of: value) == "none"
    let state = isNone ? nil : fields.choice(value, "state", ConnectionState.allCases)
    guard isNone || state != nil,
      let conversation = conversation(named: fields.value("in", of: node), of: node, "expect"),
      let place = fields.required("at", of: node, "expect"), let interface = interface(place)
    else { return nil }
    return .state(state, of: conversation, at: interface)
  }
}
