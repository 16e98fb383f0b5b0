import Addressing
import Dataplane
import Rendering
import TestSupport
import Testing
import TopologyModel

/// What a reader must find in the words of a trace.
@Suite struct `Words of a trace` {
  private func text(_ trace: Trace, _ sketch: Sketch) -> String {
    trace.text(in: sketch.network, detail: .hops, style: TextStyle(width: 1000))
  }

  @Test(arguments: [
    (NetworkInterface.Kind.transitGateway, "(R-NACL-9, R-NACL-12)"),
    (.gatewayLoadBalancerEndpoint, "(R-NACL-10)"), (.loadBalancer, "(R-NACL-11)"),
    (.globalAccelerator, "(R-NACL-16)"), (.clientVPN, "(R-CVPN-1)"),
    (.vpcEndpoint, "VPC endpoints are not modelled"),
    (.otherManaged, "what its service does is not modelled"),
  ])
  func `R-NACL-9 to R-CVPN-1: an interface that is not modelled is told with its rules`(
    kind: NetworkInterface.Kind, words: String
  ) {
    var pair = TwoSubnets()
    pair.sketch.interface("b", "10.0.2.10", in: pair.right) { $0.kind = kind }
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .undetermined)
    #expect(text(trace, pair.sketch).contains(words))
  }

  @Test(arguments: [
    ("tgw-0a", "transit gateway tgw-0a", "(R-NACL-9, R-NACL-12)"),
    ("vpce-0a", "VPC endpoint vpce-0a", "(R-NACL-10)"),
    ("lgw-0a", "local gateway lgw-0a", "what it does is not modelled"),
  ])
  func `a target that the input only mentions is told by the kind of its id`(
    id: String, label: String, words: String
  ) {
    var pair = TwoSubnets()
    let target = RouteTarget.unmodelled(pair.sketch.topology.unmodelled.mention(id))
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("172.16.0.0/12", target))
    let text = text(pair.trace(.tcp(443), to: "172.16.0.1"), pair.sketch)
    #expect(text.contains(label) && text.contains(words), "\(text)")
    let missing = NetworkOverview(pair.sketch.network).missing
    #expect(missing.contains { $0.id == id && $0.kind != .other })
  }

  @Test(arguments: [
    (ResourceKind.transitGateway, "(R-NACL-9, R-NACL-12)"), (.vpcEndpoint, "(R-NACL-10)"),
    (.directConnectGateway, "(R-DX-1)"), (.localGateway, "what it does is not modelled"),
  ])
  func `R-NACL-9 to R-DX-1: so is the target of a route`(kind: ResourceKind, words: String) {
    var pair = TwoSubnets()
    let target = pair.sketch.unmodelled("target", kind)
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("172.16.0.0/12", target))
    let trace = pair.trace(.tcp(443), to: "172.16.0.1")
    #expect(trace.verdict == .undetermined)
    #expect(text(trace, pair.sketch).contains(words))
  }

  @Test func `R-NAT-14, R-NAT64-1, R-PCX-5: gateways and resolvers that are not modelled`() {
    let regional = NATSubnets {
      $0.isRegional = true
      $0.subnet = nil
    }
    #expect(text(regional.trace(.tcp(443)), regional.sketch).contains("(R-NAT-14)"))
    var host = PublicSubnet()
    let nat = host.sketch.natGateway("nat", "10.0.1.20", in: host.subnet)
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("64:ff9b::/96", nat))
    let sixToFour = host.sketch.trace(from: host.web, to: "64:ff9b::c633:6401", .tcp(443))
    #expect(text(sixToFour, host.sketch).contains("(R-NAT64-1)"))
    let peered = PeeredVPCs()
    #expect(text(peered.trace(.udp(53), to: "10.9.0.2"), peered.sketch).contains("(R-PCX-5)"))
  }

  @Test func `R-PIPE-10: a circle and a path that is too long are told apart`() {
    var circle = NATSubnets()
    circle.sketch.routeTable("edge", in: circle.vpc, [circle.edge], ("0.0.0.0/0", circle.nat))
    let circling = circle.trace(.tcp(443))
    #expect(circling.blockerCodes == ["ROUTING_LOOP"])
    #expect(text(circling, circle.sketch).contains("comes back here"))

    var pair = TwoSubnets()
    var previous = pair.left
    for number in 10..<50 {
      let subnet = pair.sketch.subnet("s\(number)", "10.0.\(number).0/24", in: pair.vpc)
      let box = pair.sketch.interface("i\(number)", "10.0.\(number).10", in: subnet) {
        $0.checksSourceAndDestination = false
      }
      pair.sketch.routeTable(
        "t\(number)", in: pair.vpc, [previous], ("10.0.2.0/24", .networkInterface(box)))
      previous = subnet
    }
    let long = pair.trace(.tcp(443))
    #expect(long.blockerCodes == ["ROUTING_LOOP"])
    #expect(text(long, pair.sketch).contains("more than 64 hops"))
  }

  @Test(arguments: ["203.0.113.20", "10.0.1.20"])
  func `a NAT gateway goes by its own name, and not by its interface's`(destination: String) {
    var host = NATSubnets { $0.name = "egress" }
    host.sketch.interface("eni-nat", "10.0.1.20=203.0.113.20", in: host.edge, groups: []) {
      $0.kind = .natGateway
    }
    let trace = host.trace(.tcp(443), to: destination)
    #expect(text(trace, host.sketch).contains("does not reach egress (\(destination))"))
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func `text, JSON and summary tell one verdict, and none without a reason`(seed: UInt64) {
    let topology = RandomTopology(seed: seed)
    let network = topology.network
    var random = SeededGenerator(seed: seed)
    for sender in topology.senders {
      let flow = Flow(sender, topology.header(from: sender, using: &random))
      let trace = network.trace(flow)
      let text = trace.text(in: network, detail: .hops, style: TextStyle())
      let name = trace.verdict.rawValue
      #expect(text.hasPrefix(name.uppercased().replacing("-", with: " ")))
      #expect(trace.summary(in: network).hasPrefix("\(name) "))
      #expect(trace.json(in: network, detail: .summary).contains("\"verdict\": \"\(name)\""))
      #expect(network.verdict(of: flow) == trace.verdict)
      if trace.verdict != .delivered { #expect(text.contains("\nWhy") || text.contains("\nIf")) }
    }
  }
}
