import Addressing
import SourceText
import TopologyModel

/// Resources as findings speak of them; one that is only mentioned has its id alone.
extension Topology {
  func subject(_ vpc: Reference<VPC>) -> Finding.Subject {
    let resource = vpcs[vpc]
    return Finding.Subject(.vpc, vpcs.id(of: vpc), resource?.name, at: resource?.location)
  }

  func subject(_ subnet: Reference<Subnet>) -> Finding.Subject {
    let resource = subnets[subnet]
    return Finding.Subject(
      .subnet, subnets.id(of: subnet), resource?.name, at: resource?.location)
  }

  /// The interface, by its instance's name where it has none.
  func subject(_ interface: Reference<NetworkInterface>) -> Finding.Subject {
    let resource = networkInterfaces[interface]
    let instance = resource?.instance.flatMap { instances[$0]?.name }
    return Finding.Subject(
      .networkInterface, networkInterfaces.id(of: interface), resource?.name ?? instance,
      at: resource?.location)
  }

  func subject(_ gateway: Reference<NATGateway>) -> Finding.Subject {
    let resource = natGateways[gateway]
    return Finding.Subject(
      .natGateway, natGateways.id(of: gateway), resource?.name, at: resource?.location)
  }

  /// The on-premises network behind a VPN connection.
  func subject(onPremises connection: Reference<VPNConnection>) -> Finding.Subject {
    let resource = vpnConnections[connection]
    let router = resource?.customerGateway.flatMap { customerGateways[$0]?.name }
    return Finding.Subject(
      .onPremises, vpnConnections.id(of: connection), resource?.name ?? router,
      at: resource?.location)
  }

  func subject(_ peering: Reference<VPCPeeringConnection>) -> Finding.Subject {
    let resource = vpcPeeringConnections[peering]
    return Finding.Subject(
      .vpcPeeringConnection, vpcPeeringConnections.id(of: peering), resource?.name,
      at: resource?.location)
  }

  func subject(_ gateway: Reference<VPNGateway>) -> Finding.Subject {
    let resource = vpnGateways[gateway]
    return Finding.Subject(
      .vpnGateway, vpnGateways.id(of: gateway), resource?.name, at: resource?.location)
  }

  func subject(_ component: Reference<UnmodelledResource>) -> Finding.Subject {
    let resource = unmodelled[component]
    return Finding.Subject(
      resource?.kind ?? .other, unmodelled.id(of: component), resource?.name,
      at: resource?.location)
  }

  func subject(_ table: Reference<RouteTable>) -> Finding.Subject {
    let resource = routeTables[table]
    return Finding.Subject(
      .routeTable, routeTables.id(of: table), resource?.name, at: resource?.location)
  }

  func subject(_ gateway: Reference<InternetGateway>) -> Finding.Subject {
    let resource = internetGateways[gateway]
    return Finding.Subject(
      .internetGateway, internetGateways.id(of: gateway), resource?.name, at: resource?.location)
  }

  func subject(_ gateway: Reference<EgressOnlyInternetGateway>) -> Finding.Subject {
    let resource = egressOnlyInternetGateways[gateway]
    return Finding.Subject(
      .egressOnlyInternetGateway, egressOnlyInternetGateways.id(of: gateway), resource?.name,
      at: resource?.location)
  }

  func subject(_ instance: Reference<Instance>) -> Finding.Subject {
    let resource = instances[instance]
    return Finding.Subject(
      .instance, instances.id(of: instance), resource?.name, at: resource?.location)
  }

  func subject(_ acl: Reference<NetworkACL>) -> Finding.Subject {
    let resource = networkACLs[acl]
    return Finding.Subject(
      .networkACL, networkACLs.id(of: acl), resource?.name, at: resource?.location)
  }

  func subject(_ group: Reference<SecurityGroup>) -> Finding.Subject {
    let resource = securityGroups[group]
    return Finding.Subject(
      .securityGroup, securityGroups.id(of: group), resource?.name ?? resource?.groupName,
      at: resource?.location)
  }

  /// What a route leads to; `nil` for `local` and for no target at all.
  func subject(_ target: RouteTarget) -> Finding.Subject? {
    switch target {
    case .local, .missing: nil
    case .internetGateway(let gateway): subject(gateway)
    case .egressOnlyInternetGateway(let gateway): subject(gateway)
    case .natGateway(let gateway): subject(gateway)
    case .networkInterface(let interface): subject(interface)
    case .instance(let instance): subject(instance)
    case .vpcPeeringConnection(let peering): subject(peering)
    case .vpnGateway(let gateway): subject(gateway)
    case .unmodelled(let component): subject(component)
    }
  }

  func subject(_ address: ElasticIP) -> Finding.Subject {
    Finding.Subject(
      .elasticIP, address.allocationID ?? address.publicAddress.description, address.name,
      at: address.location)
  }
}
