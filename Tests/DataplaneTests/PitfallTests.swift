import Addressing
import TestSupport
import Testing
import TopologyModel

@testable import Dataplane

/// What tracers and simulators of networks have got wrong before.
@Suite("Pitfalls")
struct PitfallTests {
  /// Ways out of a subnet: each gives the network, its first subnet and where the packet goes.
  enum Way: CaseIterable, Sendable {
    case local
    case internetGateway
    case natGateway
    case peering
    case virtualPrivateGateway
    case appliance
    case transitGateway
    case gatewayEndpoint
    case interfaceEndpoint
    case gatewayLoadBalancerEndpoint

    func drawn() -> (Sketch, Reference<NetworkInterface>, destination: String) {
      switch self {
      case .local:
        var pair = TwoSubnets()
        shut(&pair.sketch, pair.vpc, pair.left)
        return (pair.sketch, pair.a, "10.0.2.10")
      case .internetGateway:
        var host = PublicSubnet()
        shut(&host.sketch, host.vpc, host.subnet)
        return (host.sketch, host.web, "198.51.100.1")
      case .natGateway:
        var host = NATSubnets()
        shut(&host.sketch, host.vpc, host.inner)
        return (host.sketch, host.a, "198.51.100.1")
      case .peering:
        var peered = PeeredVPCs()
        shut(&peered.sketch, peered.near, peered.left)
        return (peered.sketch, peered.a, "10.9.1.10")
      case .interfaceEndpoint:
        var pair = TwoSubnets()
        pair.sketch.interface("b", "10.0.2.10", in: pair.right) { $0.kind = .vpcEndpoint }
        shut(&pair.sketch, pair.vpc, pair.left)
        return (pair.sketch, pair.a, "10.0.2.10")
      case .virtualPrivateGateway, .appliance, .transitGateway, .gatewayEndpoint,
        .gatewayLoadBalancerEndpoint:
        var pair = TwoSubnets()
        let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
        let box = pair.sketch.interface("box", "10.0.3.10", in: middle)
        let target: RouteTarget =
          switch self {
          case .appliance: .networkInterface(box)
          case .transitGateway: pair.sketch.unmodelled("tgw", .transitGateway)
          case .gatewayEndpoint, .gatewayLoadBalancerEndpoint:
            pair.sketch.unmodelled("vpce", .vpcEndpoint)
          default: pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: ["192.168.0.0/16"])
          }
        pair.sketch.prefixList("pl-s3", ["192.168.0.0/16"])
        let destination = self == .gatewayEndpoint ? "pl:pl-s3" : "192.168.0.0/16"
        pair.sketch.routeTable("left", in: pair.vpc, [pair.left], (destination, target))
        shut(&pair.sketch, pair.vpc, pair.left)
        return (pair.sketch, pair.a, "192.168.1.1")
      }
    }

