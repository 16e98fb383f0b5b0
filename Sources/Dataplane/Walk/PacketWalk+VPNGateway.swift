import TopologyModel

extension PacketWalk {
  /// Sends a packet to the premises whose prefix the gateway knows (R-VGW-1, R-VGW-2).
  mutating func vpnGatewayOut(_ gateway: Int32) -> Node {
    let component = Component.vpnGateway(Reference(Int(gateway)))
    let record = tables.vpnGateways[Int(gateway)]
    // Without a VPN connection the gateway is Direct Connect's, which may carry IPv6 (R-VGW-3).
    guard state.packet.isIPv4 || !record.hasConnections else {
      return stop(component, .vpnGatewayFamily, .outbound)
    }
    guard state.packet.owner(of: .source, in: record.vpc, of: tables) >= 0 else {
      return stop(component, .spoofedSource, .outbound)
    }
    guard let route = route(of: record) else {
      return stop(
        component, record.mayKnowMorePrefixes ? .vpnGatewayPrefixesUnknown : .vpnGatewayNoPrefix,
        .outbound)
    }
    self.record(component, .vpnGatewayForwards, .outbound, row: route)
    state.identity = -1
    return arriveOnPremises(by: tables.vpnRoutes[Int(route)])
  }

  /// The row of the prefix by which a gateway knows the destination.
  private mutating func route(of gateway: VPNGatewayRecord) -> Int32? {
    guard let prefixes = gateway.prefixes,
      let row = state.packet.longestMatch(.destination, in: prefixes, of: tables)
    else { return nil }
    return Int32(bitPattern: row)
  }

  private mutating func arriveOnPremises(by connection: Int32) -> Node {
    let component = Component.vpnConnection(Reference(Int(connection)))
    guard tables.vpnConnections[Int(connection)].isUp else {
      return stop(component, .vpnConnectionDown, .outbound)
    }
    record(component, .vpnConnectionForwards, .outbound)
    record(.onPremises(Reference(Int(connection))), .deliveredToOnPremises)
    return .end(.onPremises(connection))
  }

  /// Takes a packet in from the premises: to an interface of the VPC, or by CloudHub to another site
  /// (R-VGW-2, R-VPN-5).
  mutating func vpnGatewayIn(_ connection: Int32) -> Node {
    let record = tables.vpnConnections[Int(connection)]
    let tunnel = Component.vpnConnection(Reference(Int(connection)))
    guard record.vpnGateway >= 0 else { return stop(tunnel, .componentNotModelled, .inbound) }
    guard record.isUp else { return stop(tunnel, .vpnConnectionDown, .inbound) }
    self.record(tunnel, .vpnConnectionForwards, .inbound)
    let gateway = tables.vpnGateways[Int(record.vpnGateway)]
    let component = Component.vpnGateway(Reference(Int(record.vpnGateway)))
    if gateway.vpc >= 0 && state.packet.lies(.destination, inVPC: gateway.vpc, of: tables) {
      guard state.packet.owner(of: .destination, in: gateway.vpc, of: tables) >= 0 else {
        return stop(component, .vpnGatewayNoInterface, .inbound)
      }
      self.record(component, .vpnGatewayForwards, .inbound)
      return ingress(vpc: gateway.vpc, table: gateway.table)
    }
    if record.isDynamic, let route = route(of: gateway) {
      let other = tables.vpnRoutes[Int(route)]
      if other != connection && tables.vpnConnections[Int(other)].isDynamic {
        self.record(component, .vpnGatewayForwards, .inbound, row: route)
        return arriveOnPremises(by: other)
      }
    }
    return stop(component, .vpnGatewayNoInterface, .inbound)
  }
}
