import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// The order of the decisions, and what is never decided (section 1 of the semantics).
@Suite("Pipeline")
struct PipelineTests {
  @Test func `R-PIPE-1: state, check, group, ACL, table, target on the way out`() {
    var host = PublicSubnet()
    let trace = host.sketch.trace(from: host.web, to: "198.51.100.10", .tcp(443))
    #expect(
      trace.forward.hops.map { $0.decision.code.rawValue } == [
        "PACKET_SENT", "SG_RULE_ALLOW", "NACL_RULE_ALLOW", "ROUTE_MATCH", "IGW_TRANSLATES",
        "DELIVERED_TO_INTERNET",
      ])
    #expect(trace.verdict == .delivered)

    host.sketch.interface("b", "10.0.1.11", in: host.subnet)
    let local = host.sketch.trace(from: host.web, to: "10.0.1.11", .tcp(443))
    #expect(
      local.path == """
        PACKET_SENT SG_RULE_ALLOW SAME_SUBNET SG_RULE_ALLOW DELIVERED \
        < PACKET_SENT SG_RULE_ALLOW SAME_SUBNET SG_RULE_ALLOW DELIVERED
        """)
  }

  @Test func `R-PIPE-1: every filter on the way that denies is named, in order`() {
    var pair = TwoSubnets(outbound: [], inbound: ["tcp 22 from 0.0.0.0/0"])
    pair.sketch.acl("shut", in: pair.vpc, [pair.left], inbound: [], outbound: [])
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .dropped)
    #expect(
      trace.blockerCodes == [
        "SG_HAS_NO_RULES", "NACL_DEFAULT_DENY", "SG_NO_RULE_MATCHES", "NACL_DEFAULT_DENY",
      ])
    #expect(trace.blockers.map { $0.isOnReply } == [false, false, false, true])
    #expect(trace.blockers.map { $0.hop.isHypothetical } == [false, true, true, true])
  }

  @Test func `R-PIPE-2: the gateway translates first, then ACL, group and interface`() {
    let host = PublicSubnet()
    let trace = host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(trace.path == PublicSubnet.delivered)
    #expect(
      trace.forward.hops.map { "\($0.packet.destination)" } == [
        "203.0.113.10", "10.0.1.10", "10.0.1.10", "10.0.1.10", "10.0.1.10",
      ])
  }

  @Test(arguments: [
    ("tcp 443 from 198.51.100.10/32", "all to 198.51.100.0/24", Verdict.delivered),
    ("tcp 443 from 203.0.113.10/32", "all to 198.51.100.0/24", .dropped),
  ])
  func `R-PIPE-3: a filter never sees its own public address`(
    inbound: String, outbound: String, expected: Verdict
  ) {
    var host = PublicSubnet(inbound: [inbound], outbound: [outbound])
    let request = host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(request.verdict == expected)
    host.sketch.acl(
      "private", in: host.vpc, [host.subnet], inbound: ["100 allow all from 0.0.0.0/0"],
      outbound: ["10 deny all to 203.0.113.10/32", "100 allow all to 0.0.0.0/0"])
    let again = host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(again.verdict == expected)
  }

  @Test func `R-PIPE-4: two subnets are crossed with one look-up, in the sender's table`() {
    var pair = TwoSubnets()
    let trace = pair.trace(.tcp(443))
    #expect(trace.path == TwoSubnets.delivered)
    #expect(trace.verdict == .delivered)

    // The receiver's own table has no say in what arrives.
    let nat = pair.sketch.natGateway("nat", "10.0.1.20", public: "203.0.113.20", in: pair.left)
    pair.sketch.routeTable("right", in: pair.vpc, [pair.right], ("0.0.0.0/0", nat))
    #expect(pair.trace(.tcp(443)).path == TwoSubnets.delivered)
  }

  @Test func `R-PIPE-5: the reply is routed by its own table and filtered by its own ACL`() {
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: ["100 allow tcp 443 from 10.0.0.0/8"],
      outbound: ["100 allow tcp 443 to 10.0.0.0/8"])
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .replyDropped)
    #expect(trace.forward.outcome == .delivered)
    #expect(trace.reply?.outcome == .dropped)
    #expect(
      trace.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW SG_RULE_ALLOW \
        DELIVERED < PACKET_SENT SG_TRACKED_ALLOW NACL_DEFAULT_DENY ROUTE_LOCAL NACL_RULE_ALLOW \
        SG_TRACKED_ALLOW DELIVERED
        """)
  }

  @Test func `R-PIPE-6: reachable is there and back, and one-way leaves the reply out`() {
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: ["100 allow all from 0.0.0.0/0"],
      outbound: [])
    var flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    #expect(pair.sketch.network.trace(flow).verdict == .replyDropped)
    #expect(pair.sketch.network.verdict(of: flow) == .replyDropped)
    flow.isOneWay = true
    let oneWay = pair.sketch.network.trace(flow)
    #expect(oneWay.verdict == .delivered)
    #expect(oneWay.reply == nil)
    #expect(pair.sketch.network.verdict(of: flow) == .delivered)
  }

  @Test(arguments: [
    "169.254.169.253", "169.254.169.254", "169.254.169.123", "169.254.170.2", "10.0.0.2",
    "10.0.1.1", "fd00:ec2::253", "fd00:ec2::254", "fd00:ec2::123", "2001:db8:0:1::1",
    "fe80:ec2::1",
  ])
  func `R-PIPE-7: nothing filters Amazon's link-local services`(service: String) {
    var pair = TwoSubnets(outbound: [])
    pair.sketch.acl("shut", in: pair.vpc, [pair.left], inbound: [], outbound: [])
    let trace = pair.trace(.udp(53), to: service)
    #expect(trace.path == "PACKET_SENT DELIVERED_TO_SERVICE")
    #expect(trace.verdict == .delivered)
    #expect(trace.notes == [.linkLocalServiceUnfiltered])
    #expect(trace.assumptions.isEmpty)
  }

  @Test(arguments: ["169.254.169.250", "169.254.169.251"])
  func `R-PIPE-7: the addresses of Windows activation are an assumption`(service: String) {
    let trace = TwoSubnets(outbound: []).trace(.tcp(1688), to: service)
    #expect(trace.path == "PACKET_SENT DELIVERED_TO_SERVICE")
    #expect(trace.assumed == ["R-PIPE-7"])
  }

  @Test(arguments: ["169.254.168.9", "169.254.169.7", "169.254.171.255", "fd00:ec2::99"])
  func `R-PIPE-8: the host's own range is never forwarded, whatever the table says`(
    address: String
  ) {
    var host = PublicSubnet()
    host.sketch.routeTable(
      "public", in: host.vpc, [host.subnet], ("169.254.0.0/16", host.gateway),
      ("::/0", host.gateway))
    let trace = host.sketch.trace(from: host.web, to: address, .tcp(80))
    #expect(trace.path == "PACKET_SENT NO_SUCH_ADDRESS")
    #expect(trace.verdict == .dropped)
  }

  @Test(arguments: [
    // The server's port is what inbound rules see, the client's port what the reply shows.
    (["100 allow tcp 443 from 0.0.0.0/0"], ["100 allow tcp 40000 to 0.0.0.0/0"], Verdict.delivered),
    (["100 allow tcp 40000 from 0.0.0.0/0"], ["100 allow tcp 40000 to 0.0.0.0/0"], .dropped),
    (["100 allow tcp 443 from 0.0.0.0/0"], ["100 allow tcp 443 to 0.0.0.0/0"], .replyDropped),
  ])
  func `R-PIPE-9: rules look at destination ports alone`(
    inbound: [String], outbound: [String], expected: Verdict
  ) {
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: inbound, outbound: outbound)
    #expect(pair.trace(.tcp(443), sourcePort: 40000).verdict == expected)
  }

  @Test func `R-PIPE-10: appliances that send to each other are a loop at once`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let outer = pair.sketch.subnet("outer", "10.0.4.0/24", in: pair.vpc)
    let one = pair.sketch.interface("one", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    let two = pair.sketch.interface("two", "10.0.4.10", in: outer) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left, outer], ("10.0.2.0/24", .networkInterface(one)))
    pair.sketch.routeTable(
      "middle", in: pair.vpc, [middle], ("10.0.2.0/24", .networkInterface(two)))
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .dropped)
    #expect(trace.blockerCodes == ["ROUTING_LOOP"])
    #expect(
      trace.forward.hops.filter { $0.decision.code == .applianceForwards }.map {
        $0.decision.component
      } == [.networkInterface(one), .networkInterface(two)])
    #expect(trace.reply == nil)
    #expect(trace.assumptions.isEmpty)
    #expect(
      pair.sketch.network.verdict(of: trace.flow) == .dropped)
  }

  @Test(arguments: [(31, Verdict.delivered), (32, .dropped)])
  func `R-PIPE-10: a path of more than 64 hops counts as a loop`(
    appliances: Int, expected: Verdict
  ) {
    var pair = TwoSubnets()
    var previous = pair.left
    for number in 10..<(10 + appliances) {
      let subnet = pair.sketch.subnet("s\(number)", "10.0.\(number).0/24", in: pair.vpc)
      let appliance = pair.sketch.interface("i\(number)", "10.0.\(number).10", in: subnet) {
        $0.checksSourceAndDestination = false
      }
      pair.sketch.routeTable(
        "t\(number)", in: pair.vpc, [previous], ("10.0.2.0/24", .networkInterface(appliance)))
      previous = subnet
    }
    // A router and an appliance for each, and the router before the last subnet.
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == expected)
    #expect(trace.blockerCodes == (expected == .dropped ? ["ROUTING_LOOP"] : []))
    #expect(trace.assumed == (expected == .dropped ? ["R-PIPE-10"] : []))
    if expected == .dropped {
      #expect(trace.forward.hops.last?.decision.component == .vpc(pair.vpc))
    }
  }

  @Test func `R-PIPE-11: a drop is silent, so that nothing comes back`() {
    let pair = TwoSubnets()
    let trace = pair.trace(.tcp(443), to: "198.51.100.1")
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW NO_ROUTE")
    #expect(trace.reply == nil)
  }
}
