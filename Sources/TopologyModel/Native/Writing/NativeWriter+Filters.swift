import Addressing

// MARK: Network ACLs

extension NativeWriter {
  /// The VPC's ACLs, but for a default one that AWS implies.
  func networkACLs(of vpc: Reference<VPC>) -> [(key: String, value: NativeValue)] {
    members.networkACLs[vpc, default: []].compactMap { slot in
      guard let acl = topology.networkACLs[slot] else { return nil }
      let key = keys.networkACLs[slot]
      return networkACL(acl, key).map { (key: key, value: $0) }
    }
  }

  private func networkACL(_ acl: NetworkACL, _ key: String) -> NativeValue? {
    var written = start(.networkACL, key: key, id: acl.id, name: acl.name)
    written.set(.default, acl.isDefault, unless: key == "default")
    for direction in Direction.allCases where !isDefault(acl, direction) {
      let entries = acl.entries.filter { $0.direction == direction }
        .sorted { $0.number < $1.number }
      written[direction == .inbound ? .inbound : .outbound] = .list(
        entries.map { .text(text(of: $0)) })
    }
    written.set(.complete, !acl.hasUnknownEntries, unless: true)
    let isPlain =
      !acl.hasUnknownEntries && isComplete(acl.vpc) && acl.isDefault && acl.name == "default"
      && written[.inbound] == nil && written[.outbound] == nil && written[.accepted] == nil
    return isPlain && acl.id == "\(topology.vpcs.id(of: acl.vpc))/default" ? nil : written.value
  }

  /// What the reader fills in: everything in the default ACL, nothing in another.
  private func isDefault(_ acl: NetworkACL, _ direction: Direction) -> Bool {
    let entries = acl.entries.filter { $0.direction == direction }
    guard acl.isDefault else { return entries.isEmpty }
    let open: [(Int, CIDRBlock)] =
      hasIPv6(acl.vpc) ? [(100, .allIPv4), (101, .allIPv6)] : [(100, .allIPv4)]
    return entries.count == open.count
      && zip(entries, open).allSatisfy {
        $0.allows && $0.traffic == .all && $0.number == $1.0 && $0.block == $1.1
      }
  }

  private func hasIPv6(_ vpc: Reference<VPC>) -> Bool {
    topology.vpcs[vpc]?.blocks.contains { $0.block.family == .ipv6 } == true
  }

  private func text(of entry: NetworkACL.Entry) -> String {
    let action = entry.allows ? "allow" : "deny"
    let preposition = entry.direction == .inbound ? "from" : "to"
    return "\(entry.number) \(action) \(words(for: entry.traffic)) \(preposition) \(entry.block)"
  }

  /// `all`, `tcp 443`, `icmp 8/0` ...
  private func words(for traffic: TrafficPattern) -> String {
    guard let ipProtocol = traffic.ipProtocol else { return "all" }
    return detail(of: traffic).map { "\(ipProtocol) \($0)" } ?? "\(ipProtocol)"
  }

  /// Ports, or an ICMP type and code; `nil` for all.
  private func detail(of traffic: TrafficPattern) -> String? {
    guard let ipProtocol = traffic.ipProtocol, traffic.ports != .all else { return nil }
    guard ipProtocol.isICMP else { return ipProtocol.hasPorts ? "\(traffic.ports)" : nil }
    let first = ICMPMessage(packed: traffic.ports.first)
    return traffic.ports.first == traffic.ports.last ? "\(first)" : "\(first.type)"
  }
}

// MARK: Security groups

extension NativeWriter {
  /// The VPC's groups, but for a default one that AWS implies.
  func securityGroups(of vpc: Reference<VPC>) -> [(key: String, value: NativeValue)] {
    members.securityGroups[vpc, default: []].compactMap { slot in
      guard let group = topology.securityGroups[slot] else { return nil }
      let key = keys.securityGroups[slot]
      return securityGroup(group, slot, key).map { (key: key, value: $0) }
    }
  }

