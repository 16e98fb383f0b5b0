import TopologyModel

extension Topology {
  /// This topology with some of its changes taken back.
  ///
  /// - Parameters:
  ///   - changes: In the order in which they were found.
  ///   - old: The topology from which they lead to this one.
  /// - Returns: What this topology would be if they had not been made.
  func undoing(_ changes: some Sequence<TopologyChange>, from old: Topology) -> Topology {
    var topology = self
    for change in changes { topology.undo(change.subject, from: old) }
    return topology
  }

  private mutating func undo(_ subject: TopologyChange.Subject, from old: Topology) {
    switch subject {
    case .vpc(let vpc): vpcs.restore(vpc, from: old.vpcs)
    case .subnet(let subnet): subnets.restore(subnet, from: old.subnets)
    case .routeTable(let table): routeTables.restore(table, from: old.routeTables)
    case .prefixList(let list): prefixLists.restore(list, from: old.prefixLists)
    case .internetGateway(let gateway):
      internetGateways.restore(gateway, from: old.internetGateways)
    case .egressOnlyInternetGateway(let gateway):
      egressOnlyInternetGateways.restore(gateway, from: old.egressOnlyInternetGateways)
    case .natGateway(let gateway): natGateways.restore(gateway, from: old.natGateways)
    case .networkACL(let acl): networkACLs.restore(acl, from: old.networkACLs)
    case .securityGroup(let group): securityGroups.restore(group, from: old.securityGroups)
    case .networkInterface(let interface):
      networkInterfaces.restore(interface, from: old.networkInterfaces)
    case .instance(let instance): instances.restore(instance, from: old.instances)
    case .vpcPeeringConnection(let peering):
      vpcPeeringConnections.restore(peering, from: old.vpcPeeringConnections)
    case .vpnGateway(let gateway): vpnGateways.restore(gateway, from: old.vpnGateways)
    case .vpnConnection(let connection):
      vpnConnections.restore(connection, from: old.vpnConnections)
    case .unmodelled(let resource): unmodelled.restore(resource, from: old.unmodelled)
    default: undoRow(subject, from: old)
    }
  }

  private mutating func undoRow(_ subject: TopologyChange.Subject, from old: Topology) {
    switch subject {
    case .elasticIP(let address):
      elasticIPs.restore(from: old.elasticIPs) { $0.publicAddress == address }
    case .encryptionControl(let vpc):
      encryptionControls.restore(from: old.encryptionControls) { $0.vpc == vpc }
    case .blockPublicAccess:
      blockPublicAccess = old.blockPublicAccess
      blockPublicAccessExclusions = old.blockPublicAccessExclusions
    case .presentKinds: presentKinds = old.presentKinds
    case .route(let table, let destination):
      let was = old.routeTables.resource(at: table)?.routes ?? []
      routeTables.change(table) {
        $0.routes.restore(from: was) { $0.destination == destination }
      }
    case .networkACLEntry(let acl, let direction, let number):
      let was = old.networkACLs.resource(at: acl)?.entries ?? []
      networkACLs.change(acl) {
        $0.entries.restore(from: was) { $0.isRule(number, direction) }
      }
    case .securityGroupRule(let group, let direction, let traffic, let peer):
      let was = old.securityGroups.resource(at: group)?.rules(direction) ?? []
      securityGroups.change(group) {
        if direction == .inbound {
          $0.inbound.restore(from: was) { $0.traffic == traffic && $0.peer == peer }
        } else {
          $0.outbound.restore(from: was) { $0.traffic == traffic && $0.peer == peer }
        }
      }
    case .securityGroupVPCAssociation(let group, let vpc):
      securityGroupVPCAssociations.restore(from: old.securityGroupVPCAssociations) {
        $0.group == group && $0.vpc == vpc
      }
    case .routeTableAssociation(let user): undoAssociation(of: user, from: old)
    case .networkACLAssociation(let subnet): undoAssociation(of: subnet, from: old)
    default: break
    }
  }

  private mutating func undoAssociation(of user: RouteTableUser, from old: Topology) {
    for reference in Array(routeTables.references) {
      routeTables.change(reference) { table in
        let kept = table.associations.filter { RouteTableUser($0.subject, of: table) != user }
        if kept.count < table.associations.count { table.associations = kept }
      }
    }
    guard let table = old.routeTable(usedBy: user) else { return }
    routeTables.change(table) { $0.associations.append(RouteTable.Association(user.subject)) }
  }

  private mutating func undoAssociation(of subnet: Reference<Subnet>, from old: Topology) {
    for reference in Array(networkACLs.references) {
      networkACLs.change(reference) { $0.subnets.removeAll { $0 == subnet } }
    }
    guard let acl = old.networkACL(naming: subnet) else { return }
    networkACLs.change(acl) { $0.subnets.append(subnet) }
  }
}

extension ResourceTable {
  fileprivate mutating func restore(
    _ reference: Reference<Resource>, from old: ResourceTable<Resource>
  ) where Resource: Declaration {
    if let was = old.resource(at: reference) {
      define(was.withRows(of: self[reference]), at: reference)
    } else {
      remove(at: reference)
    }
  }

  fileprivate mutating func change(
    _ reference: Reference<Resource>, _ change: (inout Resource) -> Void
  ) {
    guard var resource = self[reference] else { return }
    change(&resource)
    define(resource, at: reference)
  }
}

extension Array {
  /// Puts the elements that `old` has of some sort in the place of one's own.
  fileprivate mutating func restore(from old: [Element], where isOfSort: (Element) -> Bool) {
    removeAll(where: isOfSort)
    append(contentsOf: old.filter(isOfSort))
  }
}
