import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

/// What the blocks of VPCs and subnets do to packets (section 2 of the semantics).
@Suite("Blocks of VPCs and subnets")
struct AddressingRuleTests {
  @Test func `R-CIDR-5: public space inside a VPC is private to it`() {
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "198.51.0.0/16")
    let subnet = sketch.subnet("left", "198.51.1.0/24", in: vpc)
    let other = sketch.subnet("right", "198.51.2.0/24", in: vpc)
    let gateway = sketch.internetGateway("igw", in: vpc)
    sketch.routeTable("left", in: vpc, [subnet], ("0.0.0.0/0", gateway))
    let a = sketch.interface("a", "198.51.1.10=203.0.113.10", in: subnet)
    sketch.interface("b", "198.51.2.10", in: other)
    // The local route shadows whoever holds the range on the internet.
    let trace = sketch.trace(from: a, to: "198.51.2.10", .tcp(443))
    #expect(trace.verdict == .delivered)
    #expect(trace.codes.contains("ROUTE_LOCAL"))
    #expect(sketch.trace(from: a, to: "198.51.3.10", .tcp(443)).blockerCodes == ["NO_SUCH_ADDRESS"])
  }

  @Test func `R-CIDR-10: a block that is not associated has no local route`() {
    var pair = TwoSubnets()
    guard var vpc = pair.sketch.topology.vpcs[pair.vpc] else { return }
    vpc.blocks = [
      AddressBlock(pair.sketch.block("10.0.1.0/24")),
      AddressBlock(pair.sketch.block("10.0.2.0/24"), isAssociated: false),
    ]
    pair.sketch.topology.vpcs.define(vpc, at: pair.vpc)
    let trace = pair.trace(.tcp(443))
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW NO_ROUTE")
    #expect(trace.verdict == .dropped)
  }

  @Test(arguments: ["10.0.2.0", "10.0.2.2", "10.0.2.3", "10.0.2.255", "2001:db8:0:2::3"])
  func `R-CIDR-13, R-CIDR-14: nobody holds a subnet's reserved addresses`(address: String) {
    let trace = TwoSubnets().trace(.tcp(443), to: address)
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NO_SUCH_ADDRESS")
    #expect(trace.verdict == .dropped)
  }

  @Test(arguments: ["10.0.2.11", "2001:db8:0:2::11"])
  func `R-CIDR-15: secondary addresses are the interface's own`(address: String) {
    var pair = TwoSubnets()
    pair.sketch.interface(
      "b", "10.0.2.10", "10.0.2.11", "2001:db8:0:2::11", in: pair.right,
      groups: [pair.sketch.topology.securityGroups.mention("sg-b")])
    let trace = pair.trace(.tcp(443), to: address)
    #expect(trace.path == TwoSubnets.delivered)
  }

  @Test func `R-CIDR-17: of a network on premises that overlaps the VPC, nothing is reached`() {
    var pair = TwoSubnets()
    let gateway = pair.sketch.vpnGateway("vgw", in: pair.vpc, prefixes: ["10.0.0.0/16"])
    pair.sketch.routeTable("left", in: pair.vpc, [pair.left], ("192.168.0.0/16", gateway))
    let trace = pair.trace(.tcp(443), to: "10.0.9.9")
    #expect(trace.path == "PACKET_SENT SG_RULE_ALLOW NACL_RULE_ALLOW ROUTE_LOCAL NO_SUCH_ADDRESS")
  }
}
