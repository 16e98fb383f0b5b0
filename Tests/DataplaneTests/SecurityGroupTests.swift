import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// The stateful filter of interfaces (section 7 of the semantics).
@Suite("Security groups")
struct SecurityGroupTests {
  @Test func `R-SG-1: the rules of all groups are one union`() throws {
    var pair = TwoSubnets()
    let one = pair.sketch.group("one", in: pair.vpc, inbound: ["tcp 22 from 10.0.1.0/24"])
    let two = pair.sketch.group("two", in: pair.vpc, inbound: ["tcp 443 from 10.0.1.0/24"])
    for groups in [[one, two], [two, one]] {
      pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: groups)
      let trace = pair.trace(.tcp(443))
      #expect(trace.path == TwoSubnets.delivered)
      let decision = try #require(
        trace.forward.hops.last { $0.decision.code == .groupRuleAllow }?.decision)
      #expect(
        pair.sketch.network.evidence(of: decision) == .securityGroupRule(two, .inbound, index: 0))
      #expect(pair.trace(.tcp(80)).blockerCodes == ["SG_NO_RULE_MATCHES"])
    }
  }

  @Test func `R-SG-2: a group without rules in a direction lets nothing new pass`() {
    #expect(TwoSubnets(outbound: []).trace(.tcp(443)).blockerCodes == ["SG_HAS_NO_RULES"])
    #expect(TwoSubnets(inbound: []).trace(.tcp(443)).blockerCodes == ["SG_HAS_NO_RULES"])
  }

  @Test func `R-SG-2: where the input holds no groups, AWS's default rules stand in`() {
    var pair = TwoSubnets()
    pair.sketch.topology.securityGroups = ResourceTable()
    pair.sketch.topology.presentKinds.remove(.securityGroup)
    let group = pair.sketch.topology.securityGroups.mention("sg-default")
    pair.sketch.interface("a", "10.0.1.10", in: pair.left, groups: [group])
    pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: [group])
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.codes.filter { $0 == "SG_ASSUMED_ALLOW" }.count == 2)
    #expect(trace.notes.contains(.defaultAssumed(.securityGroup)))
  }

  @Test(arguments: [
    ("tcp 443 from 10.0.1.0/24", Traffic.tcp(443), true),
    ("tcp 443 from 10.0.9.0/24", .tcp(443), false),
    ("tcp 400-442 from 10.0.1.0/24", .tcp(443), false),
    ("udp 443 from 10.0.1.0/24", .tcp(443), false),
    ("all from 10.0.1.0/24", .tcp(443), true), ("all from 10.0.1.0/24", .other(50), true),
    ("50 from 10.0.1.0/24", .other(50), true), ("47 from 10.0.1.0/24", .other(50), false),
    ("icmp 8 from 10.0.1.0/24", .ping, true), ("icmp 3/4 from 10.0.1.0/24", .icmp(3, 4), true),
    ("icmp 3/4 from 10.0.1.0/24", .icmp(3, 0), false), ("icmp from 10.0.1.0/24", .ping, true),
    ("tcp 443 from 2001:db8::/32", .tcp(443), false),
    ("tcp 443 from pl:office", .tcp(443), true), ("tcp 443 from pl:other", .tcp(443), false),
  ])
  func `R-SG-3: a rule names protocol, ports or ICMP type and code, and one peer`(
    rule: String, traffic: Traffic, matches: Bool
  ) {
    var pair = TwoSubnets(inbound: [])
    pair.sketch.prefixList("office", ["192.0.2.0/24", "10.0.1.8/29"])
    pair.sketch.prefixList("other", ["192.0.2.0/24"])
    pair.sketch.group("sg-b", in: pair.vpc, inbound: [rule], outbound: [])
    let trace = pair.trace(traffic)
    #expect(trace.blockerCodes == (matches ? [] : ["SG_NO_RULE_MATCHES"]), "\(trace.path)")
  }

  @Test(arguments: [
    ("icmpv6 from ::/0", Traffic.ping, true), ("icmp from ::/0", .ping, false),
    ("icmpv6 128 from ::/0", .ping, true), ("icmpv6 129 from ::/0", .ping, false),
    ("tcp 443 from 2001:db8:0:1::/64", .tcp(443), true),
    ("tcp 443 from pl:office", .tcp(443), true),
    ("tcp 443 from 0.0.0.0/0", .tcp(443), false),
  ])
  func `R-SG-3: IPv6 has rules of its own`(rule: String, traffic: Traffic, matches: Bool) {
    var pair = TwoSubnets(inbound: [])
    pair.sketch.prefixList("office", ["10.0.1.8/29", "2001:db8:0:1::10/128"])
    pair.sketch.group("sg-b", in: pair.vpc, inbound: [rule], outbound: [])
    let trace = pair.trace(traffic, to: "2001:db8:0:2::10")
    #expect(trace.blockerCodes == (matches ? [] : ["SG_NO_RULE_MATCHES"]), "\(trace.path)")
  }

  @Test func `R-SG-3: a list without entries leaves the verdict open`() {
    var pair = TwoSubnets(inbound: [])
    pair.sketch.prefixList("pl-unknown", nil)
    pair.sketch.group(
      "sg-b", in: pair.vpc, inbound: ["tcp 443 from pl:pl-unknown"], outbound: [])
    let trace = pair.trace(.tcp(443))
    #expect(trace.verdict == .undetermined)
    #expect(trace.codes.contains("SG_UNKNOWN"))
    #expect(pair.sketch.network.verdict(of: trace.flow) == .undetermined)
    #expect(pair.trace(.tcp(22)).blockerCodes == ["SG_NO_RULE_MATCHES"])
  }

  @Test func `R-SG-4: membership alone allows nothing`() {
    var pair = TwoSubnets()
    let plain = pair.sketch.group("plain", in: pair.vpc, inbound: [])
    let both = pair.sketch.group("both", in: pair.vpc, inbound: ["tcp 443 from sg:both"])
    for (group, expected) in [(plain, Verdict.dropped), (both, .delivered)] {
      pair.sketch.interface("a", "10.0.1.10", in: pair.left, groups: [group])
      pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: [group])
      #expect(pair.trace(.tcp(443)).verdict == expected)
    }
  }

  @Test(arguments: ["10.0.2.10", "10.0.2.11", "10.0.2.32", "2001:db8:0:2::10"])
  func `R-SG-5: a group stands for all private addresses of its members`(destination: String) {
    var pair = TwoSubnets(outbound: ["tcp 443 to sg:sg-b"], inbound: ["tcp 443 from sg:sg-a"])
    let group = pair.sketch.topology.securityGroups.mention("sg-b")
    let prefix = pair.sketch.block("10.0.2.32/28")
    pair.sketch.interface(
      "b", "10.0.2.10", "10.0.2.11", "2001:db8:0:2::10", in: pair.right, groups: [group]
    ) { $0.prefixes = [prefix] }
    #expect(pair.trace(.tcp(443), to: destination).path == TwoSubnets.delivered)
  }

  @Test func `R-SG-5: no rule is inherited from the group that is named`() {
    var pair = TwoSubnets(inbound: ["tcp 443 from sg:named"])
    pair.sketch.group("named", in: pair.vpc, inbound: ["all from 0.0.0.0/0"])
    #expect(pair.trace(.tcp(443)).blockerCodes == ["SG_NO_RULE_MATCHES"])
  }

  @Test func `R-SG-5: a group never stands for a public address`() {
    var host = PublicSubnet(outbound: ["tcp 443 to sg:other"])
    let other = host.sketch.group("other", in: host.vpc, inbound: ["all from 0.0.0.0/0"])
    host.sketch.interface("b", "10.0.1.11=203.0.113.11", in: host.subnet, groups: [other])
    #expect(host.sketch.trace(from: host.web, to: "10.0.1.11", .tcp(443)).verdict == .delivered)
    #expect(
      host.sketch.trace(from: host.web, to: "203.0.113.11", .tcp(443)).blockerCodes
        == ["SG_NO_RULE_MATCHES"])
  }

  @Test(arguments: [
    ("eu-west-1", "eu-west-1", Verdict.delivered), ("eu-west-1", "us-east-1", .dropped),
  ])
  func `R-SG-6: references hold over a peering within the Region`(
    near: String, far: String, expected: Verdict
  ) {
    for isInbound in [true, false] {
      var peered = PeeredVPCs(regions: (near, far))
      peered.sketch.group(
        "sg-a", in: peered.near, outbound: [isInbound ? "all to 0.0.0.0/0" : "all to sg:sg-b"])
      peered.sketch.group(
        "sg-b", in: peered.far, inbound: [isInbound ? "all from sg:sg-a" : "all from 0.0.0.0/0"],
        outbound: [])
      let trace = peered.trace(.tcp(443))
      #expect(trace.verdict == expected)
      if expected == .dropped {
        #expect(
          trace.blockerCodes == [
            isInbound ? "SG_REFERENCES_NOT_PRESERVED" : "SG_NO_RULE_MATCHES"
          ])
      }
    }
  }

  @Test func `R-SG-6: references are lost through an appliance`() {
    var pair = TwoSubnets(inbound: ["tcp 443 from sg:sg-a"])
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let box = pair.sketch.interface("box", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    pair.sketch.routeTable(
      "left", in: pair.vpc, [pair.left], ("10.0.2.0/24", .networkInterface(box)))
    #expect(pair.trace(.tcp(443)).blockerCodes == ["SG_REFERENCES_NOT_PRESERVED"])
    // Outbound rules that name the far group do not see it through the appliance either.
    pair.sketch.group("sg-a", in: pair.vpc, outbound: ["all to sg:sg-b"])
    #expect(
      pair.trace(.tcp(443)).blockerCodes == [
        "SG_NO_RULE_MATCHES", "SG_REFERENCES_NOT_PRESERVED",
      ])
  }

  @Test func `R-SG-7: a reference to a group that is gone matches nothing`() {
    let pair = TwoSubnets(inbound: ["tcp 443 from sg:gone"])
    #expect(pair.trace(.tcp(443)).blockerCodes == ["SG_NO_RULE_MATCHES"])
  }

  @Test func `R-SG-8: a group of another VPC counts for the interfaces that carry it`() {
    var pair = TwoSubnets()
    let other = pair.sketch.vpc("other", "10.9.0.0/16")
    let shared = pair.sketch.group("shared", in: other, inbound: ["tcp 443 from 10.0.0.0/16"])
    pair.sketch.topology.securityGroupVPCAssociations = [
      SecurityGroupVPCAssociation(group: shared, vpc: pair.vpc, isAssociated: true)
    ]
    pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: [shared])
    #expect(pair.trace(.tcp(443)).verdict == .delivered)
    #expect(pair.trace(.tcp(22)).blockerCodes == ["SG_NO_RULE_MATCHES"])
  }

  @Test func `R-SG-9: the size of a group is a quota, which packets pass over`() {
    let rules = (1...200).map { "tcp \($0) from 0.0.0.0/0" } + ["tcp 443 from 0.0.0.0/0"]
    #expect(TwoSubnets(inbound: rules).trace(.tcp(443)).path == TwoSubnets.delivered)
  }

  @Test func `a group that the input lacks leaves the verdict open, unless another allows`() {
    var pair = TwoSubnets()
    let missing = pair.sketch.topology.securityGroups.mention("sg-missing")
    let known = pair.sketch.group("known", in: pair.vpc, inbound: ["tcp 443 from 0.0.0.0/0"])
    pair.sketch.interface("b", "10.0.2.10", in: pair.right, groups: [known, missing])
    #expect(pair.trace(.tcp(443)).verdict == .delivered)
    #expect(pair.trace(.tcp(22)).verdict == .undetermined)
  }
}
