import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  /// Lets `aws_default_*` resources stand for what the VPC came with.
  mutating func adoptDefaults() {
    let defaults: [(type: String, key: String, kind: ResourceKind)] = [
      ("aws_default_route_table", "default_route_table_id", .routeTable),
      ("aws_default_network_acl", "default_network_acl_id", .networkACL),
    ]
    for (type, key, kind) in defaults {
      for index in resources(type) {
        let place = TerraformLinker.Place(resource: index)
        if let part = ownPart(kind, of: index) ?? linker.link(key, [kind], at: place).id {
          linker.adopt(part, as: resource(index).address)
        }
      }
    }
    for index in resources("aws_default_security_group") {
      let place = TerraformLinker.Place(resource: index)
      guard let vpc = linker.link("vpc_id", [.vpc], at: place).id ?? onlyDefaultVPC else {
        continue
      }
      linker.adopt(
        TerraformPart.defaultGroup.identity(of: vpc), as: resource(index).address)
    }
  }

  /// In a state the resource's own id is that of what it took over.
  private func ownPart(_ kind: ResourceKind, of index: Int) -> String? {
    for vpc in resources("aws_vpc", "aws_default_vpc") {
      for part in TerraformPart.allCases where part.kind == kind {
        let id = part.attributes.first.flatMap {
          linker.known($0, of: resource(vpc).attributes)
        }
        if id != nil, id == linker.known("id", of: resource(index).attributes) {
          return part.identity(of: resource(vpc).address)
        }
      }
    }
    return nil
  }

  var onlyDefaultVPC: String? {
    let vpcs = resources("aws_default_vpc")
    return vpcs.count == 1 ? resource(vpcs[0]).address : nil
  }

  mutating func buildVPCs() {
    for index in resources("aws_vpc", "aws_default_vpc", "data.aws_vpc") { buildVPC(index) }
    for index in resources(
      "aws_vpc_ipv4_cidr_block_association", "aws_vpc_ipv6_cidr_block_association")
    {
      addBlock(index)
    }
  }

  private mutating func buildVPC(_ index: Int) {
    let resource = resource(index)
    let slot = topology.vpcs.mention(resource.address)
    var vpc = VPC(id: resource.address)
    vpc.name = nameTag(index)
    vpc.ownerID = reader.id("owner_id", of: values(index))
    vpc.isDefault =
      resource.type == "aws_default_vpc" || reader.flag("default", of: values(index)) == true
    vpc.location = location(index)
    vpc.blocks = vpcBlocks(index, slot)
    topology.vpcs.define(vpc, at: slot)
    regions.note(arn: reader.id("arn", of: values(index)), for: slot)
    regions.note(region(of: resource), for: slot)
    if !resource.isData { buildDefaults(of: index, slot) }
  }

  private mutating func vpcBlocks(_ index: Int, _ slot: Reference<VPC>) -> [AddressBlock] {
    let attributes = resource(index).attributes
    var blocks: [AddressBlock] = []
    for key in ["cidr_block", "ipv6_cidr_block"] as [StaticString] {
      if let block = cidr(key, of: attributes) {
        blocks.append(AddressBlock(block, location: location(index)))
      }
    }
    if blocks.isEmpty, linker.isUnknown("cidr_block", of: attributes) {
      reportUnknown("cidr_block", of: index)
    }
    for association in self.blocks("cidr_block_associations", of: index) {
      if let block = cidr("cidr_block", of: association),
        !blocks.contains(where: { $0.block == block })
      {
        blocks.append(AddressBlock(block, location: location(index)))
      }
    }
    if generatesIPv6(index), !blocks.contains(where: { $0.block.family == .ipv6 }) {
      blocks.append(
        AddressBlock(.assumedIPv6(of: slot), isAssumed: true, location: location(index)))
      assumedCount += 1
    }
    return blocks
  }

  private mutating func generatesIPv6(_ index: Int) -> Bool {
    reader.flag("assign_generated_ipv6_cidr_block", of: values(index)) == true
      || reader.has("ipv6_ipam_pool_id", of: values(index))
        && linker.isUnknown("ipv6_cidr_block", of: resource(index).attributes)
  }

  private mutating func addBlock(_ index: Int) {
    guard let id = named("vpc_id", .vpc, of: index) else { return }
    let slot = topology.vpcs.mention(id)
    guard var vpc = topology.vpcs[slot] else { return }
    let attributes = resource(index).attributes
    var block = cidr("cidr_block", of: attributes) ?? cidr("ipv6_cidr_block", of: attributes)
    let isAssumed =
      block == nil && reader.flag("assign_generated_ipv6_cidr_block", of: values(index)) == true
    if isAssumed {
      block = .assumedIPv6(of: slot)
      assumedCount += 1
    }
    guard let block else { return reportUnknown("cidr_block", of: index) }
    if !vpc.blocks.contains(where: { $0.block == block }) {
      vpc.blocks.append(
        AddressBlock(block, isAssumed: isAssumed, location: location(index)))
      topology.vpcs.define(vpc, at: slot)
    }
  }

  /// The Region of the provider that a resource names.
  private func region(of resource: TerraformResource) -> String? {
    if let region = linker.known("region", of: resource.attributes) { return region }
    return design.source(of: resource)
      .flatMap { design.tree.member("provider_config_key", of: $0) }
      .flatMap { design.tree.string(of: $0) }
      .flatMap { design.configuration.regions[$0] }
  }
}

