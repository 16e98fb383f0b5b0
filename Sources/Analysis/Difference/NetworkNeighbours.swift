import Addressing
import Dataplane
import TopologyModel

/// Who uses what in either of two networks: the paths by which a change of one thing spreads.
struct NetworkNeighbours {
  private(set) var interfacesOfSubnet: [Reference<Subnet>: Set<Reference<NetworkInterface>>] = [:]
  private(set) var interfacesOfGroup: [Reference<SecurityGroup>: Set<Reference<NetworkInterface>>] =
    [:]
  private(set) var interfacesOfInstance: [Reference<Instance>: Set<Reference<NetworkInterface>>] =
    [:]
  private(set) var interfacesAtAddress: [IPAddress: Set<Reference<NetworkInterface>>] = [:]
  private(set) var subnetsOfVPC: [Reference<VPC>: Set<Reference<Subnet>>] = [:]
  private(set) var subnetsOfTable: [Reference<RouteTable>: Set<Reference<Subnet>>] = [:]
  private(set) var subnetsOfACL: [Reference<NetworkACL>: Set<Reference<Subnet>>] = [:]
  private(set) var tablesOfTarget: [RouteTarget: Set<Reference<RouteTable>>] = [:]
  private(set) var tablesOfList: [Reference<PrefixList>: Set<Reference<RouteTable>>] = [:]
  private(set) var groupsOfList: [Reference<PrefixList>: Set<Reference<SecurityGroup>>] = [:]
  /// Gateways, peerings and NAT gateways that belong to a VPC.
  private(set) var targetsOfVPC: [Reference<VPC>: Set<RouteTarget>] = [:]
  private(set) var vpcsOfTarget: [RouteTarget: Set<Reference<VPC>>] = [:]
  private(set) var natGatewaysOfSubnet: [Reference<Subnet>: Set<RouteTarget>] = [:]
  private(set) var natGatewaysAtAddress: [IPAddress: Set<RouteTarget>] = [:]
  /// Gateways whose own table this is.
  private(set) var gatewaysOfTable: [Reference<RouteTable>: Set<RouteTarget>] = [:]
  private(set) var connectionsOfGateway: [RouteTarget: Set<Reference<VPNConnection>>] = [:]

  init(_ networks: [Network]) {
    for network in networks {
      addHosts(of: network.topology)
      addSubnets(of: network)
      addRoutes(of: network.topology)
      addGateways(of: network.topology)
      addFilters(of: network.topology)
    }
  }

  /// Whether packets of others may be routed to an interface.
  func isAppliance(
    _ interface: Reference<NetworkInterface>, of instance: Reference<Instance>?
  ) -> Bool {
    tablesOfTarget[.networkInterface(interface)] != nil
      || instance.map { tablesOfTarget[.instance($0)] != nil } ?? false
  }

  private mutating func addHosts(of topology: Topology) {
    for (reference, interface) in topology.networkInterfaces.resources {
      interfacesOfSubnet[interface.subnet, default: []].insert(reference)
      for group in interface.groups { interfacesOfGroup[group, default: []].insert(reference) }
      if let instance = interface.instance {
        interfacesOfInstance[instance, default: []].insert(reference)
      }
      for address in interface.addresses {
        interfacesAtAddress[address.address, default: []].insert(reference)
        if let twin = address.publicAddress {
          interfacesAtAddress[twin, default: []].insert(reference)
        }
      }
    }
    for elasticIP in topology.elasticIPs {
      guard let interface = elasticIP.interface else { continue }
      interfacesAtAddress[elasticIP.publicAddress, default: []].insert(interface)
    }
  }

  private mutating func addSubnets(of network: Network) {
    for (reference, subnet) in network.topology.subnets.resources {
      subnetsOfVPC[subnet.vpc, default: []].insert(reference)
      if let table = network.routeTable(of: reference) {
        subnetsOfTable[table, default: []].insert(reference)
      }
      if let acl = network.networkACL(of: reference) {
        subnetsOfACL[acl, default: []].insert(reference)
      }
    }
  }

  private mutating func addRoutes(of topology: Topology) {
    for (reference, table) in topology.routeTables.resources {
      for route in table.routes {
        tablesOfTarget[route.target, default: []].insert(reference)
        switch route.target {
        case .internetGateway, .egressOnlyInternetGateway, .vpnGateway:
          add(route.target, to: table.vpc)
        default: break
        }
        if case .prefixList(let list) = route.destination {
          tablesOfList[list, default: []].insert(reference)
        }
      }
      for association in table.associations {
        switch association.subject {
        case .main, .subnet: break
        case .internetGateway(let gateway):
          gatewaysOfTable[reference, default: []].insert(.internetGateway(gateway))
        case .vpnGateway(let gateway):
          gatewaysOfTable[reference, default: []].insert(.vpnGateway(gateway))
        }
      }
    }
  }

  private mutating func addGateways(of topology: Topology) {
    for (reference, gateway) in topology.internetGateways.resources {
      for attachment in gateway.attachments { add(.internetGateway(reference), to: attachment.vpc) }
    }
    for (reference, gateway) in topology.egressOnlyInternetGateways.resources {
      for attachment in gateway.attachments {
        add(.egressOnlyInternetGateway(reference), to: attachment.vpc)
      }
    }
    for (reference, gateway) in topology.vpnGateways.resources {
      for attachment in gateway.attachments { add(.vpnGateway(reference), to: attachment.vpc) }
    }
    for (reference, peering) in topology.vpcPeeringConnections.resources {
      add(.vpcPeeringConnection(reference), to: peering.requester.vpc)
      add(.vpcPeeringConnection(reference), to: peering.accepter.vpc)
    }
    for (reference, gateway) in topology.natGateways.resources {
      if let vpc = gateway.vpc { add(.natGateway(reference), to: vpc) }
      if let subnet = gateway.subnet {
        natGatewaysOfSubnet[subnet, default: []].insert(.natGateway(reference))
      }
      for address in gateway.addresses {
        natGatewaysAtAddress[address.privateAddress, default: []].insert(.natGateway(reference))
      }
    }
    for (reference, connection) in topology.vpnConnections.resources {
      guard let gateway = connection.vpnGateway else { continue }
      connectionsOfGateway[.vpnGateway(gateway), default: []].insert(reference)
    }
  }

  private mutating func add(_ target: RouteTarget, to vpc: Reference<VPC>) {
    targetsOfVPC[vpc, default: []].insert(target)
    vpcsOfTarget[target, default: []].insert(vpc)
  }

  private mutating func addFilters(of topology: Topology) {
    for (reference, group) in topology.securityGroups.resources {
      for rule in group.inbound + group.outbound {
        if case .prefixList(let list) = rule.peer {
          groupsOfList[list, default: []].insert(reference)
        }
      }
    }
  }
}
