import Addressing
import SourceText
import TopologyModel

/// Resources as findings speak of them; one that is only mentioned has its id alone.
extension Topology {
  func subject(_ vpc: Reference<VPC>) -> Finding.Subject {
    subject(.vpc, vpc, in: vpcs) { ($0.name, $0.location) }
  }

  func subject(_ subnet: Reference<Subnet>) -> Finding.Subject {
    subject(.subnet, subnet, in: subnets) { ($0.name, $0.location) }
  }

  /// The interface, by its instance's name where it has none.
  func subject(_ interface: Reference<NetworkInterface>) -> Finding.Subject {
    subject(.networkInterface, interface, in: networkInterfaces) { interface in
      (interface.name ?? interface.instance.flatMap { instances[$0]?.name }, interface.location)
    }
  }

  func subject(_ instance: Reference<Instance>) -> Finding.Subject {
    subject(.instance, instance, in: instances) { ($0.name, $0.location) }
  }

  func subject(_ group: Reference<SecurityGroup>) -> Finding.Subject {
    subject(.securityGroup, group, in: securityGroups) { ($0.name ?? $0.groupName, $0.location) }
  }

  func subject(_ acl: Reference<NetworkACL>) -> Finding.Subject {
    subject(.networkACL, acl, in: networkACLs) { ($0.name, $0.location) }
  }

  func subject(_ table: Reference<RouteTable>) -> Finding.Subject {
    subject(.routeTable, table, in: routeTables) { ($0.name, $0.location) }
  }

  func subject(_ gateway: Reference<InternetGateway>) -> Finding.Subject {
    subject(.internetGateway, gateway, in: internetGateways) { ($0.name, $0.location) }
  }

  func subject(_ gateway: Reference<EgressOnlyInternetGateway>) -> Finding.Subject {
    subject(.egressOnlyInternetGateway, gateway, in: egressOnlyInternetGateways) {
      ($0.name, $0.location)
    }
  }

  func subject(_ gateway: Reference<NATGateway>) -> Finding.Subject {
    subject(.natGateway, gateway, in: natGateways) { ($0.name, $0.location) }
  }

  func subject(_ peering: Reference<VPCPeeringConnection>) -> Finding.Subject {
    subject(.vpcPeeringConnection, peering, in: vpcPeeringConnections) { ($0.name, $0.location) }
  }

  func subject(_ gateway: Reference<VPNGateway>) -> Finding.Subject {
    subject(.vpnGateway, gateway, in: vpnGateways) { ($0.name, $0.location) }
  }

  /// The on-premises network behind a VPN connection.
  func subject(onPremises connection: Reference<VPNConnection>) -> Finding.Subject {
    subject(.onPremises, connection, in: vpnConnections) { connection in
      let router = connection.customerGateway.flatMap { customerGateways[$0]?.name }
      return (connection.name ?? router, connection.location)
    }
  }

  func subject(_ component: Reference<UnmodelledResource>) -> Finding.Subject {
    subject(kind(of: component), component, in: unmodelled) {
      ($0.name, $0.location)
    }
  }

  func subject(_ address: ElasticIP) -> Finding.Subject {
    Finding.Subject(
      .elasticIP, address.allocationID ?? address.publicAddress.description, address.name,
      at: address.location)
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

  private func subject<Resource>(
    _ kind: ResourceKind, _ reference: Reference<Resource>, in table: ResourceTable<Resource>,
    _ declared: (Resource) -> (name: String?, location: SourceLocation?)
  ) -> Finding.Subject {
    let known = table[reference].map(declared)
    return Finding.Subject(kind, table.id(of: reference), known?.name, at: known?.location)
  }
}
