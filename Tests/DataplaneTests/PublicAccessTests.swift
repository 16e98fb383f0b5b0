import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// Egress-only gateways, Block Public Access and enforced encryption.
@Suite("Egress-only gateways and account switches")
struct PublicAccessTests {
  @Test(arguments: [40000 as UInt16, 500])
  func `R-EIGW-1: flows begun inside go out and return over IPv6`(sourcePort: UInt16) {
    var host = PublicSubnet()
    let gateway = host.sketch.egressOnlyGateway("eigw", in: host.vpc)
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("::/0", gateway))
    let trace = host.sketch.trace(
      from: host.web, to: "2001:db8:ffff::1", .tcp(443), sourcePort: sourcePort)
    #expect(trace.verdict == .delivered)
    #expect(
      trace.path == """
        PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_MATCH EIGW_FORWARDS DELIVERED_TO_INTERNET \
        < PACKET_SENT EIGW_FORWARDS NACL_RULE_ALLOW SG_TRACKED_ALLOW DELIVERED
        """)
  }

  @Test func `R-EIGW-1: nothing from outside begins a flow`() {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16", "2001:db8::/56")
    let subnet = sketch.subnet("a", "10.0.1.0/24", "2001:db8:0:1::/64", in: vpc)
    let gateway = sketch.egressOnlyGateway("eigw", in: vpc)
    sketch.routeTable("a", in: vpc, [subnet], ("::/0", gateway))
    sketch.interface("a", "10.0.1.10", "2001:db8:0:1::10", in: subnet)
    let trace = sketch.trace(fromInternet: "2001:db8:ffff::1", to: "2001:db8:0:1::10", .tcp(443))
    #expect(trace.verdict == .dropped)
    #expect(trace.reply == nil)
  }

  @Test func `R-ENC-1: a VPC that enforces encryption leaves verdicts open`() {
    var pair = TwoSubnets()
    pair.sketch.topology.encryptionControls = [
      EncryptionControl(id: "vpcec", vpc: pair.vpc, isEnforced: true, location: nil)
    ]
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .undetermined)
    #expect(trace.codes.filter { $0 == "VPC_ENCRYPTION_ENFORCED" }.count == 2)
    #expect(pair.sketch.network.verdict(of: trace.flow) == .undetermined)
    pair.sketch.topology.encryptionControls = [
      EncryptionControl(id: "vpcec", vpc: pair.vpc, isEnforced: false, location: nil)
    ]
    #expect(pair.trace(.tcp(443)).path == TwoSubnets.delivered)
  }

  @Test func `R-ENC-1: a certain denial outweighs it`() {
    var pair = TwoSubnets(inbound: [])
    pair.sketch.topology.encryptionControls = [
      EncryptionControl(id: "vpcec", vpc: pair.vpc, isEnforced: true, location: nil)
    ]
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .dropped)
    #expect(
      trace.notes.contains { note in
        if case .undeterminedBehindDenial(let decision) = note {
          decision.code == .encryptionEnforced
        } else {
          false
        }
      })
  }

  /// Who is spared by an exclusion, and for what.
  enum Exclusion: String, Sendable {
    case none
    case vpcBoth
    case vpcEgress
    case subnetBoth
  }

  @Test(arguments: [
    (BlockPublicAccess.Mode.off, Exclusion.none, Verdict.delivered, Verdict.delivered),
    (.blockBidirectional, .none, .dropped, .dropped), (.blockIngress, .none, .dropped, .delivered),
    (.blockBidirectional, .vpcBoth, .delivered, .delivered),
    (.blockBidirectional, .vpcEgress, .dropped, .delivered),
    (.blockBidirectional, .subnetBoth, .delivered, .delivered),
    (.blockIngress, .vpcBoth, .delivered, .delivered),
  ])
  func `R-BPA-1: what the account's switch leaves of internet traffic`(
    mode: BlockPublicAccess.Mode, exclusion: Exclusion, ingress: Verdict, egress: Verdict
  ) {
    var host = NATSubnets()
    host.sketch.interface("web", "10.0.1.10=203.0.113.10", in: host.edge)
    host.sketch.topology.blockPublicAccess = [BlockPublicAccess(mode: mode)]
    let excluded: BlockPublicAccess.Exclusion? =
      switch exclusion {
      case .none: nil
      case .vpcBoth:
        .init(id: "x", mode: .allowBidirectional, subject: .vpc(host.vpc), location: nil)
      case .vpcEgress: .init(id: "x", mode: .allowEgress, subject: .vpc(host.vpc), location: nil)
      case .subnetBoth:
        .init(id: "x", mode: .allowBidirectional, subject: .subnet(host.edge), location: nil)
      }
    host.sketch.topology.blockPublicAccessExclusions = excluded.map { [$0] } ?? []
    let into = host.sketch.trace(to: "203.0.113.10", .tcp(443))
    #expect(into.verdict == ingress)
    #expect(into.blockerCodes == (ingress == .dropped ? ["VPC_BLOCK_PUBLIC_ACCESS"] : []))
    let out = host.trace(.tcp(443))
    #expect(out.verdict == egress)
    #expect(out.blockerCodes == (egress == .dropped ? ["VPC_BLOCK_PUBLIC_ACCESS"] : []))
  }

  @Test(arguments: [
    (BlockPublicAccess.Mode.blockIngress, Verdict.delivered), (.blockBidirectional, .dropped),
  ])
  func `R-BPA-1: an egress-only gateway keeps its flows unless both ways are blocked`(
    mode: BlockPublicAccess.Mode, expected: Verdict
  ) {
    var host = PublicSubnet()
    let gateway = host.sketch.egressOnlyGateway("eigw", in: host.vpc)
    host.sketch.routeTable("public", in: host.vpc, [host.subnet], ("::/0", gateway))
    host.sketch.topology.blockPublicAccess = [BlockPublicAccess(mode: mode)]
    let trace = host.sketch.trace(from: host.web, to: "2001:db8:ffff::1", .tcp(443))
    #expect(trace.verdict == expected)
  }

  @Test func `R-BPA-1: private paths are not concerned`() {
    var peered = PeeredVPCs()
    peered.sketch.topology.blockPublicAccess = [BlockPublicAccess(mode: .blockBidirectional)]
    #expect(peered.trace(.tcp(443)).path == PeeredVPCs.delivered)
  }
}
