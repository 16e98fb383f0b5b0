import Analysis
import TestSupport
import Testing
import TopologyModel

@Suite("Rules of security groups")
struct GroupCheckTests {
  @Test(arguments: [
    CheckCase.fires(
      .groupRuleImplied,
      "inbound rule 1 of security group web adds nothing: inbound rule 2 allows all of it"
    ) { draw(&$0, inbound: ["tcp 443 from 10.0.0.0/16", "tcp 0-1000 from 10.0.0.0/8"]) },
    .fires(
      .groupRuleImplied,
      "inbound rule 2 of security group web adds nothing: inbound rule 1 allows all of it"
    ) { draw(&$0, inbound: ["tcp 443 from 10.0.0.0/16", "tcp 443 from 10.0.0.0/16"]) },
    .fires(
      .groupRuleImplied,
      """
      inbound rule 1 of security group web adds nothing: \
      inbound rule 2 and inbound rule 3 allow all of it
      """
    ) {
      draw(
        &$0,
        inbound: [
          "tcp 443 from 10.0.0.0/16", "tcp 400-450 from 10.0.0.0/17",
          "tcp 440-500 from 10.0.128.0/17",
        ])
    },
    .fires(
      .groupRuleImplied,
      "inbound rule 2 of security group web adds nothing: inbound rule 1 allows all of it"
    ) { draw(&$0, inbound: ["tcp 1-1000 from sg:web", "tcp 22 from sg:web"]) },
    .passes(.groupRuleImplied, "rules that overlap, and other families and peers") {
      draw(
        &$0,
        inbound: [
          "tcp 1-100 from 10.0.0.0/16", "tcp 50-150 from 10.0.0.0/16", "udp 60 from 10.0.0.0/16",
          "tcp 60 from ::/0", "tcp 60 from sg:web", "tcp 60 from sg:db",
        ])
    },
  ])
  func `R-SG-1: rules that add nothing`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .groupReferenceEmpty,
      "inbound rule 1 of security group web names security group db, which no interface carries"
    ) { draw(&$0, inbound: ["tcp 5432 from sg:db"]) },
    .passes(.groupReferenceEmpty, "itself, and a group with members") {
      draw(&$0, inbound: ["tcp 5432 from sg:web", "tcp 22 from sg:bastion"])
      let bastion = $0.topology.securityGroups.mention("bastion")
      $0.interface("b", "10.0.1.11", in: $0.topology.subnets.mention("s"), groups: [bastion])
    },
    .fires(.groupUnused, "no interface carries security group spare") {
      draw(&$0, inbound: [])
      $0.group("spare", in: $0.topology.vpcs.mention("v"))
    },
    .passes(.groupUnused, "the input lists no interfaces; the default group") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      $0.group("spare", in: vpc)
      $0.topology.presentKinds.remove(.networkInterface)
    },
    .fires(.groupRulesOverQuota, "security group web has 61 inbound rules for IPv4, of 60") {
      draw(&$0, inbound: (1...61).map { "tcp \($0) from 10.0.0.0/8" })
    },
    .passes(.groupRulesOverQuota, "60 for each family") {
      draw(
        &$0,
        inbound: (1...60).flatMap { ["tcp \($0) from 10.0.0.0/8", "tcp \($0) from 2001:db8::/32"] })
    },
    .fires(.groupRulesOverQuota, "security group web has 70 inbound rules for IPv4, of 60") {
      let list = $0.prefixList("pl", ["192.0.2.0/24"])
      var resource = PrefixList(id: "pl")
      resource.entries = $0.topology.prefixLists[list]?.entries
      resource.maximumEntries = 70
      $0.topology.prefixLists.define(resource, at: list)
      draw(&$0, inbound: ["tcp 443 from pl:pl"])
    },
    .fires(.groupsOverQuota, "interface many carries 6 groups, of 5") { drawGroups(&$0, 6) },
    .passes(.groupsOverQuota, "five groups") { drawGroups(&$0, 5) },
  ])
  func `R-SG-7, R-SG-9: references, use and size`(_ example: CheckCase) { example.verify() }

  private static func drawGroups(_ sketch: inout Sketch, _ count: Int) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let groups = (1...count).map { sketch.group("g\($0)", in: vpc) }
    let subnet = sketch.subnet("s", "10.0.1.0/24", in: vpc)
    sketch.interface("many", "10.0.1.10", in: subnet, groups: groups)
  }

  @Test(arguments: [
    CheckCase.fires(
      .ruleAddressImpossible,
      """
      inbound rule 1 of security group web names 127.0.0.1/32, \
      and no filter sees packets of 127.0.0.0/8
      """
    ) { draw(&$0, inbound: ["tcp 80 from 127.0.0.1/32"]) },
    .fires(
      .ruleAddressImpossible,
      """
      inbound rule 1 of security group web names 10.0.2.0/24 of its VPC, \
      in which there is no subnet
      """
    ) { draw(&$0, inbound: ["tcp 80 from 10.0.2.0/24"]) },
    .passes(.ruleAddressImpossible, "everybody, the VPC, a host of a subnet, another network") {
      draw(
        &$0,
        inbound: [
          "tcp 80 from 0.0.0.0/0", "tcp 81 from 10.0.0.0/16", "tcp 82 from 10.0.1.77/32",
          "tcp 83 from 192.168.0.0/16",
        ])
    },
    .fires(
      .ruleAddressImpossible,
      "inbound rule 100 of network ACL acl names 10.0.9.0/24 of its VPC, in which there is no subnet"
    ) {
      draw(&$0, inbound: [])
      let (vpc, subnet) = ($0.topology.vpcs.mention("v"), $0.topology.subnets.mention("s"))
      $0.acl(
        "acl", in: vpc, [subnet],
        inbound: ["90 deny all from 127.0.0.0/8", "100 allow all from 10.0.9.0/24"], outbound: [])
    },
  ])
  func `R-PIPE-7: addresses that cannot occur`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .ipv6WiderThanIPv4,
      "inbound rule 2 of security group web is open to ::/0, over IPv4 only to 203.0.113.0/24"
    ) { draw(&$0, inbound: ["tcp 22 from 203.0.113.0/24", "tcp 22 from ::/0"]) },
    .passes(.ipv6WiderThanIPv4, "open to both, and IPv6 for another port") {
      draw(
        &$0,
        inbound: [
          "tcp 443 from 0.0.0.0/0", "tcp 443 from ::/0", "tcp 22 from 203.0.113.0/24",
          "tcp 80 from ::/0",
        ])
    },
  ])
  func `R-SG-3: families that differ`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .adminPortOpenToWorld,
      """
      inbound rule 1 of security group web lets the whole internet reach tcp 22 (SSH) \
      of interface web
      """
    ) { $0 = PublicSubnet(inbound: ["tcp 22 from 0.0.0.0/0"]).sketch },
    .fires(
      .adminPortOpenToWorld,
      """
      inbound rule 1 of security group web lets the whole internet reach tcp 3389 (RDP) \
      of interface web
      """
    ) { $0 = PublicSubnet(inbound: ["tcp 3000-4000 from ::/0"]).sketch },
    .fires(
      .adminPortOpenToWorld,
      """
      inbound rule 1 of security group web lets the whole internet reach tcp 22 (SSH), \
      tcp 23 (Telnet) of interface web
      """
    ) { $0 = PublicSubnet(inbound: ["tcp 20-25 from 0.0.0.0/0"]).sketch },
    .passes(.adminPortOpenToWorld, "one network may come") {
      $0 = PublicSubnet(inbound: ["tcp 22 from 198.51.100.0/24"]).sketch
    },
    .passes(.adminPortOpenToWorld, "the rule is open, the ACL is not") {
      let drawing = PublicSubnet(inbound: ["tcp 22 from 0.0.0.0/0"])
      $0 = drawing.sketch
      $0.acl(
        "acl", in: drawing.vpc, [drawing.subnet], inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
        outbound: ["100 allow all to 0.0.0.0/0"])
    },
    .passes(.adminPortOpenToWorld, "the rule is open, the host has no public address") {
      draw(&$0, inbound: ["tcp 22 from 0.0.0.0/0"])
    },
    .fires(
      .databasePortOpenToWorld,
      """
      inbound rule 1 of security group web lets the whole internet reach tcp 5432 (PostgreSQL) \
      of interface web
      """
    ) { $0 = PublicSubnet(inbound: ["tcp 5432 from 0.0.0.0/0"]).sketch },
    .passes(.databasePortOpenToWorld, "only a web port is open") {
      $0 = PublicSubnet(inbound: ["tcp 443 from 0.0.0.0/0"]).sketch
    },
  ])
  func `R-PIPE-6: ports open to the world`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(.tierInOneZone, "all 2 interfaces with security group web are in a") {
      drawTier(&$0, zones: "a", "a")
    },
    .passes(.tierInOneZone, "two zones") { drawTier(&$0, zones: "a", "b") },
    .passes(.tierInOneZone, "a single host is no tier") { drawTier(&$0, zones: "a") },
  ])
  func `tiers in a single zone`(_ example: CheckCase) { example.verify() }

  private static func drawTier(_ sketch: inout Sketch, zones: String...) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let subnets = [
      "a": sketch.subnet("sa", "10.0.1.0/24", in: vpc, zone: "a"),
      "b": sketch.subnet("sb", "10.0.2.0/24", in: vpc, zone: "b"),
    ]
    let group = sketch.group("web", in: vpc)
    for (number, zone) in zones.enumerated() {
      guard let subnet = subnets[zone] else { continue }
      let third = zone == "a" ? 1 : 2
      sketch.interface("web-\(number)", "10.0.\(third).\(10 + number)", in: subnet, groups: [group])
    }
  }

  /// A group `web` on a host, and a group `db` on none.
  private static func draw(_ sketch: inout Sketch, inbound: [String]) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let subnet = sketch.subnet("s", "10.0.1.0/24", in: vpc)
    let group = sketch.group("web", in: vpc, inbound: inbound)
    sketch.interface("web", "10.0.1.10", in: subnet, groups: [group])
  }
}
