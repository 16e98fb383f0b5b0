import Addressing
import TopologyModel

/// Routes to virtual private gateways, and from gateways to appliances (R-VGW-1, R-ROUTE-13).
extension Validator {
  mutating func checkVPNRoutes() {
    var isUsed = Array(repeating: false, count: topology.vpnGateways.count)
    for (reference, table) in topology.routeTables.resources {
      for gateway in table.propagatingGateways { isUsed[Int(gateway.index)] = true }
      for route in table.routes {
        guard case .vpnGateway(let gateway) = route.target else { continue }
        isUsed[Int(gateway.index)] = true
        checkPrefix(of: route, reference, gateway)
      }
    }
    for (reference, gateway) in topology.vpnGateways.resources where !isUsed[Int(reference.index)] {
      guard let attachment = gateway.attachments.first(where: { $0.isAttached }) else { continue }
      let (subject, vpc) = (topology.subject(reference), topology.subject(attachment.vpc))
      report(
        .vpnGatewayUnused,
        "no route table of \(vpc.words) has a route to \(subject.words), or takes its routes",
        subject, vpc)
    }
  }

  /// Reports static routes for which the gateway knows no prefix (R-VGW-1).
  private mutating func checkPrefix(
    of route: Route, _ table: Reference<RouteTable>, _ gateway: Reference<VPNGateway>
  ) {
    let connections = topology.vpnConnections.resources.filter {
      $0.resource.vpnGateway == gateway
    }
    guard route.origin == .createRoute, case .block(let block) = route.destination,
      !connections.isEmpty, connections.allSatisfy({ $0.resource.usesStaticRoutes })
    else { return }
    let prefixes = connections.flatMap { $0.resource.staticRoutes }
    guard !prefixes.contains(where: { $0.block.overlaps(block) }) else { return }
    let (subject, other) = (subject(route, of: table), topology.subject(gateway))
    report(
      .vpnRouteWithoutPrefix,
      "\(subject.words) leads to \(other.words), whose VPN connections have no such prefix",
      subject, other)
  }
}
