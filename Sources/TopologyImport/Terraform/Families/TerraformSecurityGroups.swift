import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func buildSecurityGroups() {
    for index in resources("aws_security_group", "aws_default_security_group") {
      buildSecurityGroup(index)
    }
    for former in design.formerResources { forgetRules(of: former) }
    for index in resources("aws_security_group_rule") { addClassicRule(index) }
    for index in resources("aws_vpc_security_group_ingress_rule") { addRule(index, .inbound) }
    for index in resources("aws_vpc_security_group_egress_rule") { addRule(index, .outbound) }
  }

  /// A group has just the rules that are declared: Terraform removes AWS's open egress.
  private mutating func buildSecurityGroup(_ index: Int) {
    let id = resource(index).address
    let slot = topology.securityGroups.mention(id)
    var group = SecurityGroup(id: id, vpc: vpc(of: index))
    group.groupName = reader.id("name", of: values(index))
    group.name = nameTag(index)
    group.location = location(index)
    regions.note(arn: reader.id("arn", of: values(index)), for: group.vpc)
    for block in blocks("ingress", of: index) {
      group.inbound += rules(block, of: index, in: "ingress", group: slot)
    }
    for block in blocks("egress", of: index) {
      group.outbound += rules(block, of: index, in: "egress", group: slot)
    }
    topology.securityGroups.define(group, at: slot)
  }
}

// MARK: Rules of several peers

extension TerraformBuilder {
  /// One rule a peer of an inline block, or of an `aws_security_group_rule`.
  private mutating func rules(
    _ block: TerraformBlock, of index: Int, in inner: String?, group: Reference<SecurityGroup>?
  ) -> [SecurityGroupRule] {
    guard let traffic = traffic(block, "protocol", of: index) else { return [] }
    var peers: [SecurityGroupRule.Peer] = []
    for (key, name) in Self.blockLists {
      for element in reader.elements(key, of: block.values) {
        if design.tree.kind(of: element) != .null, let cidr = reader.block(element) {
          peers.append(.block(cidr))
        }
      }
      if linker.isUnknown(name, of: block), inner != nil || hasExpression(name, of: index) {
        reportUnknown(name, of: index)
        peers.append(unknownPeer(name, of: index))
      }
    }
    peers += listedPeers(block, of: index, in: inner)
    if reader.flag("self", of: block.values) == true, let group {
      peers.append(.securityGroup(group))
    }
    return peers.map { peer in
      var rule = SecurityGroupRule(traffic, peer, location: reader.location(of: block.values))
      rule.description = reader.id("description", of: block.values)
      return rule
    }
  }

  private static let blockLists: [(key: StaticString, name: String)] = [
    ("cidr_blocks", "cidr_blocks"), ("ipv6_cidr_blocks", "ipv6_cidr_blocks"),
  ]

  /// Prefix lists and groups.
  private mutating func listedPeers(
    _ block: TerraformBlock, of index: Int, in inner: String?
  ) -> [SecurityGroupRule.Peer] {
    let place = inner.map { (name: $0, block: block) }
    let lists = allNamed("prefix_list_ids", .prefixList, of: index, in: place)
    var peers = lists.ids.map { id in
      SecurityGroupRule.Peer.prefixList(topology.prefixLists.mention(id))
    }
    if lists.isUnclear { peers.append(unknownPeer("prefix_list_ids", of: index)) }
    let groups = allNamed("security_groups", .securityGroup, of: index, in: place)
    peers += groups.ids.map { groupPeer($0) }
    if groups.isUnclear { peers.append(unknownPeer("security_groups", of: index)) }
    return peers
  }

  /// A group's own id, or one of another account's behind its number and a slash.
  private mutating func groupPeer(_ id: String) -> SecurityGroupRule.Peer {
    .securityGroup(topology.securityGroups.mention(id))
  }

  /// A peer that can't be told: the rule may match what no other does.
  private mutating func unknownPeer(_ key: String, of index: Int) -> SecurityGroupRule.Peer {
    .prefixList(topology.prefixLists.mention(placeholder(key, of: index)))
  }

  /// Ports count for TCP and UDP, type and code for ICMP, neither for other protocols (R-SG-3).
  private mutating func traffic(
    _ block: TerraformBlock, _ key: StaticString, of index: Int
  ) -> TrafficPattern? {
    guard let choice = reader.ipProtocol(key, of: block.values) else { return nil }
    guard case .one(let ipProtocol) = choice else { return .all }
    if ipProtocol.hasPorts {
      return reader.ports("from_port", "to_port", of: block.values)
        .map { TrafficPattern(ipProtocol, ports: $0) }
    }
    guard ipProtocol.isICMP else { return TrafficPattern(ipProtocol) }
    return reader.icmpTraffic(ipProtocol, type: "from_port", code: "to_port", of: block.values)
  }
}

// MARK: Rules that are resources

extension TerraformBuilder {
  private mutating func addClassicRule(_ index: Int) {
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
  private mutating func addRule(_ index: Int, _ direction: Direction) {
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

  private mutating func warnOfInlineRules(
    _ direction: Direction, in group: String, besides index: Int
  ) {
    let block = direction == .inbound ? "ingress" : "egress"
    guard let owner = design.resource(at: group), hasExpression(block, of: owner) else { return }
    warnOfConflict(owner, "\(block) blocks", index)
  }

  /// Takes away what a group still repeats of a rule that goes or changes.
  private mutating func forgetRules(of former: TerraformResource) {
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
