import Addressing
import Dataplane
import TopologyModel

extension Network {
  /// Where a subnet's table sends exactly `block`; `nil` where no usable route says so.
  ///
  /// A static route wins over a propagated one (R-ROUTE-4).
  func target(of block: CIDRBlock, for subnet: Reference<Subnet>) -> RouteTarget? {
    guard let reference = routeTable(of: subnet), let table = topology.routeTables[reference]
    else { return nil }
    let routes = table.routes.filter { $0.destination == .block(block) && !$0.isBlackhole }
    return (routes.first { $0.origin == .createRoute } ?? routes.first)?.target
  }
}
