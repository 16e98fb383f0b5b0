import Addressing
import SourceText
import TopologyModel

/// Changes of rules, and of the groups that carry them; each is tried on what those before have left.
extension ScenarioReader {
  mutating func rule(_ node: JSONNode, isAdded: Bool) -> TopologyEdit? {
    let title = isAdded ? "addRule" : "removeRule"
    let keys = ["securityGroup", "networkACL", "inbound", "outbound"]
    guard fields.isObject(node, title, keys: keys) else { return nil }
    guard let (direction, rule) = directedRule(of: node, title) else { return nil }
    if let name = fields.value("securityGroup", of: node) {
      guard let group = group(name) else { return nil }
      return groupRule(rule, direction, of: group, isAdded: isAdded)
    }
    guard let name = fields.required("networkACL", of: node, title), let acl = acl(name) else {
      return nil
    }
    return isAdded ? entry(rule, direction, of: acl) : entryRemoval(rule, direction, of: acl)
  }

  private mutating func directedRule(
    of node: JSONNode, _ title: String
  ) -> (Direction, JSONNode)? {
    let inbound = fields.value("inbound", of: node)
    let outbound = fields.value("outbound", of: node)
    if let inbound, outbound == nil { return (.inbound, inbound) }
    if let outbound, inbound == nil { return (.outbound, outbound) }
    fields.report(.fieldMissing, "\(title) must have inbound or outbound", at: node)
    return nil
  }

  private mutating func groupRule(
    _ node: JSONNode, _ direction: Direction, of group: Reference<SecurityGroup>, isAdded: Bool
  ) -> TopologyEdit? {
    guard let text = fields.text(node, direction.rawValue) else { return nil }
    let written: SecurityGroupRuleText
    do throws(RuleTextError) {
      written = try SecurityGroupRuleText(parsing: Array(text.utf8), direction)
    } catch {
      fields.report(.invalidRule, error.message, error.range, of: node, hint: error.hint)
      return nil
    }
    guard let peer = peer(written.peer, of: node) else { return nil }
    let rule = SecurityGroupRule(written.traffic, peer, location: nil)
    let exists =
      topology.securityGroups[group]?.rules(direction)
      .contains { $0.admitsSame(as: rule) } ?? false
    guard exists != isAdded else {
      fields.report(
        .impossibleChange,
        isAdded ? "the group has this rule already" : "the group has no such rule", at: node,
        hint: isAdded ? nil : places(of: direction, in: group))
      return nil
    }
    return isAdded ? .addRule(group, direction, rule) : .removeRule(group, direction, rule)
  }

  /// Where the first rules of a group stand, as a clause.
  private func places(of direction: Direction, in group: Reference<SecurityGroup>) -> String? {
    let rules = topology.securityGroups[group]?.rules(direction) ?? []
    if rules.isEmpty { return "it has no \(direction.rawValue) rule at all" }
    let places = rules.compactMap { $0.location }.prefix(3).map {
      topology.sources.position(of: $0).description
    }
    guard !places.isEmpty else { return nil }
    return "its \(direction.rawValue) rules stand at \(places.joined(separator: ", "))"
  }

  private mutating func peer(_ peer: PeerText, of node: JSONNode) -> SecurityGroupRule.Peer? {
    switch peer.peer {
    case .block(let block, _): return .block(block)
    case .securityGroup(let name):
      return find(name, "security group", in: topology.securityGroups, at: node, peer.range) {
        [$0.groupName, $0.name]
      }.map { .securityGroup($0) }
    case .prefixList(let name):
      return prefixList(name, at: node, peer.range).map { .prefixList($0) }
    }
  }

  private mutating func entry(
    _ node: JSONNode, _ direction: Direction, of acl: Reference<NetworkACL>
  ) -> TopologyEdit? {
    guard let text = fields.text(node, direction.rawValue) else { return nil }
    do throws(RuleTextError) {
      let rule = try NetworkACLRuleText(parsing: Array(text.utf8), direction)
      guard !hasEntry(rule.number, direction, acl) else {
        fields.report(
          .duplicateACLRule, "\(direction.rawValue) rule \(rule.number) is there already", at: node)
        return nil
      }
      return .addEntry(
        acl,
        NetworkACL.Entry(
          number: rule.number, direction, allows: rule.allows, rule.traffic, rule.block))
    } catch {
      fields.report(.invalidRule, error.message, error.range, of: node, hint: error.hint)
      return nil
    }
  }

  private mutating func entryRemoval(
    _ node: JSONNode, _ direction: Direction, of acl: Reference<NetworkACL>
  ) -> TopologyEdit? {
    guard let number = fields.integer(node, direction.rawValue, 1...32_766) else { return nil }
    if hasEntry(number, direction, acl) { return .removeEntry(acl, direction, number: number) }
    let numbers = (topology.networkACLs[acl]?.entries ?? []).filter { $0.direction == direction }
      .map { "\($0.number)" }.joined(separator: ", ")
    fields.report(
      .impossibleChange, "the ACL has no \(direction.rawValue) rule \(number)", at: node,
      hint: numbers.isEmpty ? nil : "it has \(numbers)")
    return nil
  }

  private func hasEntry(
    _ number: Int, _ direction: Direction, _ acl: Reference<NetworkACL>
  ) -> Bool {
    topology.networkACLs[acl]?.entry(direction, number) != nil
  }

  mutating func groups(_ node: JSONNode) -> TopologyEdit? {
    guard fields.isObject(node, "setGroups", keys: ["interface", "groups"]),
      let name = fields.required("interface", of: node, "setGroups"),
      let interface = interface(name),
      let value = fields.required("groups", of: node, "setGroups"),
      let list = fields.list(value, "groups")
    else { return nil }
    let groups = list.compactMap { group($0) }
    guard groups.count == list.count else { return nil }
    return .setGroups(interface, groups)
  }
}
