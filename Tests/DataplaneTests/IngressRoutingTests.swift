import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Gateway route tables and appliances on the way (R-ROUTE-13 to R-ROUTE-18).
@Suite("Ingress routing and appliances")
struct IngressRoutingTests {
  /// An inspected host: what enters for `public` passes `box`, and so does what leaves.
  struct Inspected {
    var host = PublicSubnet()
    let outer: Reference<Subnet>
    let box: Reference<NetworkInterface>

    init(
      box address: String = "10.0.9.10=203.0.113.99",
      adjust: (inout NetworkInterface) -> Void = { $0.checksSourceAndDestination = false }
    ) {
      outer = host.sketch.subnet("outer", "10.0.9.0/24", in: host.vpc)
      let open = host.sketch.openGroup(in: host.vpc)
      box = host.sketch.interface("box", address, in: outer, groups: [open], adjust: adjust)
      host.sketch.routeTable("outer", in: host.vpc, [outer], ("0.0.0.0/0", host.gateway))
      host.sketch.routeTable(
        "public", in: host.vpc, [host.subnet], ("0.0.0.0/0", .networkInterface(box)))
      host.sketch.gatewayTable(
        "edge", of: host.gateway, in: host.vpc, ("10.0.1.0/24", .networkInterface(box)))
    }
  }

  @Test func `R-ROUTE-13: a gateway's table sends what enters to an appliance`() {
    let inspected = Inspected()
    let trace = inspected.host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(
      trace.path == """
        PACKET_SENT IGW_TRANSLATES ROUTE_MATCH NACL_RULE_ALLOW SG_RULE_ALLOW APPLIANCE_FORWARDS \
        SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW SG_RULE_ALLOW DELIVERED \
        < PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH NACL_RULE_ALLOW SG_RULE_ALLOW \
        APPLIANCE_FORWARDS SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH IGW_TRANSLATES \
        DELIVERED_TO_INTERNET
        """)
    #expect(trace.assumptions.isEmpty)
  }

