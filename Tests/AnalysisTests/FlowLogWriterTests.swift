import Addressing
import Analysis
import Dataplane
import TestSupport
import Testing
import TopologyModel

@Suite struct `Flow logs written` {
  private static let custom =
    "interface-id flow-direction srcaddr dstaddr pkt-srcaddr pkt-dstaddr srcport dstport protocol action "
    + "traffic-path tcp-flags"

  private func lines(
    _ trace: Trace, _ format: String? = nil, in network: Network, time: Int64 = 1_418_530_010
  ) throws -> [String] {
    let format = try format.map { try #require(FlowLogFormat(parsing: $0)) } ?? .standard
    var log = FlowLogAggregation(network)
    log.add(trace, time: time)
    let writer = FlowLogWriter(network, format)
    return log.entries.map { writer.line($0) }
  }

  /// The action of each record of a trace, with its interface and way: `web in ACCEPT`.
  private func actions(_ trace: Trace, in network: Network) throws -> [String] {
    try lines(trace, "interface-id flow-direction action", in: network).map {
      $0.replacing("ingress", with: "in").replacing("egress", with: "out")
    }
  }

  private static func web(
    inbound: [String] = ["tcp 443 from 0.0.0.0/0"], outbound: [String] = [],
    aclInbound: [String] = ["100 allow all from 0.0.0.0/0"],
    aclOutbound: [String] = ["100 allow all to 0.0.0.0/0"]
  ) -> PublicSubnet {
    var subnet = PublicSubnet(inbound: inbound, outbound: outbound)
    subnet.sketch.acl(
      "edge", in: subnet.vpc, [subnet.subnet], inbound: aclInbound, outbound: aclOutbound)
    return subnet
  }

  /// A request from the internet to the web server of ``PublicSubnet``.
  private func request(_ subnet: PublicSubnet) -> (Trace, Network) {
    let network = subnet.sketch.network
    let flow = subnet.sketch.flow(fromInternet: "198.51.100.10", to: "203.0.113.10", .tcp(443))
    return (network.trace(flow), network)
  }

  /// An interface behind a NAT gateway whose own interface the topology does not name.
  private static func behindNAT() -> (subnet: PublicSubnet, app: Reference<NetworkInterface>) {
    var subnet = PublicSubnet()
    let hidden = subnet.sketch.subnet("private", "10.0.2.0/24", in: subnet.vpc)
    let nat = subnet.sketch.natGateway("nat", "10.0.1.5", public: "203.0.113.5", in: subnet.subnet)
    subnet.sketch.routeTable("private", in: subnet.vpc, [hidden], ("0.0.0.0/0", nat))
    let app = subnet.sketch.interface("app", "10.0.2.10", in: hidden)
    return (subnet, app)
  }

  // MARK: The rules

  @Test func `R-FL-1: each interface on the way has records of its own, a minute long`() throws {
    let pair = TwoSubnets()
    let network = pair.sketch.network
    let trace = pair.trace(.tcp(443))
    #expect(
      try actions(trace, in: network) == [
        "a out ACCEPT", "b in ACCEPT", "b out ACCEPT", "a in ACCEPT",
      ])
    var log = FlowLogAggregation(network)
    for time in [0, 59, 60] as [Int64] {
      log.add(trace.forward.hops, FlowLogPacket(bytes: 100, time: time))
    }
    #expect(log.entries.map(\.packets) == [2, 2, 1, 1])
    #expect(log.entries.map(\.bytes) == [200, 200, 100, 100])
    #expect(log.entries.map(\.start) == [0, 0, 60, 60])
    #expect(log.entries.map(\.end) == [59, 59, 60, 60])
  }

