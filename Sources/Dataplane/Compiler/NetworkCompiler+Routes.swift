import Addressing
import TopologyModel

extension NetworkCompiler {
  /// Compiles every route table and tells subnets and gateways which is theirs.
  mutating func compileRouteTables() {
    var main: [Reference<VPC>: Int32] = [:]
    var explicit: [Reference<Subnet>: Int32] = [:]
    for (reference, table) in topology.routeTables.resources {
      let row = compile(table, at: reference)
      for association in table.associations where association.isAssociated {
        switch association.subject {
        case .main: main[table.vpc] = row
        case .subnet(let subnet): explicit[subnet] = row
        case .internetGateway(let gateway):
          internetGateways[gateway].table = row
          markRedirectedSubnets(by: table)
        case .vpnGateway(let gateway): vpnGateways[gateway].table = row
        }
      }
    }
    if !topology.presentKinds.contains(.routeTable) && topology.routeTables.isEmpty {
      for (reference, _) in topology.vpcs.resources {
        main[reference] = compile(RouteTable(id: "", vpc: reference), at: nil)
      }
    }
    for (reference, subnet) in topology.subnets.resources {
      subnets[reference].table = explicit[reference] ?? main[subnet.vpc] ?? -1
    }
  }

  /// Marks subnets whose ingress traffic an internet gateway's table sends to an appliance
  /// (R-ROUTE-15).
  private mutating func markRedirectedSubnets(by table: RouteTable) {
    for (reference, subnet) in topology.subnets.resources where subnet.vpc == table.vpc {
      for block in subnet.usableBlocks where redirects(table, block, of: reference) {
        if block.family == .ipv4 {
          subnets[reference].isIPv4Redirected = true
        } else {
          subnets[reference].isIPv6Redirected = true
        }
      }
    }
  }

  /// Whether a gateway's table sends a subnet's block to an appliance outside of the subnet.
  private func redirects(
    _ table: RouteTable, _ block: CIDRBlock, of subnet: Reference<Subnet>
  ) -> Bool {
    var longest: (prefixLength: Int, target: RouteTarget) = (-1, .local)
    for route in table.routes {
      if case .block(let covered) = route.destination, covered.contains(block),
        covered.prefixLength > longest.prefixLength
      {
        longest = (covered.prefixLength, route.target)
      }
    }
    switch longest.target {
    case .local: return false
    case .networkInterface(let appliance): return interfaces[appliance].subnet != subnet.index
    default: return true
    }
  }

  /// A route for one prefix, on its way into a table.
  private struct Candidate {
    let block: CIDRBlock
    /// Lower wins among equal prefixes (R-ROUTE-4).
    let rank: Int
    let row: Int32
    var listID = ""
    var isAdvertised = false

    /// Whether this one is shown where both rank alike, in whatever order they are declared.
    func precedes(_ other: Candidate) -> Bool {
      listID != other.listID ? listID < other.listID : !isAdvertised || other.isAdvertised
    }
  }

  /// A table whose routes are still being chosen.
  private struct Draft {
    var record: TableRecord
    let vpcBlocks: [CIDRBlock]
    var winners: [CIDRBlock: Candidate] = [:]
  }

  private mutating func compile(
    _ table: RouteTable, at reference: Reference<RouteTable>?
  ) -> Int32 {
    var draft = Draft(
      record: TableRecord(
        routes: ipv6VPCs, routeTable: reference?.index ?? -1, vpc: table.vpc.index),
      vpcBlocks: topology.vpcs[table.vpc]?.usableBlocks ?? [])
    if let reference {
      for (index, route) in table.routes.enumerated() {
        add(route, index: index, of: reference, in: table.vpc, to: &draft)
      }
    }
    for (index, block) in draft.vpcBlocks.enumerated() where draft.winners[block] == nil {
      let row = append(
        RouteRecord(kind: .local, target: -1), .impliedLocalRoute(block: index, of: table.vpc))
      draft.winners[block] = Candidate(block: block, rank: 0, row: row)
    }
    draft.record.routes = prefixes.add(
      draft.winners.values.map { (block: $0.block, value: UInt32($0.row)) })
    tables.append(draft.record)
    return Int32(truncatingIfNeeded: tables.count - 1)
  }

  /// Adds a row for each prefix of a route, and puts it up for that prefix.
  private mutating func add(
    _ route: Route, index: Int, of table: Reference<RouteTable>, in vpc: Reference<VPC>,
    to draft: inout Draft
  ) {
    let resolved = resolve(route, in: vpc)
    for (block, entry, listID) in prefixesOf(route) {
      let row = append(resolved, .route(table, index: index, prefixListEntry: entry))
      guard let block else {
        draft.record.unknownListRoute = row
        if case .prefixList(let list) = route.destination {
          draft.record.unknownListIsPublic = topology.prefixLists[list]?.isAWSManaged ?? false
        }
        continue
      }
      // A propagated route inside the VPC loses to `local` however specific it is (R-ROUTE-4).
      let isHidden =
        (route.origin == .propagated || route.origin == .advertised)
        && draft.vpcBlocks.contains { $0.contains(block) }
      if isHidden { continue }
      let candidate = Candidate(
        block: block, rank: rank(of: route), row: row, listID: listID,
        isAdvertised: route.origin == .advertised)
      draft.winners[block] =
        draft.winners[block].map { preferred($0, candidate) } ?? candidate
    }
  }

  /// The prefixes of a route; a `nil` block stands for a list whose entries are not known.
  private func prefixesOf(_ route: Route) -> [(CIDRBlock?, entry: Int?, listID: String)] {
    switch route.destination {
    case .block(let block): return [(block, nil, "")]
    case .prefixList(let list):
      let id = topology.prefixLists.id(of: list)
      guard let entries = topology.prefixLists[list]?.entries else { return [(nil, nil, id)] }
      return entries.enumerated().map { ($0.element.block, $0.offset, id) }
    }
  }

  private func rank(of route: Route) -> Int {
    switch (route.origin, route.destination) {
    case (.createRouteTable, _), (.createRoute, .block): 0
    case (.createRoute, .prefixList): 1
    case (.propagated, _), (.advertised, _): 2
    }
  }

  /// The better of two routes of one prefix; those that tie are remembered: prefix lists (R-ROUTE-7),
  /// propagated and advertised routes (R-ROUTE-11).
  private mutating func preferred(_ one: Candidate, _ other: Candidate) -> Candidate {
    guard one.rank == other.rank else { return one.rank < other.rank ? one : other }
    let (winner, loser) = one.precedes(other) ? (one, other) : (other, one)
    let (kept, lost) = (routes[Int(winner.row)], routes[Int(loser.row)])
    if one.rank > 0 && (kept.kind, kept.target) != (lost.kind, lost.target) {
      let start = Int32(truncatingIfNeeded: ties.count)
      ties += ties[Int(kept.ties.start)..<Int(kept.ties.end)] + [loser.row]
      ties += ties[Int(lost.ties.start)..<Int(lost.ties.end)]
      routes[Int(winner.row)].ties = RuleRange(
        start: start, end: Int32(truncatingIfNeeded: ties.count))
    }
    return winner
  }

  private mutating func append(_ record: RouteRecord, _ evidence: Evidence) -> Int32 {
    routes.append(record)
    routeEvidence.append(evidence)
    return Int32(truncatingIfNeeded: routes.count - 1)
  }
}
