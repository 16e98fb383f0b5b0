import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Interfaces: addresses, states and the source/destination check (section 6 of the semantics).
@Suite("Network interfaces")
struct InterfaceTests {
  @Test(arguments: [(true, ["SOURCE_DEST_CHECK_DENY"]), (false, [])])
  func `R-ENI-1: what is not from the interface's own address is dropped`(
    checks: Bool, blockers: [String]
  ) {
    var pair = TwoSubnets()
    pair.sketch.interface(
      "a", "10.0.1.10", in: pair.left, groups: [pair.sketch.topology.securityGroups.mention("sg-a")]
    ) { $0.checksSourceAndDestination = checks }
    var flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    flow.header.source = pair.sketch.address("10.0.1.99")
    flow.isOneWay = true
    let trace = pair.sketch.network.trace(flow)
    #expect(trace.blockerCodes == blockers)
    #expect(trace.forward.reachedEnd)
  }

  @Test func `R-ENI-1: what is not for the interface's own address is dropped`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle)
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box)))
    #expect(pair.trace(.tcp(443)).blockerCodes == ["SOURCE_DEST_CHECK_DENY"])
    #expect(pair.trace(.tcp(443), to: "10.0.3.10").verdict == .delivered)
  }

  @Test func `R-ENI-2: with the check off it still receives for its own addresses alone`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("198.51.100.0/24", .networkInterface(box)))
    let trace = pair.trace(.tcp(443), to: "198.51.100.1")
    #expect(
      trace.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH NACL_RULE_ALLOW SG_RULE_ALLOW \
        APPLIANCE_FORWARDS SG_RULE_ALLOW NACL_RULE_ALLOW NO_ROUTE
        """)
  }

  @Test(arguments: [NetworkInterface.Status.available, .attaching])
  func `R-ENI-3: a route to an interface that is not attached is a blackhole`(
    status: NetworkInterface.Status
  ) {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
      $0.status = status
    }
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box)))
    #expect(pair.trace(.tcp(443)).blockerCodes == ["ROUTE_BLACKHOLE"])
    #expect(pair.trace(.tcp(443), to: "10.0.3.10").blockerCodes == ["INTERFACE_NOT_ATTACHED"])
    #expect(
      pair.sketch.trace(from: box, to: "10.0.1.10", .tcp(443)).path
        == "PACKET_SENT INTERFACE_NOT_ATTACHED")
  }

  @Test func `R-ENI-4: an answer out of another interface is a new flow from a foreign source`()
    throws
  {
    var pair = TwoSubnets()
    let other = pair.sketch.interface("b-2", "10.0.2.11", in: pair.right)
    let request = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    let answer = Flow(.networkInterface(other), try #require(request.header.reply))
    let trace = pair.sketch.network.trace(answer)
    #expect(trace.blockerCodes.first == "SOURCE_DEST_CHECK_DENY")
    #expect(!trace.forward.hops.contains { $0.decision.code == .groupTrackedAllow })
  }

  @Test func `R-ENI-5: a delegated prefix is the interface's own, out and in`() throws {
    var pair = TwoSubnets(inbound: ["tcp 443 from sg:sg-a"])
    let prefixes = [pair.sketch.block("10.0.1.32/28"), pair.sketch.block("2001:db8:0:1:1::/80")]
    pair.sketch.interface(
      "a", "10.0.1.10", in: pair.left, groups: [pair.sketch.topology.securityGroups.mention("sg-a")]
    ) { $0.prefixes = prefixes }
    for (source, destination) in [
      ("10.0.1.40", "10.0.2.10"), ("2001:db8:0:1:1::9", "2001:db8:0:2::10"),
    ] {
      var flow = pair.sketch.flow(from: pair.a, to: destination, .tcp(443))
      flow.header.source = pair.sketch.address(source)
      let trace = pair.sketch.network.trace(flow)
      #expect(trace.path == TwoSubnets.delivered)
    }
    let received = pair.sketch.trace(from: pair.b, to: "10.0.1.40", .tcp(443))
    #expect(received.forward.hops.last?.decision.component == .networkInterface(pair.a))
  }

  @Test(arguments: [
    (Instance.State.running, "DELIVERED"), (.stopped, "INSTANCE_NOT_RUNNING"),
    (.pending, "INSTANCE_NOT_RUNNING"), (.terminated, "INSTANCE_NOT_RUNNING"),
    (.stopping, "INSTANCE_NOT_RUNNING"), (.shuttingDown, "INSTANCE_NOT_RUNNING"),
    (.unknown, "INTERFACE_STATE_UNKNOWN"),
  ])
  func `R-PIPE-1: the instance must run`(state: Instance.State, code: String) {
    var pair = TwoSubnets()
    let instance = pair.sketch.instance("i-b", state)
    let group = pair.sketch.topology.securityGroups.mention("sg-b")
    pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: [group]) {
      $0.instance = instance
    }
    let trace = pair.trace(.tcp(443))
    #expect(trace.codes.contains(code))
    #expect(
      trace.verdict
        == (state == .running ? .delivered : state == .unknown ? .undetermined : .dropped))
    let sent = pair.sketch.trace(from: pair.b, to: "10.0.1.10", .tcp(443))
    #expect(code == "DELIVERED" || sent.codes[1] == code)
  }

  @Test func `an interface in a state that the model does not know is undetermined`() {
    var pair = TwoSubnets()
    let group = pair.sketch.topology.securityGroups.mention("sg-b")
    pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: [group]) {
      $0.status = .unknown
    }
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .undetermined)
    #expect(trace.codes.contains("INTERFACE_STATE_UNKNOWN"))
  }

  @Test(arguments: [
    NetworkInterface.Kind.vpcEndpoint, .gatewayLoadBalancerEndpoint, .loadBalancer,
    .transitGateway, .globalAccelerator, .clientVPN, .otherManaged,
  ])
  func `an interface of a service that is not modelled is undetermined`(
    kind: NetworkInterface.Kind
  ) throws {
    var pair = TwoSubnets()
    let group = pair.sketch.topology.securityGroups.mention("sg-b")
    pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: [group]) { $0.kind = kind }
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .undetermined)
    #expect(trace.forward.hops.last?.decision.code == .componentNotModelled)
    // Nor is what it sends, though a filter on the way may deny it for certain.
    var flow = Flow(.networkInterface(pair.b), try #require(trace.flow.header.reply))
    flow.isOneWay = true
    #expect(pair.sketch.network.trace(flow).verdict == .dropped)
    for name in ["sg-a", "sg-b"] {
      pair.sketch.group(
        name, in: pair.vpc, inbound: TwoSubnets.everyone, outbound: TwoSubnets.anywhere)
    }
    #expect(pair.sketch.network.trace(flow).verdict == .undetermined)
  }
}
