import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func buildSubnets() {
    for index in resources("aws_subnet", "aws_default_subnet", "data.aws_subnet") {
      buildSubnet(index)
    }
  }

  private mutating func buildSubnet(_ index: Int) {
    let resource = resource(index)
    let slot = topology.subnets.mention(resource.address)
    let vpc = vpc(of: index)
    var subnet = Subnet(id: resource.address, vpc: vpc)
    subnet.name = nameTag(index)
    subnet.availabilityZone = reader.id("availability_zone", of: values(index))
    subnet.ipv4Block = cidr("cidr_block", of: resource.attributes)
    subnet.ipv6Blocks = ipv6Blocks(index, vpc)
    subnet.assignsPublicIPv4OnLaunch =
      reader.flag("map_public_ip_on_launch", of: values(index)) ?? false
    subnet.location = location(index)
    topology.subnets.define(subnet, at: slot)
    regions.note(arn: reader.id("arn", of: values(index)), for: vpc)
    regions.note(zone: subnet.availabilityZone, for: vpc)
    if subnet.ipv4Block == nil, linker.isUnknown("cidr_block", of: resource.attributes) {
      reportUnknown("cidr_block", of: index)
    }
  }

  /// The VPC that a resource names, or the default one where it names none.
  mutating func vpc(of index: Int) -> Reference<VPC> {
    let id = named("vpc_id", .vpc, of: index) ?? onlyDefaultVPC
    return topology.vpcs.mention(id ?? placeholder("vpc_id", of: index))
  }

  /// A subnet's IPv6 block: the known one, or the next of the VPC's where the source asks for one.
  private mutating func ipv6Blocks(_ index: Int, _ vpc: Reference<VPC>) -> [AddressBlock] {
    let attributes = resource(index).attributes
    if let block = cidr("ipv6_cidr_block", of: attributes) {
      return [AddressBlock(block, location: location(index))]
    }
    guard linker.isUnknown("ipv6_cidr_block", of: attributes),
      design.source(of: resource(index)).flatMap({ design.tree.member("expressions", of: $0) })
        .flatMap({ design.tree.member("ipv6_cidr_block", of: $0) }) != nil,
      let whole = topology.vpcs[vpc]?.blocks.first(where: { $0.block.family == .ipv6 })?.block,
      whole.prefixLength <= 64
    else { return [] }
    let number = assumedIPv6Blocks[vpc, default: 0]
    assumedIPv6Blocks[vpc] = number + 1
    assumedCount += 1
    let base = IPAddress(high: whole.base.high + UInt64(number), low: 0)
    let block = CIDRBlock(base, prefixLength: 64)
    guard whole.contains(block) else { return [] }
    return [AddressBlock(block, isAssumed: true, location: location(index))]
  }
}
