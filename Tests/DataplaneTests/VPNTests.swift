import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Virtual private gateways, VPN connections and what lies behind them (section 10 of the semantics).
@Suite("VPN")
struct VPNTests {
  /// A host whose subnet is routed to a virtual private gateway that knows 192.168.0.0/16.
  private func premises(
    adjust: (inout VPNConnection) -> Void = { _ in }
  ) -> (TwoSubnets, RouteTarget) {
    var pair = TwoSubnets()
    let gateway = pair.sketch.vpnGateway(
      "vgw", in: pair.vpc, prefixes: ["192.168.0.0/16"], adjust: adjust)
    pair.sketch.routeTable(
      "both", in: pair.vpc, [pair.left, pair.right], ("0.0.0.0/0", gateway), ("::/0", gateway))
    return (pair, gateway)
  }

  private let out = "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH"

  @Test func `R-VGW-1: the gateway forwards to prefixes that it knows`() {
    let (pair, _) = premises()
    let trace = pair.trace(.tcp(443), to: "192.168.1.1")
    #expect(
      trace.path == """
        \(out) VGW_FORWARDS VPN_FORWARDS DELIVERED_TO_ON_PREMISES \
        < PACKET_SENT VPN_FORWARDS VGW_FORWARDS NACL_RULE_ALLOW SG_TRACKED_ALLOW DELIVERED
        """)
    #expect(trace.verdict == .delivered)
    #expect(pair.trace(.tcp(443), to: "172.16.1.1").path == "\(out) VGW_NO_PREFIX")
  }

  @Test func `R-VGW-1: the prefix that decides is cited, listed or told by BGP`() throws {
    let (listed, _) = premises()
    let connection = try #require(listed.sketch.topology.vpnConnections.reference(to: "vgw-vpn"))
    #expect(
      evidence(of: listed.trace(.tcp(443), to: "192.168.1.1"), listed.sketch.network)
        == .vpnStaticRoute(connection, index: 0))
    var (told, gateway) = premises {
      $0.usesStaticRoutes = false
      $0.staticRoutes = []
    }
    let table = told.sketch.routeTable(
      "both", in: told.vpc, [told.left, told.right], ("192.168.0.0/16", gateway)
    ) { $0.routes[0].origin = .propagated }
    #expect(
      evidence(of: told.trace(.tcp(443), to: "192.168.1.1"), told.sketch.network)
        == .route(table, index: 0, prefixListEntry: nil))
  }

  private func evidence(of trace: Trace, _ network: Network) -> Evidence? {
    trace.forward.hops.first { $0.decision.code == .vpnGatewayForwards }
      .map { network.evidence(of: $0.decision) }
  }

  @Test func `R-VGW-1: what BGP may have told the gateway is undetermined`() {
    let (pair, _) = premises {
      $0.usesStaticRoutes = false
      $0.staticRoutes = []
    }
    let trace = pair.trace(.tcp(443), to: "172.16.1.1")
    #expect(trace.path == "\(out) VGW_PREFIXES_UNKNOWN")
    #expect(trace.verdict == .undetermined)
  }

  @Test func `R-VGW-2: into the VPC, to addresses of its interfaces alone`() {
    let (pair, _) = premises()
    let delivered = pair.sketch.trace(
      fromOnPremises: "192.168.1.1", by: "vgw-vpn", to: "10.0.2.10", .tcp(443))
    #expect(
      delivered.path == """
        PACKET_SENT VPN_FORWARDS VGW_FORWARDS NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED \
        < PACKET_SENT SG_TRACKED_ALLOW NACL_RULE_ALLOW ROUTE_MATCH VGW_FORWARDS VPN_FORWARDS \
        DELIVERED_TO_ON_PREMISES
        """)
    for destination in ["10.0.2.99", "198.51.100.1", "10.9.1.1"] {
      #expect(
        pair.sketch.trace(
          fromOnPremises: "192.168.1.1", by: "vgw-vpn", to: destination, .tcp(443)
        ).path == "PACKET_SENT VPN_FORWARDS VGW_NO_SUCH_INTERFACE")
    }
  }

  @Test func `R-VGW-2: no group tells who sends from the premises`() {
    var (pair, _) = premises()
    pair.sketch.group("sg-b", in: pair.vpc, inbound: ["all from sg:sg-a"], outbound: [])
    #expect(
      pair.sketch.trace(
        fromOnPremises: "192.168.1.1", by: "vgw-vpn", to: "10.0.2.10", .tcp(443)
      ).blockerCodes == ["SG_NO_RULE_MATCHES"])
  }

  @Test func `R-VGW-3: VPN carries IPv4 alone`() {
    let (pair, _) = premises()
    #expect(
      pair.trace(.tcp(443), to: "2001:db8:ffff::1").path == "\(out) VGW_IPV6_NOT_SUPPORTED")
  }

  @Test func `R-VGW-3, R-DX-1: without a VPN connection, Direct Connect may carry IPv6`() {
    var pair = TwoSubnets()
    let reference = pair.sketch.topology.vpnGateways.mention("vgw")
    var gateway = VPNGateway(id: "vgw")
    gateway.attachments = [GatewayAttachment(vpc: pair.vpc)]
    pair.sketch.topology.vpnGateways.define(gateway, at: reference)
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("0.0.0.0/0", .vpnGateway(reference)),
      ("::/0", .vpnGateway(reference)))
    for destination in ["2001:db8:ffff::1", "192.168.1.1"] {
      let trace = pair.trace(.tcp(443), to: destination)
      #expect(trace.path == "\(out) VGW_PREFIXES_UNKNOWN")
      #expect(trace.verdict == .undetermined)
    }
  }

  @Test func `R-VPN-1: the bandwidth of tunnels is passed over`() {
    let (pair, _) = premises()
    #expect(pair.trace(.tcp(443), to: "192.168.1.1").assumptions.isEmpty)
  }

  @Test func `R-VPN-2: a static connection knows what is listed, and no route that is deleted`() {
    var (pair, _) = premises()
    let block = pair.sketch.block("192.168.0.0/16")
    guard let reference = pair.sketch.topology.vpnConnections.reference(to: "vgw-vpn"),
      var connection = pair.sketch.topology.vpnConnections[reference]
    else { return }
    connection.staticRoutes = [.init(block, isAvailable: false)]
    pair.sketch.topology.vpnConnections.define(connection, at: reference)
    #expect(pair.trace(.tcp(443), to: "192.168.1.1").blockerCodes == ["VGW_NO_PREFIX"])
  }

  @Test func `R-VPN-2: of BGP the propagated routes tell`() {
    var (pair, gateway) = premises {
      $0.usesStaticRoutes = false
      $0.staticRoutes = []
    }
    pair.sketch.routeTable(
      "both", in: pair.vpc, [pair.left, pair.right], ("192.168.0.0/16", gateway)
    ) { $0.routes[0].origin = .propagated }
    #expect(pair.trace(.tcp(443), to: "192.168.1.1").verdict == .delivered)
  }

  @Test func `R-VPN-3: the longer prefix chooses between connections, then the one that is up`() {
    var (pair, gateway) = premises()
    guard case .vpnGateway(let reference) = gateway else { return }
    func connect(_ id: String, _ prefix: String, isUp: Bool = true) {
      var connection = VPNConnection(id: id)
      connection.vpnGateway = reference
      connection.usesStaticRoutes = true
      connection.staticRoutes = [.init(pair.sketch.block(prefix))]
      connection.tunnels = [.init(outsideAddress: nil, isUp: isUp)]
      pair.sketch.topology.vpnConnections.define(
        connection, at: pair.sketch.topology.vpnConnections.mention(id))
    }
    func chosen(_ destination: String) -> Component? {
      pair.trace(.tcp(443), to: destination).forward.hops.last?.decision.component
    }
    func site(_ id: String) -> Component? {
      pair.sketch.topology.vpnConnections.reference(to: id).map { .onPremises($0) }
    }
    connect("a-down", "192.168.0.0/16", isUp: false)
    connect("branch", "192.168.9.0/24")
    #expect(chosen("192.168.1.1") == site("vgw-vpn"))
    #expect(chosen("192.168.9.1") == site("branch"))
    connect("a-down", "192.168.0.0/16")
    #expect(chosen("192.168.1.1") == site("a-down"), "the smaller id, whatever the order")
  }

  @Test(arguments: [
    ([true, true], 0, Verdict.delivered), ([false, true], 1, .delivered),
    ([false, false], -1, .dropped),
  ])
  func `R-VPN-4: the first tunnel that is up is named`(
    tunnels: [Bool], chosen: Int, expected: Verdict
  ) {
    let (pair, _) = premises {
      $0.tunnels = tunnels.map { .init(outsideAddress: nil, isUp: $0) }
    }
    let trace = pair.trace(.tcp(443), to: "192.168.1.1")
    #expect(trace.verdict == expected)
    #expect(trace.blockerCodes == (chosen < 0 ? ["VPN_DOWN"] : []))
    if let reference = pair.sketch.topology.vpnConnections.reference(to: "vgw-vpn"), chosen >= 0 {
      #expect(trace.notes == [.tunnelChosen(reference, tunnel: chosen)])
    }
  }

  @Test(arguments: [(false, Verdict.delivered), (true, .dropped)])
  func `R-VPN-5: sites with BGP reach each other by the gateway`(
    isStatic: Bool, expected: Verdict
  ) {
    var (pair, gateway) = premises { $0.usesStaticRoutes = isStatic }
    guard case .vpnGateway(let reference) = gateway else { return }
    var branch = VPNConnection(id: "branch")
    branch.vpnGateway = reference
    branch.usesStaticRoutes = isStatic
    branch.staticRoutes = [.init(pair.sketch.block("172.20.0.0/16"))]
    pair.sketch.topology.vpnConnections.define(
      branch, at: pair.sketch.topology.vpnConnections.mention("branch"))
    let trace = pair.sketch.trace(
      fromOnPremises: "192.168.1.1", by: "vgw-vpn", to: "172.20.1.1", .tcp(443))
    #expect(trace.verdict == expected)
    #expect(
      trace.path
        == (isStatic
          ? "PACKET_SENT VPN_FORWARDS VGW_NO_SUCH_INTERFACE"
          : """
          PACKET_SENT VPN_FORWARDS VGW_FORWARDS VPN_FORWARDS DELIVERED_TO_ON_PREMISES \
          < PACKET_SENT VPN_FORWARDS VGW_FORWARDS VPN_FORWARDS DELIVERED_TO_ON_PREMISES
          """))
  }

  @Test func `R-VPN-6: MTU and segment size are passed over`() {
    let (pair, _) = premises()
    #expect(pair.trace(.udp(53), to: "192.168.1.1").verdict == .delivered)
  }

  @Test func `a connection that ends at a transit gateway is undetermined`() {
    var (pair, _) = premises()
    pair.sketch.topology.vpnConnections.define(
      VPNConnection(id: "tgw-vpn"), at: pair.sketch.topology.vpnConnections.mention("tgw-vpn"))
    let trace = pair.sketch.trace(
      fromOnPremises: "192.168.1.1", by: "tgw-vpn", to: "10.0.2.10", .tcp(443))
    #expect(trace.path == "PACKET_SENT COMPONENT_NOT_MODELLED")
    #expect(trace.verdict == .undetermined)
  }
}