    private func shut(
      _ sketch: inout Sketch, _ vpc: Reference<VPC>, _ subnet: Reference<Subnet>
    ) {
      sketch.acl("shut", in: vpc, [subnet], inbound: [], outbound: ["1 deny all to 0.0.0.0/0"])
    }
  }

  @Test(arguments: Way.allCases)
  func `no gateway lets a packet past the ACL of its subnet`(way: Way) {
    let (sketch, sender, destination) = way.drawn()
    let trace = sketch.trace(from: sender, to: destination, .tcp(443))
    #expect(trace.blockerCodes.first == "NACL_RULE_DENY")
    #expect(trace.verdict == .dropped)
    #expect(sketch.network.verdict(of: trace.flow) == .dropped)
  }

  @Test func `a blackhole is not an absent route: it hides the wider one`() {
    var host = PublicSubnet()
    host.sketch.routeTable(
      "public", in: host.vpc, [host.subnet], ("198.51.0.0/16", host.gateway),
      ("198.51.100.0/24", .missing))
    #expect(
      host.sketch.trace(from: host.web, to: "198.51.100.1", .tcp(443)).blockerCodes
        == ["ROUTE_BLACKHOLE"])
    #expect(
      host.sketch.trace(from: host.web, to: "198.51.1.1", .tcp(443)).verdict == .delivered)
  }

  @Test func `the closing rule is nobody's rule: it is considered where it decides alone`() throws {
    var pair = TwoSubnets()
    let acl = pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
      outbound: ["100 allow all to 0.0.0.0/0"])
    for (port, fates) in [
      (443 as UInt16, [Considered(evidence: .networkACLEntry(acl, index: 0), fate: .decided)]),
      (
        22,
        [
          Considered(evidence: .networkACLEntry(acl, index: 0), fate: .mismatch([.port])),
          Considered(evidence: .networkACLDefault(acl), fate: .decided),
        ]
      ),
    ] {
      let trace = pair.trace(.tcp(port))
      let index = try #require(
        trace.forward.hops.firstIndex { $0.decision.component == .networkACL(pair.right) })
      #expect(pair.sketch.network.considered(at: index, of: trace.forward) == fates)
    }
  }

  @Test func `what is not modelled is named, and never taken for a missing route`() {
    var pair = TwoSubnets()
    let transit = pair.sketch.unmodelled("tgw-0a", .transitGateway)
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("0.0.0.0/0", transit))
    let trace = pair.trace(.tcp(443), to: "192.168.1.1")
    #expect(trace.verdict == .undetermined)
    #expect(trace.blockers.isEmpty)
    guard case .unmodelled(let reference)? = trace.forward.hops.last?.decision.component else {
      Issue.record("\(trace.path)")
      return
    }
    #expect(pair.sketch.topology.unmodelled[reference]?.id == "tgw-0a")
  }

  @Test func `a reply without a request is a new flow`() throws {
    let pair = TwoSubnets(inbound: ["tcp 443 from 0.0.0.0/0"])
    let request = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(443))
    #expect(pair.sketch.network.verdict(of: request) == .delivered)
    let reply = Flow(.networkInterface(pair.b), try #require(request.header.reply))
    #expect(
      pair.sketch.network.trace(reply).forward.hops[1].decision.code == .groupNoRules)
  }

  @Test(arguments: ["10.0.2.0", "10.0.2.3", "10.0.2.255", "0.0.0.0", "224.0.0.1"])
  func `no packet is delivered to an address that nobody can hold`(destination: String) {
    let trace = TwoSubnets().trace(.udp(53), to: destination)
    #expect(trace.verdict == .dropped)
    #expect(!trace.blockers.isEmpty)
  }

  @Test func `a public address and the private one behind it are different, and both explained`() {
    let host = PublicSubnet(inbound: ["tcp 443 from 198.51.100.0/24"])
    var other = host
    let inner = other.sketch.subnet("inner", "10.0.2.0/24", in: other.vpc)
    let a = other.sketch.interface("a", "10.0.2.10", in: inner)
    let outside = other.sketch.trace(to: PublicSubnet.publicAddress, .tcp(443))
    let inside = other.sketch.trace(from: a, to: "10.0.1.10", .tcp(443))
    #expect(outside.verdict == .delivered)
    #expect(outside.codes.contains("IGW_TRANSLATES"))
    #expect(inside.blockerCodes == ["SG_NO_RULE_MATCHES"])
    #expect(!inside.codes.contains("IGW_TRANSLATES"))
    #expect(
      other.sketch.trace(to: "10.0.1.10", .tcp(443)).blockerCodes
        == ["PRIVATE_ADDRESS_ON_INTERNET"])
  }

  /// Who may translate a packet on its way.
  enum Translation: CaseIterable, Sendable {
    case internetGateway
    case publicNATGateway
    case privateNATGateway
    case natInstance
    case hairpin

    /// A flow that is translated, and its network.
    func drawn() -> (Sketch, Flow) {
      switch self {
      case .internetGateway:
        let sketch = PublicSubnet().sketch
        return (sketch, sketch.flow(fromInternet: "198.51.100.10", to: "203.0.113.10", .tcp(443)))
      case .publicNATGateway:
        let host = NATSubnets()
        return (host.sketch, host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443)))
      case .privateNATGateway:
        var peered = PeeredVPCs()
        let edge = peered.sketch.subnet("edge", "10.0.2.0/24", in: peered.near)
        let nat = peered.sketch.natGateway("nat", "10.0.2.20", in: edge)
        peered.sketch.routeTable("edge", in: peered.near, [edge], ("10.9.0.0/16", peered.peering))
        peered.sketch.routeTable("near", in: peered.near, [peered.left], ("10.9.0.0/16", nat))
        return (peered.sketch, peered.sketch.flow(from: peered.a, to: "10.9.1.10", .tcp(443)))
      case .natInstance:
        var host = NATSubnets()
        let box = host.sketch.interface("box", "10.0.1.30=203.0.113.30", in: host.edge) {
          $0.checksSourceAndDestination = false
        }
        host.sketch.routeTable(
          "inner", in: host.vpc, [host.inner], ("0.0.0.0/0", .networkInterface(box)))
        return (host.sketch, host.sketch.flow(from: host.a, to: "198.51.100.1", .tcp(443)))
      case .hairpin:
        var host = PublicSubnet()
        host.sketch.interface("b", "10.0.1.11=203.0.113.11", in: host.subnet)
        return (host.sketch, host.sketch.flow(from: host.web, to: "203.0.113.11", .tcp(443)))
      }
    }
  }

  @Test(arguments: Translation.allCases)
  func `the reply of every kind of translation is traced`(translation: Translation) {
    let (sketch, flow) = translation.drawn()
    let trace = sketch.network.trace(flow)
    #expect(trace.verdict == .delivered)
    #expect(trace.forward.hops.contains { $0.decision.action == .translate })
    #expect(trace.reply?.hops.contains { $0.decision.action == .translate } == true)
    #expect(trace.reply?.hops.last?.packet == flow.header.reply)
  }

  @Test(arguments: ["203.0.113.20", "10.0.1.20"])
  func `a packet to a translator's address that no one asked for is dropped`(destination: String) {
    let network = NATSubnets()
    let trace =
      destination.hasPrefix("203")
      ? network.sketch.trace(to: destination, .tcp(40000))
      : network.trace(.tcp(40000), to: destination)
    #expect(trace.blockerCodes == ["NAT_UNSOLICITED"])
  }
}
