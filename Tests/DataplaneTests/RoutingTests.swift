import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Which route a packet takes, and where that leads (section 3 of the semantics).
@Suite("Routing")
struct RoutingTests {
  @Test func `R-ROUTE-1: a subnet has its own table, else the main one`() {
    var host = PublicSubnet()
    let private1 = host.sketch.subnet("private", "10.0.2.0/24", in: host.vpc)
    let inside = host.sketch.interface("inside", "10.0.2.10=203.0.113.12", in: private1)
    let network = host.sketch.network
    #expect(
      network.routeTable(of: host.subnet).map(host.sketch.topology.routeTables.id) == "public")
    #expect(
      network.routeTable(of: private1).map(host.sketch.topology.routeTables.id) == "vpc-main")
    #expect(host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80)).verdict == .delivered)
    let trace = host.sketch.trace(from: inside, to: "198.51.100.1", .tcp(80))
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW NO_ROUTE")

    // A new main table takes over every subnet without one of its own.
    host.sketch.routeTable("vpc-main", in: host.vpc, main: true, [], ("0.0.0.0/0", host.gateway))
    #expect(host.sketch.trace(from: inside, to: "198.51.100.1", .tcp(80)).verdict == .delivered)
  }

  @Test func `R-ROUTE-1: an association that is not in place counts for nothing`() {
    var host = PublicSubnet()
    let association = RouteTable.Association(.subnet(host.subnet), isAssociated: false)
    host.sketch.routeTable("public", in: host.vpc, [], ("0.0.0.0/0", host.gateway)) {
      $0.associations = [association]
    }
    #expect(
      host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80)).blockerCodes == ["NO_ROUTE"])
  }

  @Test(arguments: ["10.0.2.10", "2001:db8:0:2::10"])
  func `R-ROUTE-2: every block of the VPC has a local route`(destination: String) throws {
    let pair = TwoSubnets()
    let trace = pair.trace(.tcp(443), to: destination)
    #expect(trace.path == TwoSubnets.delivered)
    let route = try #require(trace.forward.hops.first { $0.decision.code == .routeLocal })
    let block = destination.contains(":") ? 1 : 0
    #expect(
      pair.sketch.network.evidence(of: route.decision)
        == .impliedLocalRoute(block: block, of: pair.vpc))
  }

  @Test func `R-ROUTE-2: the target of the local route may be replaced by an interface`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.0.0/16", .networkInterface(box)))
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.codes.filter { $0 == "APPLIANCE_FORWARDS" }.count == 1)
  }

  @Test func `R-ROUTE-3: 0.0.0.0-0 never covers IPv6, nor ::-0 IPv4`() {
    var host = PublicSubnet()
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("0.0.0.0/0", host.gateway))
    #expect(
      host.sketch.trace(from: host.web, to: "2001:db8:ffff::1", .tcp(80)).blockerCodes
        == ["NO_ROUTE"])
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("::/0", host.gateway))
    #expect(
      host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80)).blockerCodes == ["NO_ROUTE"])
  }

  /// A route of the table of `R-ROUTE-4`: where it goes and how it came there.
  struct Candidate: Sendable {
    let destination: String
    let leadsToPremises: Bool
    var origin = Route.Origin.createRoute
  }

  @Test(arguments: [
    (
      "the longer prefix wins",
      [
        Candidate(destination: "0.0.0.0/0", leadsToPremises: false),
        Candidate(destination: "172.16.0.0/12", leadsToPremises: true),
      ], "VGW_FORWARDS"
    ),
    (
      "a static route beats a propagated one of the same prefix",
      [
        Candidate(destination: "172.16.0.0/12", leadsToPremises: true, origin: .propagated),
        Candidate(destination: "172.16.0.0/12", leadsToPremises: false),
      ], "IGW_PRIVATE_DESTINATION"
    ),
    (
      "a static block beats a prefix list of the same prefix",
      [
        Candidate(destination: "pl:list", leadsToPremises: false),
        Candidate(destination: "172.16.0.0/12", leadsToPremises: true),
      ], "VGW_FORWARDS"
    ),
    (
      "a prefix list beats a propagated route of the same prefix",
      [
        Candidate(destination: "172.16.0.0/12", leadsToPremises: false, origin: .propagated),
        Candidate(destination: "pl:list", leadsToPremises: true),
      ], "VGW_FORWARDS"
    ),
    (
      "a longer propagated route beats a shorter static one",
      [
        Candidate(destination: "172.16.0.0/12", leadsToPremises: false),
        Candidate(destination: "172.16.5.0/24", leadsToPremises: true, origin: .propagated),
      ], "VGW_FORWARDS"
    ),
  ])
  func `R-ROUTE-4: the longest prefix, then static, list, propagated`(
    name: String, candidates: [Candidate], expected: String
  ) {
    for order in [candidates, candidates.reversed()] {
      var host = PublicSubnet()
      let onPremises = host.sketch.vpnGateway(
        "vgw", in: host.vpc, prefixes: ["172.16.0.0/12"])
      let list = host.sketch.prefixList("list", ["172.16.0.0/12"])
      let routes = order.map { candidate in
        var route = Route(
          to: candidate.destination == "pl:list"
            ? .prefixList(list) : .block(host.sketch.block(candidate.destination)),
          via: candidate.leadsToPremises ? onPremises : host.gateway)
        route.origin = candidate.origin
        return route
      }
      host.sketch.routeTable("public", in: host.vpc, [host.subnet]) { $0.routes = routes }
      let trace = host.sketch.trace(from: host.web, to: "172.16.5.9", .tcp(80))
      #expect(trace.codes.contains(expected), "\(name): \(trace.path)")
      #expect(trace.assumptions.isEmpty)
    }
  }

  @Test(arguments: ["10.0.2.0/24", "10.0.2.10/32", "10.0.0.0/16"])
  func `R-ROUTE-4: a propagated route within the VPC loses to local`(prefix: String) {
    var pair = TwoSubnets()
    let gateway = pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: [prefix])
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], (prefix, gateway)) {
      $0.routes[0].origin = .propagated
    }
    #expect(pair.trace(.tcp(443)).path == TwoSubnets.delivered)
  }

  @Test func `R-ROUTE-5: a static route to a whole subnet diverts its traffic`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box)))
    #expect(pair.trace(.tcp(443)).codes.contains("APPLIANCE_FORWARDS"))
    #expect(!pair.trace(.tcp(443), to: "10.0.3.10").codes.contains("APPLIANCE_FORWARDS"))
  }

  @Test func `R-ROUTE-6: no route diverts traffic within a subnet`() {
    var pair = TwoSubnets()
    let box = pair.sketch.interface("box", "10.0.2.20", in: pair.right) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.interface("neighbour", "10.0.1.11", in: pair.left)
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.1.0/24", .networkInterface(box)))
    let trace = pair.trace(.tcp(443), to: "10.0.1.11")
    #expect(
      trace.path == """
        PACKET_SENT SG_RULE_ALLOW SAME_SUBNET SG_RULE_ALLOW DELIVERED \
        < PACKET_SENT SG_RULE_ALLOW SAME_SUBNET SG_TRACKED_ALLOW DELIVERED
        """)
  }

  @Test func `R-ROUTE-7: a prefix list stands for a route per entry`() throws {
    var host = PublicSubnet()
    let list = host.sketch.prefixList("partners", ["192.0.2.0/24", "198.51.100.0/24"])
    let table = host.sketch.routeTable(
      "public", in: host.vpc, [host.subnet], ("pl:partners", host.gateway))
    let trace = host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80))
    let route = try #require(trace.forward.hops.first { $0.decision.code == .routeMatch })
    #expect(
      host.sketch.network.evidence(of: route.decision)
        == .route(table, index: 0, prefixListEntry: 1))
    #expect(host.sketch.topology.prefixLists.id(of: list) == "partners")
    #expect(
      host.sketch.trace(from: host.web, to: "203.0.113.99", .tcp(80)).blockerCodes == ["NO_ROUTE"])
  }

  @Test func `R-ROUTE-7: lists that tie are all walked`() {
    var host = PublicSubnet()
    let onPremises = host.sketch.vpnGateway("vgw", in: host.vpc, prefixes: ["198.51.100.0/24"])
    host.sketch.prefixList("pl-b", ["198.51.100.0/24"])
    host.sketch.prefixList("pl-a", ["198.51.100.0/24"])
    host.sketch.routeTable(
      "public", in: host.vpc, [host.subnet], ("pl:pl-b", host.gateway), ("pl:pl-a", onPremises))
    // Both lists lead somewhere that answers.
    let agreed = host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80))
    #expect(agreed.verdict == .delivered)
    #expect(agreed.codes.contains("VGW_FORWARDS"), "the smaller id is shown")
    #expect(agreed.notes.contains(.tiedRoutesAgree))
    #expect(agreed.alternatives.isEmpty)

    host.sketch.topology.vpnConnections.define(
      VPNConnection(id: "vgw-vpn"), at: host.sketch.topology.vpnConnections.mention("vgw-vpn"))
    let torn = host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80))
    #expect(torn.verdict == .ambiguous)
    #expect(torn.alternatives.count == 2)
    #expect(host.sketch.network.verdict(of: torn.flow) == .ambiguous)
  }

  @Test(arguments: [false, true])
  func `R-ROUTE-7: a list without entries may hold the destination`(isAWSManaged: Bool) {
    var pair = TwoSubnets()
    let list = pair.sketch.prefixList("pl-s3", nil)
    pair.sketch.topology.prefixLists.define(
      {
        var known = PrefixList(id: "pl-s3")
        known.isAWSManaged = isAWSManaged
        return known
      }(), at: list)
    let endpoint = pair.sketch.unmodelled("vpce-s3", .vpcEndpoint)
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("pl:pl-s3", endpoint))
    let outside = pair.trace(.tcp(443), to: "198.51.100.1")
    #expect(outside.verdict == .undetermined)
    #expect(
      outside.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_PREFIX_LIST_UNKNOWN")
    #expect(pair.trace(.tcp(443)).verdict == .delivered, "local wins whatever the list holds")
    let elsewhere = pair.trace(.tcp(443), to: "192.168.1.1")
    #expect(elsewhere.verdict == (isAWSManaged ? .dropped : .undetermined))
  }

  @Test(arguments: [
    ResourceKind.transitGateway, .coreNetwork, .vpcEndpoint, .carrierGateway, .localGateway,
    .odbNetwork,
  ])
  func `R-ROUTE-8: a target that is not modelled leaves the verdict open, and is named`(
    kind: ResourceKind
  ) {
    var pair = TwoSubnets()
    let target = pair.sketch.unmodelled("other-1", kind)
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("0.0.0.0/0", target))
    let trace = pair.trace(.tcp(443), to: "198.51.100.1")
    #expect(trace.verdict == .undetermined)
    #expect(
      trace.path
        == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH COMPONENT_NOT_MODELLED")
    #expect(trace.forward.hops.last?.decision.component == .unmodelled(Reference(0)))
    #expect(pair.sketch.network.verdict(of: trace.flow) == .undetermined)
  }

  @Test func `R-ROUTE-8: an instance is a target if it has exactly one interface`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let instance = pair.sketch.instance("i-box")
    pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
      $0.instance = instance
    }
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .instance(instance)))
    #expect(pair.trace(.tcp(443)).codes.contains("APPLIANCE_FORWARDS"))
    pair.sketch.interface("box-2", "10.0.3.11", in: middle) { $0.instance = instance }
    #expect(pair.trace(.tcp(443)).blockerCodes == ["ROUTE_BLACKHOLE"])
  }

  @Test(arguments: [true, false])
  func `R-ROUTE-9: a blackhole wins by its prefix and drops`(isMarked: Bool) {
    var host = PublicSubnet()
    host.sketch.routeTable(
      "public", in: host.vpc, [host.subnet], ("0.0.0.0/0", host.gateway),
      ("198.51.100.0/24", isMarked ? host.gateway : .missing)
    ) { $0.routes[1].isBlackhole = isMarked }
    let trace = host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(80))
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_BLACKHOLE")
    #expect(trace.verdict == .dropped)
    #expect(trace.assumptions.isEmpty)
    #expect(host.sketch.trace(from: host.web, to: "192.0.2.1", .tcp(80)).verdict == .delivered)
  }

  @Test func `R-ROUTE-9: that the route of a pending peering drops is an assumption`() {
    var pair = TwoSubnets()
    let other = pair.sketch.vpc("other", "10.9.0.0/16")
    let peering = pair.sketch.peering("pcx", pair.vpc, other, status: .pendingAcceptance)
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("10.9.0.0/16", peering))
    let trace = pair.trace(.tcp(443), to: "10.9.1.1")
    #expect(trace.blockerCodes == ["ROUTE_BLACKHOLE"])
    #expect(trace.assumptions.isEmpty, "without that route there is none")
    let internet = pair.sketch.internetGateway("igw", in: pair.vpc)
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.9.0.0/16", peering), ("0.0.0.0/0", internet))
    #expect(pair.trace(.tcp(443), to: "10.9.1.1").assumed == ["R-ROUTE-9"])
  }

  @Test func `R-ROUTE-10: a packet without a route is dropped`() {
    let trace = TwoSubnets().trace(.tcp(443), to: "198.51.100.1")
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW NO_ROUTE")
    #expect(trace.verdict == .dropped)
  }

  @Test func `R-ROUTE-11: advertised and propagated routes rank alike, and both are walked`() {
    for isReversed in [false, true] {
      var pair = TwoSubnets()
      let gateway = pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: ["192.168.0.0/16"])
      let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
      let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
        $0.checksSourceAndDestination = false
      }
      pair.sketch.routeTable(
        "left", in: pair.vpc, [pair.left], ("192.168.0.0/16", gateway),
        ("192.168.0.0/16", .networkInterface(box))
      ) {
        $0.routes[0].origin = .propagated
        $0.routes[1].origin = .advertised
        if isReversed { $0.routes.reverse() }
      }
      let trace = pair.trace(.tcp(443), to: "192.168.1.1")
      #expect(trace.verdict == .ambiguous)
      #expect(trace.codes.contains("VGW_FORWARDS"))
      #expect(trace.alternatives.map { $0.verdict } == [.delivered, .dropped])
      #expect(trace.assumed == ["R-ROUTE-11"])
    }
  }

  @Test func `R-ROUTE-12: an advertised route within the VPC is hidden as a propagated one is`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle)
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box))
    ) { $0.routes[0].origin = .advertised }
    #expect(pair.trace(.tcp(443)).path == TwoSubnets.delivered)
  }
}
