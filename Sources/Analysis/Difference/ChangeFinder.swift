import Addressing
package import TopologyModel

extension TopologyChange {
  /// Everything that `new` declares otherwise than `old`, resources first and then rows.
  ///
  /// - Parameters:
  ///   - old: What was.
  ///   - new: What is, over the slots of `old` (``Topology/realigned(with:)``).
  /// - Returns: One change a resource or row.
  /// - Complexity: O(*n*) in the resources and rows of both.
  static func all(from old: Topology, to new: Topology) -> [TopologyChange] {
    var finder = ChangeFinder(old: old, new: new)
    finder.compareResources()
    finder.compareSettings()
    finder.compareRows()
    finder.compareAssociations()
    return finder.changes
  }
}

private struct ChangeFinder {
  let old: Topology
  let new: Topology
  var changes: [TopologyChange] = []

  /// Reports a thing of which one side, or both, have something to say.
  private mutating func compare<Value: Equatable>(
    _ subject: TopologyChange.Subject, _ was: Value?, _ now: Value?
  ) {
    guard was != now else { return }
    let kind: TopologyChange.Kind = was == nil ? .added : now == nil ? .removed : .altered
    changes.append(TopologyChange(subject: subject, kind: kind))
  }
}

// MARK: Resources

extension ChangeFinder {
  mutating func compareResources() {
    compare(old.vpcs, new.vpcs) { .vpc($0) }
    compare(old.subnets, new.subnets) { .subnet($0) }
    compare(old.routeTables, new.routeTables) { .routeTable($0) }
    comparePrefixLists()
    compare(old.internetGateways, new.internetGateways) { .internetGateway($0) }
    compare(old.egressOnlyInternetGateways, new.egressOnlyInternetGateways) {
      .egressOnlyInternetGateway($0)
    }
    compare(old.natGateways, new.natGateways) { .natGateway($0) }
    compare(old.networkACLs, new.networkACLs) { .networkACL($0) }
    compare(old.securityGroups, new.securityGroups) { .securityGroup($0) }
    compare(old.networkInterfaces, new.networkInterfaces) { .networkInterface($0) }
    compare(old.instances, new.instances) { .instance($0) }
    compare(old.vpcPeeringConnections, new.vpcPeeringConnections) { .vpcPeeringConnection($0) }
    compare(old.vpnGateways, new.vpnGateways) { .vpnGateway($0) }
    compare(old.vpnConnections, new.vpnConnections) { .vpnConnection($0) }
    compare(old.unmodelled, new.unmodelled) { .unmodelled($0) }
  }

  private mutating func compare<Resource: Declaration>(
    _ was: ResourceTable<Resource>, _ now: ResourceTable<Resource>,
    _ subject: (Reference<Resource>) -> TopologyChange.Subject
  ) {
    for index in 0..<now.count {
      let reference = Reference<Resource>(index)
      compare(
        subject(reference), was.resource(at: reference)?.essence, now[reference]?.essence)
    }
  }

  /// A list that AWS keeps is there whether or not an input tells of it.
  private mutating func comparePrefixLists() {
    for (reference, list) in new.prefixLists.resources {
      let was = old.prefixLists.resource(at: reference)
      guard was != nil || list.managedName == nil else { continue }
      compare(.prefixList(reference), was?.essence, list.essence)
    }
    for (reference, list) in old.prefixLists.resources
    where new.prefixLists[reference] == nil && list.managedName == nil {
      compare(.prefixList(reference), list.essence, nil)
    }
  }

  mutating func compareSettings() {
    let addresses = (old.elasticIPs + new.elasticIPs).map { $0.publicAddress }
    for address in Set(addresses).sorted(by: { $0 < $1 }) {
      compare(.elasticIP(address), old.elasticIP(address), new.elasticIP(address))
    }
    for (vpc, _) in new.vpcs.resources {
      compare(
        .encryptionControl(vpc), old.isEncryptionEnforced(in: vpc),
        new.isEncryptionEnforced(in: vpc))
    }
    compare(.blockPublicAccess, old.publicAccess, new.publicAccess)
    compare(.presentKinds, old.kindsWithoutDefault, new.kindsWithoutDefault)
  }
}

extension Topology {
  /// Of the kinds for which AWS's defaults would stand in, those that the input speaks of.
  package var kindsWithoutDefault: Set<ResourceKind> {
    presentKinds.intersection([
      .routeTable, .networkACL, .securityGroup, .instance, .internetGateway,
      .egressOnlyInternetGateway,
    ])
  }

