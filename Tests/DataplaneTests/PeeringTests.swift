import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Peering between two VPCs (section 9 of the semantics).
@Suite("VPC peering")
struct PeeringTests {
  @Test func `R-PCX-1: only what has one end in each VPC passes`() {
    var peered = PeeredVPCs()
    #expect(peered.trace(.tcp(443)).path == PeeredVPCs.delivered)

    let third = peered.sketch.vpc("third", "10.8.0.0/16")
    let subnet = peered.sketch.subnet("third", "10.8.1.0/24", in: third)
    peered.sketch.interface("c", "10.8.1.10", in: subnet)
    let onward = peered.sketch.peering("pcx-2", peered.far, third)
    peered.sketch.routeTable(
      "near", in: peered.near, [peered.left], ("10.8.0.0/16", peered.peering))
    peered.sketch.routeTable("far", in: peered.far, [peered.right], ("10.8.0.0/16", onward))
    #expect(
      peered.trace(.tcp(443), to: "10.8.1.10").path
        == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH PEERING_ADDRESS_OUTSIDE_VPC")
  }

  @Test func `R-PCX-2: both VPCs need a route, which may be as narrow as one host`() {
    var peered = PeeredVPCs()
    peered.sketch.routeTable("far", in: peered.far, [peered.right])
    let trace = peered.trace(.tcp(443))
    #expect(trace.verdict == .replyDropped)
    #expect(trace.blockerCodes == ["NO_ROUTE"])
    peered.sketch.routeTable(
      "far", in: peered.far, [peered.right], ("10.0.1.10/32", peered.peering))
    #expect(peered.trace(.tcp(443)).verdict == .delivered)
  }

  @Test(arguments: ["198.51.100.1", "192.168.1.1", "52.216.0.1"])
  func `R-PCX-3: the peer's gateways are of no use`(destination: String) {
    var peered = PeeredVPCs()
    let internet = peered.sketch.internetGateway("igw", in: peered.far)
    let premises = peered.sketch.vpnGateway("vgw", in: peered.far, prefixes: ["192.168.0.0/16"])
    let endpoint = peered.sketch.unmodelled("vpce", .vpcEndpoint)
    peered.sketch.routeTable(
      "far", in: peered.far, [peered.right], ("0.0.0.0/0", internet),
      ("192.168.0.0/16", premises), ("52.216.0.0/15", endpoint))
    peered.sketch.routeTable(
      "near", in: peered.near, [peered.left], ("0.0.0.0/0", peered.peering))
    #expect(
      peered.trace(.tcp(443), to: destination).blockerCodes == ["PEERING_ADDRESS_OUTSIDE_VPC"])
  }

  @Test(arguments: [
    (VPCPeeringConnection.Status.initiatingRequest, Verdict.dropped),
    (.pendingAcceptance, .dropped),
    (.deleted, .dropped), (.rejected, .dropped), (.failed, .dropped), (.expired, .dropped),
    (.provisioning, .dropped), (.deleting, .dropped), (.active, .delivered),
    (.unknown, .undetermined),
  ])
  func `R-PCX-4: only an active peering forwards`(
    status: VPCPeeringConnection.Status, expected: Verdict
  ) {
    let trace = PeeredVPCs(status: status).trace(.tcp(443))
    #expect(trace.verdict == expected)
    #expect(trace.assumptions.isEmpty)
  }

  @Test func `R-PCX-5: the peer's resolver is undetermined`() {
    let peered = PeeredVPCs()
    let trace = peered.trace(.udp(53), to: "10.9.0.2")
    #expect(trace.verdict == .undetermined)
    #expect(trace.forward.hops.last?.decision.code == .componentNotModelled)
    #expect(trace.forward.hops.last?.decision.component == .linkLocalService(peered.far))
  }

  @Test func `R-PCX-6: an appliance pushes no foreign source across`() {
    var peered = PeeredVPCs()
    let box = peered.sketch.interface("box", "10.0.1.20", in: peered.left) {
      $0.checksSourceAndDestination = false
    }
    var flow = peered.sketch.flow(from: box, to: "10.9.1.10", .tcp(443))
    flow.header.source = peered.sketch.address("192.168.1.1")
    #expect(
      peered.sketch.network.trace(flow).blockerCodes == ["PEERING_ADDRESS_OUTSIDE_VPC"])
  }

  @Test func `R-PCX-7: with two overlapping peers the reply goes where the table says`() {
    var peered = PeeredVPCs()
    let twin = peered.sketch.vpc("twin", "10.0.0.0/16")
    let subnet = peered.sketch.subnet("twin", "10.0.1.0/24", in: twin)
    peered.sketch.interface("a-twin", "10.0.1.10", in: subnet)
    let other = peered.sketch.peering("pcx-2", peered.far, twin)
    peered.sketch.routeTable("far", in: peered.far, [peered.right], ("10.0.0.0/16", other))
    let trace = peered.trace(.tcp(443))
    #expect(trace.forward.outcome == .delivered)
    #expect(trace.verdict == .replyDropped)
    // It reaches the wrong host, which asked nothing.
    #expect(trace.blockerCodes == ["REPLY_NOT_RECOGNISED"])
    #expect(
      trace.reply?.hops.last?.decision.component
        == peered.sketch.topology.networkInterfaces.reference(to: "a-twin").map {
          .networkInterface($0)
        })
  }

  @Test func `R-PCX-8: MTUs are passed over`() {
    let trace = PeeredVPCs(regions: ("eu-west-1", "us-east-1")).trace(.tcp(443))
    #expect(trace.path == PeeredVPCs.delivered)
    #expect(trace.notes == [.deliveredToInterface])
  }

  @Test func `R-PCX-9: IPv6 passes by routes of its own`() {
    var peered = PeeredVPCs()
    #expect(peered.trace(.tcp(443), to: "2001:db8:9:1::10").path == PeeredVPCs.delivered)
    peered.sketch.routeTable(
      "near", in: peered.near, [peered.left], ("10.9.0.0/16", peered.peering))
    #expect(peered.trace(.tcp(443), to: "2001:db8:9:1::10").blockerCodes == ["NO_ROUTE"])
  }

  @Test func `a peer that the input does not hold is undetermined`() {
    var pair = TwoSubnets()
    let foreign = pair.sketch.topology.vpcs.mention("vpc-foreign")
    let peering = pair.sketch.peering("pcx", pair.vpc, foreign)
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("10.9.0.0/16", peering))
    let trace = pair.trace(.tcp(443), to: "10.9.1.1")
    #expect(trace.verdict == .undetermined)
    #expect(trace.forward.hops.last?.decision.code == .peeringVPCUnknown)
  }
}