extension CIDRBlock {
  /// A documentation block (RFC 3849) in place of the one that AWS gives a VPC.
  static func assumedIPv6(of vpc: Reference<VPC>) -> CIDRBlock {
    let network = UInt64(0x2001_0db8) << 32 | UInt64(UInt32(bitPattern: vpc.index)) << 8
    return CIDRBlock(IPAddress(high: network, low: 0), prefixLength: 56)
  }
}

// MARK: What AWS makes along with a VPC

extension TerraformBuilder {
  /// The main route table, default ACL and default group of a VPC, unless a resource takes them over.
  private mutating func buildDefaults(of index: Int, _ vpc: Reference<VPC>) {
    let address = resource(index).address
    let table = linker.adoptedIdentity(of: .mainRouteTable, of: address)
    tables.mainOfVPC[vpc] = table
    if table == TerraformPart.mainRouteTable.identity(of: address) {
      var draft = RouteTable(id: table, vpc: vpc)
      draft.name = "main"
      draft.location = location(index)
      tables.define(draft)
    }
    buildDefaultACL(of: index, vpc)
    buildDefaultGroup(of: index, vpc)
  }

  private mutating func buildDefaultACL(of index: Int, _ vpc: Reference<VPC>) {
    let id = TerraformPart.defaultACL.identity(of: resource(index).address)
    guard linker.adoptedIdentity(of: .defaultACL, of: resource(index).address) == id else { return }
    var acl = NetworkACL(id: id, vpc: vpc)
    acl.name = "default"
    acl.isDefault = true
    acl.location = location(index)
    for direction in Direction.allCases {
      acl.entries += [
        NetworkACL.Entry(number: 100, direction, allows: true, .all, .allIPv4),
        NetworkACL.Entry(number: 101, direction, allows: true, .all, .allIPv6),
      ]
    }
    topology.networkACLs.define(acl, at: topology.networkACLs.mention(id))
  }

  /// AWS's default group admits its own members and lets everything out (R-SG-2).
  private mutating func buildDefaultGroup(of index: Int, _ vpc: Reference<VPC>) {
    let id = TerraformPart.defaultGroup.identity(of: resource(index).address)
    guard linker.adoptedIdentity(of: .defaultGroup, of: resource(index).address) == id else {
      return
    }
    let slot = topology.securityGroups.mention(id)
    var group = SecurityGroup(id: id, vpc: vpc)
    group.groupName = "default"
    group.location = location(index)
    group.inbound = [SecurityGroupRule(.all, .securityGroup(slot))]
    group.outbound = [SecurityGroupRule(.all, .block(.allIPv4))]
    if topology.vpcs[vpc]?.blocks.contains(where: { $0.block.family == .ipv6 }) == true {
      group.outbound.append(SecurityGroupRule(.all, .block(.allIPv6)))
    }
    topology.securityGroups.define(group, at: slot)
  }
}
