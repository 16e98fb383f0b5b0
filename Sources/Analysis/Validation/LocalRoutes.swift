import Addressing
import TopologyModel

/// Routes beside the VPC's own `local` ones (R-ROUTE-4, R-ROUTE-5), and their number (R-CIDR-18).
extension Validator {
  mutating func checkLocalRoutes() {
    for (reference, table) in topology.routeTables.resources {
      let vpcBlocks = topology.vpcs[table.vpc]?.usableBlocks ?? []
      for route in table.routes {
        guard case .block(let block) = route.destination, route.target != .local,
          let local = vpcBlocks.first(where: { $0.contains(block) })
        else { continue }
        checkRoute(route, to: block, within: local, of: reference, table)
      }
      checkQuota(of: reference, table)
    }
  }

  private mutating func checkRoute(
    _ route: Route, to block: CIDRBlock, within local: CIDRBlock,
    of reference: Reference<RouteTable>, _ table: RouteTable
  ) {
    let subject = subject(route, of: reference)
    if route.origin == .propagated {
      report(
        .propagatedRouteHidden,
        "\(subject.words) is propagated and lies within \(local.description), which is local",
        subject, topology.subject(table.vpc))
    } else if route.origin == .createRoute, block != local, !isForGateway(table) {
      let isWholeSubnet = topology.subnets.resources.contains {
        $0.resource.vpc == table.vpc && $0.resource.usableBlocks.contains(block)
      }
      if let flaw = flaw(of: route.target, isWholeSubnet: isWholeSubnet) {
        report(
          .routeWithinLocalRefused,
          "\(subject.words) lies within \(local.description), which is local, and \(flaw)",
          subject, topology.subject(table.vpc))
      }
    }
  }

  /// What makes AWS refuse a route that is more specific than `local` (R-ROUTE-5).
  private func flaw(of target: RouteTarget, isWholeSubnet: Bool) -> String? {
    switch target {
    case .networkInterface, .instance, .natGateway:
      return isWholeSubnet ? nil : "is no whole subnet's block"
    case .unmodelled(let component) where topology.kind(of: component) == .vpcEndpoint:
      return isWholeSubnet ? nil : "is no whole subnet's block"
    case .missing: return nil
    default:
      let words = topology.subject(target).map { "a \($0.kind.noun)" } ?? "its target"
      return "\(words) can't take it"
    }
  }

  /// Whether the table steers what enters by a gateway, instead of what leaves subnets.
  func isForGateway(_ table: RouteTable) -> Bool {
    table.associations.contains { association in
      switch association.subject {
      case .internetGateway, .vpnGateway: true
      case .main, .subnet: false
      }
    }
  }

  private mutating func checkQuota(of reference: Reference<RouteTable>, _ table: RouteTable) {
    let propagated = table.routes.count { $0.origin == .propagated }
    if propagated > 100 {
      let subject = topology.subject(reference)
      report(
        .routesOverQuota, "\(subject.words) has \(propagated) propagated routes, of 100", subject)
    }
    let quota = 500
    for family in AddressFamily.allCases {
      let count = table.routes.reduce(0) { $0 + weight(of: $1, family) }
      guard count > quota else { continue }
      let subject = topology.subject(reference)
      report(
        .routesOverQuota, "\(subject.words) has \(count) \(family.name) routes, of \(quota)",
        subject)
    }
  }

  /// What a route counts for; a prefix list for all the entries that it may have (R-ROUTE-7).
  private func weight(of route: Route, _ family: AddressFamily) -> Int {
    guard route.origin == .createRoute, route.target != .local else { return 0 }
    switch route.destination {
    case .block(let block): return block.family == family ? 1 : 0
    case .prefixList(let list):
      guard let list = topology.prefixLists[list], !list.isAWSManaged,
        list.entries?.first?.block.family == family
      else { return 0 }
      return list.maximumEntries ?? list.entries?.count ?? 0
    }
  }
}