  private func securityGroup(
    _ group: SecurityGroup, _ slot: Reference<SecurityGroup>, _ key: String
  ) -> NativeValue? {
    var rules = NativeMembers(.securityGroup)
    if !isDefault(group.inbound, inboundDefault(of: group, slot)) {
      rules[.inbound] = .list(group.inbound.map { value(of: $0, .inbound) })
    }
    if !isDefault(group.outbound, everywhere(group.vpc)) {
      rules[.outbound] = .list(group.outbound.map { value(of: $0, .outbound) })
    }
    rules.set(.associatedVPCs, list: vpcsAssociated(with: slot))
    setAccepted(&rules, .securityGroup, group.id)
    if isComplete(group.vpc), rules.isEmpty, group.groupName == "default", group.name == "default",
      group.id == "\(topology.vpcs.id(of: group.vpc))/default"
    {
      return nil
    }
    rules.set(.id, group.id, unless: key)
    let impliedName = key == group.id ? nil : key
    if group.name != nil { rules.set(.name, group.name, unless: impliedName) }
    rules.set(.groupName, group.groupName, unless: key)
    return rules.value
  }

  private func inboundDefault(
    of group: SecurityGroup, _ slot: Reference<SecurityGroup>
  ) -> [SecurityGroupRule.Peer] {
    group.groupName == "default" ? [.securityGroup(slot)] : []
  }

  private func everywhere(_ vpc: Reference<VPC>) -> [SecurityGroupRule.Peer] {
    hasIPv6(vpc) ? [.block(.allIPv4), .block(.allIPv6)] : [.block(.allIPv4)]
  }

  /// Whether the rules let all traffic to these peers, and say no more than that.
  private func isDefault(
    _ rules: [SecurityGroupRule], _ peers: [SecurityGroupRule.Peer]
  ) -> Bool {
    rules.map { $0.peer } == peers
      && rules.allSatisfy { $0.traffic == .all && $0.id == nil && $0.description == nil }
  }

  private func value(of rule: SecurityGroupRule, _ direction: Direction) -> NativeValue {
    let preposition = direction == .inbound ? "from" : "to"
    guard rule.id != nil || rule.description != nil else {
      return .text("\(words(for: rule.traffic)) \(preposition) \(text(of: rule.peer))")
    }
    var long = NativeMembers(.securityGroupRule)
    long.set(.ipProtocol, rule.traffic.ipProtocol.map { "\($0)" })
    long.set(rule.traffic.ipProtocol?.isICMP == true ? .icmp : .ports, detail(of: rule.traffic))
    long.set(.peer, text(of: rule.peer))
    long.set(.id, rule.id)
    long.set(.description, rule.description)
    return long.value
  }

  private func text(of peer: SecurityGroupRule.Peer) -> String {
    switch peer {
    case .block(let block): block.description
    case .prefixList(let slot): "pl:\(keys.prefixLists[slot])"
    case .securityGroup(let slot): "sg:\(keys.securityGroups[slot])"
    }
  }

  private func vpcsAssociated(with group: Reference<SecurityGroup>) -> [NativeValue] {
    topology.securityGroupVPCAssociations.filter { $0.group == group && $0.isAssociated }
      .map { .text(keys.vpcs[$0.vpc]) }
  }

  var prefixLists: [(key: String, value: NativeValue)] {
    topology.prefixLists.resources.map { slot, list in
      let key = keys.prefixLists[slot]
      var written = start(.prefixList, key: key, id: list.id, name: list.name)
      let entries = list.entries.map { NativeValue.list($0.map { block($0.block) }) }
      written[.maxEntries] = list.maximumEntries.map { .number($0) }
      written.set(.isAWSManaged, list.isAWSManaged, unless: false)
      if written.isEmpty, let entries { return (key: key, value: entries) }
      written[.entries] = entries
      return (key: key, value: written.value)
    }
  }
}
