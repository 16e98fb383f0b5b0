import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// ICMP and ICMPv6 (section 16 of the semantics).
@Suite("ICMP")
struct ICMPTests {
  @Test(arguments: [
    ("10.0.2.10", "icmp 8 from 0.0.0.0/0"), ("2001:db8:0:2::10", "icmpv6 128 from ::/0"),
  ])
  func `R-ICMP-1: a group needs to let the echo request in, as the reply is tracked`(
    destination: String, rule: String
  ) {
    #expect(
      TwoSubnets(inbound: [rule]).trace(.ping, to: destination).path == TwoSubnets.delivered)
  }

  @Test(arguments: [
    (["100 allow icmp 8 from 0.0.0.0/0"], ["100 allow icmp 0 to 0.0.0.0/0"], Verdict.delivered),
    (["100 allow icmp 8 from 0.0.0.0/0"], ["100 allow icmp 8 to 0.0.0.0/0"], .replyDropped),
    (["100 allow icmp 0 from 0.0.0.0/0"], ["100 allow icmp 0 to 0.0.0.0/0"], .dropped),
  ])
  func `R-ICMP-1: an ACL needs 8 in and 0 out`(
    inbound: [String], outbound: [String], expected: Verdict
  ) {
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: inbound, outbound: outbound)
    #expect(pair.trace(.ping).verdict == expected)
  }

  @Test func `R-ICMP-2: a NAT gateway never answers an echo request`() {
    let host = NATSubnets()
    #expect(host.trace(.ping, to: "10.0.1.20").blockerCodes == ["NAT_UNSOLICITED"])
    #expect(host.sketch.trace(to: "203.0.113.20", .ping).blockerCodes == ["NAT_UNSOLICITED"])
    #expect(host.trace(.ping).verdict == .delivered, "though it passes others' requests on")
  }

  @Test func `R-ICMP-3: neighbour discovery is not part of a path, so that nothing filters it`() {
    // A subnet that lets TCP alone pass is reached over IPv6 all the same.
    var pair = TwoSubnets()
    pair.sketch.acl(
      "right", in: pair.vpc, [pair.right], inbound: ["100 allow tcp from ::/0"],
      outbound: ["100 allow tcp to ::/0"])
    #expect(pair.trace(.tcp(443), to: "2001:db8:0:2::10").path == TwoSubnets.delivered)
  }

  @Test func `a message that has no answer is judged one way, and a note says so`() {
    let trace = TwoSubnets().trace(.icmp(3, 4))
    #expect(trace.verdict == .delivered)
    #expect(trace.reply == nil)
    #expect(trace.notes == [.deliveredToInterface, .noReplyToICMP])
  }
}
