import Addressing
import TopologyModel

extension Network {
  /// Every rule or route that a hop looked at, in order, and how each fared.
  ///
  /// - Parameters:
  ///   - index: The hop's place in the leg.
  ///   - leg: A leg of a trace of this network.
  /// - Returns: Nothing for hops that look at no list, such as a tracked flow's group.
  public func considered(at index: Int, of leg: Leg) -> [Considered] {
    let decision = leg.hops[index].decision
    switch decision.component {
    case .routeTable(let table):
      return considered(decision, table, for: leg.hops[index].packet.destination)
    case .securityGroups, .networkACL:
      guard let inspection = RuleInspection(tables, hop: index, of: leg.hops),
        let filter = RuleInspection.filter(of: decision, in: tables)
      else { return [] }
      return considered(decision, inspection.rows(of: filter))
    default: return []
    }
  }

  private func considered(_ decision: Decision, _ rows: [RuleInspection.Row]) -> [Considered] {
    var considered = rows.map { row in
      let fate: Considered.Fate =
        if row.row.raw == decision.row { .decided } else if !row.mismatches.isEmpty {
          .mismatch(row.mismatches)
        } else if row.isUnknown { .unknown } else { .alsoMatches }
      return Considered(evidence: row.evidence, fate: fate)
    }
    guard case .networkACL = decision.component else { return considered }
    considered.sort { number(of: $0.evidence) < number(of: $1.evidence) }
    if decision.code == .aclDefaultDeny {
      considered.append(Considered(evidence: evidence(of: decision), fate: .decided))
    }
    return considered
  }

  private func number(of evidence: Evidence) -> Int {
    guard case .networkACLEntry(let acl, let index) = evidence else { return .max }
    return topology.networkACLs[acl]?.entries[index].number ?? .max
  }

  /// The routes of a table, the implied `local` ones after those that are written.
  private func considered(
    _ decision: Decision, _ reference: Reference<RouteTable>, for destination: IPAddress
  ) -> [Considered] {
    guard let table = topology.routeTables[reference] else { return [] }
    let decided = evidence(of: decision)
    let winner = prefix(of: decided)
    let blocks = topology.vpcs[table.vpc]?.usableBlocks ?? []
    var considered: [Considered] = []
    for (index, route) in table.routes.enumerated() {
      for (block, entry) in prefixes(of: route) {
        let evidence = Evidence.route(reference, index: index, prefixListEntry: entry)
        let fate: Considered.Fate
        if evidence == decided {
          fate = .decided
        } else if let block {
          let isHidden = route.origin == .propagated && blocks.contains { $0.contains(block) }
          fate = self.fate(of: block, winner, destination, isHidden: isHidden)
        } else {
          fate = .unknown
        }
        considered.append(Considered(evidence: evidence, fate: fate))
      }
    }
    for (index, block) in blocks.enumerated() where isImplied(block, in: table) {
      let evidence = Evidence.impliedLocalRoute(block: index, of: table.vpc)
      considered.append(
        Considered(
          evidence: evidence,
          fate: evidence == decided
            ? .decided : fate(of: block, winner, destination, isHidden: false)))
    }
    return considered
  }

  private func fate(
    of block: CIDRBlock, _ winner: CIDRBlock?, _ destination: IPAddress, isHidden: Bool
  ) -> Considered.Fate {
    if block.family != destination.family { return .mismatch([.family]) }
    if !block.contains(destination) { return .mismatch([.destination]) }
    if isHidden { return .hiddenByLocal }
    return block == winner ? .lowerRank : .shorterPrefix
  }

  private func isImplied(_ block: CIDRBlock, in table: RouteTable) -> Bool {
    !table.routes.contains { $0.destination == .block(block) }
  }

  private func prefixes(of route: Route) -> [(CIDRBlock?, entry: Int?)] {
    switch route.destination {
    case .block(let block): return [(block, nil)]
    case .prefixList(let list):
      guard let entries = topology.prefixLists[list]?.entries else { return [(nil, nil)] }
      return entries.enumerated().map { ($0.element.block, $0.offset) }
    }
  }

  /// The prefix of the route that a piece of evidence names.
  private func prefix(of evidence: Evidence) -> CIDRBlock? {
    switch evidence {
    case .route(let table, let index, let entry):
      guard let route = topology.routeTables[table]?.routes[index] else { return nil }
      return prefixes(of: route)[entry ?? 0].0
    case .impliedLocalRoute(let index, let vpc): return topology.vpcs[vpc]?.usableBlocks[index]
    default: return nil
    }
  }

  /// The public blocks that a refusing filter would admit with the packet's protocol and port.
  func sourcesAdmitted(by refusal: Hop) -> [CIDRBlock] {
    let hops = [refusal]
    guard let inspection = RuleInspection(tables, hop: 0, of: hops),
      let filter = RuleInspection.filter(of: refusal.decision, in: tables)
    else { return [] }
    return inspection.rows(of: filter).filter { $0.allows && $0.mismatches == [.source] }
      .compactMap { row in
        switch row.evidence {
        case .securityGroupRule(let group, let direction, let index):
          guard let rule = topology.securityGroups[group]?.rules(direction)[index],
            case .block(let block) = rule.peer
          else { return nil }
          return block
        case .networkACLEntry(let acl, let index):
          return topology.networkACLs[acl]?.entries[index].block
        default: return nil
        }
      }
      .filter { !$0.base.isPrivate && !$0.base.isSharedAddressSpace }
  }
}
