import Analysis
import TestSupport
import Testing
import TopologyModel

@Suite("Routes and their targets")
struct RouteTests {
  @Test(arguments: [
    CheckCase.fires(
      .routeBlackhole,
      "route 0.0.0.0/0 of route table rt leads to internet gateway igw, which is not attached to a VPC"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      let gateway = $0.internetGateway("igw", in: vpc, isAttached: false)
      $0.routeTable("rt", in: vpc, [], ("0.0.0.0/0", gateway))
    },
    .fires(
      .routeBlackhole,
      "route 0.0.0.0/0 of route table rt leads to NAT gateway nat, which is deleted"
    ) {
      let (vpc, subnet) = place(&$0)
      let nat = $0.natGateway("nat", "10.0.1.5", in: subnet) { $0.state = .deleted }
      $0.routeTable("rt", in: vpc, [], ("0.0.0.0/0", nat))
    },
    .fires(
      .routeBlackhole,
      "route 10.9.0.0/16 of route table rt leads to peering connection pcx, which is expired"
    ) {
      let (a, b) = ($0.vpc("a", "10.0.0.0/16"), $0.vpc("b", "10.9.0.0/16"))
      let peering = $0.peering("pcx", a, b, status: .expired)
      $0.routeTable("rt", in: a, [], ("10.9.0.0/16", peering))
    },
    .fires(
      .routeBlackhole,
      "route 0.0.0.0/0 of route table rt leads to interface nva, which is not attached to an instance"
    ) {
      let (vpc, subnet) = place(&$0)
      let interface = $0.interface("nva", "10.0.1.5", in: subnet) { $0.status = .available }
      $0.routeTable("rt", in: vpc, [], ("0.0.0.0/0", .networkInterface(interface)))
    },
    .fires(.routeBlackhole, "route 10.9.0.0/16 of route table rt has no target any more") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      $0.routeTable("rt", in: vpc, [], ("10.9.0.0/16", .missing))
    },
    .passes(.routeBlackhole, "everything attached and available") {
      let (vpc, subnet) = place(&$0)
      let gateway = $0.internetGateway("igw", in: vpc)
      let nat = $0.natGateway("nat", "10.0.1.5", public: "203.0.113.1", in: subnet)
      $0.routeTable("rt", in: vpc, [], ("0.0.0.0/0", gateway), ("10.9.0.0/16", nat))
    },
    .fires(
      .routeTargetMissing,
      "route 0.0.0.0/0 of route table rt leads to internet gateway igw-gone, which the input lacks"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      let gone = $0.topology.internetGateways.mention("igw-gone")
      $0.routeTable("rt", in: vpc, [], ("0.0.0.0/0", .internetGateway(gone)))
    },
    .passes(.routeTargetMissing, "the input lists no internet gateways at all") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      let gone = $0.topology.internetGateways.mention("igw-gone")
      $0.topology.presentKinds.remove(.internetGateway)
      $0.routeTable("rt", in: vpc, [], ("0.0.0.0/0", .internetGateway(gone)))
    },
    .fires(
      .routeTargetInOtherVPC,
      """
      route 0.0.0.0/0 of route table rt leads to internet gateway igw, \
      which belongs to another VPC
      """
    ) {
      let (vpc, other) = ($0.vpc("v", "10.0.0.0/16"), $0.vpc("w", "10.1.0.0/16"))
      let gateway = $0.internetGateway("igw", in: other)
      $0.routeTable("rt", in: vpc, [], ("0.0.0.0/0", gateway))
    },
    .passes(.routeTargetInOtherVPC, "a peering belongs to both") {
      let (vpc, other) = ($0.vpc("v", "10.0.0.0/16"), $0.vpc("w", "10.1.0.0/16"))
      let peering = $0.peering("pcx", other, vpc)
      $0.routeTable("rt", in: vpc, [], ("10.1.0.0/16", peering))
    },
  ])
  func `R-ROUTE-9: targets that take no packets`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .applianceChecksSourceAndDestination,
      """
      route 0.0.0.0/0 of route table rt leads to interface nva, \
      which still checks source and destination
      """
    ) { drawAppliance(&$0) { _ in } },
    .passes(.applianceChecksSourceAndDestination, "the check is off") {
      drawAppliance(&$0) { $0.checksSourceAndDestination = false }
    },
    .fires(
      .applianceStopped,
      "route 0.0.0.0/0 of route table rt leads to interface nva, whose instance is stopped"
    ) {
      let instance = $0.instance("i-1", .stopped)
      drawAppliance(&$0) { $0.instance = instance }
    },
    .passes(.applianceStopped, "it runs") {
      let instance = $0.instance("i-1")
      drawAppliance(&$0) { $0.instance = instance }
    },
  ])
  func `R-ROUTE-16, R-ENI-1: appliances that do not forward`(_ example: CheckCase) {
    example.verify()
  }

  private static func drawAppliance(
    _ sketch: inout Sketch, adjust: (inout NetworkInterface) -> Void
  ) {
    let (vpc, subnet) = place(&sketch)
    let interface = sketch.interface("nva", "10.0.1.5", in: subnet, adjust: adjust)
    sketch.routeTable("rt", in: vpc, [], ("0.0.0.0/0", .networkInterface(interface)))
  }

  @Test(arguments: [
    CheckCase.fires(
      .routeWithinLocalRefused,
      """
      route 10.0.1.0/25 of route table rt lies within 10.0.0.0/16, which is local, \
      and is no whole subnet's block
      """
    ) { drawWithinLocal(&$0, "10.0.1.0/25") },
    .passes(.routeWithinLocalRefused, "a whole subnet to an interface") {
      drawWithinLocal(&$0, "10.0.1.0/24")
    },
    .fires(
      .routeWithinLocalRefused,
      """
      route 10.0.1.0/24 of route table rt lies within 10.0.0.0/16, which is local, \
      and a virtual private gateway can't take it
      """
    ) {
      let (vpc, _) = place(&$0)
      let gateway = $0.vpnGateway("vgw", in: vpc, prefixes: [])
      $0.routeTable("rt", in: vpc, [], ("10.0.1.0/24", gateway))
    },
    .fires(
      .propagatedRouteHidden,
      "route 10.0.5.0/24 of route table rt is propagated and lies within 10.0.0.0/16, which is local"
    ) { drawPropagated(&$0, "10.0.5.0/24") },
    .passes(.propagatedRouteHidden, "beside the VPC's block, and around it") {
      drawPropagated(&$0, "10.1.0.0/16")
      drawPropagated(&$0, "10.0.0.0/8")
    },
  ])
  func `R-ROUTE-4, R-ROUTE-5: routes within local`(_ example: CheckCase) { example.verify() }

  private static func drawWithinLocal(_ sketch: inout Sketch, _ block: String) {
    let (vpc, subnet) = place(&sketch)
    let interface = sketch.interface("nva", "10.0.1.5", in: subnet)
    sketch.routeTable("rt", in: vpc, [], (block, .networkInterface(interface)))
  }

  private static func drawPropagated(_ sketch: inout Sketch, _ block: String) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let gateway = sketch.vpnGateway("vgw", in: vpc, prefixes: [])
    sketch.routeTable("rt", in: vpc, [], (block, gateway)) { $0.routes[0].origin = .propagated }
  }

  @Test(arguments: [
    CheckCase.fires(.routesOverQuota, "route table rt has 501 IPv4 routes, of 500") {
      drawRoutes(&$0, 501)
    },
    .passes(.routesOverQuota, "500") { drawRoutes(&$0, 500) },
    .fires(.routesOverQuota, "route table rt has 101 propagated routes, of 100") {
      drawRoutes(&$0, 101, origin: .propagated)
    },
    .passes(.routesOverQuota, "100 propagated") { drawRoutes(&$0, 100, origin: .propagated) },
  ])
  func `R-CIDR-18: routes over quota`(_ example: CheckCase) { example.verify() }

  private static func drawRoutes(
    _ sketch: inout Sketch, _ count: Int, origin: Route.Origin = .createRoute
  ) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let gateway = sketch.internetGateway("igw", in: vpc)
    let blocks = (0..<count).map { sketch.block("20.\($0 / 256).\($0 % 256).0/24") }
    sketch.routeTable("rt", in: vpc, []) { table in
      table.routes = blocks.map { block in
        var route = Route(to: .block(block), via: gateway)
        route.origin = origin
        return route
      }
    }
  }

  private static func place(_ sketch: inout Sketch) -> (Reference<VPC>, Reference<Subnet>) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    return (vpc, sketch.subnet("s", "10.0.1.0/24", in: vpc))
  }
}
