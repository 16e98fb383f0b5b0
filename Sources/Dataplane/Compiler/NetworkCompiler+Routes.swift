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

  private mutating func compile(
    _ table: RouteTable, at reference: Reference<RouteTable>?
  ) -> Int32 {
    let vpcBlocks = topology.vpcs[table.vpc]?.usableBlocks ?? []
    var record = TableRecord(
      routes: ipv6VPCs, routeTable: reference?.index ?? -1, vpc: table.vpc.index)
    var winners: [CIDRBlock: Candidate] = [:]
    for (index, route) in table.routes.enumerated() {
      guard let reference else { break }
      let resolved = resolve(route, in: table.vpc)
      for (block, entry, listID) in prefixesOf(route) {
        let row = append(resolved, .route(reference, index: index, prefixListEntry: entry))
        guard let block else {
          record.unknownListRoute = row
          if case .prefixList(let list) = route.destination {
            record.unknownListIsPublic = topology.prefixLists[list]?.isAWSManaged ?? false
          }
          continue
        }
        // A propagated route inside the VPC loses to `local` however specific it is (R-ROUTE-4).
        let isHidden =
          (route.origin == .propagated || route.origin == .advertised)
          && vpcBlocks.contains { $0.contains(block) }
        if isHidden { continue }
        let candidate = Candidate(
          block: block, rank: rank(of: route), row: row, listID: listID,
          isAdvertised: route.origin == .advertised)
        if let standing = winners[block] {
          winners[block] = preferred(standing, candidate)
        } else {
          winners[block] = candidate
        }
      }
    }
    for (index, block) in vpcBlocks.enumerated() where winners[block] == nil {
      let row = append(
        RouteRecord(kind: .local, target: -1), .impliedLocalRoute(block: index, of: table.vpc))
      winners[block] = Candidate(block: block, rank: 0, row: row)
    }
    record.routes = prefixes.add(
      winners.values.map { (block: $0.block, value: UInt32($0.row)) })
    tables.append(record)
    return Int32(truncatingIfNeeded: tables.count - 1)
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

  /// What takes the packets of a route: its target, a blackhole, or something unknown.
  private mutating func resolve(_ route: Route, in vpc: Reference<VPC>) -> RouteRecord {
    let record = target(of: route.target, in: vpc)
    if route.isBlackhole && record.kind != .inactivePeering {
      return RouteRecord(kind: .blackhole, target: record.target)
    }
    return record
  }

  private mutating func target(
    of target: RouteTarget, in vpc: Reference<VPC>
  ) -> RouteRecord {
    switch target {
    case .local: return RouteRecord(kind: .local, target: -1)
    case .missing: return RouteRecord(kind: .blackhole, target: -1)
    case .unmodelled(let component):
      return RouteRecord(kind: .unmodelled, target: component.index)
    case .internetGateway(let gateway): return internetGateway(gateway, in: vpc)
    case .egressOnlyInternetGateway(let gateway):
      return egressOnlyInternetGateway(gateway, in: vpc)
    case .natGateway(let gateway):
      let record = natGateways[gateway]
      return usable(
        .natGateway, gateway.index,
        isKnown: (topology.natGateways[gateway]?.state ?? .unknown) != .unknown,
        record.isUsable && record.vpc == vpc.index)
    case .networkInterface(let interface): return appliance(interface, in: vpc)
    case .instance(let instance):
      let own = topology.networkInterfaces.resources.filter { $0.resource.instance == instance }
      guard own.count == 1, let only = own.first else {
        return RouteRecord(kind: own.isEmpty ? .unknown : .blackhole, target: -1)
      }
      return appliance(only.reference, in: vpc)
    case .vpcPeeringConnection(let peering):
      guard let known = topology.vpcPeeringConnections[peering], known.status != .unknown else {
        return RouteRecord(kind: .unknown, target: peering.index)
      }
      guard known.status == .active else {
        return RouteRecord(kind: .inactivePeering, target: peering.index)
      }
      return usable(
        .peering, peering.index, isKnown: true,
        known.requester.vpc == vpc || known.accepter.vpc == vpc)
    case .vpnGateway(let gateway):
      return usable(
        .vpnGateway, gateway.index, isKnown: topology.vpnGateways[gateway] != nil,
        vpnGateways[gateway].vpc == vpc.index)
    }
  }

  private func usable(
    _ kind: RouteRecord.Kind, _ target: Int32, isKnown: Bool, _ isUsable: Bool
  ) -> RouteRecord {
    RouteRecord(kind: isKnown ? (isUsable ? kind : .blackhole) : .unknown, target: target)
  }

  private mutating func internetGateway(
    _ gateway: Reference<InternetGateway>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    if topology.internetGateways[gateway] == nil
      && !topology.presentKinds.contains(.internetGateway)
    {
      // AWS calls the route active, so the gateway is attached, though the input lists none.
      internetGateways[gateway].vpc = vpc.index
      vpcs[vpc].internetGateway = gateway.index
    }
    return usable(
      .internetGateway, gateway.index,
      isKnown: topology.internetGateways[gateway] != nil || internetGateways[gateway].vpc >= 0,
      internetGateways[gateway].vpc == vpc.index)
  }

  private mutating func egressOnlyInternetGateway(
    _ gateway: Reference<EgressOnlyInternetGateway>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    let isKnown = topology.egressOnlyInternetGateways[gateway] != nil
    if !isKnown && !topology.presentKinds.contains(.egressOnlyInternetGateway) {
      vpcs[vpc].egressOnlyGateway = gateway.index
    }
    return usable(
      .egressOnlyInternetGateway, gateway.index,
      isKnown: isKnown || vpcs[vpc].egressOnlyGateway == gateway.index,
      vpcs[vpc].egressOnlyGateway == gateway.index)
  }

  private func appliance(
    _ interface: Reference<NetworkInterface>, in vpc: Reference<VPC>
  ) -> RouteRecord {
    let record = interfaces[interface]
    return usable(
      .networkInterface, interface.index, isKnown: record.traits.contains(.known),
      record.vpc == vpc.index && record.traits.contains(.attached))
  }
}
