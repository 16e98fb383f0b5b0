import SourceText
import TopologyModel

extension AWSDescribeImporter {
  /// Reads which virtual private gateway a Direct Connect gateway knows (R-CIDR-9); a transit gateway's
  /// association tells nothing of a VPC.
  mutating func readDirectConnectAssociation(_ node: JSONNode) {
    guard let directConnect = reader.requiredID("directConnectGatewayId", of: node),
      reader.text("associationState", of: node) ?? "associated" == "associated",
      let id = virtualPrivateGateway(of: node)
    else { return }
    let slot = topology.unmodelled.mention(directConnect)
    if topology.unmodelled[slot] == nil {
      topology.unmodelled.define(
        UnmodelledResource(
          kind: .directConnectGateway, id: directConnect, location: reader.location(of: node)),
        at: slot)
    }
    directConnectAssociations.append((topology.vpnGateways.mention(id), slot))
  }

  private mutating func virtualPrivateGateway(of node: JSONNode) -> String? {
    guard let associated = reader.object("associatedGateway", of: node) else {
      return reader.id("virtualGatewayId", of: node)
    }
    let isTransit = reader.text("type", of: associated) == "transitGateway"
    return isTransit ? nil : reader.requiredID("id", of: associated)
  }

  /// Tells the virtual private gateways, which may be read after what knows them.
  mutating func placeDirectConnectAssociations() {
    for (slot, directConnect) in directConnectAssociations {
      guard var gateway = topology.vpnGateways[slot],
        !gateway.directConnectGateways.contains(directConnect)
      else { continue }
      gateway.directConnectGateways.append(directConnect)
      topology.vpnGateways.define(gateway, at: slot)
    }
    directConnectAssociations = []
  }
}
