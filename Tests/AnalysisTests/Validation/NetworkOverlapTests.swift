import Addressing
import TestSupport
import Testing
import TopologyModel

@testable import Analysis

@Suite("Overlapping networks")
struct NetworkOverlapTests {
  @Test(arguments: [
    CheckCase.fires(
      .connectedVPCsOverlap,
      "10.0.0.0/20 of VPC b overlaps 10.0.0.0/16 of VPC a, and peering connection pcx connects them"
    ) {
      let (a, b) = ($0.vpc("a", "10.0.0.0/16"), $0.vpc("b", "10.9.0.0/16", "10.0.0.0/20"))
      _ = $0.peering("pcx", a, b)
    },
    .passes(.connectedVPCsOverlap, "the peering was rejected") {
      let (a, b) = ($0.vpc("a", "10.0.0.0/16"), $0.vpc("b", "10.0.0.0/16"))
      _ = $0.peering("pcx", a, b, status: .rejected)
    },
    .passes(.connectedVPCsOverlap, "both overlap a third that is not peered") {
      let (a, b) = ($0.vpc("a", "10.0.0.0/17"), $0.vpc("b", "10.0.128.0/17"))
      _ = $0.vpc("c", "10.0.0.0/16")
      _ = $0.peering("pcx", a, b)
    },
    .fires(
      .connectedVPCsOverlap,
      "10.0.0.0/16 of VPC b overlaps 10.0.0.0/16 of VPC a, and transit gateway tgw connects them"
    ) {
      let (a, b) = ($0.vpc("a", "10.0.0.0/16"), $0.vpc("b", "10.0.0.0/16"))
      let hub = $0.unmodelled("tgw", .transitGateway)
      $0.routeTable("ra", in: a, [], ("10.0.0.0/8", hub))
      $0.routeTable("rb", in: b, [], ("10.0.0.0/8", hub))
    },
    .fires(
      .connectedVPCsOverlap,
      "10.0.0.0/16 of VPC b overlaps 10.0.0.0/16 of VPC a, and transit gateway tgw-1 connects them"
    ) {
      let (a, b) = ($0.vpc("a", "10.0.0.0/16"), $0.vpc("b", "10.0.0.0/16"))
      // Routes name it, and the input does not hold it.
      let hub = RouteTarget.unmodelled($0.topology.unmodelled.mention("tgw-1"))
      $0.routeTable("ra", in: a, [], ("10.0.0.0/8", hub))
      $0.routeTable("rb", in: b, [], ("10.0.0.0/8", hub))
    },
    .passes(.connectedVPCsOverlap, "each is routed to a transit gateway of its own") {
      let (a, b) = ($0.vpc("a", "10.0.0.0/16"), $0.vpc("b", "10.0.0.0/16"))
      let (hub, other) = (
        $0.unmodelled("tgw", .transitGateway), $0.unmodelled("tgw-2", .transitGateway)
      )
      $0.routeTable("ra", in: a, [], ("10.0.0.0/8", hub))
      $0.routeTable("rb", in: b, [], ("10.0.0.0/8", other))
    },
    .fires(
      .connectedVPCsOverlap,
      "10.0.0.0/16 of VPC b overlaps 10.0.0.0/16 of VPC a, and on-premises network va-vpn connects them"
    ) {
      let (a, b) = ($0.vpc("a", "10.0.0.0/16"), $0.vpc("b", "10.0.0.0/16"))
      let hq = $0.topology.customerGateways.mention("hq")
      _ = $0.vpnGateway("va", in: a, prefixes: ["192.168.0.0/16"]) { $0.customerGateway = hq }
      _ = $0.vpnGateway("vb", in: b, prefixes: ["192.168.0.0/16"]) { $0.customerGateway = hq }
    },
  ])
  func `R-CIDR-17: VPCs that are connected`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .connectedVPCsOverlap,
      "10.0.0.0/16 of VPC b overlaps 10.0.0.0/16 of VPC a, and Direct Connect gateway dx connects them"
    ) { $0.overlapBehindDirectConnect(known: ["va", "vb"]) },
    .passes(.connectedVPCsOverlap, "the gateway knows one of them") {
      $0.overlapBehindDirectConnect(known: ["va"])
    },
  ])
  func `R-CIDR-9: VPCs that share a Direct Connect gateway`(_ example: CheckCase) {
    example.verify()
  }

  @Test(arguments: [
    CheckCase.fires(
      .unconnectedOverlap,
      "10.0.0.0/20 of VPC b overlaps 10.0.0.0/16 of VPC a; nothing connects them"
    ) {
      _ = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpc("b", "10.0.0.0/20")
    },
    .passes(.unconnectedOverlap, "connected ones are reported as such") {
      let (a, b) = ($0.vpc("a", "10.0.0.0/16"), $0.vpc("b", "10.0.0.0/20"))
      _ = $0.peering("pcx", a, b)
    },
    .passes(.unconnectedOverlap, "neighbours") {
      _ = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpc("b", "10.1.0.0/16")
    },
    .fires(
      .unconnectedOverlap,
      """
      192.168.1.0/24 of on-premises network va-vpn overlaps 192.168.0.0/16 of VPC b; \
      nothing connects them
      """
    ) {
      let a = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpc("b", "192.168.0.0/16")
      _ = $0.vpnGateway("va", in: a, prefixes: ["192.168.1.0/24"])
    },
    .passes(.unconnectedOverlap, "a summary and a VPC that it was not drawn for") {
      let a = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpc("b", "192.168.0.0/24")
      _ = $0.vpnGateway("va", in: a, prefixes: ["192.168.0.0/16"])
    },
  ])
  func `R-CIDR-17: networks apart`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .onPremisesOverlapsVPC,
      """
      10.0.8.0/24 of on-premises network vgw-vpn lies within 10.0.0.0/16 of VPC a, \
      and virtual private gateway vgw connects them
      """
    ) {
      let a = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpnGateway("vgw", in: a, prefixes: ["10.0.8.0/24"])
    },
    .fires(
      .onPremisesOverlapsVPC,
      """
      10.0.0.0/16 of on-premises network vgw-vpn lies within 10.0.0.0/16 of VPC a, \
      and virtual private gateway vgw connects them
      """
    ) {
      let a = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpnGateway("vgw", in: a, prefixes: ["10.0.0.0/16"])
    },
    .fires(
      .onPremisesOverlapsVPC,
      """
      10.0.8.0/24 of on-premises network vgw-vpn lies within 10.0.0.0/16 of VPC a, \
      and virtual private gateway vgw connects them
      """
    ) {
      let a = $0.vpc("a", "10.0.0.0/16")
      let vgw = $0.vpnGateway("vgw", in: a, prefixes: []) { $0.usesStaticRoutes = false }
      $0.routeTable("rt", in: a, [], ("10.0.8.0/24", vgw)) { $0.routes[0].origin = .propagated }
    },
    .passes(.onPremisesOverlapsVPC, "a summary and a default route") {
      let a = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpnGateway("vgw", in: a, prefixes: ["10.0.0.0/8", "0.0.0.0/0"])
    },
    .fires(
      .onPremisesCoversVPC,
      """
      10.0.0.0/8 of on-premises network vgw-vpn covers 10.0.0.0/16 of VPC a, \
      and virtual private gateway vgw connects them
      """
    ) {
      let a = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpnGateway("vgw", in: a, prefixes: ["10.0.0.0/8"])
    },
    .passes(.onPremisesCoversVPC, "a default route says nothing of the site") {
      let a = $0.vpc("a", "10.0.0.0/16")
      _ = $0.vpnGateway("vgw", in: a, prefixes: ["0.0.0.0/0", "192.168.0.0/16"])
    },
  ])
  func `R-CIDR-17: on-premises networks and VPCs`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .onPremisesOverlap,
      """
      192.168.1.0/24 of on-premises network branch overlaps \
      192.168.0.0/16 of on-premises network vgw-vpn on virtual private gateway vgw
      """
    ) { drawTwoSites(&$0, "192.168.0.0/16", "192.168.1.0/24", ofOneRouter: false) },
    .passes(.onPremisesOverlap, "one router is one site") {
      drawTwoSites(&$0, "192.168.0.0/16", "192.168.1.0/24", ofOneRouter: true)
    },
    .passes(.onPremisesOverlap, "prefixes apart") {
      drawTwoSites(&$0, "192.168.0.0/24", "192.168.1.0/24", ofOneRouter: false)
    },
  ])
  func `R-VPN-5: two sites on one gateway`(_ example: CheckCase) { example.verify() }

  private static func drawTwoSites(
    _ sketch: inout Sketch, _ hq: String, _ branch: String, ofOneRouter: Bool
  ) {
    let vpc = sketch.vpc("a", "10.0.0.0/16")
    let routers = ["cgw-1", ofOneRouter ? "cgw-1" : "cgw-2"].map {
      sketch.topology.customerGateways.mention($0)
    }
    let gateway = sketch.vpnGateway("vgw", in: vpc, prefixes: [hq]) {
      $0.customerGateway = routers[0]
    }
    var connection = VPNConnection(id: "branch")
    if case .vpnGateway(let reference) = gateway { connection.vpnGateway = reference }
    connection.customerGateway = routers[1]
    connection.usesStaticRoutes = true
    connection.staticRoutes = [VPNConnection.StaticRoute(sketch.block(branch))]
    let reference = sketch.topology.vpnConnections.mention("branch")
    sketch.topology.vpnConnections.define(connection, at: reference)
  }

  /// Blocks around each block, compared with asking every pair.
  @Test(arguments: 1...50)
  func `nesting agrees with every pair`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let blocks = (0..<40).map { _ in
      Bool.random(using: &random)
        ? CIDRBlock(
          IPAddress(ipv4: .random(in: 0...0x00ff_ffff, using: &random)),
          prefixLength: .random(in: 8...16, using: &random))
        : CIDRBlock(
          IPAddress(high: .random(in: 0...0xff, using: &random) << 56, low: 0),
          prefixLength: .random(in: 0...9, using: &random))
    }
    var seen: Set<Int> = []
    visitNested(blocks) { block, around in
      let holders = blocks.indices.filter {
        $0 != block && blocks[$0].contains(blocks[block])
          && (blocks[$0] != blocks[block] || $0 < block)
      }
      #expect(Set(around) == Set(holders))
      #expect(around.map { blocks[$0].prefixLength }.isAscending)
      seen.insert(block)
    }
    #expect(seen.count == blocks.count)
  }
}

extension [Int] {
  fileprivate var isAscending: Bool { zip(self, dropFirst()).allSatisfy { $0 <= $1 } }
}

extension Sketch {
  /// Two equal VPCs, `va` and `vb` their gateways, and a Direct Connect gateway that knows some of these.
  fileprivate mutating func overlapBehindDirectConnect(known gateways: [String]) {
    _ = vpnGateway("va", in: vpc("a", "10.0.0.0/16"), prefixes: [])
    _ = vpnGateway("vb", in: vpc("b", "10.0.0.0/16"), prefixes: [])
    guard case .unmodelled(let hub) = unmodelled("dx", .directConnectGateway) else { return }
    for name in gateways {
      let slot = topology.vpnGateways.mention(name)
      guard var gateway = topology.vpnGateways[slot] else { continue }
      gateway.directConnectGateways = [hub]
      topology.vpnGateways.define(gateway, at: slot)
    }
  }
}
