import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// The rules of connection tracking in time (R-TRK).
@Suite("Connection tracking in time")
struct LiveTrackingTests {
  /// Where time ends for an idle flow.
  struct IdleCase: CustomTestStringConvertible {
    let testDescription: String
    let traffic: Traffic
    /// Requests with their answers before the flow is left alone.
    let exchanges: Int
    /// Milliseconds.
    let limit: Int
    var timeouts = IdleTimeouts()
  }

  static let shortest: IdleTimeouts = {
    var timeouts = IdleTimeouts()
    timeouts.tcpEstablished = 60
    timeouts.udpStream = 60
    return timeouts
  }()

  @Test(arguments: [
    IdleCase(
      testDescription: "TCP, established", traffic: .tcp(443), exchanges: 2, limit: 432_000_000),
    IdleCase(testDescription: "TCP, half open", traffic: .tcp(443), exchanges: 1, limit: 60_000),
    IdleCase(testDescription: "UDP, one exchange", traffic: .udp(53), exchanges: 1, limit: 30_000),
    IdleCase(testDescription: "UDP, a stream", traffic: .udp(53), exchanges: 2, limit: 180_000),
    IdleCase(testDescription: "GRE", traffic: .other(47), exchanges: 1, limit: 600_000),
    IdleCase(testDescription: "echo", traffic: .ping, exchanges: 1, limit: 30_000),
    IdleCase(
      testDescription: "TCP, configured", traffic: .tcp(443), exchanges: 2, limit: 60_000,
      timeouts: shortest),
    IdleCase(
      testDescription: "UDP stream, configured", traffic: .udp(53), exchanges: 2, limit: 60_000,
      timeouts: shortest),
  ])
  func `R-TRK-6: an idle flow is forgotten exactly at the end of its time`(
    _ example: IdleCase
  ) throws {
    let pair = TwoSubnets()
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", example.traffic)
    let answer = Flow(.networkInterface(pair.b), try #require(flow.header.reply))
    var live = LiveNetwork(pair.sketch.network)
    live.setTimeouts(example.timeouts, of: pair.b)
    for round in 0..<example.exchanges {
      let isFirst = round == 0
      #expect(live.send(LivePacket(flow.sender, flow.header, isFirst ? .syn : .ack)).isDelivered)
      #expect(
        live.send(LivePacket(answer.sender, answer.header, isFirst ? [.syn, .ack] : .ack))
          .isDelivered)
    }
    var late = live
    live.advance(to: example.limit - 1)
    late.advance(to: example.limit)
    // Only the entry lets an answer out of b's group.
    #expect(live.send(LivePacket(answer.sender, answer.header, .ack)).isDelivered)
    #expect(
      late.send(LivePacket(answer.sender, answer.header, .ack)).denial?.decision.code
        == .groupNoRules)
    #expect(live.connections.count == 2)
  }

  @Test func `R-TRK-6: an interface has the times that its topology tells`() throws {
    var pair = TwoSubnets()
    var receiver = try #require(pair.sketch.topology.networkInterfaces[pair.b])
    receiver.idleTimeouts.udpSingle = 60
    pair.sketch.topology.networkInterfaces.define(receiver, at: pair.b)
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .udp(53))
    var live = LiveNetwork(pair.sketch.network)
    #expect(live.send(LivePacket(flow.sender, flow.header)).isDelivered)
    #expect(live.connections.map { $0.expiry } == [30_000, 60_000])
  }

  @Test func `R-TRK-6: every packet of a flow begins its time anew`() throws {
    let pair = TwoSubnets()
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .udp(53))
    let answer = Flow(.networkInterface(pair.b), try #require(flow.header.reply))
    var live = LiveSketch(pair.sketch)
    #expect(live.send(flow).isDelivered)
    for time in stride(from: 29, through: 290, by: 29) {
      live.advance(to: time)
      #expect(live.send(answer).isDelivered)
    }
  }

  @Test func `R-TRK-2: within its time a peer may send anything of a protocol without ports`()
    throws
  {
    let pair = TwoSubnets()
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .other(47))
    let answer = Flow(.networkInterface(pair.b), try #require(flow.header.reply))
    var live = LiveSketch(pair.sketch)
    #expect(live.send(answer).denials.first == .groupNoRules)
    #expect(live.send(flow).isDelivered)
    for time in [599, 1198, 1797] {
      live.advance(to: time)
      #expect(live.send(answer).isDelivered)
    }
    live.advance(to: 2397)
    #expect(live.send(answer).denials.first == .groupNoRules)
  }

  @Test(arguments: [
    ("tcp 443 from 0.0.0.0/0", [ConnectionState.untracked, .untracked, .untracked]),
    ("tcp 443 from 198.51.100.0/24", [.synSent, .synReceived, .established]),
  ])
  func `R-TRK-3, R-TRK-7: the states that a connection goes through`(
    rule: String, states: [ConnectionState]
  ) throws {
    let host = PublicSubnet(inbound: [rule], outbound: ["all to 0.0.0.0/0"])
    let flow = host.sketch.flow(
      fromInternet: "198.51.100.7", to: PublicSubnet.publicAddress, .tcp(443))
    var live = LiveSketch(host.sketch)
    let passage = live.send(flow)
    var seen = live.live.connections.map { $0.state }
    let answer = Flow(try #require(passage.receiver), try #require(passage.arrived.reply))
    #expect(live.send(answer, [.syn, .ack]).isDelivered)
    seen += live.live.connections.map { $0.state }
    #expect(live.send(flow, .ack).isDelivered)
    seen += live.live.connections.map { $0.state }
    #expect(seen == states)
    #expect(live.send(flow, [.fin, .ack]).isDelivered)
    #expect(
      live.live.connections.map { $0.state } == [states[2] == .untracked ? .untracked : .closing])
    #expect(live.send(answer, [.fin, .ack]).isDelivered)
    #expect(live.send(flow, .ack).isDelivered)
    #expect(live.live.connections.isEmpty)
  }

  @Test func `R-TRK-4: setting the groups of an interface acts like changing rules`() {
    var host = PublicSubnet(inbound: ["tcp 22 from 203.0.113.1/32"], outbound: [])
    let flow = host.sketch.flow(
      fromInternet: "203.0.113.1", to: PublicSubnet.publicAddress, .tcp(22))
    var live = LiveSketch(host.sketch)
    #expect(live.connect(flow) == .delivered)
    let empty = host.sketch.group("empty", in: host.vpc, outbound: [])
    var interface = host.sketch.topology.networkInterfaces[host.web]
    interface?.groups = [empty]
    if let interface { host.sketch.topology.networkInterfaces.define(interface, at: host.web) }
    live.change(to: host.sketch)
    #expect(live.send(flow, .ack).isDelivered)
    #expect(live.send(flow, .rst).isDelivered)
    #expect(live.send(flow).denials.first == .groupNoRules)
  }

  @Test func `R-TRK-10: beyond its limit an interface drops new flows that it would have to track`()
  {
    let pair = TwoSubnets()
    func flow(_ port: UInt16) -> Flow {
      pair.sketch.flow(from: pair.a, to: "10.0.2.10", .udp(53), sourcePort: port)
    }
    var live = LiveNetwork(pair.sketch.network)
    live.limitTracking(at: pair.b, to: 2)
    func code(_ port: UInt16) -> DecisionCode? {
      live.send(LivePacket(flow(port).sender, flow(port).header)).denial?.decision.code
    }
    let first = [code(1), code(2), code(3)]
    #expect(first == [nil, nil, .groupTrackingLimit])
    // What is tracked goes on; a place is free when a flow has timed out.
    live.advance(to: 29_999)
    let second = [code(1), code(3)]
    #expect(second == [nil, .groupTrackingLimit])
    live.advance(to: 30_000)
    let third = [code(3), code(4)]
    #expect(third == [nil, .groupTrackingLimit])
  }

  // MARK: What AWS does not document

  /// What the last of some packets rests on: seconds, whether the client sends it, and its flags.
  private func assumptions(
    _ traffic: Traffic, inbound: [String] = TwoSubnets.everyone,
    _ packets: [(at: Int, isClient: Bool, flags: TCPFlags)]
  ) throws -> [Assumption] {
    let pair = TwoSubnets(inbound: inbound)
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", traffic)
    let answer = LivePacket(.networkInterface(pair.b), try #require(flow.header.reply))
    var live = LiveNetwork(pair.sketch.network)
    var found: [Assumption] = []
    for packet in packets {
      live.advance(to: packet.at * 1000)
      var sent = packet.isClient ? LivePacket(flow.sender, flow.header) : answer
      sent.flags = packet.flags
      found = live.send(sent).assumptions
    }
    return found
  }

  @Test func `R-TRK-7: what a half-open connection or a ping comes to after its time is assumed`()
    throws
  {
    let syn: (at: Int, isClient: Bool, flags: TCPFlags) = (0, true, .syn)
    #expect(try assumptions(.tcp(443), [syn]) == [])
    #expect(try assumptions(.tcp(443), [syn, (59, false, [.syn, .ack])]) == [])
    #expect(
      try assumptions(.tcp(443), [syn, (60, false, [.syn, .ack])]) == [.undocumentedTimers])
    #expect(try assumptions(.ping, [(0, true, []), (30, false, [])]) == [.undocumentedTimers])
    #expect(try assumptions(.udp(53), [(0, true, []), (30, false, [])]) == [])
    #expect(
      try assumptions(.tcp(443), [syn, (0, false, .rst), (1, false, .ack)]) == [.undocumentedTimers]
    )
  }

  @Test func `R-TRK-8: a packet within a connection that nobody knows rests on an assumption`()
    throws
  {
    #expect(try assumptions(.tcp(443), [(0, true, .ack)]) == [.midStreamJudgedAsNew])
    #expect(try assumptions(.tcp(443), [(0, true, .syn), (0, true, .ack)]) == [])
  }

  @Test func `R-ROUTE-7: that the first of equally good routes was taken is assumed`() {
    var host = PublicSubnet()
    let onPremises = host.sketch.vpnGateway("vgw", in: host.vpc, prefixes: ["198.51.100.0/24"])
    for list in ["pl-b", "pl-a"] { host.sketch.prefixList(list, ["198.51.100.0/24"]) }
    host.sketch.routeTable(
      "public", in: host.vpc, [host.subnet], ("pl:pl-b", host.gateway), ("pl:pl-a", onPremises))
    let flow = host.sketch.flow(from: host.web, to: "198.51.100.1", .tcp(80))
    var live = LiveSketch(host.sketch)
    #expect(live.send(flow).assumptions == [.firstOfTiedRoutes])
  }

  @Test func `R-TRK-10: the interfaces of an instance share its limit`() throws {
    var pair = TwoSubnets()
    let groups = try #require(pair.sketch.topology.networkInterfaces[pair.b]).groups
    let second = pair.sketch.interface("second", "10.0.2.11", in: pair.right, groups: groups)
    let instance = pair.sketch.topology.instances.mention("i")
    for interface in [pair.b, second] {
      var owned = try #require(pair.sketch.topology.networkInterfaces[interface])
      owned.instance = instance
      pair.sketch.topology.networkInterfaces.define(owned, at: interface)
    }
    pair.sketch.topology.instances.define(Instance(id: "i"), at: instance)
    var live = LiveNetwork(pair.sketch.network)
    live.limitTracking(at: second, to: 2)
    let arrivals = ["10.0.2.10", "10.0.2.11", "10.0.2.10", "10.0.2.11"].enumerated().map {
      index, to in
      let flow = pair.sketch.flow(from: pair.a, to: to, .udp(53), sourcePort: UInt16(index + 1))
      return live.send(LivePacket(flow.sender, flow.header)).denial?.decision.code
    }
    #expect(arrivals == [nil, nil, .groupTrackingLimit, .groupTrackingLimit])
  }

  @Test func `R-TRK-10: untracked flows take no place`() {
    let host = PublicSubnet(inbound: ["tcp 443 from 0.0.0.0/0"], outbound: ["all to 0.0.0.0/0"])
    var live = LiveNetwork(host.sketch.network)
    live.limitTracking(at: host.web, to: 0)
    let open = host.sketch.flow(
      fromInternet: "203.0.113.1", to: PublicSubnet.publicAddress, .tcp(443))
    #expect(live.send(LivePacket(open.sender, open.header, .syn)).isDelivered)
    let tracked = host.sketch.flow(from: host.web, to: "198.51.100.1", .ping)
    #expect(
      live.send(LivePacket(tracked.sender, tracked.header)).denial?.decision.code
        == .groupTrackingLimit)
  }

  @Test func `R-TRK-1: an interface remembers what it let out, though others refuse it`() {
    let pair = TwoSubnets(inbound: [])
    let flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    var live = LiveSketch(pair.sketch)
    #expect(live.send(flow).denials == [.groupNoRules])
    #expect(live.live.connections.map { $0.state } == [.synSent])
  }
}
