import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readPeeringConnection(_ node: JSONNode) {
    guard let requester = peeringSide("RequesterVpcInfo", of: node),
      let accepter = peeringSide("AccepterVpcInfo", of: node),
      let (id, slot) = reader.admit(
        node, "VpcPeeringConnectionId", .vpcPeeringConnection,
        into: &topology.vpcPeeringConnections)
    else { return }
    var connection = VPCPeeringConnection(id: id, requester: requester, accepter: accepter)
    connection.name = reader.nameTag(of: node)
    if let status = reader.object("Status", of: node) {
      connection.status =
        reader.choice("Code", of: status, ifUnknown: .unknown) {
          VPCPeeringConnection.Status(rawValue: $0)
        } ?? .active
    }
    connection.location = reader.location(of: node)
    topology.vpcPeeringConnections.define(connection, at: slot)
  }

  private mutating func peeringSide(
    _ key: StaticString, of node: JSONNode
  ) -> VPCPeeringConnection.Side? {
    guard let info = reader.requiredObject(key, of: node),
      let vpc = reader.requiredID("VpcId", of: info)
    else { return nil }
    var side = VPCPeeringConnection.Side(vpc: topology.vpcs.mention(vpc))
    side.region = reader.text("Region", of: info)
    side.ownerID = reader.text("OwnerId", of: info)
    side.blocks = peeringBlocks(of: info)
    regions.note(side.region, for: side.vpc)
    return side
  }

  /// All blocks of a side; an answer without the sets has the primary IPv4 block alone.
  private mutating func peeringBlocks(of info: JSONNode) -> [CIDRBlock] {
    var blocks: [CIDRBlock] = []
    for element in reader.objects("CidrBlockSet", of: info) {
      if let block = reader.requiredBlock("CidrBlock", of: element) { blocks.append(block) }
    }
    if blocks.isEmpty, let block = reader.block("CidrBlock", of: info) { blocks.append(block) }
    for element in reader.objects("Ipv6CidrBlockSet", of: info) {
      if let block = reader.requiredBlock("Ipv6CidrBlock", of: element) { blocks.append(block) }
    }
    return blocks
  }
}
