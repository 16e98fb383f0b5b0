public import Addressing
public import SourceText
public import TopologyModel

/// One thing that two topologies declare differently.
///
/// A resource that only one of them holds is one change, with all that it consists of; of what both
/// hold, every rule, route and association that differs is a change of its own. Names, ids, places and
/// the order of rows in a file are no part of what is compared.
public struct TopologyChange: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    /// Only the new topology has it.
    case added
    /// Only the old topology has it.
    case removed
    /// Both have it, and differ in it.
    case altered
  }

  public let subject: Subject
  public let kind: Kind

  /// What differs; references are the same in both topologies.
  public enum Subject: Hashable, Sendable {
    case vpc(Reference<VPC>)
    case subnet(Reference<Subnet>)
    case routeTable(Reference<RouteTable>)
    case prefixList(Reference<PrefixList>)
    case internetGateway(Reference<InternetGateway>)
    case egressOnlyInternetGateway(Reference<EgressOnlyInternetGateway>)
    case natGateway(Reference<NATGateway>)
    case networkACL(Reference<NetworkACL>)
    case securityGroup(Reference<SecurityGroup>)
    case networkInterface(Reference<NetworkInterface>)
    case instance(Reference<Instance>)
    case vpcPeeringConnection(Reference<VPCPeeringConnection>)
    case vpnGateway(Reference<VPNGateway>)
    case vpnConnection(Reference<VPNConnection>)
    case unmodelled(Reference<UnmodelledResource>)
    case elasticIP(IPAddress)
    case encryptionControl(Reference<VPC>)
    /// Block Public Access with its exclusions.
    case blockPublicAccess
    /// The kinds that the inputs speak of at all, for which no default is taken.
    case presentKinds
    /// The routes of a table to one destination.
    case route(Reference<RouteTable>, Route.Destination)
    case networkACLEntry(Reference<NetworkACL>, Direction, number: Int)
    case securityGroupRule(
      Reference<SecurityGroup>, Direction, TrafficPattern, SecurityGroupRule.Peer)
    /// Which table something uses.
    case routeTableAssociation(RouteTableUser)
    /// Which ACL a subnet names.
    case networkACLAssociation(Reference<Subnet>)
    /// That a group may be used in another VPC than its own (R-SG-8).
    case securityGroupVPCAssociation(Reference<SecurityGroup>, Reference<VPC>)
  }
}

/// What a route table can be associated with.
public enum RouteTableUser: Hashable, Sendable {
  /// All subnets of the VPC that have no table of their own (R-ROUTE-1).
  case mainOf(Reference<VPC>)
  case subnet(Reference<Subnet>)
  case internetGateway(Reference<InternetGateway>)
  case vpnGateway(Reference<VPNGateway>)

  init(_ subject: RouteTable.Association.Subject, of table: RouteTable) {
    self =
      switch subject {
      case .main: .mainOf(table.vpc)
      case .subnet(let subnet): .subnet(subnet)
      case .internetGateway(let gateway): .internetGateway(gateway)
      case .vpnGateway(let gateway): .vpnGateway(gateway)
      }
  }

  /// The same as a table states it.
  var subject: RouteTable.Association.Subject {
    switch self {
    case .mainOf: .main
    case .subnet(let subnet): .subnet(subnet)
    case .internetGateway(let gateway): .internetGateway(gateway)
    case .vpnGateway(let gateway): .vpnGateway(gateway)
    }
  }
}

extension TopologyChange {
  /// Where the changed thing is declared in one of the two topologies, if it is there.
  public func location(in topology: Topology) -> SourceLocation? {
    switch subject {
    case .route(let table, let destination):
      return topology.routeTables.resource(at: table)?.routes.first {
        $0.destination == destination
      }?.location
    case .networkACLEntry(let acl, let direction, let number):
      return topology.networkACLs.resource(at: acl)?.entry(direction, number)?.location
    case .securityGroupRule(let group, let direction, let traffic, let peer):
      return topology.securityGroups.resource(at: group)?.rules(direction).first {
        $0.traffic == traffic && $0.peer == peer
      }?.location
    case .routeTableAssociation(let user):
      return topology.routeTable(usedBy: user).flatMap { table in
        topology.routeTables[table]?.associations.first {
          $0.subject == user.subject
        }?.location ?? topology.routeTables[table]?.location
      }
    case .networkACLAssociation(let subnet):
      return topology.networkACL(naming: subnet).flatMap { topology.networkACLs[$0]?.location }
    case .elasticIP(let address):
      return topology.elasticIPs.first { $0.publicAddress == address }?.location
    case .encryptionControl(let vpc):
      return topology.encryptionControls.first { $0.vpc == vpc }?.location
    case .blockPublicAccess: return topology.blockPublicAccess.first?.location
    case .securityGroupVPCAssociation(let group, _):
      return topology.securityGroups.resource(at: group)?.location
    case .presentKinds: return nil
    default: return resourceLocation(in: topology)
    }
  }

  private func resourceLocation(in topology: Topology) -> SourceLocation? {
    switch subject {
    case .vpc(let vpc): topology.vpcs.resource(at: vpc)?.location
    case .subnet(let subnet): topology.subnets.resource(at: subnet)?.location
    case .routeTable(let table): topology.routeTables.resource(at: table)?.location
    case .prefixList(let list): topology.prefixLists.resource(at: list)?.location
    case .internetGateway(let gateway): topology.internetGateways.resource(at: gateway)?.location
    case .egressOnlyInternetGateway(let gateway):
      topology.egressOnlyInternetGateways.resource(at: gateway)?.location
    case .natGateway(let gateway): topology.natGateways.resource(at: gateway)?.location
    case .networkACL(let acl): topology.networkACLs.resource(at: acl)?.location
    case .securityGroup(let group): topology.securityGroups.resource(at: group)?.location
    case .networkInterface(let interface):
      topology.networkInterfaces.resource(at: interface)?.location
    case .instance(let instance): topology.instances.resource(at: instance)?.location
    case .vpcPeeringConnection(let peering):
      topology.vpcPeeringConnections.resource(at: peering)?.location
    case .vpnGateway(let gateway): topology.vpnGateways.resource(at: gateway)?.location
    case .vpnConnection(let connection): topology.vpnConnections.resource(at: connection)?.location
    case .unmodelled(let resource): topology.unmodelled.resource(at: resource)?.location
    default: nil
    }
  }
}

extension Topology {
  /// The table that names a user, whatever other rules would give it one.
  public func routeTable(usedBy user: RouteTableUser) -> Reference<RouteTable>? {
    var last: Reference<RouteTable>?
    for (reference, table) in routeTables.resources
    where table.associations.contains(where: {
      $0.isAssociated && RouteTableUser($0.subject, of: table) == user
    }) {
      last = reference
    }
    return last
  }

  /// The ACL that names a subnet.
  public func networkACL(naming subnet: Reference<Subnet>) -> Reference<NetworkACL>? {
    var last: Reference<NetworkACL>?
    for (reference, acl) in networkACLs.resources where acl.subnets.contains(subnet) {
      last = reference
    }
    return last
  }
}

extension ResourceTable {
  /// The resource in a slot, which this table may be too short to have.
  package func resource(at reference: Reference<Resource>) -> Resource? {
    Int(reference.index) < count ? self[reference] : nil
  }
}
