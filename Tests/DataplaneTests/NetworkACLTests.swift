import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// The stateless filter of subnets (section 8 of the semantics).
@Suite("Network ACLs")
struct NetworkACLTests {
  /// What the ACL of `b`'s subnet, with these inbound rules, does with a packet.
  private func judge(
    _ inbound: [String], _ traffic: Traffic, to destination: String = "10.0.2.10"
  ) -> Trace {
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: inbound,
      outbound: ["100 allow all to 0.0.0.0/0", "101 allow all to ::/0"])
    return pair.trace(traffic, to: destination)
  }

  private let path = """
    PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_DEFAULT_DENY SG_RULE_ALLOW \
    DELIVERED < PACKET_SENT SG_TRACKED_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NACL_RULE_ALLOW \
    SG_TRACKED_ALLOW DELIVERED
    """

  @Test func `R-NACL-1: a subnet has the ACL that names it, else the default one`() {
    var pair = TwoSubnets()
    let network = pair.sketch.network
    let id = pair.sketch.topology.networkACLs.id
    #expect(network.networkACL(of: pair.left).map(id) == "vpc-default")
    pair.sketch.acl("own", in: pair.vpc, [pair.left, pair.right], inbound: [], outbound: [])
    let ids = [pair.left, pair.right].map { pair.sketch.network.networkACL(of: $0) }
    #expect(ids.map { $0.map(pair.sketch.topology.networkACLs.id) } == ["own", "own"])
    #expect(pair.trace(.tcp(443)).blockerCodes.first == "NACL_DEFAULT_DENY")
  }

  @Test func `R-NACL-1: a subnet whose ACL the input lacks is undetermined`() {
    var pair = TwoSubnets()
    pair.sketch.topology.networkACLs = ResourceTable()
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .undetermined)
    #expect(trace.codes.filter { $0 == "NACL_UNKNOWN" }.count == 4)
    #expect(pair.sketch.network.verdict(of: trace.flow) == .undetermined)
    pair.sketch.topology.presentKinds.remove(.networkACL)
    let assumed = pair.trace(.tcp(443))
    #expect(assumed.verdict == .delivered)
    #expect(assumed.notes.contains(.defaultAssumed(.networkACL)))
  }

  @Test(arguments: [
    (["100 deny tcp 443 from 0.0.0.0/0", "200 allow all from 0.0.0.0/0"], "NACL_RULE_DENY", 0),
    (["200 allow all from 0.0.0.0/0", "100 deny tcp 443 from 0.0.0.0/0"], "NACL_RULE_DENY", 1),
    (["100 allow tcp 443 from 0.0.0.0/0", "200 deny all from 0.0.0.0/0"], "NACL_RULE_ALLOW", 0),
    (["100 deny tcp 22 from 0.0.0.0/0", "200 allow all from 0.0.0.0/0"], "NACL_RULE_ALLOW", 1),
  ])
  func `R-NACL-2: the lowest matching number decides`(
    rules: [String], code: String, entry: Int
  ) throws {
    var pair = TwoSubnets()
    let acl = pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: rules,
      outbound: ["100 allow all to 0.0.0.0/0"])
    let trace = pair.trace(.tcp(443))
    let decision = try #require(
      trace.forward.hops.first { $0.decision.component == .networkACL(pair.right) }?.decision)
    #expect(decision.code.rawValue == code)
    #expect(decision.direction == .inbound)
    #expect(pair.sketch.network.evidence(of: decision) == .networkACLEntry(acl, index: entry))
    #expect(trace.verdict == (code == "NACL_RULE_ALLOW" ? .delivered : .dropped))
  }

  @Test func `R-NACL-2: where nothing matches, the closing rule denies`() throws {
    var pair = TwoSubnets()
    let acl = pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: ["100 allow tcp 22 from 0.0.0.0/0"],
      outbound: ["100 allow all to 0.0.0.0/0"])
    let trace = pair.trace(.tcp(443))
    #expect(trace.path == path)
    let blocker = try #require(trace.blockers.first)
    #expect(
      pair.sketch.network.evidence(of: blocker.hop.decision) == .networkACLDefault(acl))
  }

  @Test(arguments: [
    ("10.0.2.10", "100 allow all from ::/0", Verdict.dropped),
    ("2001:db8:0:2::10", "100 allow all from 0.0.0.0/0", .dropped),
    ("10.0.2.10", "100 deny all from ::/0", .delivered),
    ("2001:db8:0:2::10", "100 deny all from 0.0.0.0/0", .delivered),
  ])
  func `R-NACL-3: rules of one family never match the other`(
    destination: String, rule: String, expected: Verdict
  ) {
    let others =
      rule.contains("deny")
      ? ["200 allow all from 0.0.0.0/0", "201 allow all from ::/0"] : []
    #expect(judge([rule] + others, .tcp(443), to: destination).verdict == expected)
  }

  @Test func `R-NACL-4: an ACL without rules denies everything`() {
    let trace = judge([], .tcp(443))
    #expect(trace.path == path)
    #expect(trace.blockerCodes == ["NACL_DEFAULT_DENY"])
  }

  @Test(arguments: [
    ("tcp 443", Traffic.tcp(443), true), ("tcp 443", .udp(443), false),
    ("tcp 400-500", .tcp(443), true), ("tcp 444-500", .tcp(443), false),
    ("udp", .udp(53), true), ("all", .other(47), true), ("47", .other(47), true),
    ("47", .other(50), false), ("icmp 8", .ping, true), ("icmp 0", .ping, false),
    ("icmp 3/4", .icmp(3, 4), true), ("icmp 3/4", .icmp(3, 1), false),
    ("icmp 3", .icmp(3, 1), true), ("icmp", .icmp(3, 1), true), ("all", .ping, true),
  ])
  func `R-NACL-5: a rule names protocol, ports or ICMP type and code, and a block`(
    rule: String, traffic: Traffic, matches: Bool
  ) {
    let trace = judge(["100 allow \(rule) from 10.0.1.0/24"], traffic)
    #expect(trace.codes.contains("NACL_DEFAULT_DENY") == !matches, "\(trace.path)")
  }

  @Test func `R-NACL-5: inbound rules look at the source, outbound ones at the destination`() {
    #expect(judge(["100 allow all from 10.0.1.10/32"], .tcp(443)).verdict == .delivered)
    #expect(judge(["100 allow all from 10.0.2.10/32"], .tcp(443)).verdict == .dropped)
    var pair = TwoSubnets()
    pair.sketch.acl(
      "left", in: pair.vpc, [pair.left], inbound: ["100 allow all from 10.0.2.10/32"],
      outbound: ["100 allow all to 10.0.2.10/32"])
    #expect(pair.trace(.tcp(443)).verdict == .delivered)
    pair.sketch.acl(
      "left", in: pair.vpc, [pair.left], inbound: ["100 allow all from 10.0.2.10/32"],
      outbound: ["100 allow all to 10.0.1.10/32"])
    #expect(pair.trace(.tcp(443)).blockerCodes == ["NACL_DEFAULT_DENY"])
  }

  @Test func `R-NACL-5: ICMPv6 with an IPv4 block stands for every type`() {
    #expect(
      !judge(["100 allow icmpv6 128 from 10.0.1.0/24"], .other(58)).codes
        .contains("NACL_DEFAULT_DENY"))
  }

  @Test func `R-NACL-6: the reply is judged on its own`() {
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: ["100 allow all from 0.0.0.0/0"],
      outbound: [])
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .replyDropped)
    #expect(trace.blockerCodes == ["NACL_DEFAULT_DENY"])
    #expect(trace.blockers.allSatisfy { $0.isOnReply })
  }

  @Test func `R-NACL-7: nothing is filtered within a subnet`() {
    var pair = TwoSubnets()
    pair.sketch.interface("neighbour", "10.0.1.11", in: pair.left)
    pair.sketch.acl("shut", in: pair.vpc, [pair.left], inbound: [], outbound: [])
    let trace = pair.trace(.tcp(443), to: "10.0.1.11")
    #expect(trace.verdict == .delivered)
    #expect(!trace.codes.contains { $0.hasPrefix("NACL") })
  }

  @Test func `R-NACL-7: a path that leaves the subnet and returns is filtered on each crossing`() {
    var host = PublicSubnet()
    host.sketch.interface("b", "10.0.1.11=203.0.113.11", in: host.subnet)
    let trace = host.sketch.trace(from: host.web, to: "203.0.113.11", .tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.codes.filter { $0 == "NACL_RULE_ALLOW" }.count == 4)
    host.sketch.acl("shut", in: host.vpc, [host.subnet], inbound: [], outbound: [])
    let shut = host.sketch.trace(from: host.web, to: "203.0.113.11", .tcp(443))
    #expect(shut.blockerCodes == Array(repeating: "NACL_DEFAULT_DENY", count: 4))
  }

  @Test(arguments: ["10.0.0.2", "169.254.169.254", "10.0.1.1"])
  func `R-NACL-8: the ACL does not filter Amazon's services`(service: String) {
    var pair = TwoSubnets()
    pair.sketch.acl("shut", in: pair.vpc, [pair.left], inbound: [], outbound: [])
    #expect(pair.trace(.udp(53), to: service).path == "PACKET_SENT DELIVERED_TO_SERVICE")
  }

  @Test(arguments: [
    (ClientPorts.Origin.linux, 32768, 61000), (.onPremises, 32768, 61000),
    (.windows, 49152, 65535), (.internet, 1024, 65535), (.natGateway, 1024, 65535),
    (.lambda, 1024, 65535),
  ])
  func `R-NACL-13: a client's ports are its system's`(
    origin: ClientPorts.Origin, first: UInt16, last: UInt16
  ) {
    #expect(ClientPorts(origin).range == PortRange(first, last))
  }

  @Test func `R-NACL-14: path MTU discovery needs type 3 code 4`() {
    #expect(judge(["100 allow icmp 3/4 from 0.0.0.0/0"], .icmp(3, 4)).verdict == .delivered)
    #expect(judge(["100 allow tcp from 0.0.0.0/0"], .icmp(3, 4)).verdict == .dropped)
    #expect(judge(["100 allow icmp 3/4 from 0.0.0.0/0"], .icmp(11, 0)).verdict == .dropped)
  }

  @Test func `R-NACL-17: ACL or group first is a matter of which blocker is named first`() {
    var pair = TwoSubnets(outbound: [], inbound: [])
    pair.sketch.acl("shut", in: pair.vpc, [pair.left, pair.right], inbound: [], outbound: [])
    #expect(
      pair.trace(.tcp(443)).blockerCodes == [
        "SG_HAS_NO_RULES", "NACL_DEFAULT_DENY", "NACL_DEFAULT_DENY", "SG_HAS_NO_RULES",
        "NACL_DEFAULT_DENY", "NACL_DEFAULT_DENY",
      ])
  }
}

