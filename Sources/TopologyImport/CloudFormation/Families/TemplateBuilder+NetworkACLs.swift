import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  mutating func buildNetworkACLs() {
    for resource in resources("AWS::EC2::NetworkAcl") {
      let properties = reader.properties(of: resource)
      guard let vpc = reader.requiredID("VpcId", of: properties, .vpc) else { continue }
      var acl = NetworkACL(id: resource.id, vpc: topology.vpcs.mention(vpc))
      acl.name = reader.nameTag(of: properties)
      acl.location = location(of: resource)
      topology.networkACLs.define(acl, at: topology.networkACLs.mention(resource.id))
    }
    for resource in resources("AWS::EC2::NetworkAclEntry") { addEntry(resource) }
    associateNetworkACLs()
  }

  private mutating func addEntry(_ resource: TemplateResource) {
    let properties = reader.properties(of: resource)
    guard let id = reader.requiredID("NetworkAclId", of: properties, .networkACL) else { return }
    let slot = topology.networkACLs.mention(id)
    guard var acl = topology.networkACLs[slot] else { return }
    switch entry(properties, resource) {
    case .known(let entry):
      reportTakenNumber(of: entry, resource, in: acl)
      acl.entries.append(entry)
    case .unknown: acl.hasUnknownEntries = true
    case .absent, .broken: return
    }
    topology.networkACLs.define(acl, at: slot)
  }

  /// Numbers are unique in their direction (R-NACL-2).
  private mutating func reportTakenNumber(
    of entry: NetworkACL.Entry, _ resource: TemplateResource, in acl: NetworkACL
  ) {
    guard let first = acl.entry(entry.direction, entry.number) else { return }
    let other = reader.template.resources.first { location(of: $0) == first.location }
    reader.fail(
      .duplicateACLRule,
      "\(entry.direction.rawValue) rule \(entry.number) of \(acl.id) is there twice",
      at: resource.key, hint: "a number stands once in a direction",
      related: other.map { [("first here", $0.key)] } ?? [])
  }

  private mutating func entry(
    _ object: TemplateObject, _ resource: TemplateResource
  ) -> Lookup<NetworkACL.Entry> {
    for key in ["RuleNumber", "RuleAction"] where object[key] == nil {
      reader.missing(key, of: object)
    }
    let number = reader.integer("RuleNumber", of: object, in: 1...32_766)
    let allows = self.allows(object)
    let block = self.block(of: object)
    let traffic = networkACLTraffic(object)
    for (key, unknown) in [
      ("RuleNumber", number.unknown), ("RuleAction", allows.unknown), ("CidrBlock", block.unknown),
      ("Protocol", traffic.unknown),
    ] {
      guard let unknown else { continue }
      reader.note(unknown, at: object[key]?.node ?? object.node)
      return .unknown(unknown)
    }
    guard let number = number.value, let allows = allows.value, let block = block.value,
      let traffic = traffic.value
    else { return .broken }
    let isOutbound = reader.flag("Egress", of: object) ?? false
    return .known(
      NetworkACL.Entry(
        number: number, isOutbound ? .outbound : .inbound, allows: allows, traffic, block,
        location: location(of: resource)))
  }

  private mutating func allows(_ object: TemplateObject) -> Lookup<Bool> {
    guard let value = object["RuleAction"] else { return .absent }
    return reader.text("RuleAction", of: object).flatMap { word in
      switch word.lowercased() {
      case "allow": return .known(true)
      case "deny": return .known(false)
      default:
        reader.fail(
          .unknownValue, "RuleAction has the unknown value \"\(word)\"", at: value.node,
          hint: "write allow or deny")
        return .broken
      }
    }
  }

  private mutating func block(of object: TemplateObject) -> Lookup<CIDRBlock> {
    if object["Ipv6CidrBlock"] != nil { return reader.block("Ipv6CidrBlock", of: object) }
    if object["CidrBlock"] == nil { reader.missing("CidrBlock", of: object) }
    return reader.block("CidrBlock", of: object)
  }

  /// Ports count for TCP and UDP, type and code for ICMP, neither for other protocols (R-NACL-5).
  private mutating func networkACLTraffic(_ object: TemplateObject) -> Lookup<TrafficPattern> {
    ipProtocol("Protocol", of: object).flatMap { ipProtocol in
      guard let ipProtocol else { return .known(.all) }
      if ipProtocol.hasPorts {
        guard let range = part("PortRange", of: object) else {
          reader.missing("PortRange", of: object)
          return .broken
        }
        return ports("From", "To", of: range).map { TrafficPattern(ipProtocol, ports: $0) }
      }
      guard ipProtocol.isICMP, let icmp = part("Icmp", of: object) else {
        return .known(TrafficPattern(ipProtocol))
      }
      return icmpTraffic(ipProtocol, type: "Type", code: "Code", of: icmp)
    }
  }

  private func part(_ key: String, of object: TemplateObject) -> TemplateObject? {
    if case .object(let part)? = object[key]?.content { return part }
    return nil
  }

  private mutating func associateNetworkACLs() {
    var first: [String: TemplateResource] = [:]
    for resource in resources("AWS::EC2::SubnetNetworkAclAssociation") {
      let properties = reader.properties(of: resource)
      guard let subnet = reader.requiredID("SubnetId", of: properties, .subnet),
        let id = reader.requiredID("NetworkAclId", of: properties, .networkACL)
      else { continue }
      reportSecond(resource, of: subnet, &first)
      let slot = topology.networkACLs.mention(id)
      var acl = topology.networkACLs[slot] ?? unknownACL(id, of: subnet)
      acl.subnets.append(topology.subnets.mention(subnet))
      topology.networkACLs.define(acl, at: slot)
    }
  }

  /// An ACL outside of the template, of which only its subnets are known.
  private mutating func unknownACL(_ id: String, of subnet: String) -> NetworkACL {
    var acl = NetworkACL(id: id, vpc: topology.vpcs.mention(vpc(ofSubnet: subnet)))
    acl.hasUnknownEntries = true
    return acl
  }

  /// Warns of a subnet's second route table or ACL, as only one of the two can be its own.
  mutating func reportSecond(
    _ resource: TemplateResource, of subnet: String, _ first: inout [String: TemplateResource]
  ) {
    guard let other = first[subnet] else {
      first[subnet] = resource
      return
    }
    reader.warn(
      .duplicateAssociation, "\(subnet) is associated a second time", at: resource.key,
      hint: "which of the two holds depends on the order of deployment",
      related: [("first here", other.key)])
  }
}

extension Lookup {
  /// Why the value is not known.
  fileprivate var unknown: UnknownValue? {
    if case .unknown(let unknown) = self { return unknown }
    return nil
  }
}
