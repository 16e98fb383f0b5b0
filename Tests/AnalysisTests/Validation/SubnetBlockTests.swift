import Analysis
import TestSupport
import Testing
import TopologyModel

@Suite("Subnet blocks")
struct SubnetBlockTests {
  @Test(arguments: [
    CheckCase.fires(.subnetSize, "10.0.0.0/29 of subnet s is too small: a /28 is the smallest") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      _ = $0.subnet("s", "10.0.0.0/29", in: vpc)
    },
    .fires(.subnetSize, "10.0.0.0/15 of subnet s is too large: a /16 is the largest") {
      let vpc = $0.vpc("v", "10.0.0.0/15")
      _ = $0.subnet("s", "10.0.0.0/15", in: vpc)
    },
    .fires(.subnetSize, "2001:db8::/66 of subnet s is not a /44 to /64 in steps of four") {
      let vpc = $0.vpc("v", "10.0.0.0/16", "2001:db8::/56")
      _ = $0.subnet("s", "10.0.0.0/24", "2001:db8::/66", in: vpc)
    },
    .passes(.subnetSize, "the limits") {
      let vpc = $0.vpc("v", "10.0.0.0/16", "2001:db8::/56")
      _ = $0.subnet("s", "10.0.0.0/28", "2001:db8::/64", in: vpc)
      _ = $0.subnet("t", "10.1.0.0/16", "2001:db8:0:10::/60", in: vpc)
    },
  ])
  func `R-CIDR-11, R-CIDR-12: subnet sizes`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .subnetOutsideVPC,
      "10.1.0.0/24 of subnet s lies outside VPC v, which has 10.0.0.0/16"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      _ = $0.subnet("s", "10.1.0.0/24", in: vpc)
    },
    .fires(
      .subnetOutsideVPC, "10.0.0.0/16 of subnet s lies outside VPC v, which has 10.0.0.0/17"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/17")
      _ = $0.subnet("s", "10.0.0.0/16", in: vpc)
    },
    .fires(
      .subnetOutsideVPC, "2001:db8::/64 of subnet s lies outside VPC v, which has no IPv6 block"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      _ = $0.subnet("s", "10.0.0.0/24", "2001:db8::/64", in: vpc)
    },
    .passes(.subnetOutsideVPC, "in the primary, in the secondary, and all of a block") {
      let vpc = $0.vpc("v", "10.0.0.0/16", "10.1.0.0/20")
      _ = $0.subnet("s", "10.0.255.0/24", in: vpc)
      _ = $0.subnet("t", "10.1.0.0/20", in: vpc)
    },
    .fires(
      .subnetSpansBlocks,
      "10.0.0.0/23 of subnet s spans the blocks 10.0.0.0/24, 10.0.1.0/24 of VPC v"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/24", "10.0.1.0/24")
      _ = $0.subnet("s", "10.0.0.0/23", in: vpc)
    },
    .passes(.subnetSpansBlocks, "one subnet a block") {
      let vpc = $0.vpc("v", "10.0.0.0/24", "10.0.1.0/24")
      _ = $0.subnet("s", "10.0.0.0/24", in: vpc)
      _ = $0.subnet("t", "10.0.1.0/24", in: vpc)
    },
  ])
  func `R-CIDR-12: a subnet lies in one block`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(.subnetsOverlap, "10.0.1.0/24 of subnet t overlaps 10.0.0.0/23 of subnet s") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      _ = $0.subnet("s", "10.0.0.0/23", in: vpc)
      _ = $0.subnet("t", "10.0.1.0/24", in: vpc)
    },
    .fires(.subnetsOverlap, "10.0.1.0/24 of subnet t overlaps 10.0.1.0/24 of subnet s") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      _ = $0.subnet("s", "10.0.1.0/24", in: vpc)
      _ = $0.subnet("t", "10.0.1.0/24", in: vpc)
    },
    .fires(
      .subnetsOverlap, "2001:db8::/64 of subnet t overlaps 2001:db8::/64 of subnet s"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/16", "2001:db8::/56")
      _ = $0.subnet("s", "10.0.1.0/24", "2001:db8::/64", in: vpc)
      _ = $0.subnet("t", "10.0.2.0/24", "2001:db8::/64", in: vpc)
    },
    .passes(.subnetsOverlap, "neighbours, and the same block in another VPC") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      let other = $0.vpc("w", "10.0.0.0/16")
      _ = $0.subnet("s", "10.0.0.0/24", in: vpc)
      _ = $0.subnet("t", "10.0.1.0/24", in: vpc)
      _ = $0.subnet("u", "10.0.0.0/24", in: other)
    },
  ])
  func `R-CIDR-12: subnets do not overlap`(_ example: CheckCase) { example.verify() }

  /// A /28 has eleven usable addresses: with ten taken fewer than a tenth are left, with nine more.
  @Test(arguments: [
    CheckCase.fires(
      .subnetNearlyFull, "10.0.0.0/28 of subnet s has 1 of 11 addresses left"
    ) { fill(&$0, 10) },
    .fires(.subnetNearlyFull, "10.0.0.0/28 of subnet s has 0 of 11 addresses left") {
      fill(&$0, 11)
    },
    .passes(.subnetNearlyFull, "two of eleven left") { fill(&$0, 9) },
    .fires(.subnetNearlyFull, "10.0.0.0/27 of subnet s has 1 of 27 addresses left") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      let subnet = $0.subnet("s", "10.0.0.0/27", in: vpc)
      let prefix = $0.block("10.0.0.16/28")
      $0.interface("node", "10.0.0.4", in: subnet) { $0.prefixes = [prefix] }
      for host in 5..<14 { $0.interface("i\(host)", "10.0.0.\(host)", in: subnet) }
    },
  ])
  func `R-CIDR-13: subnets running out of addresses`(_ example: CheckCase) { example.verify() }

  private static func fill(_ sketch: inout Sketch, _ count: Int) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let subnet = sketch.subnet("s", "10.0.0.0/28", in: vpc)
    for host in 4..<(4 + count) { sketch.interface("i\(host)", "10.0.0.\(host)", in: subnet) }
  }
}