  @Test func `R-ROUTE-13: a virtual private gateway may have a table too`() {
    var pair = TwoSubnets()
    let gateway = pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: ["192.168.0.0/16"])
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.gatewayTable(
      "edge", of: gateway, in: pair.vpc, ("10.0.2.0/24", .networkInterface(box)))
    pair.sketch.routeTable("right", in: pair.vpc, [pair.right], ("192.168.0.0/16", gateway))
    let trace = pair.sketch.trace(
      fromOnPremises: "192.168.1.1", by: "vgw-vpn", to: "10.0.2.10", .tcp(443))
    #expect(
      trace.path == """
        PACKET_SENT VPN_FORWARDS VGW_FORWARDS ROUTE_MATCH NACL_RULE_ALLOW SG_RULE_ALLOW \
        APPLIANCE_FORWARDS SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW \
        SG_RULE_ALLOW DELIVERED < PACKET_SENT SG_TRACKED_ALLOW NACL_RULE_ALLOW ROUTE_MATCH \
        VGW_FORWARDS VPN_FORWARDS DELIVERED_TO_ON_PREMISES
        """)
  }

  @Test func `R-ROUTE-14: the appliance needs a public address`() {
    let inspected = Inspected(box: "10.0.9.10")
    let trace = inspected.host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(trace.path == "PACKET_SENT IGW_TRANSLATES ROUTE_MATCH IGW_APPLIANCE_NOT_PUBLIC")
    #expect(trace.verdict == .dropped)
  }

  @Test func `R-ROUTE-14: the appliance's instance must run`() {
    var inspected = Inspected()
    let instance = inspected.host.sketch.instance("i-box", .stopped)
    inspected.host.sketch.interface("box", "10.0.9.10=203.0.113.99", in: inspected.outer) {
      $0.checksSourceAndDestination = false
      $0.instance = instance
    }
    let trace = inspected.host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(trace.blockerCodes == ["INSTANCE_NOT_RUNNING"])
  }

  @Test func `R-ROUTE-15: a subnet that is redirected on its way in may not go out directly`() {
    var inspected = Inspected()
    inspected.host.sketch.routeTable(
      "public", in: inspected.host.vpc, [inspected.host.subnet],
      ("0.0.0.0/0", inspected.host.gateway), ("::/0", inspected.host.gateway))
    let out = inspected.host.sketch.trace(from: inspected.host.web, to: "198.51.100.1", .tcp(80))
    #expect(
      out.path
        == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH IGW_INGRESS_REDIRECTED")
    let request = inspected.host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(request.verdict == .replyDropped)
    #expect(request.blockerCodes == ["IGW_INGRESS_REDIRECTED"])
    // The other family is not redirected.
    let ipv6 = inspected.host.sketch.trace(
      from: inspected.host.web, to: "2001:db8:ffff::1", .tcp(80))
    #expect(ipv6.verdict == .delivered)
  }

  @Test func `R-ROUTE-15: the subnet of the appliance itself may go out`() {
    var inspected = Inspected()
    inspected.host.sketch.gatewayTable(
      "edge", of: inspected.host.gateway, in: inspected.host.vpc,
      ("10.0.0.0/16", .networkInterface(inspected.box)))
    let trace = inspected.host.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    #expect(trace.verdict == .delivered)
  }

  @Test func `R-ROUTE-16: a visit to an appliance is ACL, group, then group, ACL again`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let group = pair.sketch.group(
      "box", in: pair.vpc, inbound: ["tcp 443 from 10.0.1.0/24"],
      outbound: ["tcp 443 to 10.0.2.0/24"])
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle, groups: [group]) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.acl(
      "middle", in: pair.vpc, [middle], inbound: ["100 allow tcp 443 from 10.0.1.0/24"],
      outbound: ["100 allow tcp 443 to 10.0.2.0/24"])
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box)))
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.assumptions.isEmpty)
    #expect(
      trace.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH NACL_RULE_ALLOW SG_RULE_ALLOW \
        APPLIANCE_FORWARDS SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW \
        SG_RULE_ALLOW DELIVERED < PACKET_SENT SG_TRACKED_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL \
        NACL_RULE_ALLOW SG_TRACKED_ALLOW DELIVERED
        """)
  }

  @Test(arguments: [
    (["tcp 22 from 0.0.0.0/0"], ["all to 0.0.0.0/0"], "100 allow all from 0.0.0.0/0"),
    (["all from 0.0.0.0/0"], ["tcp 22 to 0.0.0.0/0"], "100 allow all from 0.0.0.0/0"),
    (["all from 0.0.0.0/0"], ["all to 0.0.0.0/0"], "100 deny all from 0.0.0.0/0"),
  ])
  func `R-ROUTE-16: what a filter of the visit denies is an assumption`(
    inbound: [String], outbound: [String], rule: String
  ) {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let group = pair.sketch.group("box", in: pair.vpc, inbound: inbound, outbound: outbound)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle, groups: [group]) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.acl(
      "middle", in: pair.vpc, [middle], inbound: [rule], outbound: ["100 allow all to 0.0.0.0/0"])
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box)))
    #expect(pair.trace(.tcp(443)).assumed == ["R-ROUTE-16"])
    // Where the packet is denied before, the visit decides nothing.
    pair.sketch.acl(
      "left", in: pair.vpc, [pair.left], inbound: ["100 allow all from 0.0.0.0/0"], outbound: [])
    #expect(pair.trace(.tcp(443)).assumptions.isEmpty)
  }

  @Test func `R-ROUTE-16: the check must be off, and all behind it is told as well`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle)
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box)))
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .dropped)
    #expect(trace.blockerCodes == ["SOURCE_DEST_CHECK_DENY"])
    #expect(trace.forward.reachedEnd)
  }

  @Test func `R-ROUTE-17: back into a NAT gateway's subnet through an appliance is undetermined`() {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let edge = sketch.subnet("edge", "10.0.1.0/24", in: vpc)
    let inner = sketch.subnet("inner", "10.0.2.0/24", in: vpc)
    let middle = sketch.subnet("middle", "10.0.3.0/24", in: vpc)
    let box = sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    let nat = sketch.natGateway("nat", "10.0.1.20", in: edge)
    let a = sketch.interface("a", "10.0.2.10", in: inner)
    let other = sketch.vpc("other", "10.9.0.0/16")
    let far = sketch.subnet("far", "10.9.1.0/24", in: other)
    sketch.interface("b", "10.9.1.10", in: far)
    sketch.interface("beside", "10.0.1.30=203.0.113.30", in: edge)
    let peering = sketch.peering("pcx", vpc, other)
    sketch.routeTable("inner", in: vpc, [inner], ("10.0.1.0/24", nat), ("10.9.0.0/16", nat))
    sketch.routeTable(
      "edge", in: vpc, [edge], ("10.9.0.0/16", peering), ("10.0.2.0/24", .networkInterface(box)))
    // The inspection of what returns is the documented use (R-NAT-12).
    let inspected = sketch.trace(from: a, to: "10.9.1.10", .tcp(443))
    #expect(inspected.verdict == .delivered)
    #expect(inspected.codes.contains("APPLIANCE_FORWARDS"))

    // From the gateway through the appliance to a neighbour of the gateway, by its public address.
    let internet = sketch.internetGateway("igw", in: vpc)
    let outside = sketch.natGateway("nat", "10.0.1.20", public: "203.0.113.20", in: edge)
    sketch.routeTable("inner", in: vpc, [inner], ("0.0.0.0/0", outside))
    sketch.routeTable("edge", in: vpc, [edge], ("0.0.0.0/0", .networkInterface(box)))
    sketch.routeTable("middle", in: vpc, [middle], ("0.0.0.0/0", internet))
    let trace = sketch.trace(from: a, to: "203.0.113.30", .tcp(443))
    #expect(trace.verdict == .undetermined)
    #expect(trace.forward.hops.last?.decision.code == .appliancePathUnpredictable)
  }

  @Test func `R-ROUTE-18: gateways refuse a source that is nobody's in the VPC`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    let internet = pair.sketch.internetGateway("igw", in: pair.vpc)
    let premises = pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: ["192.168.0.0/16"])
    pair.sketch.routeTable(
      "middle", in: pair.vpc, [middle], ("0.0.0.0/0", internet), ("::/0", internet),
      ("192.168.0.0/16", premises))
    for (source, destination) in [
      ("172.16.0.1", "198.51.100.1"), ("172.16.0.1", "192.168.1.1"),
      ("2001:db8:9::1", "2001:db8:ffff::1"),
    ] {
      var flow = pair.sketch.flow(from: box, to: destination, .tcp(443))
      flow.header.source = pair.sketch.address(source)
      let trace = pair.sketch.network.trace(flow)
      #expect(
        trace.path == """
          PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH GATEWAY_REJECTS_SPOOFED_SOURCE
          """)
    }
  }

  @Test func `R-ROUTE-18: what a peering does with an appliance's strangers is an assumption`() {
    var pair = TwoSubnets()
    let other = pair.sketch.vpc("other", "10.9.0.0/16")
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    let peering = pair.sketch.peering("pcx", pair.vpc, other)
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("0.0.0.0/0", .networkInterface(box)))
    pair.sketch.routeTable("middle", in: pair.vpc, [middle], ("0.0.0.0/0", peering))
    let trace = pair.trace(.tcp(443), to: "198.51.100.1")
    #expect(trace.blockerCodes == ["PEERING_ADDRESS_OUTSIDE_VPC"])
    #expect(trace.assumptions.isEmpty, "no peering takes a packet for a third network")
    // A stranger's packet for the other VPC is another matter.
    var flow = pair.sketch.flow(from: pair.a, to: "10.9.1.1", .tcp(443))
    flow.header.source = pair.sketch.address("172.16.0.1")
    pair.sketch.interface("a", "10.0.1.10", in: pair.left, groups: []) {
      $0.checksSourceAndDestination = false
    }
    let stranger = pair.sketch.network.trace(flow)
    #expect(stranger.blockerCodes == ["PEERING_ADDRESS_OUTSIDE_VPC"])
    #expect(stranger.assumed == ["R-ROUTE-18"])
  }
}
