import TopologyModel

extension ChangeFinder {
  mutating func compareAssociations() {
    let (oldTables, newTables) = (old.tableOfUser, new.tableOfUser)
    for user in old.tableUsers + new.tableUsers.filter({ oldTables[$0] == nil }) {
      compare(.routeTableAssociation(user), oldTables[user], newTables[user])
    }
    compareACLAssociations()
    let (oldVPCs, newVPCs) = (old.foreignVPCs, new.foreignVPCs)
    for association in oldVPCs + newVPCs.filter({ !oldVPCs.contains($0) }) {
      compare(
        .securityGroupVPCAssociation(association.group, association.vpc),
        oldVPCs.contains(association) ? true : nil, newVPCs.contains(association) ? true : nil)
    }
  }

  /// A subnet that no ACL names uses the default one, as one does that the default ACL names (R-NACL-1).
  private mutating func compareACLAssociations() {
    let (oldACLs, newACLs) = (old.aclOfSubnet, new.aclOfSubnet)
    let (oldDefaults, newDefaults) = (old.defaultACLs, new.defaultACLs)
    for index in 0..<new.subnets.count {
      let subnet = Reference<Subnet>(index)
      var (was, now) = (oldACLs[subnet], newACLs[subnet])
      if let before = old.subnets.resource(at: subnet), let after = new.subnets[subnet] {
        was = was ?? oldDefaults[before.vpc]
        now = now ?? newDefaults[after.vpc]
      }
      compare(.networkACLAssociation(subnet), was, now)
    }
  }
}

extension Topology {
  fileprivate var defaultACLs: [Reference<VPC>: Reference<NetworkACL>] {
    var acls: [Reference<VPC>: Reference<NetworkACL>] = [:]
    for (reference, acl) in networkACLs.resources where acl.isDefault { acls[acl.vpc] = reference }
    return acls
  }

  fileprivate var tableUsers: [RouteTableUser] {
    var seen: Set<RouteTableUser> = []
    return routeTables.resources.flatMap { _, table in
      table.associations.filter { $0.isAssociated }.map { RouteTableUser($0.subject, of: table) }
    }.filter { seen.insert($0).inserted }
  }

  fileprivate var tableOfUser: [RouteTableUser: Reference<RouteTable>] {
    var tables: [RouteTableUser: Reference<RouteTable>] = [:]
    for (reference, table) in routeTables.resources {
      for association in table.associations where association.isAssociated {
        tables[RouteTableUser(association.subject, of: table)] = reference
      }
    }
    return tables
  }

  /// The VPCs, besides its own, in which each group may be used.
  fileprivate var foreignVPCs: [SecurityGroupVPCAssociation] {
    securityGroupVPCAssociations.filter { $0.isAssociated }
  }

  fileprivate var aclOfSubnet: [Reference<Subnet>: Reference<NetworkACL>] {
    var acls: [Reference<Subnet>: Reference<NetworkACL>] = [:]
    for (reference, acl) in networkACLs.resources {
      for subnet in acl.subnets { acls[subnet] = reference }
    }
    return acls
  }
}
