import TopologyModel

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
