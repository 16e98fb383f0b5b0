import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readInternetGateway(_ node: JSONNode) {
    guard
      let (id, slot) = reader.admit(
        node, "InternetGatewayId", .internetGateway, into: &topology.internetGateways)
    else { return }
    var gateway = InternetGateway(id: id)
    gateway.name = reader.nameTag(of: node)
    gateway.attachments = attachments("Attachments", of: node)
    gateway.location = reader.location(of: node)
    topology.internetGateways.define(gateway, at: slot)
  }

  mutating func readEgressOnlyInternetGateway(_ node: JSONNode) {
    guard
      let (id, slot) = reader.admit(
        node, "EgressOnlyInternetGatewayId", .egressOnlyInternetGateway,
        into: &topology.egressOnlyInternetGateways)
    else { return }
    var gateway = EgressOnlyInternetGateway(id: id)
    gateway.name = reader.nameTag(of: node)
    gateway.attachments = attachments("Attachments", of: node)
    gateway.location = reader.location(of: node)
    topology.egressOnlyInternetGateways.define(gateway, at: slot)
  }

  mutating func readVPNGateway(_ node: JSONNode) {
    guard
      let (id, slot) = reader.admit(node, "VpnGatewayId", .vpnGateway, into: &topology.vpnGateways)
    else { return }
    var gateway = VPNGateway(id: id)
    gateway.name = reader.nameTag(of: node)
    gateway.attachments = attachments("VpcAttachments", of: node)
    gateway.isAvailable = (reader.text("State", of: node) ?? "available") == "available"
    gateway.location = reader.location(of: node)
    topology.vpnGateways.define(gateway, at: slot)
  }

  /// An internet gateway's attachment is `available`, the others' are `attached`.
  private mutating func attachments(
    _ key: StaticString, of node: JSONNode
  ) -> [GatewayAttachment] {
    var attachments: [GatewayAttachment] = []
    for attachment in reader.objects(key, of: node) {
      guard let vpc = reader.requiredID("VpcId", of: attachment) else { continue }
      let state = reader.text("State", of: attachment)
      attachments.append(
        GatewayAttachment(
          vpc: topology.vpcs.mention(vpc),
          isAttached: state == nil || state == "available" || state == "attached"))
    }
    return attachments
  }
}
