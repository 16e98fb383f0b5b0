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
}
