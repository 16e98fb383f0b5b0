import Addressing
import SourceText
import TopologyModel

// MARK: Peering

extension TerraformBuilder {
  mutating func buildPeering() {
    for index in resources("aws_vpc_peering_connection", "data.aws_vpc_peering_connection") {
      let id = resource(index).address
      guard let requester = side("vpc_id", "region", of: index),
        let accepter = side("peer_vpc_id", "peer_region", of: index)
      else { continue }
      var peering = VPCPeeringConnection(id: id, requester: requester, accepter: accepter)
      peering.name = nameTag(index)
      peering.status = status(of: index)
      peering.location = location(index)
      topology.vpcPeeringConnections.define(
        peering, at: topology.vpcPeeringConnections.mention(id))
    }
  }

  private mutating func side(
    _ key: String, _ region: StaticString, of index: Int
  ) -> VPCPeeringConnection.Side? {
    guard let id = named(key, .vpc, of: index) else { return nil }
    let vpc = topology.vpcs.mention(id)
    var side = VPCPeeringConnection.Side(vpc: vpc)
    side.region = reader.id(region, of: values(index)) ?? regions.region(of: vpc)
    side.ownerID = topology.vpcs[vpc]?.ownerID
    side.blocks = topology.vpcs[vpc]?.usableBlocks ?? []
    return side
  }

  /// Without `auto_accept` on either side a connection stays pending, and forwards nothing.
  private mutating func status(of index: Int) -> VPCPeeringConnection.Status {
    for key in ["accept_status", "status"] as [StaticString] {
      if let word = reader.id(key, of: values(index)) {
        return VPCPeeringConnection.Status(rawValue: word) ?? .unknown
      }
    }
    if reader.flag("auto_accept", of: values(index)) == true { return .active }
    for accepter in resources("aws_vpc_peering_connection_accepter")
    where reader.flag("auto_accept", of: values(accepter)) == true {
      let id = named("vpc_peering_connection_id", .vpcPeeringConnection, of: accepter)
      if id == resource(index).address { return .active }
    }
    return .pendingAcceptance
  }
}

// MARK: VPN

extension TerraformBuilder {
  mutating func buildVPN() {
    for index in resources("aws_customer_gateway", "data.aws_customer_gateway") {
      let id = resource(index).address
      var gateway = CustomerGateway(id: id)
      gateway.name = nameTag(index)
      gateway.address = reader.address("ip_address", of: values(index))
      gateway.location = location(index)
      topology.customerGateways.define(gateway, at: topology.customerGateways.mention(id))
    }
    for index in resources("aws_vpn_connection") { buildVPNConnection(index) }
    for index in resources("aws_vpn_connection_route") { addStaticRoute(index) }
  }

  private mutating func buildVPNConnection(_ index: Int) {
    let id = resource(index).address
    var connection = VPNConnection(id: id)
    connection.name = nameTag(index)
    connection.customerGateway = named("customer_gateway_id", .customerGateway, of: index)
      .map { topology.customerGateways.mention($0) }
    connection.vpnGateway = named("vpn_gateway_id", .vpnGateway, of: index)
      .map { topology.vpnGateways.mention($0) }
    connection.usesStaticRoutes = reader.flag("static_routes_only", of: values(index)) ?? false
    for block in blocks("routes", of: index) {
      if let cidr = cidr("destination_cidr_block", of: block) {
        connection.staticRoutes.append(
          VPNConnection.StaticRoute(cidr, location: reader.location(of: block.values)))
      }
    }
    for block in blocks("vgw_telemetry", of: index) {
      connection.tunnels.append(
        VPNConnection.Tunnel(
          outsideAddress: reader.address("outside_ip_address", of: block.values),
          isUp: reader.id("status", of: block.values) == "UP"))
    }
    connection.location = location(index)
    topology.vpnConnections.define(connection, at: topology.vpnConnections.mention(id))
  }

  private mutating func addStaticRoute(_ index: Int) {
    guard let id = named("vpn_connection_id", .vpnConnection, of: index) else { return }
    let slot = topology.vpnConnections.mention(id)
    guard var connection = topology.vpnConnections[slot] else { return }
    guard let cidr = cidr("destination_cidr_block", of: resource(index).attributes) else {
      return reportUnknown("destination_cidr_block", of: index)
    }
    if !connection.staticRoutes.contains(where: { $0.block == cidr }) {
      connection.staticRoutes.append(
        VPNConnection.StaticRoute(cidr, location: location(index)))
      topology.vpnConnections.define(connection, at: slot)
    }
  }
}
