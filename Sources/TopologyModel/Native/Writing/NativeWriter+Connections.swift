import Addressing

extension NativeWriter {
  var peerings: [(key: String, value: NativeValue)] {
    topology.vpcPeeringConnections.resources.map { slot, peering in
      let key = keys.peerings[slot]
      var written = start(.peering, key: key, id: peering.id, name: peering.name)
      written[.requester] = side(peering.requester)
      written[.accepter] = side(peering.accepter)
      written.set(.status, peering.status.rawValue, unless: "active")
      return (key: key, value: written.value)
    }
  }

  /// The VPC's name alone where the side tells what the VPC does.
  private func side(_ side: VPCPeeringConnection.Side) -> NativeValue {
    let vpc = topology.vpcs[side.vpc]
    var long = NativeMembers(.peeringSide)
    long.set(.region, side.region, unless: vpc?.region)
    long.set(.owner, side.ownerID, unless: vpc?.ownerID)
    if !side.blocks.isEmpty && side.blocks != vpc?.usableBlocks {
      long[.cidrs] = .list(side.blocks.map { block($0) })
    }
    let key = keys.vpcs[side.vpc]
    guard !long.isEmpty else { return .text(key) }
    long.set(.vpc, key)
    return long.value
  }

  var onPremises: [(key: String, value: NativeValue)] {
    topology.vpnConnections.resources.map { slot, connection in
      let key = keys.vpnConnections[slot]
      var written = start(.onPremises, key: key, id: connection.id, name: connection.name)
      written.set(.cidrs, list: connection.staticRoutes.map { value(of: $0) })
      written.set(.via, connection.vpnGateway.map { keys.vpnGateways[$0] })
      written.set(.routing, connection.usesStaticRoutes ? "static" : "bgp", unless: "static")
      written.set(.available, connection.isAvailable, unless: true)
      written[.customerGateway] = customerGateway(of: connection, key)
      written.set(.tunnels, list: connection.tunnels.map { value(of: $0) })
      return (key: key, value: written.value)
    }
  }

  private func value(of route: VPNConnection.StaticRoute) -> NativeValue {
    guard !route.isAvailable else { return block(route.block) }
    var long = NativeMembers(.addressBlock)
    long[.cidr] = block(route.block)
    long[.associated] = .flag(false)
    return long.value
  }

  private func value(of tunnel: VPNConnection.Tunnel) -> NativeValue {
    var written = NativeMembers(.tunnel)
    written[.address] = tunnel.outsideAddress.map { text($0) }
    written.set(.up, tunnel.isUp, unless: true)
    return written.value
  }

  private func customerGateway(of connection: VPNConnection, _ key: String) -> NativeValue? {
    guard let slot = connection.customerGateway else { return nil }
    let written = customerGateway(slot, key)
    return written.isEmpty ? nil : written.value
  }

  private func customerGateway(
    _ slot: Reference<CustomerGateway>, _ key: String
  ) -> NativeMembers {
    let gateway = topology.customerGateways[slot]
    var written = NativeMembers(.customerGateway)
    written.set(.id, topology.customerGateways.id(of: slot), unless: key)
    written.set(.name, gateway?.name)
    written[.address] = gateway?.address.map { text($0) }
    return written
  }

  /// Those that no connection uses, by their ids.
  var looseCustomerGateways: [(key: String, value: NativeValue)] {
    let used = Set(topology.vpnConnections.resources.compactMap { $0.resource.customerGateway })
    return topology.customerGateways.resources.filter { !used.contains($0.reference) }
      .map { slot, gateway in (key: gateway.id, value: customerGateway(slot, gateway.id).value) }
  }

  /// The mode alone where there is one Region and nothing is spared.
  var blockPublicAccess: NativeValue? {
    var settings = topology.blockPublicAccess
    let exclusions = topology.blockPublicAccessExclusions
    if settings.isEmpty && !exclusions.isEmpty { settings = [BlockPublicAccess(mode: .off)] }
    let values = settings.enumerated().map { index, setting -> NativeValue in
      var written = NativeMembers(.blockPublicAccess)
      written.set(.region, setting.region)
      if index == 0 {
        written.set(.exclusions, named: exclusions.map { (key: $0.id, value: value(of: $0)) })
      }
      guard !written.isEmpty || settings.count > 1 else { return .text(setting.mode.rawValue) }
      written.set(.mode, setting.mode.rawValue)
      return written.value
    }
    return values.count > 1 ? .list(values) : values.first
  }

  private func value(of exclusion: BlockPublicAccess.Exclusion) -> NativeValue {
    var written = NativeMembers(.exclusion)
    written.set(.mode, exclusion.mode.rawValue)
    switch exclusion.subject {
    case .vpc(let vpc): written.set(.vpc, keys.vpcs[vpc])
    case .subnet(let subnet): written.set(.subnet, keys.subnets[subnet])
    }
    return written.value
  }
}
