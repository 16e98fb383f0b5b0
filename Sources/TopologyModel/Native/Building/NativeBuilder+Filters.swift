import Addressing
import SourceText

// MARK: Network ACLs

extension NativeBuilder {
  mutating func buildNetworkACLs(of vpc: JSONNode, _ place: Place) {
    let defaultID = names.holder(of: .defaultACL, in: place.scope)?.id
    let subnets = subnetsOfACLs(of: vpc, defaultID, place)
    for member in text.entries(.networkACLs, of: vpc) {
      let id = id(of: member.value)
      var acl = NetworkACL(id: id, vpc: place.vpc)
      acl.name = name(of: member, id: id)
      acl.isDefault = id == defaultID
      acl.subnets = subnets[id] ?? []
      acl.entries = entries(of: member.value, acl, place)
      acl.hasUnknownEntries = text.flag(.complete, of: member.value) == false
      acl.location = location(of: member.name)
      topology.networkACLs.define(acl, at: topology.networkACLs.mention(id))
    }
    if let defaultID { defineImpliedACL(defaultID, place, subnets[defaultID] ?? []) }
  }

  private mutating func defineImpliedACL(
    _ id: String, _ place: Place, _ subnets: [Reference<Subnet>]
  ) {
    let slot = topology.networkACLs.mention(id)
    guard topology.networkACLs[slot] == nil else { return }
    var acl = NetworkACL(id: id, vpc: place.vpc)
    acl.name = "default"
    acl.isDefault = true
    acl.subnets = subnets
    acl.entries = openEntries(.inbound, place) + openEntries(.outbound, place)
    topology.networkACLs.define(acl, at: slot)
  }

  /// The subnets of each ACL by its id: a subnet that names none is the default one's (R-NACL-1).
  private func subnetsOfACLs(
    of vpc: JSONNode, _ defaultID: String?, _ place: Place
  ) -> [String: [Reference<Subnet>]] {
    var subnets: [String: [Reference<Subnet>]] = [:]
    for member in text.entries(.subnets, of: vpc) {
      let acl = entry(.networkACL, of: member.value, .networkACL, in: place.scope)
      guard let subnet = topology.subnets.reference(to: id(of: member.value)),
        let id = acl?.id ?? defaultID
      else { continue }
      subnets[id, default: []].append(subnet)
    }
    return subnets
  }

  private func entries(
    of node: JSONNode, _ acl: NetworkACL, _ place: Place
  ) -> [NetworkACL.Entry] {
    var entries: [NetworkACL.Entry] = []
    for (key, direction) in [(NativeKey.inbound, Direction.inbound), (.outbound, .outbound)] {
      if acl.isDefault, text.value(key, of: node) == nil {
        entries += openEntries(direction, place)
      } else {
        entries += text.elements(key, of: node).compactMap { entry($0, direction) }
      }
    }
    return entries
  }

  /// What AWS writes into a VPC's default ACL (R-NACL-1).
  private func openEntries(_ direction: Direction, _ place: Place) -> [NetworkACL.Entry] {
    let ipv4 = NetworkACL.Entry(number: 100, direction, allows: true, .all, .allIPv4)
    let ipv6 = NetworkACL.Entry(number: 101, direction, allows: true, .all, .allIPv6)
    return place.hasIPv6 ? [ipv4, ipv6] : [ipv4]
  }

  private func entry(_ node: JSONNode, _ direction: Direction) -> NetworkACL.Entry? {
    if let word = text.tree.string(of: node) {
      guard let rule = try? NetworkACLRuleText(parsing: Array(word.utf8), direction) else {
        return nil
      }
      return NetworkACL.Entry(
        number: rule.number, direction, allows: rule.allows, rule.traffic, rule.block,
        location: location(of: node))
    }
    guard let number = text.integer(.number, of: node), let block = text.block(.cidr, of: node)
    else { return nil }
    return NetworkACL.Entry(
      number: number, direction, allows: text.text(.action, of: node) == "allow",
      traffic(of: node), block, location: location(of: node))
  }

  private func traffic(of node: JSONNode) -> TrafficPattern {
    guard let ipProtocol = text.ipProtocol(of: node) else { return .all }
    guard let detail = text.value(ipProtocol.isICMP ? .icmp : .ports, of: node) else {
      return TrafficPattern(ipProtocol)
    }
    let word = text.tree.integer(of: detail).map { "\($0)" } ?? text.string(detail)
    return (try? TrafficPattern(ipProtocol, detail: word)) ?? TrafficPattern(ipProtocol)
  }
}