  @Test func `R-FL-2: the default format has the fields of version 2 in their order`() throws {
    let pair = TwoSubnets()
    let records = try lines(pair.trace(.tcp(443)), in: pair.sketch.network)
    #expect(
      records.first
        == "2 - a 10.0.1.10 10.0.2.10 40000 443 6 1 40 1418530010 1418530010 ACCEPT OK")
    #expect(
      FlowLogWriter(pair.sketch.network, .standard).heading
        == "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes "
        + "start end action log-status")
  }

  @Test(
    arguments: [
      ("version interface-id", "2 a"),
      ("version interface-id vpc-id subnet-id type", "3 a vpc left IPv4"),
      ("version interface-id region az-id", "4 a - -"),
      (
        "version interface-id instance-id pkt-src-aws-service flow-direction traffic-path",
        "5 a - - egress 1"
      ),
    ])
  func `R-FL-3: the version is the highest of the fields, which stand as they are asked for`(
    format: String, record: String
  ) throws {
    let pair = TwoSubnets()
    #expect(try lines(pair.trace(.tcp(443)), format, in: pair.sketch.network).first == record)
  }

  @Test func `R-FL-4: the action is that of groups and ACL, and does not say which`() throws {
    for subnet in [Self.web(inbound: []), Self.web(aclInbound: ["100 deny all from 0.0.0.0/0"])] {
      let (trace, network) = request(subnet)
      #expect(try actions(trace, in: network) == ["web in REJECT"])
    }
  }

  @Test func `R-FL-4: what a NAT gateway drops, it accepted`() throws {
    let (subnet, _) = Self.behindNAT()
    let flow = subnet.sketch.flow(fromInternet: "198.51.100.10", to: "203.0.113.5", .tcp(443))
    let trace = subnet.sketch.network.trace(flow)
    #expect(trace.verdict == .dropped)
    #expect(
      try lines(trace, "interface-id dstaddr action log-status", in: subnet.sketch.network)
        == ["- 10.0.1.5 ACCEPT OK"])
  }

  @Test func `R-FL-5: all allow, and a group without outbound rules answers all the same`() throws {
    let (trace, network) = request(Self.web())
    #expect(try actions(trace, in: network) == ["web in ACCEPT", "web out ACCEPT"])
  }

  @Test func `R-FL-5: an ACCEPT and a REJECT betray the ACL that drops the reply`() throws {
    let (trace, network) = request(Self.web(aclOutbound: ["100 allow tcp 443 to 0.0.0.0/0"]))
    #expect(trace.verdict == .replyDropped)
    #expect(try actions(trace, in: network) == ["web in ACCEPT", "web out REJECT"])
  }

  @Test func `R-FL-5: a reply without a route is accepted, as groups and ACL allow it`() throws {
    var subnet = Self.web()
    subnet.sketch.routeTable("closed", in: subnet.vpc, [subnet.subnet])
    let (trace, network) = request(subnet)
    #expect(trace.verdict == .replyDropped)
    #expect(try actions(trace, in: network) == ["web in ACCEPT", "web out ACCEPT"])
  }

  @Test
  func
    `R-FL-6: the interface's own side is its primary private address, the header's stands apart`()
    throws
  {
    let format = "srcaddr dstaddr pkt-srcaddr pkt-dstaddr"
    let (trace, network) = request(Self.web())
    #expect(
      try lines(trace, format, in: network) == [
        "198.51.100.10 10.0.1.10 198.51.100.10 10.0.1.10",
        "10.0.1.10 198.51.100.10 10.0.1.10 198.51.100.10",
      ])
    let (subnet, app) = Self.behindNAT()
    let out = subnet.sketch.network.trace(
      subnet.sketch.flow(from: app, to: "192.0.2.1", .tcp(443)))
    #expect(
      try lines(out, format, in: subnet.sketch.network) == [
        "10.0.2.10 192.0.2.1 10.0.2.10 192.0.2.1", "10.0.2.10 10.0.1.5 10.0.2.10 192.0.2.1",
        "10.0.1.5 192.0.2.1 10.0.1.5 192.0.2.1", "192.0.2.1 10.0.1.5 192.0.2.1 10.0.1.5",
        "10.0.1.5 10.0.2.10 192.0.2.1 10.0.2.10", "192.0.2.1 10.0.2.10 192.0.2.1 10.0.2.10",
      ])
  }

  @Test
  func `R-FL-6: from a secondary address the primary one is logged, and the other's public one`()
    throws
  {
    var subnet = Self.web()
    let other = subnet.sketch.interface(
      "two", "10.0.1.20=203.0.113.20", "10.0.1.21=203.0.113.21", in: subnet.subnet)
    var flow = subnet.sketch.flow(from: other, to: "203.0.113.10", .tcp(443))
    flow.header.source = subnet.sketch.address("10.0.1.21")
    flow.isOneWay = true
    let network = subnet.sketch.network
    #expect(
      try lines(network.trace(flow), "srcaddr dstaddr pkt-srcaddr pkt-dstaddr", in: network) == [
        "10.0.1.20 203.0.113.10 10.0.1.21 203.0.113.10",
        "203.0.113.21 10.0.1.10 203.0.113.21 10.0.1.10",
      ])
  }

  @Test func `R-FL-7: what leaves an interface says by which way`() throws {
    let format = "interface-id flow-direction traffic-path"
    let (trace, network) = request(Self.web())
    #expect(try lines(trace, format, in: network) == ["web ingress -", "web egress 8"])
    let (subnet, app) = Self.behindNAT()
    let out = subnet.sketch.network.trace(
      subnet.sketch.flow(from: app, to: "192.0.2.1", .tcp(443)))
    #expect(
      try lines(out, format, in: subnet.sketch.network) == [
        "app egress 1", "- ingress -", "- egress 8", "- ingress -", "- egress 1", "app ingress -",
      ])
    var pair = TwoSubnets()
    let gateway = pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: ["192.168.0.0/16"])
    pair.sketch.routeTable("out", in: pair.vpc, [pair.left], ("192.168.0.0/16", gateway))
    let office = pair.sketch.network.trace(
      pair.sketch.flow(from: pair.a, to: "192.168.1.5", .tcp(443)))
    #expect(try lines(office, format, in: pair.sketch.network) == ["a egress 3", "a ingress -"])
  }

  @Test(arguments: ["us-east-1", "eu-west-1"])
  func `R-FL-7: peerings within a Region and across differ`(
    region: String
  ) throws {
    var sketch = Sketch()
    let near = sketch.vpc("near", "10.0.0.0/16", region: "us-east-1")
    let far = sketch.vpc("far", "10.9.0.0/16", region: region)
    let (here, there) = (
      sketch.subnet("here", "10.0.1.0/24", in: near), sketch.subnet("there", "10.9.1.0/24", in: far)
    )
    let app = sketch.interface("app", "10.0.1.10", in: here)
    sketch.interface("api", "10.9.1.10", in: there)
    let peering = sketch.peering("pcx", near, far)
    sketch.routeTable("out", in: near, [here], ("10.9.0.0/16", peering))
    let trace = sketch.trace(from: app, to: "10.9.1.10", .tcp(443))
    #expect(
      try lines(trace, "interface-id traffic-path", in: sketch.network).first
        == "app \(region == "us-east-1" ? 4 : 5)")
  }

  @Test func `R-FL-8: the flags of a record's packets are joined, and others have none`() throws {
    let pair = TwoSubnets()
    let network = pair.sketch.network
    let format = "interface-id tcp-flags"
    #expect(
      try lines(pair.trace(.tcp(443)), format, in: network) == ["a 2", "b 2", "b 18", "a 18"])
    #expect(try lines(pair.trace(.udp(53)), format, in: network) == ["a 0", "b 0", "b 0", "a 0"])
    var log = FlowLogAggregation(network)
    for flags in [2, 0, 1] as [UInt8] {
      let hops = pair.trace(.tcp(443)).forward.hops
      log.add(hops, FlowLogPacket(tcpFlags: flags, bytes: 40, time: 0))
    }
    #expect(log.entries.map(\.tcpFlags) == [3, 3])
  }

  @Test(arguments: [
    "169.254.169.254", "169.254.169.123", "169.254.169.253", "10.0.0.2", "10.0.1.1",
  ])
  func `R-FL-9: nothing is logged of Amazon's own services and of the router`(
    address: String
  ) throws {
    let pair = TwoSubnets()
    #expect(try lines(pair.trace(.udp(53), to: address), in: pair.sketch.network) == [])
  }

  @Test func `R-FL-9: what Block Public Access refuses has no count of bytes`() throws {
    var subnet = Self.web()
    subnet.sketch.topology.blockPublicAccess = [BlockPublicAccess(mode: .blockBidirectional)]
    let (trace, network) = request(subnet)
    #expect(
      try lines(trace, "interface-id dstaddr action bytes", in: network)
        == ["web 10.0.1.10 REJECT -"])
  }

  // MARK: Round trip

  /// What explaining a trace's records finds in them that the topology contradicts.
  private func contradictions(
    _ trace: Trace, _ format: FlowLogFormat, in network: Network
  ) throws -> [String] {
    var log = FlowLogAggregation(network)
    log.add(trace, time: 0)
    let writer = FlowLogWriter(network, format)
    var explainer = FlowLogExplainer(network)
    for (index, entry) in log.entries.enumerated() {
      let line = writer.line(entry)
      explainer.add(try FlowLogRecord(parsing: Array(line.utf8)[...], format), line: index)
    }
    return explainer.groups.filter { $0.cause.isContradiction }.map {
      "KIND \(String(describing: $0.cause.kind).prefix(40)) \($0.cause.decision.map { $0.code.rawValue } ?? "")\n\(log.entries.map { writer.line($0) })\n\(trace.forward.hops.map { $0.decision.code.rawValue }) < \(trace.reply?.hops.map { $0.decision.code.rawValue } ?? [])"
    }
  }

  @Test(arguments: 1...60) func `what is written is explained without a contradiction`(
    seed: UInt64
  ) throws {
    let topology = RandomTopology(seed: seed)
    let network = topology.network
    let custom = try #require(FlowLogFormat(parsing: Self.custom))
    var random = SeededGenerator(seed: seed &+ 11)
    for _ in 0..<40 {
      let sender = topology.senders.randomElement(using: &random) ?? .internet
      let header = topology.header(from: sender, using: &random)
      // What an interface sends to itself is never on a wire.
      guard header.source != header.destination else { continue }
      let trace = network.trace(Flow(sender, header))
      for format in [custom, .standard] {
        let found = try contradictions(trace, format, in: network)
        #expect(found == [], "\(found.joined())")
      }
    }
  }
}
