import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  mutating func buildVPCs() {
    for resource in resourcesInOrder("AWS::EC2::VPC") { buildVPC(resource) }
    for resource in resourcesInOrder("AWS::EC2::VPCCidrBlock") { addBlock(resource) }
    for resource in resources("AWS::EC2::VPC") {
      let vpc = topology.vpcs.reference(to: resource.id).flatMap({ topology.vpcs[$0] })
      let blocks = (vpc?.blocks ?? []).filter { $0.block.family == .ipv6 }
      reader.facts[.init(id: resource.id, attribute: "Ipv6CidrBlocks")] = .list(
        blocks.map { TemplateValue(.text($0.block.description), at: resource.key) })
      if vpc != nil { makeDefaults(of: resource.id) }
    }
  }

  private mutating func buildVPC(_ resource: TemplateResource) {
    setIDFacts(ofVPC: resource.id)
    let properties = reader.properties(of: resource)
    var vpc = VPC(id: resource.id)
    vpc.name = reader.nameTag(of: properties)
    vpc.region = reader.region
    vpc.location = location(of: resource)
    let block = reader.block("CidrBlock", of: properties)
    reader.facts[.init(id: resource.id, attribute: "CidrBlock")] = fact(
      block, resource.id, "CidrBlock")
    switch block {
    case .absent where properties["Ipv4IpamPoolId"] != nil:
      reader.note(UnknownValue(title: "\(resource.id).CidrBlock"), at: resource.key)
    case .absent: reader.missing("CidrBlock", of: properties)
    case .broken: break
    case .unknown:
      _ = reader.known(block, properties["CidrBlock"])
    case .known(let block):
      vpc.blocks = [AddressBlock(block, location: location(of: resource))]
      topology.vpcs.define(vpc, at: topology.vpcs.mention(resource.id))
    }
  }

  /// What AWS makes with a VPC can be referred to before it is described.
  private mutating func setIDFacts(ofVPC id: String) {
    reader.facts[.init(id: id, attribute: "DefaultNetworkAcl")] =
      .id(TemplateBuilder.defaultACL(of: id), .networkACL)
    reader.facts[.init(id: id, attribute: "DefaultSecurityGroup")] =
      .id(TemplateBuilder.defaultGroup(of: id), .securityGroup)
  }

  /// What `Fn::GetAtt` gives for a block.
  private func fact(
    _ lookup: Lookup<CIDRBlock>, _ id: String, _ attribute: String
  ) -> TemplateValue.Content {
    switch lookup {
    case .known(let block): .text(block.description)
    case .unknown(let unknown): .unknown(unknown)
    case .broken: .broken
    case .absent: .unknown(UnknownValue(title: "\(id).\(attribute)"))
    }
  }

  /// Adds a second block, or an IPv6 one, to its VPC.
  private mutating func addBlock(_ resource: TemplateResource) {
    let properties = reader.properties(of: resource)
    guard let id = reader.requiredID("VpcId", of: properties, .vpc) else { return }
    let slot = topology.vpcs.mention(id)
    guard var vpc = topology.vpcs[slot] else { return }
    guard let block = additionalBlock(properties, at: resource) else { return }
    vpc.blocks.append(block)
    topology.vpcs.define(vpc, at: slot)
  }

  private mutating func additionalBlock(
    _ properties: TemplateObject, at resource: TemplateResource
  ) -> AddressBlock? {
    let location = location(of: resource)
    for key in ["CidrBlock", "Ipv6CidrBlock"] where properties[key] != nil {
      return reader.known(reader.block(key, of: properties), properties[key]).map {
        AddressBlock($0, location: location)
      }
    }
    if reader.flag("AmazonProvidedIpv6CidrBlock", of: properties) == true {
      return AddressBlock(nextIPv6Block(), isAssumed: true, location: location)
    }
    reader.note(UnknownValue(title: "the block of \(resource.id)"), at: resource.key)
    return nil
  }

  /// A /56 for documentation (RFC 3849) in place of the one that Amazon would give.
  private func nextIPv6Block() -> CIDRBlock {
    let taken = topology.vpcs.resources.flatMap { $0.resource.blocks }.map { $0.block }
    var base = IPAddress(high: 0x2001_0db8_0000_0100, low: 0)
    while taken.contains(where: { $0.contains(base) }) {
      base = IPAddress(high: base.high + 0x100, low: 0)
    }
    return CIDRBlock(base, prefixLength: 56)
  }
}

// MARK: What AWS makes with the VPC

extension TemplateBuilder {
  static func mainTable(of vpc: String) -> String { "\(vpc)/main" }
  static func defaultACL(of vpc: String) -> String { "\(vpc)/default" }
  static func defaultGroup(of vpc: String) -> String { "\(vpc)/default" }

  /// The main route table, the default ACL and the default security group, none of which a template
  /// can declare (R-ROUTE-1, R-NACL-1, R-SG-2).
  private mutating func makeDefaults(of id: String) {
    let vpc = topology.vpcs.mention(id)
    var table = RouteTable(id: TemplateBuilder.mainTable(of: id), vpc: vpc)
    table.name = "main"
    table.associations = [RouteTable.Association(.main)]
    topology.routeTables.define(table, at: topology.routeTables.mention(table.id))

    var acl = NetworkACL(id: TemplateBuilder.defaultACL(of: id), vpc: vpc)
    acl.name = "default"
    acl.isDefault = true
    for direction in Direction.allCases {
      for (number, block) in [(100, CIDRBlock.allIPv4), (101, .allIPv6)] where uses(block, vpc) {
        acl.entries.append(
          NetworkACL.Entry(number: number, direction, allows: true, .all, block))
      }
    }
    topology.networkACLs.define(acl, at: topology.networkACLs.mention(acl.id))

    let slot = topology.securityGroups.mention(TemplateBuilder.defaultGroup(of: id))
    var group = SecurityGroup(id: topology.securityGroups.id(of: slot), vpc: vpc)
    group.groupName = "default"
    group.name = "default"
    group.inbound = [SecurityGroupRule(.all, .securityGroup(slot))]
    group.outbound = everywhere(vpc)
    topology.securityGroups.define(group, at: slot)
  }

  /// A new group lets everything out (R-SG-2).
  func everywhere(_ vpc: Reference<VPC>) -> [SecurityGroupRule] {
    [CIDRBlock.allIPv4, .allIPv6].filter { uses($0, vpc) }
      .map { SecurityGroupRule(.all, .block($0)) }
  }

  /// Whether a VPC has blocks of a block's family; of one that is not known, any may be.
  private func uses(_ block: CIDRBlock, _ vpc: Reference<VPC>) -> Bool {
    topology.vpcs[vpc]?.blocks.contains { $0.block.family == block.family } ?? true
  }
}
