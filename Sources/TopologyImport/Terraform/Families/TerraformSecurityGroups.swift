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
  mutating func rules(
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
  mutating func groupPeer(_ id: String) -> SecurityGroupRule.Peer {
    .securityGroup(topology.securityGroups.mention(id))
  }

  /// A peer that can't be told: the rule may match what no other does.
  mutating func unknownPeer(_ key: String, of index: Int) -> SecurityGroupRule.Peer {
    .prefixList(topology.prefixLists.mention(placeholder(key, of: index)))
  }

  /// Ports count for TCP and UDP, type and code for ICMP, neither for other protocols (R-SG-3).
  mutating func traffic(
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