  /// What an Elastic IP is associated with.
  fileprivate func elasticIP(_ address: IPAddress) -> ElasticIP? {
    elasticIPs.first { $0.publicAddress == address }.map { elasticIP in
      var essence = ElasticIP(publicAddress: address)
      essence.interface = elasticIP.interface
      essence.privateAddress = elasticIP.privateAddress
      return essence
    }
  }

  fileprivate func isEncryptionEnforced(in vpc: Reference<VPC>) -> Bool? {
    encryptionControls.contains { $0.vpc == vpc && $0.isEnforced } ? true : nil
  }

  fileprivate var publicAccess: PublicAccessSettings? {
    guard !blockPublicAccess.isEmpty || !blockPublicAccessExclusions.isEmpty else { return nil }
    return PublicAccessSettings(
      modes: blockPublicAccess.map { .init(region: $0.region, mode: $0.mode) },
      exclusions: Set(
        blockPublicAccessExclusions.map { .init(subject: $0.subject, mode: $0.mode) }))
  }
}

private struct PublicAccessSettings: Equatable {
  struct Regional: Equatable {
    let region: String?
    let mode: BlockPublicAccess.Mode
  }

  struct Exclusion: Hashable {
    let subject: BlockPublicAccess.Exclusion.Subject
    let mode: BlockPublicAccess.Exclusion.Mode
  }

  let modes: [Regional]
  let exclusions: Set<Exclusion>
}

// MARK: Rows

extension ChangeFinder {
  mutating func compareRows() {
    for (reference, table) in new.routeTables.resources {
      if let was = old.routeTables.resource(at: reference) { compare(reference, was, table) }
    }
    for (reference, acl) in new.networkACLs.resources {
      if let was = old.networkACLs.resource(at: reference) { compare(reference, was, acl) }
    }
    for (reference, group) in new.securityGroups.resources {
      guard let was = old.securityGroups.resource(at: reference) else { continue }
      for direction in Direction.allCases { compare(reference, was, group, direction) }
    }
  }

  private mutating func compare(
    _ reference: Reference<RouteTable>, _ was: RouteTable, _ now: RouteTable
  ) {
    let (oldRoutes, newRoutes) = (old.rows(of: was), new.rows(of: now))
    var seen: Set<Route.Destination> = []
    for route in now.routes + was.routes where seen.insert(route.destination).inserted {
      let destination = route.destination
      compare(.route(reference, destination), oldRoutes[destination], newRoutes[destination])
    }
  }

  private mutating func compare(
    _ reference: Reference<NetworkACL>, _ was: NetworkACL, _ now: NetworkACL
  ) {
    for direction in Direction.allCases {
      let (oldEntries, newEntries) = (was.rows(direction), now.rows(direction))
      for number in Set(oldEntries.keys).union(newEntries.keys).sorted() {
        compare(
          .networkACLEntry(reference, direction, number: number), oldEntries[number],
          newEntries[number])
      }
    }
  }

  private mutating func compare(
    _ reference: Reference<SecurityGroup>, _ was: SecurityGroup, _ now: SecurityGroup,
    _ direction: Direction
  ) {
    let (oldRules, newRules) = (Set(was.rows(direction)), Set(now.rows(direction)))
    var seen: Set<SecurityGroupRule> = []
    for rule in now.rows(direction) + was.rows(direction) where seen.insert(rule).inserted {
      compare(
        .securityGroupRule(reference, direction, rule.traffic, rule.peer),
        oldRules.contains(rule) ? rule : nil, newRules.contains(rule) ? rule : nil)
    }
  }
}

extension Topology {
  /// The routes of a table by destination; a `local` route is implied, whether or not it is listed.
  fileprivate func rows(of table: RouteTable) -> [Route.Destination: Set<Route>] {
    let blocks = vpcs[table.vpc]?.usableBlocks ?? []
    var rows: [Route.Destination: Set<Route>] = [:]
    for route in table.routes {
      if route.target == .local, case .block(let block) = route.destination, blocks.contains(block)
      {
        continue
      }
      var row = Route(to: route.destination, via: route.target)
      row.origin = route.origin
      row.isBlackhole = route.isBlackhole
      rows[route.destination, default: []].insert(row)
    }
    return rows
  }
}

extension NetworkACL {
  fileprivate func rows(_ direction: Direction) -> [Int: Entry] {
    var rows: [Int: Entry] = [:]
    for entry in entries where entry.direction == direction {
      rows[entry.number] = Entry(
        number: entry.number, direction, allows: entry.allows, entry.traffic, entry.block)
    }
    return rows
  }
}

extension SecurityGroup {
  fileprivate func rows(_ direction: Direction) -> [SecurityGroupRule] {
    rules(direction).map { SecurityGroupRule($0.traffic, $0.peer) }
  }
}

// MARK: Associations

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
}

extension ChangeFinder {
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
