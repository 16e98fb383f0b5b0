import TopologyModel

extension NetworkCompiler {
  /// What takes the packets of a route: its target, a blackhole, or something unknown (R-ROUTE-8,
  /// R-ROUTE-9).
  mutating func resolve(_ route: Route, in vpc: Reference<VPC>) -> RouteRecord {
    let record = target(of: route.target, in: vpc)
    if route.isBlackhole && record.kind != .inactivePeering {
      return RouteRecord(kind: .blackhole, target: record.target)
    }
    return record
  }

  private mutating func target(
    of target: RouteTarget, in vpc: Reference<VPC>
  ) -> RouteRecord {
    switch target {
    case .local: RouteRecord(kind: .local, target: -1)
    case .missing: RouteRecord(kind: .blackhole, target: -1)
    case .unmodelled(let component):
      RouteRecord(kind: .unmodelled, target: component.index)
    case .internetGateway(let gateway): internetGateway(gateway, in: vpc)
    case .egressOnlyInternetGateway(let gateway):
      egressOnlyInternetGateway(gateway, in: vpc)
    case .natGateway(let gateway): natGateway(gateway, in: vpc)
    case .networkInterface(let interface): appliance(interface, in: vpc)
    case .instance(let instance): appliance(instance, in: vpc)
    case .vpcPeeringConnection(let connection): peering(connection, in: vpc)
    case .vpnGateway(let gateway):
      usable(
        .vpnGateway, gateway.index, isKnown: topology.vpnGateways[gateway] != nil,
        vpnGateways[gateway].vpc == vpc.index)
    }
  }

  private func natGateway(
    _ gateway: Reference<NATGateway>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    let record = natGateways[gateway]
    return usable(
      .natGateway, gateway.index,
      isKnown: (topology.natGateways[gateway]?.state ?? .unknown) != .unknown,
      record.isUsable && record.vpc == vpc.index)
  }

  private func peering(
    _ connection: Reference<VPCPeeringConnection>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    guard let known = topology.vpcPeeringConnections[connection], known.status != .unknown else {
      return RouteRecord(kind: .unknown, target: connection.index)
    }
    guard known.status == .active else {
      return RouteRecord(kind: .inactivePeering, target: connection.index)
    }
    return usable(
      .peering, connection.index, isKnown: true,
      known.requester.vpc == vpc || known.accepter.vpc == vpc)
  }

  private func usable(
    _ kind: RouteRecord.Kind, _ target: Int32, isKnown: Bool, _ isUsable: Bool
  ) -> RouteRecord {
    RouteRecord(kind: isKnown ? (isUsable ? kind : .blackhole) : .unknown, target: target)
  }

  /// An instance is a target only while it has one interface.
  private mutating func appliance(
    _ instance: Reference<Instance>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    let own = topology.networkInterfaces.resources.filter { $0.resource.instance == instance }
    guard own.count == 1, let only = own.first else {
      return RouteRecord(kind: own.isEmpty ? .unknown : .blackhole, target: -1)
    }
    return appliance(only.reference, in: vpc)
  }

  private mutating func internetGateway(
    _ gateway: Reference<InternetGateway>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    if topology.internetGateways[gateway] == nil
      && !topology.presentKinds.contains(.internetGateway)
    {
      // AWS calls the route active, so the gateway is attached, though the input lists none.
      internetGateways[gateway].vpc = vpc.index
      vpcs[vpc].internetGateway = gateway.index
    }
    return usable(
      .internetGateway, gateway.index,
      isKnown: topology.internetGateways[gateway] != nil || internetGateways[gateway].vpc >= 0,
      internetGateways[gateway].vpc == vpc.index)
  }

  private mutating func egressOnlyInternetGateway(
    _ gateway: Reference<EgressOnlyInternetGateway>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    let isKnown = topology.egressOnlyInternetGateways[gateway] != nil
    if !isKnown && !topology.presentKinds.contains(.egressOnlyInternetGateway) {
      vpcs[vpc].egressOnlyGateway = gateway.index
    }
    return usable(
      .egressOnlyInternetGateway, gateway.index,
      isKnown: isKnown || vpcs[vpc].egressOnlyGateway == gateway.index,
      vpcs[vpc].egressOnlyGateway == gateway.index)
  }

  private func appliance(
    _ interface: Reference<NetworkInterface>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    let record = interfaces[interface]
    return usable(
      .networkInterface, interface.index, isKnown: record.traits.contains(.known),
      record.vpc == vpc.index && record.traits.contains(.attached))
  }
}
