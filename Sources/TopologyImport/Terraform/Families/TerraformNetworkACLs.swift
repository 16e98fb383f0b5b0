import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func buildNetworkACLs() {
    let inline = resources("aws_network_acl", "aws_default_network_acl")
    for index in inline { buildNetworkACL(index) }
    for former in design.formerResources where former.type == "aws_network_acl_rule" {
      forgetEntry(of: former)
    }
    for index in resources("aws_network_acl_rule") { addEntry(index) }
    for index in inline { associateSubnets(of: index) }
    for index in resources("aws_network_acl_association") { associateACL(index) }
    placeSubnetsOfACLs()
  }

  private mutating func buildNetworkACL(_ index: Int) {
    let id = resource(index).address
    var acl = NetworkACL(id: id, vpc: vpcOfACL(index))
    acl.name = nameTag(index)
    acl.isDefault = resource(index).type == "aws_default_network_acl"
    acl.location = location(index)
    for (key, direction) in [("ingress", Direction.inbound), ("egress", .outbound)] {
      for block in blocks(key, of: index) {
        if let entry = entry(block, "rule_no", "action", direction, of: index) {
          acl.entries.append(entry)
        }
      }
    }
    topology.networkACLs.define(acl, at: topology.networkACLs.mention(id))
  }

  /// A default ACL names its VPC by the ACL that it takes over.
  private mutating func vpcOfACL(_ index: Int) -> Reference<VPC> {
    let id = resource(index).address
    for vpc in resources("aws_vpc", "aws_default_vpc")
    where linker.adoptedIdentity(of: .defaultACL, of: resource(vpc).address) == id {
      return topology.vpcs.mention(resource(vpc).address)
    }
    return vpc(of: index)
  }

  /// Reads a rule; `nil` for the closing `*` entries, which every ACL has, and for a broken one.
  private mutating func entry(
    _ block: TerraformBlock, _ number: StaticString, _ action: StaticString,
    _ direction: Direction, of index: Int
  ) -> NetworkACL.Entry? {
    guard let number = reader.requiredInteger(number, of: block.values, in: 1...65_535),
      number < 32_767,
      let allows = reader.requiredChoice(action, of: block.values, Self.allows)
    else { return nil }
    let known = cidr("cidr_block", of: block) ?? cidr("ipv6_cidr_block", of: block)
    guard let cidr = known else {
      reportUnknown("cidr_block", of: index)
      openACLs.insert(resource(index).address)
      return nil
    }
    guard let traffic = aclTraffic(block, family: cidr.family) else { return nil }
    return NetworkACL.Entry(
      number: number, direction, allows: allows, traffic, cidr,
      location: reader.location(of: block.values))
  }

  private static func allows(_ word: String) -> Bool? {
    let word = word.lowercased()
    return word == "allow" ? true : word == "deny" ? false : nil
  }

  /// Ports count for TCP and UDP, type and code for ICMP, neither for other protocols (R-NACL-5).
  private mutating func aclTraffic(
    _ block: TerraformBlock, family: AddressFamily
  ) -> TrafficPattern? {
    guard let choice = reader.ipProtocol("protocol", of: block.values) else { return nil }
    guard case .one(let ipProtocol) = choice else { return .all }
    if ipProtocol.hasPorts {
      return reader.ports("from_port", "to_port", of: block.values)
        .map { TrafficPattern(ipProtocol, ports: $0) }
    }
    guard ipProtocol == .icmp || ipProtocol == .icmpv6 && family == .ipv6 else {
      return TrafficPattern(ipProtocol)
    }
    // The provider sends type 0 and code 0 where none is given.
    let type = icmpNumber("icmp_type", of: block) ?? 0
    let code = icmpNumber("icmp_code", of: block) ?? 0
    return .icmp(ipProtocol, type: UInt8(exactly: type), code: UInt8(exactly: code))
  }

  /// A number that the provider writes as a number or as a text.
  private mutating func icmpNumber(_ key: StaticString, of block: TerraformBlock) -> Int? {
    guard let value = reader.value(key, of: block.values) else { return nil }
    if let text = design.tree.string(of: value) { return Int(text) }
    return reader.integer(key, of: block.values, in: -1...255)
  }

  /// Adds a rule that is a resource of its own.
  private mutating func addEntry(_ index: Int) {
    let isOutbound = reader.flag("egress", of: values(index)) ?? false
    let direction: Direction = isOutbound ? .outbound : .inbound
    let place = TerraformLinker.Place(resource: index)
    switch linker.link("network_acl_id", [.networkACL], at: place) {
    case .none: reportUnknown("network_acl_id", of: index)
    case .unclear(let candidates):
      reportUnclear("network_acl_id", candidates, of: index)
      openACLs.formUnion(candidates)
    case .one(let id):
      let attributes = resource(index).attributes
      guard let entry = entry(attributes, "rule_number", "rule_action", direction, of: index) else {
        if openACLs.remove(resource(index).address) != nil { openACLs.insert(id) }
        return
      }
      warnOfInlineRules(direction, in: id, besides: index)
      add(entry, to: topology.networkACLs.mention(id))
    }
  }

  /// Adds an entry in place of what the ACL repeats of it; numbers are unique (R-NACL-2).
  private mutating func add(_ entry: NetworkACL.Entry, to slot: Reference<NetworkACL>) {
    guard var acl = topology.networkACLs[slot] else { return }
    acl.entries.removeAll { $0.isRule(entry.number, entry.direction) }
    acl.entries.append(entry)
    topology.networkACLs.define(acl, at: slot)
  }

  private mutating func forgetEntry(of former: TerraformResource) {
    let values = former.attributes.values
    guard let id = linker.known("network_acl_id", of: former.attributes),
      let number = reader.integer("rule_number", of: values, in: 1...65_535)
    else { return }
    let direction: Direction = reader.flag("egress", of: values) == true ? .outbound : .inbound
    let slot = topology.networkACLs.mention(linker.identity(ofID: id))
    guard var acl = topology.networkACLs[slot] else { return }
    acl.entries.removeAll { $0.isRule(number, direction) }
    topology.networkACLs.define(acl, at: slot)
  }
}

