import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readSecurityGroup(_ node: JSONNode) {
    let vpc = vpc(of: node)
    guard
      let (id, slot) = reader.admit(
        node, "GroupId", .securityGroup, into: &topology.securityGroups)
    else { return }
    var group = SecurityGroup(id: id, vpc: vpc)
    group.groupName = reader.text("GroupName", of: node)
    group.name = reader.nameTag(of: node)
    for permission in reader.objects("IpPermissions", of: node) {
      appendRules(of: permission, to: &group.inbound)
    }
    for permission in reader.objects("IpPermissionsEgress", of: node) {
      appendRules(of: permission, to: &group.outbound)
    }
    group.location = reader.location(of: node)
    topology.securityGroups.define(group, at: slot)
    regions.note(arn: reader.text("SecurityGroupArn", of: node), for: group.vpc)
  }

  /// A permission stands for one rule a peer; the peers of a broken one are read for their own problems.
  private mutating func appendRules(
    of permission: JSONNode, to rules: inout [SecurityGroupRule]
  ) {
    let traffic = reader.securityGroupTraffic(permission)
    for range in reader.objects("IpRanges", of: permission) {
      let peer = reader.requiredBlock("CidrIp", of: range).map { SecurityGroupRule.Peer.block($0) }
      append(peer, traffic, range, to: &rules)
    }
    for range in reader.objects("Ipv6Ranges", of: permission) {
      let peer = reader.requiredBlock("CidrIpv6", of: range)
        .map { SecurityGroupRule.Peer.block($0) }
      append(peer, traffic, range, to: &rules)
    }
    for list in reader.objects("PrefixListIds", of: permission) {
      append(prefixListPeer(list), traffic, list, to: &rules)
    }
    for pair in reader.objects("UserIdGroupPairs", of: permission) {
      append(groupPeer(pair), traffic, pair, to: &rules)
    }
  }

  private mutating func append(
    _ peer: SecurityGroupRule.Peer?, _ traffic: TrafficPattern?, _ node: JSONNode,
    to rules: inout [SecurityGroupRule]
  ) {
    guard let peer, let traffic else { return }
    var rule = SecurityGroupRule(traffic, peer, location: reader.location(of: node))
    rule.description = reader.text("Description", of: node)
    rules.append(rule)
  }

  private mutating func prefixListPeer(_ node: JSONNode) -> SecurityGroupRule.Peer? {
    reader.requiredID("PrefixListId", of: node)
      .map { .prefixList(topology.prefixLists.mention($0)) }
  }

  private mutating func groupPeer(_ node: JSONNode) -> SecurityGroupRule.Peer? {
    reader.requiredID("GroupId", of: node)
      .map { .securityGroup(topology.securityGroups.mention($0)) }
  }
}

// MARK: Rules one by one

extension AWSDescribeImporter {
  /// Keeps a rule of `describe-security-group-rules` until all groups are known.
  mutating func readSecurityGroupRule(_ node: JSONNode) {
    guard let id = reader.requiredID("SecurityGroupRuleId", of: node),
      reader.isFirst(node, .securityGroupRule, id)
    else { return }
    // Every field is read before one is missed, so that all problems are found at once.
    let group = reader.requiredID("GroupId", of: node)
    let isOutbound = reader.requiredFlag("IsEgress", of: node)
    let traffic = reader.securityGroupTraffic(node)
    let peer = listedPeer(node)
    guard let group, let isOutbound, let traffic, let peer else { return }
    var rule = SecurityGroupRule(traffic, peer, location: reader.location(of: node))
    rule.id = id
    rule.description = reader.text("Description", of: node)
    listedRules.append(
      ListedRule(
        group: topology.securityGroups.mention(group),
        direction: isOutbound ? .outbound : .inbound, rule: rule))
  }

  private mutating func listedPeer(_ node: JSONNode) -> SecurityGroupRule.Peer? {
    if reader.has("CidrIpv6", of: node) {
      return reader.block("CidrIpv6", of: node).map { .block($0) }
    }
    if reader.has("PrefixListId", of: node) { return prefixListPeer(node) }
    if let group = reader.object("ReferencedGroupInfo", of: node) { return groupPeer(group) }
    return reader.requiredBlock("CidrIpv4", of: node).map { .block($0) }
  }

  mutating func readSecurityGroupVPCAssociation(_ node: JSONNode) {
    guard let group = reader.requiredID("GroupId", of: node),
      let vpc = reader.requiredID("VpcId", of: node),
      reader.isFirst(node, .securityGroupVPCAssociation, "\(group) \(vpc)")
    else { return }
    topology.securityGroupVPCAssociations.append(
      SecurityGroupVPCAssociation(
        group: topology.securityGroups.mention(group), vpc: topology.vpcs.mention(vpc),
        isAssociated: (reader.text("State", of: node) ?? "associated") == "associated"))
  }
}

extension AnswerReader {
  /// Ports count for TCP and UDP, type and code for ICMP, neither for other protocols (R-SG-3).
  fileprivate mutating func securityGroupTraffic(_ node: JSONNode) -> TrafficPattern? {
    guard let choice = ipProtocol("IpProtocol", of: node) else { return nil }
    guard case .one(let ipProtocol) = choice else { return .all }
    if ipProtocol.hasPorts {
      return ports("FromPort", "ToPort", of: node).map { TrafficPattern(ipProtocol, ports: $0) }
    }
    guard ipProtocol.isICMP else { return TrafficPattern(ipProtocol) }
    return icmpTraffic(ipProtocol, type: "FromPort", code: "ToPort", of: node)
  }
}
