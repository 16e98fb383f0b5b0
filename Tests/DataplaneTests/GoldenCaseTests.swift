import Dataplane
import TestSupport
import Testing
import TopologyModel

/// The worked cases that every reading of the semantics must agree on.
@Suite("Golden cases")
struct GoldenCaseTests {
  /// A web server in a public subnet, its group open on 443 and without outbound rules.
  private func webServer(aclOutbound: [String]? = nil) -> (Sketch, Reference<NetworkInterface>) {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnet = sketch.subnet("public", "10.0.3.0/24", in: vpc)
    let gateway = sketch.internetGateway("igw", in: vpc)
    sketch.routeTable("public", in: vpc, [subnet], ("0.0.0.0/0", gateway))
    let group = sketch.group(
      "web", in: vpc, inbound: ["tcp 443 from 0.0.0.0/0"], outbound: [])
    let web = sketch.interface(
      "web", "10.0.3.10=203.0.113.10", in: subnet, groups: [group])
    if let aclOutbound {
      sketch.acl(
        "edge", in: vpc, [subnet], inbound: ["100 allow all from 0.0.0.0/0"],
        outbound: aclOutbound)
    }
    return (sketch, web)
  }

  @Test func `1: a tracked reply needs no outbound rule`() {
    let (sketch, _) = webServer()
    let trace = sketch.network.trace(
      sketch.flow(fromInternet: "198.51.100.10", to: "203.0.113.10", .tcp(443)))
    #expect(trace.verdict == .delivered)
    #expect(
      trace.codes == [
        "PACKET_SENT", "IGW_TRANSLATES", "NACL_RULE_ALLOW", "SG_RULE_ALLOW", "DELIVERED", "<",
        "PACKET_SENT", "SG_TRACKED_ALLOW", "NACL_RULE_ALLOW", "ROUTE_MATCH", "IGW_TRANSLATES",
        "DELIVERED_TO_INTERNET",
      ])
  }

  @Test func `2: an ACL that lets out 443 alone drops the reply to the client's port`() {
    let (sketch, _) = webServer(aclOutbound: ["100 allow tcp 443 to 0.0.0.0/0"])
    let trace = sketch.network.trace(
      sketch.flow(fromInternet: "198.51.100.10", to: "203.0.113.10", .tcp(443)))
    #expect(trace.verdict == .replyDropped)
    #expect(trace.blockerCodes == ["NACL_DEFAULT_DENY"])
  }

  @Test func `3: a NAT gateway's subnet must let the first leg in`() {
    for isMended in [false, true] {
      var host = NATSubnets()
      host.sketch.acl(
        "edge", in: host.vpc, [host.edge],
        inbound: ["100 allow tcp 1024-65535 from 0.0.0.0/0"]
          + (isMended ? ["110 allow tcp 443 from 10.0.0.0/16"] : []),
        outbound: ["100 allow all to 0.0.0.0/0"])
      let trace = host.trace(.tcp(443))
      #expect(trace.verdict == (isMended ? .delivered : .dropped))
      #expect(trace.blockerCodes == (isMended ? [] : ["NACL_DEFAULT_DENY"]))
      if !isMended {
        #expect(trace.blockers.first?.hop.decision.component == .networkACL(host.edge))
        #expect(trace.blockers.first?.hop.decision.direction == .inbound)
      }
    }
  }

  @Test func `4: without a public address the internet gateway drops, replies too`() {
    var host = PublicSubnet()
    let plain = host.sketch.interface("plain", "10.0.1.20", in: host.subnet)
    #expect(
      host.sketch.trace(from: plain, to: "198.51.100.1", .tcp(443)).blockerCodes
        == ["IGW_NO_PUBLIC_ADDRESS"])
  }

  @Test func `5: a group does not recognise its member by a public address`() {
    var host = PublicSubnet()
    let group = host.sketch.group("b", in: host.vpc, inbound: ["tcp 443 from sg:web"])
    host.sketch.interface("b", "10.0.1.11=203.0.113.11", in: host.subnet, groups: [group])
    let outside = host.sketch.trace(from: host.web, to: "203.0.113.11", .tcp(443))
    #expect(outside.verdict == .dropped)
    #expect(outside.blockerCodes == ["SG_REFERENCES_NOT_PRESERVED"])
    #expect(host.sketch.trace(from: host.web, to: "10.0.1.11", .tcp(443)).verdict == .delivered)
  }

  @Test func `6: a peer's NAT and internet gateways are not to be had`() {
    var peered = PeeredVPCs()
    let internet = peered.sketch.internetGateway("igw", in: peered.far)
    let nat = peered.sketch.natGateway("nat", "10.9.1.20", public: "203.0.113.20", in: peered.right)
    for target in [internet, nat] {
      peered.sketch.routeTable("far", in: peered.far, [peered.right], ("0.0.0.0/0", target))
      peered.sketch.routeTable(
        "near", in: peered.near, [peered.left], ("0.0.0.0/0", peered.peering))
      let trace = peered.trace(.tcp(443), to: "198.51.100.1")
      #expect(trace.verdict == .dropped)
      #expect(trace.blockerCodes == ["PEERING_ADDRESS_OUTSIDE_VPC"])
    }
  }

  @Test func `7: what premises advertise within the VPC stays local`() {
    var pair = TwoSubnets()
    let premises = pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: ["10.0.5.0/24"])
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("10.0.5.0/24", premises)) {
      $0.routes[0].origin = .propagated
    }
    let trace = pair.trace(.tcp(443), to: "10.0.5.9")
    #expect(
      trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NO_SUCH_ADDRESS")
  }

  @Test func `8: static beats propagated at one prefix, and loses to a longer one`() {
    var host = PublicSubnet()
    let premises = host.sketch.vpnGateway("vgw", in: host.vpc, prefixes: ["10.1.0.0/16"])
    host.sketch.routeTable(
      "public", in: host.vpc, [host.subnet], ("10.1.0.0/16", host.gateway),
      ("10.1.0.0/16", premises), ("10.1.2.0/24", premises)
    ) {
      $0.routes[1].origin = .propagated
      $0.routes[2].origin = .propagated
    }
    #expect(
      host.sketch.trace(from: host.web, to: "10.1.9.9", .tcp(443)).blockerCodes
        == ["IGW_PRIVATE_DESTINATION"])
    #expect(
      host.sketch.trace(from: host.web, to: "10.1.2.9", .tcp(443)).codes.contains("VGW_FORWARDS"))
  }

  @Test(arguments: [
    ("tcp 22 from 0.0.0.0/0", Verdict.dropped), ("tcp 22 from 203.0.113.1/32", .delivered),
  ])
  func `11: a live session is cut with an open rule, and survives a narrow one`(
    rule: String, expected: Verdict
  ) {
    let before = PublicSubnet(inbound: [rule], outbound: ["all to 0.0.0.0/0"])
    let after = PublicSubnet(inbound: [], outbound: ["all to 0.0.0.0/0"])
    let flow = before.sketch.flow(
      fromInternet: "203.0.113.1", to: PublicSubnet.publicAddress, .tcp(22))
    var live = LiveSketch(before.sketch)
    #expect(live.connect(flow) == .delivered)
    live.change(to: after.sketch)
    #expect(live.exchange(flow) == expected)
  }

  @Test func `12: over a peering without a way back, a NAT gateway is answered and a host is not`()
  {
    var peered = PeeredVPCs()
    peered.sketch.routeTable("far", in: peered.far, [peered.right])
    #expect(peered.trace(.tcp(443)).verdict == .replyDropped)
    #expect(peered.trace(.tcp(443)).blockerCodes == ["NO_ROUTE"])
    let edge = peered.sketch.subnet("edge", "10.0.2.0/24", in: peered.near)
    let nat = peered.sketch.natGateway("nat", "10.0.2.20", public: "203.0.113.20", in: edge)
    peered.sketch.routeTable("edge", in: peered.near, [edge], ("10.9.0.0/16", peered.peering))
    peered.sketch.routeTable("near", in: peered.near, [peered.left], ("10.9.0.0/16", nat))
    #expect(peered.trace(.tcp(443)).verdict == .delivered)
  }

  @Test func `13: an appliance needs its check off, and hides who sends`() {
    for (checks, blockers) in [
      (true, ["SOURCE_DEST_CHECK_DENY", "SG_REFERENCES_NOT_PRESERVED"]),
      (false, ["SG_REFERENCES_NOT_PRESERVED"]),
    ] {
      var pair = TwoSubnets(inbound: ["tcp 443 from sg:sg-a"])
      let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
      let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
        $0.checksSourceAndDestination = checks
      }
      pair.sketch.routeTable(
        "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box)))
      let trace = pair.trace(.tcp(443))
      #expect(trace.verdict == .dropped)
      #expect(trace.blockerCodes == blockers)
    }
  }

  @Test func `15: a Lambda function in a public subnet has no way to the internet`() {
    var host = PublicSubnet()
    let function = host.sketch.interface("function", "10.0.1.20", in: host.subnet) {
      $0.kind = .lambda
    }
    #expect(
      host.sketch.trace(from: function, to: "198.51.100.1", .tcp(443)).blockerCodes
        == ["IGW_NO_PUBLIC_ADDRESS"])
  }
}
