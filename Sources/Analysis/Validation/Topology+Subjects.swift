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

  func subject(_ address: ElasticIP) -> Finding.Subject {
    Finding.Subject(
      .elasticIP, address.allocationID ?? address.publicAddress.description, address.name,
      at: address.location)
  }
}
