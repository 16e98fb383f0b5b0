import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// NAT gateways and NAT instances (section 5 of the semantics).
@Suite("NAT")
struct NATTests {
  @Test func `R-NAT-1: a public gateway needs a public subnet to reach the internet`() {
    var host = NATSubnets()
    #expect(host.trace(.tcp(443)).path == NATSubnets.delivered)
    host.sketch.routeTable("edge", in: host.vpc, [host.edge])
    #expect(host.trace(.tcp(443)).blockerCodes == ["NO_ROUTE"])
  }

  @Test func `R-NAT-2: the source becomes the gateway's own, and at the internet its Elastic IP`() {
    let trace = NATSubnets().trace(.tcp(443))
    #expect(
      trace.forward.hops.map { "\($0.packet.source)" }
        == Array(repeating: "10.0.2.10", count: 5) + Array(repeating: "10.0.1.20", count: 3)
        + ["203.0.113.20", "203.0.113.20"])
    #expect(
      trace.reply?.hops.map { "\($0.packet.destination)" }
        == ["203.0.113.20"] + Array(repeating: "10.0.1.20", count: 2)
        + Array(repeating: "10.0.2.10", count: 6))
  }

  @Test func `R-NAT-2: towards premises even a public gateway shows its private address`() throws {
    var host = NATSubnets()
    let premises = host.sketch.vpnGateway("vgw", in: host.vpc, prefixes: ["192.168.0.0/16"])
    host.sketch.routeTable(
      "edge", in: host.vpc, [host.edge], ("0.0.0.0/0", host.internet),
      ("192.168.0.0/16", premises))
    let trace = host.trace(.tcp(443), to: "192.168.1.1")
    #expect(trace.verdict == .delivered)
    #expect(try #require(trace.forward.hops.last).packet.source == host.sketch.address("10.0.1.20"))
  }

  @Test(arguments: [
    (Traffic.tcp(443), Verdict.delivered), (.udp(53), .delivered), (.ping, .delivered),
    (.other(47), .dropped), (.other(50), .dropped),
  ])
  func `R-NAT-3: TCP, UDP and ICMP pass, and nothing else`(traffic: Traffic, expected: Verdict) {
    let trace = NATSubnets().trace(traffic)
    #expect(trace.verdict == expected)
    #expect(
      trace.blockerCodes == (expected == .dropped ? ["NAT_PROTOCOL_NOT_SUPPORTED"] : []))
  }

  @Test(arguments: [(40000 as UInt16, 40000 as UInt16), (1023, 1024), (1024, 1024)])
  func `R-NAT-3: the port outside is one of 1024 to 65535`(port: UInt16, expected: UInt16) throws {
    let host = NATSubnets()
    let trace = host.sketch.trace(
      from: host.a, to: "198.51.100.1", .tcp(443), sourcePort: port)
    #expect(try #require(trace.forward.hops.last).packet.sourcePort == expected)
    #expect(trace.verdict == .delivered)
  }

  /// The ACL of the gateway's subnet that lets exactly the four legs of a flow pass.
  private static let legs = (
    inbound: [
      "100 allow tcp 443 from 10.0.2.10/32", "110 allow tcp 40000 from 198.51.100.1/32",
    ],
    outbound: [
      "100 allow tcp 443 to 198.51.100.1/32", "110 allow tcp 40000 to 10.0.2.10/32",
    ]
  )

  @Test func `R-NAT-4: the ACL of its subnet is asked on four legs`() {
    var host = NATSubnets()
    host.sketch.acl(
      "edge", in: host.vpc, [host.edge], inbound: NATTests.legs.inbound,
      outbound: NATTests.legs.outbound)
    let trace = host.trace(.tcp(443))
    #expect(trace.path == NATSubnets.delivered)
    let filters = (trace.forward.hops + (trace.reply?.hops ?? [])).filter {
      $0.decision.component == .networkACL(host.edge)
    }
    #expect(
      filters.map { "\($0.packet.source) \($0.packet.destination)" } == [
        "10.0.2.10 198.51.100.1", "10.0.1.20 198.51.100.1", "198.51.100.1 10.0.1.20",
        "198.51.100.1 10.0.2.10",
      ])
  }

  @Test(arguments: 0..<4)
  func `R-NAT-4: each leg that the ACL refuses drops`(leg: Int) {
    var host = NATSubnets()
    var (inbound, outbound) = NATTests.legs
    if leg % 2 == 0 { inbound.remove(at: leg / 2) } else { outbound.remove(at: leg / 2) }
    host.sketch.acl("edge", in: host.vpc, [host.edge], inbound: inbound, outbound: outbound)
    let trace = host.trace(.tcp(443))
    #expect(trace.verdict == (leg < 2 ? .dropped : .replyDropped))
    #expect(trace.blockerCodes == ["NACL_DEFAULT_DENY"])
  }

  @Test func `R-NAT-5, R-NAT-6, R-NAT-9: ports in use, idle timers and MTU are passed over`() {
    let trace = NATSubnets().trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.assumptions.isEmpty)
    #expect(trace.notes == [])
  }

  @Test(arguments: [
    ("203.0.113.20", Traffic.tcp(443)), ("203.0.113.20", .ping), ("203.0.113.20", .udp(53)),
  ])
  func `R-NAT-7: nothing outside initiates, nor is the gateway pinged`(
    destination: String, traffic: Traffic
  ) {
    let host = NATSubnets()
    #expect(
      host.sketch.trace(to: destination, traffic).path
        == "PACKET_SENT IGW_TRANSLATES NACL_RULE_ALLOW NAT_UNSOLICITED")
    #expect(
      host.trace(traffic, to: "10.0.1.20").path
        == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW NAT_UNSOLICITED")
  }

  @Test func `R-NAT-10: a peer can not use the gateway`() {
    var peered = PeeredVPCs()
    let internet = peered.sketch.internetGateway("igw", in: peered.far)
    let edge = peered.sketch.subnet("edge", "10.9.2.0/24", in: peered.far)
    let nat = peered.sketch.natGateway("nat", "10.9.2.20", public: "203.0.113.20", in: edge)
    peered.sketch.routeTable("edge", in: peered.far, [edge], ("0.0.0.0/0", internet))
    peered.sketch.routeTable("far", in: peered.far, [peered.right], ("0.0.0.0/0", nat))
    peered.sketch.routeTable(
      "near", in: peered.near, [peered.left], ("0.0.0.0/0", peered.peering))
    #expect(
      peered.trace(.tcp(443), to: "198.51.100.1").blockerCodes == ["PEERING_ADDRESS_OUTSIDE_VPC"])
    #expect(peered.trace(.tcp(443), to: "10.9.2.20").blockerCodes == ["NAT_UNSOLICITED"])
  }

  @Test func `R-NAT-10: a source of another network is not served`() {
    var host = NATSubnets()
    let box = host.sketch.interface("box", "10.0.2.20", in: host.inner) {
      $0.checksSourceAndDestination = false
    }
    var flow = host.sketch.flow(from: box, to: "198.51.100.1", .tcp(443))
    flow.header.source = host.sketch.address("192.168.1.1")
    #expect(host.sketch.network.trace(flow).blockerCodes == ["NAT_SOURCE_OUTSIDE_VPC"])
  }

  @Test func `R-NAT-10: the gateway serves every subnet of its VPC`() {
    var host = NATSubnets()
    let other = host.sketch.subnet("other", "10.0.3.0/24", in: host.vpc, zone: "b")
    host.sketch.routeTable("inner", in: host.vpc, [host.inner, other], ("0.0.0.0/0", host.nat))
    let b = host.sketch.interface("b", "10.0.3.10", in: other)
    #expect(host.sketch.trace(from: b, to: "198.51.100.1", .tcp(443)).path == NATSubnets.delivered)
  }

  @Test func `R-NAT-11: its own subnet routed to itself is a loop`() {
    var host = NATSubnets()
    host.sketch.routeTable("edge", in: host.vpc, [host.edge], ("0.0.0.0/0", host.nat))
    let trace = host.trace(.tcp(443))
    #expect(trace.verdict == .dropped)
    #expect(trace.blockerCodes == ["ROUTING_LOOP"])
    let beside = host.sketch.interface("beside", "10.0.1.30", in: host.edge)
    #expect(
      host.sketch.trace(from: beside, to: "198.51.100.1", .tcp(443)).blockerCodes
        == ["ROUTING_LOOP"])
  }

  @Test func `R-NAT-12: what returns may be inspected on its way to the host's subnet`() {
    var host = NATSubnets()
    let middle = host.sketch.subnet("middle", "10.0.3.0/24", in: host.vpc)
    let box = host.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    host.sketch.routeTable(
      "edge", in: host.vpc, [host.edge], ("0.0.0.0/0", host.internet),
      ("10.0.2.0/24", .networkInterface(box)))
    let trace = host.trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.assumed == ["R-TRK-8"])
    #expect(
      trace.path.hasSuffix(
        """
        < PACKET_SENT IGW_TRANSLATES NACL_RULE_ALLOW NAT_REVERSES NACL_RULE_ALLOW ROUTE_MATCH \
        NACL_RULE_ALLOW SG_RULE_ALLOW APPLIANCE_FORWARDS SG_RULE_ALLOW NACL_RULE_ALLOW \
        ROUTE_LOCAL NACL_RULE_ALLOW SG_TRACKED_ALLOW DELIVERED
        """))
  }

  @Test(arguments: [
    (NATGateway.State.pending, Verdict.dropped, "ROUTE_BLACKHOLE"),
    (.failed, .dropped, "ROUTE_BLACKHOLE"), (.deleting, .dropped, "ROUTE_BLACKHOLE"),
    (.deleted, .dropped, "ROUTE_BLACKHOLE"), (.unknown, .undetermined, "ROUTE_TARGET_UNKNOWN"),
  ])
  func `R-NAT-13: only an available gateway forwards`(
    state: NATGateway.State, expected: Verdict, code: String
  ) {
    let trace = NATSubnets { $0.state = state }.trace(.tcp(443))
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW \(code)")
    #expect(trace.verdict == expected)
  }

  @Test func `R-NAT-14: a regional gateway is undetermined`() {
    let trace = NATSubnets {
      $0.isRegional = true
      $0.subnet = nil
    }.trace(.tcp(443))
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH NAT_NOT_MODELLED")
    #expect(trace.verdict == .undetermined)
  }

  @Test func `R-NAT64-1: IPv6 to an IPv4 host behind a NAT gateway is undetermined`() {
    let trace = ipv6ThroughNAT(to: "64:ff9b::c633:6401")
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH NAT_NOT_MODELLED")
    #expect(trace.verdict == .undetermined)
  }

  @Test(arguments: ["2600::1", "64:ff9b::1:0:0", "64:ff9a:ffff:ffff:ffff:ffff:ffff:ffff"])
  func `R-ROUTE-8: a NAT gateway takes no other IPv6`(destination: String) {
    let trace = ipv6ThroughNAT(to: destination)
    #expect(trace.path.hasSuffix("ROUTE_MATCH NAT_PROTOCOL_NOT_SUPPORTED"))
    #expect(trace.verdict == .dropped)
  }

  private func ipv6ThroughNAT(to destination: String) -> Trace {
    var host = PublicSubnet()
    let edge = host.sketch.subnet("edge", "10.0.2.0/24", in: host.vpc)
    let nat = host.sketch.natGateway("nat", "10.0.2.20", public: "203.0.113.20", in: edge)
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("::/0", nat))
    return host.sketch.trace(from: host.web, to: destination, .tcp(443))
  }

  /// A host behind a NAT gateway whose table leads to a peer that has no way back.
  private func peeredNAT() -> PeeredVPCs {
    var peered = PeeredVPCs()
    let edge = peered.sketch.subnet("edge", "10.0.2.0/24", in: peered.near)
    let nat = peered.sketch.natGateway("nat", "10.0.2.20", in: edge)
    peered.sketch.routeTable("edge", in: peered.near, [edge], ("10.9.0.0/16", peered.peering))
    peered.sketch.routeTable("near", in: peered.near, [peered.left], ("10.9.0.0/16", nat))
    peered.sketch.routeTable("far", in: peered.far, [peered.right])
    return peered
  }

  @Test func `R-NAT-15: a reply over a peering returns to the NAT gateway without a route`() {
    let trace = peeredNAT().trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.assumptions.isEmpty)
    #expect(
      trace.notes.contains { if case .returnedWithoutRoute = $0 { true } else { false } })
    #expect(
      trace.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH NACL_RULE_ALLOW NAT_TRANSLATES \
        NACL_RULE_ALLOW ROUTE_MATCH PEERING_FORWARDS NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED \
        < PACKET_SENT SG_TRACKED_ALLOW NACL_RULE_ALLOW PEERING_RETURNS_TO_SENDER NACL_RULE_ALLOW \
        NAT_REVERSES NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW SG_TRACKED_ALLOW DELIVERED
        """)
  }

  @Test func `R-NAT-15: an ACL can still refuse it`() {
    var peered = peeredNAT()
    peered.sketch.acl(
      "far", in: peered.far, [peered.right], inbound: ["100 allow all from 0.0.0.0/0"],
      outbound: [])
    let trace = peered.trace(.tcp(443))
    #expect(trace.verdict == .replyDropped)
    #expect(trace.blockerCodes == ["NACL_DEFAULT_DENY"])
  }

  @Test func `R-NATI-1: an instance with a public address translates what it forwards`() {
    var host = NATSubnets()
    let group = host.sketch.group(
      "nat-instance", in: host.vpc, inbound: ["tcp 443 from 10.0.0.0/16"],
      outbound: ["tcp 443 to 0.0.0.0/0"])
    let box = host.sketch.interface(
      "box", "10.0.1.30=203.0.113.30", in: host.edge, groups: [group]
    ) { $0.checksSourceAndDestination = false }
    host.sketch.routeTable(
      "inner", in: host.vpc, [host.inner], ("0.0.0.0/0", .networkInterface(box)))
    let trace = host.trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.assumptions.isEmpty)
    #expect(trace.notes.contains(.takenForNATInstance(box)))
    #expect(
      trace.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH NACL_RULE_ALLOW SG_RULE_ALLOW \
        APPLIANCE_FORWARDS APPLIANCE_TRANSLATES SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH \
        IGW_TRANSLATES DELIVERED_TO_INTERNET \
        < PACKET_SENT IGW_TRANSLATES NACL_RULE_ALLOW SG_TRACKED_ALLOW APPLIANCE_REVERSES \
        SG_TRACKED_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED
        """)
  }

  @Test func `R-NATI-1: its check must be off`() {
    var host = NATSubnets()
    let box = host.sketch.interface("box", "10.0.1.30=203.0.113.30", in: host.edge)
    host.sketch.routeTable(
      "inner", in: host.vpc, [host.inner], ("0.0.0.0/0", .networkInterface(box)))
    #expect(host.trace(.tcp(443)).blockerCodes == ["SOURCE_DEST_CHECK_DENY"])
  }

  @Test func `R-NAT-8, R-PIPE-12: packets are whole, as a header has no fragments`() {
    let header = NATSubnets().trace(.udp(53)).flow.header
    #expect(header.reply?.reply == header)
  }
}