/// Where an ACL meets AWS's own interfaces, which are not walked yet.
@Suite("Network ACLs at managed interfaces")
struct ManagedInterfaceACLTests {
  private func trace(to kind: NetworkInterface.Kind) -> Trace {
    var pair = TwoSubnets()
    let group = pair.sketch.topology.securityGroups.mention("sg-b")
    pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: [group]) { $0.kind = kind }
    return pair.trace(.tcp(443))
  }

  @Test func `R-NACL-9, R-NACL-12: a transit gateway's attachment is undetermined`() {
    #expect(trace(to: .transitGateway).verdict == .undetermined)
  }

  @Test func `R-NACL-10: a gateway load balancer's endpoint is undetermined`() {
    #expect(trace(to: .gatewayLoadBalancerEndpoint).verdict == .undetermined)
  }

  @Test func `R-NACL-11: a load balancer is undetermined`() {
    #expect(trace(to: .loadBalancer).verdict == .undetermined)
  }

  @Test func `R-NACL-16, R-CVPN-1: interfaces of other services are undetermined`() {
    #expect(trace(to: .otherManaged).verdict == .undetermined)
  }

  @Test func `R-NACL-15: the number of rules is a quota, which packets pass over`() {
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right],
      inbound: (1...200).map { "\($0) deny tcp \($0) from 0.0.0.0/0" }
        + ["300 allow tcp 443 from 0.0.0.0/0"], outbound: ["100 allow all to 0.0.0.0/0"])
    #expect(pair.trace(.tcp(443)).verdict == .delivered)
  }
}
