import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Internet gateways (section 4 of the semantics).
@Suite("Internet gateways")
struct InternetGatewayTests {
  @Test func `R-IGW-1: a route to a detached gateway is a blackhole`() {
    var host = PublicSubnet()
    _ = host.sketch.internetGateway("igw", in: host.vpc, isAttached: false)
    let trace = host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80))
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_BLACKHOLE")
    #expect(
      host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443)).path
        == "PACKET_SENT IGW_NOT_ATTACHED")
  }

  @Test func `R-IGW-1: a gateway that the input does not list is told by the active route`() {
    var host = PublicSubnet()
    host.sketch.topology.internetGateways = ResourceTable()
    let gateway = host.sketch.topology.internetGateways.mention("igw")
    host.sketch.routeTable(
      "public", in: host.vpc, [host.subnet], ("0.0.0.0/0", .internetGateway(gateway)))
    #expect(
      host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443)).verdict == .dropped)
    host.sketch.topology.presentKinds.remove(.internetGateway)
    let trace = host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.notes.contains(.defaultAssumed(.internetGateway)))
  }

  @Test func `R-IGW-2: IPv4 is translated one to one, IPv6 not at all`() throws {
    let host = PublicSubnet()
    let out = host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80))
    let header = try #require(out.forward.hops.last?.packet)
    #expect("\(header.source)" == "203.0.113.10")
    #expect(header.sourcePort == 40000)
    #expect(
      out.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH IGW_TRANSLATES \
        DELIVERED_TO_INTERNET < PACKET_SENT IGW_TRANSLATES NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED
        """)
    let ipv6 = host.sketch.trace(from: host.web, to: "2001:db8:ffff::1", .tcp(80))
    #expect(ipv6.forward.hops.allSatisfy { "\($0.packet.source)" == "2001:db8:0:1::10" })
    #expect(
      ipv6.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH IGW_FORWARDS \
        DELIVERED_TO_INTERNET < PACKET_SENT IGW_FORWARDS NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED
        """)
  }

  @Test func `R-IGW-2: an Elastic IP stands for the address that it is associated with`() {
    var host = PublicSubnet()
    host.sketch.interface("web", "10.0.1.10", "10.0.1.11", in: host.subnet)
    var elasticIP = ElasticIP(publicAddress: host.sketch.address("203.0.113.77"))
    elasticIP.interface = host.web
    elasticIP.privateAddress = host.sketch.address("10.0.1.11")
    host.sketch.topology.elasticIPs = [elasticIP]
    let trace = host.sketch.trace(to: "203.0.113.77", .tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(
      trace.forward.hops.last.map { "\($0.packet.destination)" } == "10.0.1.11")
    #expect(
      host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80)).blockerCodes
        == ["IGW_NO_PUBLIC_ADDRESS"])
  }

  @Test(arguments: [
    ("198.51.100.1", "10.0.1.20", "IGW_NO_PUBLIC_ADDRESS"),
    ("192.168.1.1", "10.0.1.10", "IGW_PRIVATE_DESTINATION"),
    ("172.16.1.1", "10.0.1.10", "IGW_PRIVATE_DESTINATION"),
    ("100.64.1.1", "10.0.1.10", "IGW_PRIVATE_DESTINATION"),
  ])
  func `R-IGW-3: a gateway lets public sources out to public destinations`(
    destination: String, source: String, code: String
  ) {
    var host = PublicSubnet()
    let plain = host.sketch.interface("plain", "10.0.1.20", in: host.subnet)
    let trace = host.sketch.trace(
      from: source == "10.0.1.10" ? host.web : plain, to: destination, .tcp(80))
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH \(code)")
    #expect(trace.verdict == .dropped)
  }

  @Test(arguments: [
    ("198.51.100.10", "203.0.113.99", "PACKET_SENT UNKNOWN_DESTINATION"),
    ("10.8.0.1", "203.0.113.10", "PACKET_SENT IGW_PRIVATE_SOURCE"),
    ("100.64.0.1", "203.0.113.10", "PACKET_SENT IGW_PRIVATE_SOURCE"),
    ("198.51.100.10", "10.0.1.10", "PACKET_SENT PRIVATE_ADDRESS_ON_INTERNET"),
    ("198.51.100.10", "203.0.113.50", "PACKET_SENT NO_SUCH_ADDRESS"),
    ("2001:db8:ffff::1", "2001:db8:0:1::99", "PACKET_SENT NO_SUCH_ADDRESS"),
  ])
  func `R-IGW-4: a gateway lets public sources in to addresses that somebody holds`(
    source: String, destination: String, path: String
  ) {
    var host = PublicSubnet()
    // Allocated, and associated with nothing.
    host.sketch.topology.elasticIPs = [
      ElasticIP(publicAddress: host.sketch.address("203.0.113.50"))
    ]
    let trace = host.sketch.trace(fromInternet: source, to: destination, .tcp(443))
    #expect(trace.path == path)
    #expect(trace.verdict == (path.contains("UNKNOWN") ? .undetermined : .dropped))
  }

  @Test func `R-IGW-5: a subnet is public by its route, and an address alone is not enough`() {
    var host = PublicSubnet()
    let inner = host.sketch.subnet("inner", "10.0.2.0/24", in: host.vpc)
    let addressed = host.sketch.interface("addressed", "10.0.2.10=203.0.113.12", in: inner)
    #expect(host.sketch.network.isPublic(host.subnet))
    #expect(!host.sketch.network.isPublic(inner))
    #expect(
      host.sketch.trace(from: addressed, to: "198.51.100.1", .tcp(80)).blockerCodes
        == ["NO_ROUTE"])
  }

  @Test func `R-IGW-6: what a private NAT gateway sends is dropped at the internet gateway`() {
    var host = NATSubnets()
    let nat = host.sketch.natGateway("nat", "10.0.1.20", in: host.edge)
    host.sketch.routeTable("inner", in: host.vpc, [host.inner], ("0.0.0.0/0", nat))
    let trace = host.trace(.tcp(443))
    #expect(trace.blockerCodes == ["IGW_NO_PUBLIC_ADDRESS"])
    #expect(trace.codes.contains("NAT_TRANSLATES"))
  }

  @Test func `R-IGW-6: nor does an appliance before it lend its public address`() {
    var host = NATSubnets()
    let nat = host.sketch.natGateway("nat", "10.0.1.20", in: host.edge)
    let box = host.sketch.interface("box", "10.0.1.30=203.0.113.30", in: host.edge) {
      $0.checksSourceAndDestination = false
    }
    let outer = host.sketch.subnet("outer", "10.0.3.0/24", in: host.vpc)
    let far = host.sketch.interface("far", "10.0.3.30", in: outer) {
      $0.checksSourceAndDestination = false
    }
    host.sketch.routeTable(
      "inner", in: host.vpc, [host.inner], ("0.0.0.0/0", .networkInterface(far)))
    host.sketch.routeTable("outer", in: host.vpc, [outer], ("0.0.0.0/0", nat))
    #expect(host.trace(.tcp(443)).blockerCodes == ["IGW_NO_PUBLIC_ADDRESS"])
    #expect(host.sketch.trace(from: box, to: "198.51.100.1", .tcp(80)).verdict == .delivered)
  }

  @Test func `R-IGW-7: the public address of a neighbour is reached through the gateway`() throws {
    var host = PublicSubnet()
    let group = host.sketch.group("b", in: host.vpc, inbound: ["tcp 443 from 203.0.113.10/32"])
    host.sketch.interface("b", "10.0.1.11=203.0.113.11", in: host.subnet, groups: [group])
    let trace = host.sketch.trace(from: host.web, to: "203.0.113.11", .tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.assumed == ["R-IGW-7"])
    #expect(
      trace.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH IGW_TRANSLATES IGW_TRANSLATES \
        NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED \
        < PACKET_SENT SG_TRACKED_ALLOW NACL_RULE_ALLOW ROUTE_MATCH IGW_TRANSLATES IGW_TRANSLATES \
        NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED
        """)
    let arrived = try #require(trace.forward.hops.last?.packet)
    #expect("\(arrived.source)" == "203.0.113.10")
    #expect("\(arrived.destination)" == "10.0.1.11")
  }

  @Test func `R-IGW-7: a neighbour's public address through a NAT gateway comes from its EIP`()
    throws
  {
    var host = NATSubnets()
    host.sketch.interface("b", "10.0.1.11=203.0.113.11", in: host.edge)
    let trace = host.trace(.tcp(443), to: "203.0.113.11")
    #expect(trace.verdict == .delivered)
    #expect(
      try #require(trace.forward.hops.last).packet.source == host.sketch.address("203.0.113.20"))
    #expect(trace.assumed == ["R-IGW-7"])
  }

  @Test func `R-IGW-8: two VPCs see each other's public addresses`() throws {
    var host = PublicSubnet()
    let other = host.sketch.vpc("other", "10.0.0.0/16")
    let subnet = host.sketch.subnet("far", "10.0.1.0/24", in: other)
    let gateway = host.sketch.internetGateway("igw-2", in: other)
    host.sketch.routeTable("far", in: other, [subnet], ("0.0.0.0/0", gateway))
    host.sketch.interface("b", "10.0.1.10=203.0.113.99", in: subnet)
    let trace = host.sketch.trace(from: host.web, to: "203.0.113.99", .tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.assumptions.isEmpty)
    let arrived = try #require(trace.forward.hops.last?.packet)
    #expect("\(arrived.source) \(arrived.destination)" == "203.0.113.10 10.0.1.10")
  }

  @Test func `R-IGW-9: nothing leads to the internet until a route does`() {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnet = sketch.subnet("a", "10.0.1.0/24", in: vpc)
    _ = sketch.internetGateway("igw", in: vpc)
    let a = sketch.interface("a", "10.0.1.10=203.0.113.10", in: subnet)
    #expect(sketch.trace(from: a, to: "198.51.100.1", .tcp(80)).blockerCodes == ["NO_ROUTE"])
  }

  @Test func `R-IGW-10: an interface that denies gateway traffic is not reached over IPv6`() {
    let host = PublicSubnet { $0.deniesInternetGatewayTraffic = true }
    #expect(
      host.sketch.trace(fromInternet: "2001:db8:ffff::1", to: "2001:db8:0:1::10", .tcp(443)).path
        == "PACKET_SENT IGW_DENIED_BY_INTERFACE")
    #expect(
      host.sketch.trace(from: host.web, to: "2001:db8:ffff::1", .tcp(443)).blockerCodes
        == ["IGW_DENIED_BY_INTERFACE"])
    #expect(
      host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443)).verdict == .delivered)
  }

  @Test func `R-IGW-11: the way in does not ask the subnet's table, the way back does`() {
    var host = PublicSubnet()
    host.sketch.routeTable("public", in: host.vpc, [host.subnet])
    let trace = host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(trace.verdict == .replyDropped)
    #expect(
      trace.path == """
        PACKET_SENT IGW_TRANSLATES NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED \
        < PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW NO_ROUTE
        """)
  }

  @Test func `R-IGW-11: into a subnet that leaves by an egress-only gateway is an assumption`() {
    var host = PublicSubnet()
    let gateway = host.sketch.egressOnlyGateway("eigw", in: host.vpc)
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("::/0", gateway))
    let trace = host.sketch.trace(
      fromInternet: "2001:db8:ffff::1", to: "2001:db8:0:1::10", .tcp(443))
    #expect(trace.verdict == .replyDropped)
    #expect(trace.blockerCodes == ["EIGW_NOT_INITIATED_INSIDE"])
    #expect(trace.assumed == ["R-IGW-11"])
    var flow = trace.flow
    flow.isOneWay = true
    let oneWay = host.sketch.network.trace(flow)
    #expect(oneWay.verdict == .delivered)
    #expect(oneWay.assumed == ["R-IGW-11"])
  }

  @Test(arguments: [
    (Traffic.tcp(443), ["NAT_NO_STATE"]), (.ping, ["NAT_NO_STATE"]),
    (.udp(53), ["REPLY_NOT_RECOGNISED"]),
  ])
  func `R-IGW-12: a reply counts only as the exact reverse of the request`(
    traffic: Traffic, blockers: [String]
  ) {
    var host = PublicSubnet()
    let edge = host.sketch.subnet("edge", "10.0.2.0/24", in: host.vpc)
    let nat = host.sketch.natGateway("nat", "10.0.2.20", public: "203.0.113.20", in: edge)
    host.sketch.routeTable("edge", in: host.vpc, [edge], ("0.0.0.0/0", host.gateway))
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("0.0.0.0/0", nat))
    let trace = host.sketch.trace(to: PublicSubnet.publicAddress, traffic)
    #expect(trace.verdict == .replyDropped)
    #expect(trace.blockerCodes == blockers)
    #expect(host.sketch.network.verdict(of: trace.flow) == .replyDropped)
  }
}
