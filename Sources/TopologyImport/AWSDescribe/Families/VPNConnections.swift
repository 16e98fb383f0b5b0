import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readCustomerGateway(_ node: JSONNode) {
    guard
      let (id, slot) = reader.admit(
        node, "CustomerGatewayId", .customerGateway, into: &topology.customerGateways)
    else { return }
    var gateway = CustomerGateway(id: id)
    gateway.name = reader.nameTag(of: node)
    gateway.address = reader.address("IpAddress", of: node)
    gateway.location = reader.location(of: node)
    topology.customerGateways.define(gateway, at: slot)
  }

  mutating func readVPNConnection(_ node: JSONNode) {
    guard
      let (id, slot) = reader.admit(
        node, "VpnConnectionId", .vpnConnection, into: &topology.vpnConnections)
    else { return }
    var connection = VPNConnection(id: id)
    connection.name = reader.nameTag(of: node)
    connection.customerGateway = reader.id("CustomerGatewayId", of: node)
      .map { topology.customerGateways.mention($0) }
    connection.vpnGateway = reader.id("VpnGatewayId", of: node)
      .map { topology.vpnGateways.mention($0) }
    connection.isAvailable = (reader.text("State", of: node) ?? "available") == "available"
    if let options = reader.object("Options", of: node) {
      connection.usesStaticRoutes = reader.flag("StaticRoutesOnly", of: options) ?? false
    }
    connection.staticRoutes = reader.staticRoutes(of: node)
    connection.tunnels = reader.tunnels(of: node)
    connection.location = reader.location(of: node)
    topology.vpnConnections.define(connection, at: slot)
  }
}

extension AnswerReader {
  fileprivate mutating func staticRoutes(of node: JSONNode) -> [VPNConnection.StaticRoute] {
    var routes: [VPNConnection.StaticRoute] = []
    for element in objects("Routes", of: node) {
      guard let block = requiredBlock("DestinationCidrBlock", of: element) else { continue }
      routes.append(
        VPNConnection.StaticRoute(
          block, isAvailable: (text("State", of: element) ?? "available") == "available",
          location: location(of: element)))
    }
    return routes
  }

  /// The tunnels as the gateway sees them (R-VPN-4).
  fileprivate mutating func tunnels(of node: JSONNode) -> [VPNConnection.Tunnel] {
    var tunnels: [VPNConnection.Tunnel] = []
    for element in objects("VgwTelemetry", of: node) {
      tunnels.append(
        VPNConnection.Tunnel(
          outsideAddress: address("OutsideIpAddress", of: element),
          isUp: text("Status", of: element) == "UP"))
    }
    return tunnels
  }
}
