import Analysis
import TestSupport
import Testing
import TopologyModel

@Suite("Gateways and the routes to them")
struct GatewayTests {
  @Test(arguments: [
    CheckCase.fires(
      .natGatewayWithoutInternet,
      "NAT gateway nat is in subnet s, which has no default route to an internet gateway"
    ) {
      let (vpc, subnet) = place(&$0)
      _ = $0.natGateway("nat", "10.0.1.5", public: "203.0.113.1", in: subnet)
      _ = $0.internetGateway("igw", in: vpc)
    },
    .passes(.natGatewayWithoutInternet, "in a public subnet, and a private NAT gateway") {
      let (vpc, subnet) = place(&$0)
      let gateway = $0.internetGateway("igw", in: vpc)
      $0.routeTable("rt", in: vpc, [subnet], ("0.0.0.0/0", gateway))
      _ = $0.natGateway("nat", "10.0.1.5", public: "203.0.113.1", in: subnet)
      let other = $0.subnet("t", "10.0.2.0/24", in: vpc)
      _ = $0.natGateway("private-nat", "10.0.2.5", in: other)
    },
    .fires(
      .natGatewayServesOwnSubnet,
      "subnet s sends its internet traffic to NAT gateway nat, which is in that subnet"
    ) {
      let (vpc, subnet) = place(&$0)
      let nat = $0.natGateway("nat", "10.0.1.5", public: "203.0.113.1", in: subnet)
      $0.routeTable("rt", in: vpc, [subnet], ("0.0.0.0/0", nat))
    },
    .passes(.natGatewayServesOwnSubnet, "it serves another subnet") {
      let (vpc, subnet) = place(&$0)
      let nat = $0.natGateway("nat", "10.0.1.5", public: "203.0.113.1", in: subnet)
      let other = $0.subnet("t", "10.0.2.0/24", in: vpc)
      $0.routeTable("rt", in: vpc, [other], ("0.0.0.0/0", nat))
    },
  ])
  func `R-NAT-1, R-NAT-11: where NAT gateways stand`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .natGatewayOfOtherZone,
      "subnet app in b uses NAT gateway nat-a in a, although NAT gateway nat-b is in b"
    ) { drawZones(&$0, gateways: ["a", "b"], used: 0) },
    .passes(.natGatewayOfOtherZone, "it uses its own") {
      drawZones(&$0, gateways: ["a", "b"], used: 1)
    },
    .passes(.natGatewayOfOtherZone, "its zone has none") {
      drawZones(&$0, gateways: ["a"], used: 0)
    },
    .fires(.natGatewaySingleZone, "subnet app in b depends on NAT gateway nat-a in a") {
      drawZones(&$0, gateways: ["a"], used: 0)
    },
    .passes(.natGatewaySingleZone, "a gateway a zone") {
      drawZones(&$0, gateways: ["a", "b"], used: 1)
    },
  ])
  func `R-NAT-10: NAT gateways and zones`(_ example: CheckCase) { example.verify() }

  /// A subnet `app` in zone b, and NAT gateways in the zones given.
  private static func drawZones(_ sketch: inout Sketch, gateways: [String], used: Int) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let targets = gateways.enumerated().map { number, zone in
      let subnet = sketch.subnet("pub-\(zone)", "10.0.\(number).0/24", in: vpc, zone: zone)
      return sketch.natGateway(
        "nat-\(zone)", "10.0.\(number).5", public: "203.0.113.\(number + 1)", in: subnet)
    }
    let app = sketch.subnet("app", "10.0.9.0/24", in: vpc, zone: "b")
    sketch.routeTable("rt", in: vpc, [app], ("0.0.0.0/0", targets[used]))
  }

  @Test(arguments: [
    CheckCase.fires(
      .internetGatewayUnused,
      "internet gateway igw is attached to VPC v, and no route leads to it"
    ) { draw(&$0, "s", route: false) },
    .passes(.internetGatewayUnused, "a route leads to it") { draw(&$0, "s", route: true) },
    .fires(.subnetNamedPublic, "subnet public-1 has no route to an internet gateway") {
      draw(&$0, "public-1", route: false)
    },
    .passes(.subnetNamedPublic, "it is public") { draw(&$0, "Public1", route: true) },
    .passes(.subnetNamedPublic, "the word is another") { draw(&$0, "publications", route: false) },
    .fires(.subnetNamedPrivate, "subnet app-Private has a route to an internet gateway") {
      draw(&$0, "app-Private", route: true)
    },
    .passes(.subnetNamedPrivate, "it is private") { draw(&$0, "private-1", route: false) },
    .fires(
      .publicAddressUnrouted,
      "203.0.113.9 of interface web is of no use: the default route of subnet s is missing"
    ) { draw(&$0, "s", route: false) },
    .passes(.publicAddressUnrouted, "the subnet is public") {
      draw(&$0, "s", route: true)
    },
    .passes(.publicAddressUnrouted, "an appliance leads in what it leads out") {
      drawInspection(&$0, isSymmetric: true)
      $0.interface(
        "web", "10.0.1.10=203.0.113.9", in: $0.topology.subnets.mention("s"))
    },
    .fires(
      .publicAddressUnrouted,
      """
      203.0.113.9 of interface web is of no use: the default route of subnet s \
      leads to interface nva
      """
    ) {
      drawInspection(&$0, isSymmetric: true)
      // The gateway's table is no gateway's any more.
      $0.routeTable("edge", in: $0.topology.vpcs.mention("v"), [])
      $0.interface(
        "web", "10.0.1.10=203.0.113.9", in: $0.topology.subnets.mention("s"))
    },
    .fires(
      .publicAddressUnrouted,
      """
      203.0.113.9 of interface web is of no use: the default route of subnet s \
      leads to NAT gateway nat
      """
    ) {
      let (vpc, subnet) = place(&$0)
      let other = $0.subnet("pub", "10.0.2.0/24", in: vpc)
      let nat = $0.natGateway("nat", "10.0.2.5", public: "203.0.113.1", in: other)
      $0.routeTable("rt", in: vpc, [subnet], ("0.0.0.0/0", nat))
      $0.interface("web", "10.0.1.10=203.0.113.9", in: subnet)
    },
  ])
  func `R-IGW-5, R-IGW-12: what is public`(_ example: CheckCase) { example.verify() }

  /// A subnet with a public host, and an internet gateway that it is routed to or not.
  private static func draw(_ sketch: inout Sketch, _ name: String, route: Bool) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let subnet = sketch.subnet(name, "10.0.1.0/24", in: vpc)
    let gateway = sketch.internetGateway("igw", in: vpc)
    if route { sketch.routeTable("rt", in: vpc, [subnet], ("0.0.0.0/0", gateway)) }
    sketch.interface("web", "10.0.1.10=203.0.113.9", in: subnet)
  }

  @Test(arguments: [
    CheckCase.fires(
      .mainTableHasInternetRoute, "route 0.0.0.0/0 of route table v-main is in the VPC's main table"
    ) {
      let (vpc, _) = place(&$0)
      let gateway = $0.internetGateway("igw", in: vpc)
      $0.routeTable("v-main", in: vpc, main: true, [], ("0.0.0.0/0", gateway))
    },
    .passes(.mainTableHasInternetRoute, "in a table of its own") {
      let (vpc, subnet) = place(&$0)
      let gateway = $0.internetGateway("igw", in: vpc)
      $0.routeTable("rt", in: vpc, [subnet], ("0.0.0.0/0", gateway))
    },
    .fires(
      .subnetOnMainTable, "subnet s has no route table of its own and follows route table v-main"
    ) {
      let (vpc, _) = place(&$0)
      let other = $0.subnet("t", "10.0.2.0/24", in: vpc)
      $0.routeTable("rt", in: vpc, [other])
    },
    .passes(.subnetOnMainTable, "the VPC has no other table") { _ = place(&$0) },
    .fires(
      .routeTableUnused,
      "route table rt is associated with no subnet, and route 0.0.0.0/0 has no effect"
    ) {
      let (vpc, _) = place(&$0)
      let gateway = $0.internetGateway("igw", in: vpc)
      $0.routeTable("rt", in: vpc, [], ("0.0.0.0/0", gateway))
    },
    .passes(.routeTableUnused, "a gateway's table, one with local alone, and the main one") {
      let (vpc, _) = place(&$0)
      let gateway = $0.internetGateway("igw", in: vpc)
      let box = $0.interface("box", "10.0.1.10", in: $0.topology.subnets.mention("s"))
      $0.gatewayTable("edge", of: gateway, in: vpc, ("10.0.1.0/24", .networkInterface(box)))
      $0.routeTable("rt", in: vpc, [], ("10.0.0.0/16", .local))
      $0.routeTable("v-main", in: vpc, main: true, [], ("0.0.0.0/0", gateway))
    },
  ])
  func `R-ROUTE-1: main tables`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .vpnRouteWithoutPrefix,
      """
      route 172.16.0.0/16 of route table rt leads to virtual private gateway vgw, \
      whose VPN connections have no such prefix
      """
    ) { drawVPN(&$0, route: "172.16.0.0/16") },
    .passes(.vpnRouteWithoutPrefix, "a part of a prefix, and one around it") {
      drawVPN(&$0, route: "192.168.7.0/24")
      drawVPN(&$0, route: "192.0.0.0/8")
    },
    .passes(.vpnRouteWithoutPrefix, "BGP tells the prefixes") {
      drawVPN(&$0, route: "172.16.0.0/16") { $0.usesStaticRoutes = false }
    },
    .fires(
      .vpnGatewayUnused,
      "no route table of VPC v has a route to virtual private gateway vgw, or takes its routes"
    ) { drawVPN(&$0, route: nil) },
    .passes(.vpnGatewayUnused, "a route leads to it") { drawVPN(&$0, route: "192.168.0.0/16") },
    .passes(.vpnGatewayUnused, "its routes are propagated") {
      drawVPN(&$0, route: nil)
      let gateway = $0.topology.vpnGateways.mention("vgw")
      let vpc = $0.topology.vpcs.mention("v")
      $0.routeTable("rt", in: vpc, []) { $0.propagatingGateways = [gateway] }
    },
  ])
  func `R-VGW-1: virtual private gateways`(_ example: CheckCase) { example.verify() }

  private static func drawVPN(
    _ sketch: inout Sketch, route: String?, adjust: (inout VPNConnection) -> Void = { _ in }
  ) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let gateway = sketch.vpnGateway("vgw", in: vpc, prefixes: ["192.168.0.0/16"], adjust: adjust)
    if let route { sketch.routeTable("rt", in: vpc, [], (route, gateway)) }
  }

  @Test(arguments: [
    CheckCase.fires(
      .gatewayTableOneWay,
      """
      route 10.0.1.0/24 of route table edge leads in through interface nva, \
      and the default route of subnet s does not lead back there
      """
    ) { drawInspection(&$0, isSymmetric: false) },
    .passes(.gatewayTableOneWay, "both ways pass the appliance") {
      drawInspection(&$0, isSymmetric: true)
    },
  ])
  func `R-ROUTE-15: the way back from a gateway's appliance`(_ example: CheckCase) {
    example.verify()
  }

  private static func drawInspection(_ sketch: inout Sketch, isSymmetric: Bool) {
    let (vpc, subnet) = place(&sketch)
    let edge = sketch.subnet("edge", "10.0.2.0/24", in: vpc)
    let gateway = sketch.internetGateway("igw", in: vpc)
    sketch.routeTable("out", in: vpc, [edge], ("0.0.0.0/0", gateway))
    let appliance = RouteTarget.networkInterface(
      sketch.interface("nva", "10.0.2.5=203.0.113.5", in: edge))
    sketch.gatewayTable("edge", of: gateway, in: vpc, ("10.0.1.0/24", appliance))
    sketch.routeTable("rt", in: vpc, [subnet], ("0.0.0.0/0", isSymmetric ? appliance : gateway))
  }

  @Test(arguments: [
    CheckCase.fires(
      .privateSubnetOpenOverIPv6,
      "subnet s is private over IPv4, and its ::/0 leads to internet gateway igw"
    ) { drawDualStack(&$0, ["::/0"]) },
    .passes(.privateSubnetOpenOverIPv6, "both are public") {
      drawDualStack(&$0, ["::/0", "0.0.0.0/0"])
    },
    .passes(.privateSubnetOpenOverIPv6, "neither is public") { drawDualStack(&$0, []) },
  ])
  func `R-ROUTE-3: families that differ`(_ example: CheckCase) { example.verify() }

  private static func drawDualStack(_ sketch: inout Sketch, _ destinations: [String]) {
    let vpc = sketch.vpc("v", "10.0.0.0/16", "2001:db8::/56")
    let subnet = sketch.subnet("s", "10.0.1.0/24", "2001:db8::/64", in: vpc)
    let gateway = sketch.internetGateway("igw", in: vpc)
    let blocks = destinations.map { sketch.block($0) }
    sketch.routeTable("rt", in: vpc, [subnet]) { table in
      table.routes = blocks.map { Route(to: .block($0), via: gateway) }
    }
  }

  private static func place(_ sketch: inout Sketch) -> (Reference<VPC>, Reference<Subnet>) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    return (vpc, sketch.subnet("s", "10.0.1.0/24", in: vpc))
  }
}
