import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readSubnet(_ node: JSONNode) {
    let vpc = vpc(of: node)
    guard let (id, slot) = reader.admit(node, "SubnetId", .subnet, into: &topology.subnets)
    else { return }
    var subnet = Subnet(id: id, vpc: vpc)
    subnet.name = reader.nameTag(of: node)
    subnet.availabilityZone = reader.text("AvailabilityZone", of: node)
    subnet.ipv4Block = reader.block("CidrBlock", of: node)
    subnet.ipv6Blocks = associatedBlocks(.ipv6, of: node)
    subnet.assignsPublicIPv4OnLaunch = reader.flag("MapPublicIpOnLaunch", of: node) ?? false
    subnet.location = reader.location(of: node)
    topology.subnets.define(subnet, at: slot)
    regions.note(arn: reader.text("SubnetArn", of: node), for: subnet.vpc)
    regions.note(zone: subnet.availabilityZone, for: subnet.vpc)
  }
}
