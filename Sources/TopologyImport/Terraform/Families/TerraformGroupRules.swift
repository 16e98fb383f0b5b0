import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func addClassicRule(_ index: Int) {
    let isOutbound = reader.id("type", of: values(index)) == "egress"
    let direction: Direction = isOutbound ? .outbound : .inbound
    let attributes = resource(index).attributes
    add(direction, of: index) { builder, group in
      var rules = builder.rules(attributes, of: index, in: nil, group: group)
      if let source = builder.groupPeer("source_security_group_id", of: index),
        let traffic = builder.traffic(attributes, "protocol", of: index)
      {
        rules.append(
          SecurityGroupRule(traffic, source, location: builder.location(index)))
      }
      return rules
    }
  }

  /// Adds a rule of exactly one peer.
  mutating func addRule(_ index: Int, _ direction: Direction) {
    let attributes = resource(index).attributes
    add(direction, of: index) { builder, _ in
      guard let traffic = builder.traffic(attributes, "ip_protocol", of: index),
        let peer = builder.onlyPeer(index)
      else { return [] }
      var rule = SecurityGroupRule(traffic, peer, location: builder.location(index))
      rule.description = builder.reader.id("description", of: attributes.values)
      return [rule]
    }
  }

  private mutating func onlyPeer(_ index: Int) -> SecurityGroupRule.Peer? {
    let attributes = resource(index).attributes
    for (key, name) in [("cidr_ipv4", "cidr_ipv4"), ("cidr_ipv6", "cidr_ipv6")]
      as [(StaticString, String)]
    {
      if let block = cidr(key, of: attributes) { return .block(block) }
      if linker.isUnknown(name, of: attributes), hasExpression(name, of: index) {
        reportUnknown(name, of: index)
        return unknownPeer(name, of: index)
      }
    }
    if let list = named("prefix_list_id", .prefixList, of: index) {
      return .prefixList(topology.prefixLists.mention(list))
    }
    return groupPeer("referenced_security_group_id", of: index)
  }

  private mutating func groupPeer(
    _ key: String, of index: Int
  ) -> SecurityGroupRule.Peer? {
    guard let id = named(key, .securityGroup, of: index) else { return nil }
    return id == placeholder(key, of: index) ? unknownPeer(key, of: index) : groupPeer(id)
  }

  /// Adds the rules of a resource to its group; where the group is unclear, to none for certain.
  private mutating func add(
    _ direction: Direction, of index: Int,
    _ rules: (inout TerraformBuilder, Reference<SecurityGroup>?) -> [SecurityGroupRule]
  ) {
    let place = TerraformLinker.Place(resource: index)
    switch linker.link("security_group_id", [.securityGroup], at: place) {
    case .none: reportUnknown("security_group_id", of: index)
    case .one(let id):
      warnOfInlineRules(direction, in: id, besides: index)
      let slot = topology.securityGroups.mention(id)
      for rule in rules(&self, slot) { append(rule, direction, of: index, to: slot) }
    case .unclear(let candidates):
      reportUnclear("security_group_id", candidates, of: index)
      let peer = unknownPeer("security_group_id", of: index)
      for rule in rules(&self, nil) {
        let possible = SecurityGroupRule(rule.traffic, peer, location: rule.location)
        for id in candidates {
          append(possible, direction, of: index, to: topology.securityGroups.mention(id))
        }
      }
    }
  }

  /// Appends a rule in place of one that the group repeats of it.
  private mutating func append(
    _ rule: SecurityGroupRule, _ direction: Direction, of index: Int,
    to slot: Reference<SecurityGroup>
  ) {
    guard var group = topology.securityGroups[slot] else { return }
    var rule = rule
    rule.id = resource(index).address
    switch direction {
    case .inbound:
      group.inbound.removeAll { $0.isSameAllowance(as: rule) && $0.id == nil }
      group.inbound.append(rule)
    case .outbound:
      group.outbound.removeAll { $0.isSameAllowance(as: rule) && $0.id == nil }
      group.outbound.append(rule)
    }
    topology.securityGroups.define(group, at: slot)
  }

  mutating func warnOfInlineRules(
    _ direction: Direction, in owner: String, besides index: Int
  ) {
    let block = direction == .inbound ? "ingress" : "egress"
    guard let owner = design.resource(at: owner), hasExpression(block, of: owner) else { return }
    warnOfConflict(owner, "\(block) blocks", index)
  }

  /// Takes away what a group still repeats of a rule that goes or changes.
  mutating func forgetRules(of former: TerraformResource) {
    let isClassic = former.type == "aws_security_group_rule"
    let isInbound =
      isClassic
      ? reader.id("type", of: former.attributes.values) == "ingress"
      : former.type == "aws_vpc_security_group_ingress_rule"
    guard isInbound || isClassic || former.type == "aws_vpc_security_group_egress_rule",
      let id = linker.known("security_group_id", of: former.attributes)
    else { return }
    let slot = topology.securityGroups.mention(linker.identity(ofID: id))
    guard var group = topology.securityGroups[slot] else { return }
    let gone = formerRules(former, isClassic: isClassic, slot)
    group.inbound.removeAll { rule in
      isInbound && gone.contains { $0.isSameAllowance(as: rule) }
    }
    group.outbound.removeAll { rule in
      !isInbound && gone.contains { $0.isSameAllowance(as: rule) }
    }
    topology.securityGroups.define(group, at: slot)
  }

  private mutating func formerRules(
    _ former: TerraformResource, isClassic: Bool, _ group: Reference<SecurityGroup>
  ) -> [SecurityGroupRule] {
    let block = former.attributes
    guard let traffic = traffic(block, isClassic ? "protocol" : "ip_protocol", of: 0) else {
      return []
    }
    var peers: [SecurityGroupRule.Peer] = []
    for key in ["cidr_blocks", "ipv6_cidr_blocks"] as [StaticString] {
      peers += reader.elements(key, of: block.values).compactMap { reader.block($0) }
        .map { .block($0) }
    }
    for key in ["cidr_ipv4", "cidr_ipv6"] as [StaticString] {
      if let cidr = cidr(key, of: block) { peers.append(.block(cidr)) }
    }
    for key in ["source_security_group_id", "referenced_security_group_id"] {
      if let id = linker.known(key, of: block) {
        peers.append(groupPeer(linker.identity(ofID: id)))
      }
    }
    if reader.flag("self", of: block.values) == true { peers.append(.securityGroup(group)) }
    return peers.map { SecurityGroupRule(traffic, $0) }
  }
}

extension SecurityGroupRule {
  fileprivate func isSameAllowance(as other: SecurityGroupRule) -> Bool {
    traffic == other.traffic && peer == other.peer
  }
}
