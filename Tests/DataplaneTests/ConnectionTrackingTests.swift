import Addressing
import TestSupport
import Testing
import TopologyModel

@testable import Dataplane

/// What groups remember of flows (R-TRK rules of section 7).
@Suite("Connection tracking")
struct ConnectionTrackingTests {
  @Test func `R-TRK-1: each interface tracks for itself, and both groups must allow the request`() {
    #expect(TwoSubnets().trace(.tcp(443)).path == TwoSubnets.delivered)
    #expect(
      TwoSubnets(outbound: ["tcp 22 to 0.0.0.0/0"], inbound: ["tcp 22 from 0.0.0.0/0"])
        .trace(.tcp(443)).blockerCodes == ["SG_NO_RULE_MATCHES", "SG_NO_RULE_MATCHES"])
  }

  @Test(arguments: [Traffic.tcp(443), .udp(53), .ping, .other(47)])
  func `R-TRK-2: the answer that belongs to the request passes`(traffic: Traffic) {
    let trace = TwoSubnets(
      outbound: ["all to 10.0.2.10/32"], inbound: ["all from 10.0.1.10/32"]
    ).trace(traffic)
    #expect(trace.path == TwoSubnets.delivered)
  }

  @Test func `R-TRK-2: nothing else passes by the entry`() throws {
    let pair = TwoSubnets()
    var live = LiveSketch(pair.sketch)
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443), sourcePort: 40000)
    #expect(live.send(flow).isDelivered)
    var answer = Flow(.networkInterface(pair.b), try #require(flow.header.reply))
    #expect(live.send(answer, .ack).isDelivered)
    answer.header.destinationPort = 40001
    #expect(live.send(answer, .ack).denials.first == .groupNoRules)
    answer.header.destinationPort = 40000
    answer.header.sourcePort = 444
    #expect(live.send(answer, .ack).denials.first == .groupNoRules)
  }

  @Test(arguments: [
    (["tcp 443 from 0.0.0.0/0"], ["all to 0.0.0.0/0"], Traffic.tcp(443), "SG_RULE_ALLOW"),
    (["tcp 443 from 0.0.0.0/0"], ["tcp to 0.0.0.0/0"], .tcp(443), "SG_RULE_ALLOW"),
    (["tcp 443 from 0.0.0.0/0"], ["tcp 1-65535 to 0.0.0.0/0"], .tcp(443), "SG_TRACKED_ALLOW"),
    (["tcp 443 from 0.0.0.0/0"], ["udp to 0.0.0.0/0"], .tcp(443), "SG_TRACKED_ALLOW"),
    (["tcp 443 from 0.0.0.0/0"], ["all to ::/0"], .tcp(443), "SG_TRACKED_ALLOW"),
    (["tcp 443 from 0.0.0.0/0"], [], .tcp(443), "SG_TRACKED_ALLOW"),
    (["tcp 443 from 10.0.0.0/8"], ["all to 0.0.0.0/0"], .tcp(443), "SG_TRACKED_ALLOW"),
    (["all from 0.0.0.0/0"], ["all to 0.0.0.0/0"], .ping, "SG_TRACKED_ALLOW"),
    (["all from 0.0.0.0/0"], ["all to 0.0.0.0/0"], .other(47), "SG_TRACKED_ALLOW"),
    (["all from 0.0.0.0/0"], ["all to 0.0.0.0/0"], .udp(53), "SG_RULE_ALLOW"),
    // Where an open and a narrow rule match, the open one counts.
    (
      ["tcp 443 from 10.0.0.0/8", "tcp 443 from 0.0.0.0/0"], ["all to 0.0.0.0/0"], .tcp(443),
      "SG_RULE_ALLOW"
    ),
  ])
  func `R-TRK-3: open both ways is untracked, and its answer is judged by the rules`(
    inbound: [String], outbound: [String], traffic: Traffic, code: String
  ) throws {
    var pair = TwoSubnets()
    pair.sketch.group("sg-b", in: pair.vpc, inbound: inbound, outbound: outbound)
    let trace = pair.trace(traffic)
    #expect(trace.verdict == .delivered)
    #expect(try #require(trace.reply).hops[1].decision.code.rawValue == code)
  }

  @Test(arguments: [
    ("tcp 22 from 0.0.0.0/0", Verdict.dropped), ("tcp 22 from 203.0.113.1/32", .delivered),
  ])
  func `R-TRK-4: a rule that goes cuts an untracked flow and spares a tracked one`(
    rule: String, expected: Verdict
  ) {
    let host = PublicSubnet(inbound: [rule], outbound: ["all to 0.0.0.0/0"])
    let later = PublicSubnet(inbound: [], outbound: ["all to 0.0.0.0/0"])
    let flow = host.sketch.flow(
      fromInternet: "203.0.113.1", to: PublicSubnet.publicAddress, .tcp(22))
    var live = LiveSketch(host.sketch)
    #expect(live.connect(flow) == .delivered)
    live.advance(to: 3600)
    #expect(live.send(flow, .ack).isDelivered)
    live.change(to: later.sketch)
    #expect(live.exchange(flow) == expected)
  }

  @Test func `R-TRK-4: an ACL cuts a tracked flow`() {
    let pair = TwoSubnets()
    var cut = TwoSubnets()
    cut.sketch.acl(
      "right", in: cut.vpc, [cut.right], inbound: [], outbound: ["100 allow all to 0.0.0.0/0"])
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    var live = LiveSketch(pair.sketch)
    #expect(live.connect(flow) == .delivered)
    live.change(to: cut.sketch)
    #expect(live.exchange(flow) == .dropped)
  }

  @Test func `R-TRK-5: what passes a NAT gateway is tracked though the rules are open`() throws {
    let host = NATSubnets()
    let trace = host.trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    let reply = try #require(trace.reply)
    #expect(
      reply.hops.last { $0.decision.component == .securityGroups(host.a) }?.decision.code
        == .groupTrackedAllow)
  }

  @Test func `R-TRK-5: what passes an egress-only gateway is tracked`() throws {
    var host = PublicSubnet()
    let gateway = host.sketch.egressOnlyGateway("eigw", in: host.vpc)
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("::/0", gateway))
    let trace = host.sketch.trace(from: host.web, to: "2001:db8:ffff::1", .tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(
      try #require(trace.reply).hops.last { $0.decision.component == .securityGroups(host.web) }?
        .decision.code == .groupTrackedAllow)
  }

  @Test func `R-TRK-5: a Lambda function's flows are tracked`() throws {
    let vpc = TwoSubnets()
    var sketch = vpc.sketch
    let open = sketch.openGroup(in: vpc.vpc)
    sketch.interface("a", "10.0.1.10", in: vpc.left, groups: [open]) { $0.kind = .lambda }
    let trace = sketch.trace(from: vpc.a, to: "10.0.2.10", .tcp(443))
    #expect(
      try #require(trace.reply).hops.last { $0.decision.component == .securityGroups(vpc.a) }?
        .decision.code == .groupTrackedAllow)
  }

  @Test(arguments: [(59, true), (60, false)])
  func `R-TRK-7: a connection that nobody answered is forgotten after 60 seconds`(
    seconds: Int, isKnown: Bool
  ) throws {
    let pair = TwoSubnets()
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    var live = LiveSketch(pair.sketch)
    #expect(live.send(flow).isDelivered)
    live.advance(to: seconds)
    let answer = Flow(.networkInterface(pair.b), try #require(flow.header.reply))
    #expect(live.send(answer, [.syn, .ack]).isDelivered == isKnown)
  }

  @Test(arguments: [(29, true), (30, false)])
  func `R-TRK-7: an echo request is forgotten after 30 seconds`(
    seconds: Int, isKnown: Bool
  ) throws {
    let pair = TwoSubnets()
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .ping)
    var live = LiveSketch(pair.sketch)
    #expect(live.send(flow).isDelivered)
    live.advance(to: seconds)
    let answer = Flow(.networkInterface(pair.b), try #require(flow.header.reply))
    #expect(live.send(answer, [.syn, .ack]).isDelivered == isKnown)
  }

  /// Where the server's next packet gets to, once these packets have closed the connection.
  private func codes(after packets: [(isClient: Bool, TCPFlags)]) throws -> [DecisionCode] {
    let pair = TwoSubnets()
    let client = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    let server = Flow(.networkInterface(pair.b), try #require(client.header.reply))
    var live = LiveSketch(pair.sketch)
    #expect(live.connect(client) == .delivered)
    for (isClient, flags) in packets {
      #expect(live.send(isClient ? client : server, flags).isDelivered)
    }
    return live.send(server, .ack).denials
  }

  @Test func `R-TRK-7: a connection is over when it is reset, or finished by both sides`() throws {
    #expect(try codes(after: [(true, .fin)]) == [])
    #expect(try codes(after: [(false, .fin)]) == [])
    #expect(try codes(after: [(true, .fin), (false, .fin)]) == [], "the last ACK is missing")
    for packets in [
      [(true, TCPFlags.fin), (false, .fin), (true, .ack)],
      [(false, .fin), (true, .ack), (true, .fin), (false, .ack)], [(true, .rst)], [(false, .rst)],
    ] {
      #expect(try codes(after: packets).first == .groupNoRules)
    }
  }

  @Test func `R-TRK-7: neither a reset nor a finish opens a flow`() throws {
    let pair = TwoSubnets()
    let client = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    let server = Flow(.networkInterface(pair.b), try #require(client.header.reply))
    for flags in [TCPFlags.rst, .fin] {
      var live = LiveSketch(pair.sketch)
      #expect(live.send(client, flags).isDelivered)
      #expect(live.live.connections.isEmpty)
      #expect(live.send(server, .ack).denials.first == .groupNoRules)
    }
  }

  @Test func `R-TRK-7: a connection that is over may be opened anew`() throws {
    let pair = TwoSubnets()
    let client = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    var live = LiveSketch(pair.sketch)
    #expect(live.connect(client) == .delivered)
    #expect(live.send(client, .rst).isDelivered)
    #expect(live.connect(client) == .delivered)
    let server = Flow(.networkInterface(pair.b), try #require(client.header.reply))
    for flow in [client, server] { #expect(live.send(flow, [.fin, .ack]).isDelivered) }
    #expect(live.connect(client) == .delivered)
    #expect(live.live.connections.map { $0.state } == [.established, .established])
  }

  @Test func `R-TRK-8: an answer to a request that went another way is judged as new`() {
    // The request comes straight; the reply passes an appliance that knows nothing of it.
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let group = pair.sketch.group("box", in: pair.vpc, inbound: ["tcp from 10.0.2.0/24"])
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle, groups: [group]) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.routeTable(
      "right", in: pair.vpc, [pair.right], ("10.0.1.0/24", .networkInterface(box)))
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.assumed == ["R-TRK-8"])
    pair.sketch.group("box", in: pair.vpc, inbound: ["tcp 22 from 10.0.2.0/24"])
    let denied = pair.trace(.tcp(443))
    #expect(denied.verdict == .replyDropped)
    #expect(denied.blockerCodes == ["SG_NO_RULE_MATCHES"])
    #expect(denied.assumed == ["R-ROUTE-16"])
  }

  @Test func `R-TRK-8: a reply without its request is evaluated as a new flow`() throws {
    let pair = TwoSubnets()
    let request = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    let reply = Flow(.networkInterface(pair.b), try #require(request.header.reply))
    let trace = pair.sketch.network.trace(reply)
    #expect(trace.blockerCodes.first == "SG_HAS_NO_RULES")
    #expect(trace.verdict == .dropped)
  }

  @Test(arguments: [
    ("tcp from 0.0.0.0/0", Verdict.dropped, ["R-TRK-9"]),
    ("icmp from 0.0.0.0/0", .delivered, []), ("icmp 3/4 from 0.0.0.0/0", .delivered, []),
  ])
  func `R-TRK-9: an ICMP error needs a rule`(
    rule: String, expected: Verdict, assumed: [String]
  ) {
    let trace = TwoSubnets(inbound: [rule]).trace(.icmp(3, 4))
    #expect(trace.verdict == expected)
    #expect(trace.assumed == assumed)
    let shut = TwoSubnets(outbound: [], inbound: [rule]).trace(.tcp(443))
    #expect(shut.assumptions.isEmpty)
    #expect(trace.notes.contains(.noReplyToICMP))
  }

  @Test func `R-TRK-11: the clock is the caller's and never runs backwards`() {
    var live = LiveSketch(TwoSubnets().sketch)
    live.advance(to: 100)
    live.advance(to: 50)
    #expect(live.live.now == 100_000)
    live.advance(to: 160)
    #expect(live.live.now == 160_000)
  }

  @Test func `two senders behind a NAT gateway that chose one port stay apart`() {
    var host = NATSubnets()
    let other = host.sketch.interface("a2", "10.0.2.11", in: host.inner)
    var live = LiveSketch(host.sketch)
    let flows = [host.a, other].map { host.sketch.flow(from: $0, to: "198.51.100.1", .tcp(443)) }
    let sent = flows.map { live.send($0) }
    #expect(sent.map { $0.arrived.sourcePort } == [40000, 40001])
    #expect(flows.map { live.exchange($0) } == [.delivered, .delivered])
  }
}