// MARK: Security groups

extension NativeBuilder {
  mutating func buildSecurityGroups(of vpc: JSONNode, _ place: Place) {
    let defaultID = names.holder(of: .defaultGroup, in: place.scope)?.id
    for member in text.entries(.securityGroups, of: vpc) {
      let id = id(of: member.value)
      let slot = topology.securityGroups.mention(id)
      var group = SecurityGroup(id: id, vpc: place.vpc)
      group.groupName = text.text(.groupName, of: member.value) ?? text.string(member.name)
      group.name = name(of: member, id: id)
      group.inbound = rules(.inbound, of: member.value, place) ?? ownMembers(id == defaultID, slot)
      group.outbound = rules(.outbound, of: member.value, place) ?? everywhere(place)
      group.location = location(of: member.name)
      topology.securityGroups.define(group, at: slot)
      associate(slot, member.value, place)
    }
    if let defaultID { defineImpliedGroup(defaultID, place) }
  }

  private mutating func defineImpliedGroup(_ id: String, _ place: Place) {
    let slot = topology.securityGroups.mention(id)
    guard topology.securityGroups[slot] == nil else { return }
    var group = SecurityGroup(id: id, vpc: place.vpc)
    group.groupName = "default"
    group.name = "default"
    group.inbound = ownMembers(true, slot)
    group.outbound = everywhere(place)
    topology.securityGroups.define(group, at: slot)
  }

  /// The default group admits its own members; another group admits nothing (R-SG-2).
  private func ownMembers(
    _ isDefault: Bool, _ group: Reference<SecurityGroup>
  ) -> [SecurityGroupRule] {
    isDefault ? [SecurityGroupRule(.all, .securityGroup(group))] : []
  }

  /// A new group lets everything out (R-SG-2).
  private func everywhere(_ place: Place) -> [SecurityGroupRule] {
    let ipv4 = SecurityGroupRule(.all, .block(.allIPv4))
    return place.hasIPv6 ? [ipv4, SecurityGroupRule(.all, .block(.allIPv6))] : [ipv4]
  }

  /// The rules of a direction; `nil` where the file leaves them to AWS.
  private func rules(
    _ direction: Direction, of node: JSONNode, _ place: Place
  ) -> [SecurityGroupRule]? {
    let key: NativeKey = direction == .inbound ? .inbound : .outbound
    guard text.value(key, of: node) != nil else { return nil }
    return text.elements(key, of: node).compactMap { rule($0, direction, place) }
  }

  private func rule(
    _ node: JSONNode, _ direction: Direction, _ place: Place
  ) -> SecurityGroupRule? {
    if let word = text.tree.string(of: node) {
      guard let rule = try? SecurityGroupRuleText(parsing: Array(word.utf8), direction),
        let peer = peer(rule.peer, place)
      else { return nil }
      return SecurityGroupRule(rule.traffic, peer, location: location(of: node))
    }
    guard let written = try? PeerText(parsing: text.text(.peer, of: node) ?? ""),
      let peer = peer(written, place)
    else { return nil }
    var rule = SecurityGroupRule(traffic(of: node), peer, location: location(of: node))
    rule.id = text.text(.id, of: node)
    rule.description = text.text(.description, of: node)
    return rule
  }

  private func peer(_ peer: PeerText, _ place: Place) -> SecurityGroupRule.Peer? {
    switch peer.peer {
    case .block(let block, _): .block(block)
    case .securityGroup(let name):
      entry(named: name, NativeReference(.securityGroup), in: place.scope)
        .flatMap { topology.securityGroups.reference(to: $0.id) }.map { .securityGroup($0) }
    case .prefixList(let name):
      entry(named: name, NativeReference(.prefixList), in: place.scope)
        .flatMap { topology.prefixLists.reference(to: $0.id) }.map { .prefixList($0) }
    }
  }

  private mutating func associate(
    _ group: Reference<SecurityGroup>, _ node: JSONNode, _ place: Place
  ) {
    for value in text.elements(.associatedVPCs, of: node) {
      guard let found = entry(named: text.string(value), NativeReference(.vpc), in: place.scope),
        let vpc = topology.vpcs.reference(to: found.id)
      else { continue }
      topology.securityGroupVPCAssociations.append(
        SecurityGroupVPCAssociation(group: group, vpc: vpc, isAssociated: true))
    }
  }
}