// MARK: Subnets

extension TerraformBuilder {
  private mutating func associateSubnets(of index: Int) {
    let links = allNamed("subnet_ids", .subnet, of: index)
    let acl = topology.networkACLs.mention(resource(index).address)
    for id in links.ids { aclOfSubnet[topology.subnets.mention(id)] = acl }
    if links.isUnclear {
      subnetsOfUnknownACL.formUnion(links.candidates.map { topology.subnets.mention($0) })
    }
  }

  private mutating func associateACL(_ index: Int) {
    let acl = named("network_acl_id", .networkACL, of: index)
    let place = TerraformLinker.Place(resource: index)
    switch linker.link("subnet_id", [.subnet], at: place) {
    case .none: reportUnknown("subnet_id", of: index)
    case .one(let id):
      let subnet = topology.subnets.mention(id)
      guard let acl, acl != placeholder("network_acl_id", of: index) else {
        subnetsOfUnknownACL.insert(subnet)
        return
      }
      aclOfSubnet[subnet] = topology.networkACLs.mention(acl)
    case .unclear(let candidates):
      reportUnclear("subnet_id", candidates, of: index)
      subnetsOfUnknownACL.formUnion(candidates.map { topology.subnets.mention($0) })
    }
  }

  /// Gives every ACL its subnets; those whose ACL can't be told share one whose rules nobody knows.
  private mutating func placeSubnetsOfACLs() {
    for subnet in subnetsOfUnknownACL.sorted(by: { $0.index < $1.index }) {
      guard let vpc = topology.subnets[subnet]?.vpc else { continue }
      let id = topology.vpcs.id(of: vpc) + "/unknown-acl"
      let slot = topology.networkACLs.mention(id)
      if topology.networkACLs[slot] == nil {
        var acl = NetworkACL(id: id, vpc: vpc)
        acl.hasUnknownEntries = true
        topology.networkACLs.define(acl, at: slot)
      }
      aclOfSubnet[subnet] = slot
    }
    for (subnet, slot) in aclOfSubnet where topology.networkACLs[slot] == nil {
      // An ACL that stands outside of the file: nobody knows its rules.
      guard let vpc = topology.subnets[subnet]?.vpc else { continue }
      var acl = NetworkACL(id: topology.networkACLs.id(of: slot), vpc: vpc)
      acl.hasUnknownEntries = true
      topology.networkACLs.define(acl, at: slot)
    }
    for (slot, acl) in Array(topology.networkACLs.resources) {
      var acl = acl
      acl.hasUnknownEntries = acl.hasUnknownEntries || openACLs.contains(acl.id)
      acl.subnets = aclOfSubnet.filter { $0.value == slot }.map { $0.key }
        .sorted { $0.index < $1.index }
      topology.networkACLs.define(acl, at: slot)
    }
  }
}
