import Analysis
import TestSupport
import Testing
import TopologyModel

@Suite("VPC blocks")
struct VPCBlockTests {
  @Test(arguments: [
    CheckCase.fires(.vpcBlockSize, "10.0.0.0/15 of VPC v is too large: a /16 is the largest") {
      _ = $0.vpc("v", "10.0.0.0/15")
    },
    .fires(.vpcBlockSize, "10.0.0.0/29 of VPC v is too small: a /28 is the smallest") {
      _ = $0.vpc("v", "10.0.0.0/29")
    },
    .passes(.vpcBlockSize, "the largest and the smallest") {
      _ = $0.vpc("v", "10.0.0.0/16", "10.1.0.0/28")
    },
    .fires(.vpcBlockSize, "2001:db8::/57 of VPC v is no /44, /48, /52, /56 or /60") {
      _ = $0.vpc("v", "10.0.0.0/16", "2001:db8::/57")
    },
    .fires(.vpcBlockSize, "2001:db8::/64 of VPC v is no /44, /48, /52, /56 or /60") {
      _ = $0.vpc("v", "10.0.0.0/16", "2001:db8::/64")
    },
    .passes(.vpcBlockSize, "IPv6 from /44 to /60") {
      _ = $0.vpc("v", "10.0.0.0/16", "2001:db8::/44", "2001:db9::/56", "2001:dba::/60")
    },
  ])
  func `R-CIDR-1, R-CIDR-11: block sizes`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(.vpcBlockForbidden, "127.1.0.0/16 of VPC v lies in 127.0.0.0/8") {
      _ = $0.vpc("v", "127.1.0.0/16")
    },
    .fires(.vpcBlockForbidden, "169.254.8.0/24 of VPC v lies in 169.254.0.0/16") {
      _ = $0.vpc("v", "169.254.8.0/24")
    },
    .fires(.vpcBlockForbidden, "239.0.0.0/16 of VPC v lies in 224.0.0.0/4") {
      _ = $0.vpc("v", "239.0.0.0/16")
    },
    .passes(.vpcBlockForbidden, "neighbours of forbidden ranges") {
      _ = $0.vpc("v", "1.0.0.0/16", "126.255.0.0/16", "169.253.0.0/16", "223.255.0.0/16")
    },
    .fires(.vpcBlockClassE, "240.0.0.0/16 of VPC v lies in 240.0.0.0/4") {
      _ = $0.vpc("v", "240.0.0.0/16")
    },
    .passes(.vpcBlockClassE, "below 240.0.0.0/4") { _ = $0.vpc("v", "223.255.0.0/16") },
  ])
  func `R-CIDR-3: forbidden ranges`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(.vpcBlockUsedByServices, "172.17.128.0/20 of VPC v overlaps 172.17.0.0/16") {
      _ = $0.vpc("v", "172.17.128.0/20")
    },
    .passes(.vpcBlockUsedByServices, "172.16 and 172.18") {
      _ = $0.vpc("v", "172.16.0.0/16", "172.18.0.0/16")
    },
    .fires(.vpcBlockPublicSpace, "11.0.0.0/16 of VPC v is publicly routable space") {
      _ = $0.vpc("v", "11.0.0.0/16")
    },
    .passes(.vpcBlockPublicSpace, "private, shared and benchmarking space") {
      _ = $0.vpc("v", "10.0.0.0/16", "100.64.0.0/16", "198.18.0.0/16", "192.168.0.0/16")
    },
  ])
  func `R-CIDR-4, R-CIDR-5: ranges that work badly`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .vpcBlocksOverlap, "10.0.4.0/24 of VPC v overlaps 10.0.0.0/20 of the same VPC"
    ) { _ = $0.vpc("v", "10.0.0.0/20", "10.0.4.0/24") },
    .fires(.vpcBlocksOverlap, "10.0.0.0/16 of VPC v overlaps 10.0.4.0/24 of the same VPC") {
      _ = $0.vpc("v", "10.0.4.0/24", "10.0.0.0/16")
    },
    .passes(.vpcBlocksOverlap, "blocks that touch") {
      _ = $0.vpc("v", "10.0.0.0/20", "10.0.16.0/20")
    },
    .fires(.vpcWithoutIPv4Block, "VPC v has no IPv4 block") { _ = $0.vpc("v", "2001:db8::/56") },
    .passes(.vpcWithoutIPv4Block, "both families") {
      _ = $0.vpc("v", "2001:db8::/56", "10.0.0.0/28")
    },
  ])
  func `R-CIDR-6, R-CIDR-11: blocks beside each other`(_ example: CheckCase) { example.verify() }

  @Test(arguments: [
    CheckCase.fires(
      .vpcBlockCoversRoute,
      "10.5.0.0/16 of VPC v can't be added while there is route 10.5.1.0/24 of route table rt"
    ) { drawRoute(&$0, "10.5.1.0/24", origin: .propagated) },
    .fires(
      .vpcBlockCoversRoute,
      "10.5.0.0/16 of VPC v can't be added while there is route 10.5.0.0/16 of route table rt"
    ) { drawRoute(&$0, "10.5.0.0/16", origin: .createRoute) },
    .passes(.vpcBlockCoversRoute, "a wider route, and one within the primary block") {
      drawRoute(&$0, "10.0.0.0/8", origin: .createRoute)
      drawRoute(&$0, "10.4.1.0/24", origin: .propagated)
    },
    .passes(.vpcBlockCoversRoute, "a subnet is led to an appliance") {
      let vpc = $0.vpc("v", "10.4.0.0/16", "10.5.0.0/16")
      let subnet = $0.subnet("s", "10.5.1.0/24", in: vpc)
      let box = $0.interface("box", "10.5.1.10", in: subnet)
      $0.routeTable("rt", in: vpc, [], ("10.5.1.0/24", .networkInterface(box)))
    },
  ])
  func `R-CIDR-6: blocks that come after a route`(_ example: CheckCase) { example.verify() }

  /// A VPC with a secondary block 10.5.0.0/16, and a route to a virtual private gateway.
  private static func drawRoute(_ sketch: inout Sketch, _ block: String, origin: Route.Origin) {
    let vpc = sketch.vpc("v", "10.4.0.0/16", "10.5.0.0/16")
    let gateway = sketch.vpnGateway("vgw", in: vpc, prefixes: [block])
    sketch.routeTable("rt", in: vpc, [], (block, gateway)) { $0.routes[0].origin = origin }
  }

  @Test(arguments: [
    CheckCase.fires(.vpcOverQuota, "VPC v has 6 IPv4 blocks, of 5") {
      _ = $0.vpc(
        "v", "10.0.0.0/24", "10.2.0.0/24", "10.3.0.0/24", "10.4.0.0/24", "10.5.0.0/24",
        "10.6.0.0/24")
    },
    .fires(.vpcOverQuota, "VPC v has 201 subnets, of 200") { drawSubnets(&$0, 201) },
    .fires(.vpcOverQuota, "us-east-1 has 6 VPCs, of 5") { drawVPCs(&$0, "us-east-1", 6) },
    .fires(.vpcOverQuota, "us-east-1a has 6 NAT gateways, of 5") { drawNAT(&$0, 6) },
    .passes(.vpcOverQuota, "as many as there may be") {
      drawVPCs(&$0, "us-east-1", 5)
      drawVPCs(&$0, "eu-west-1", 4)
      drawSubnets(&$0, 200)
      drawNAT(&$0, 5)
    },
  ])
  func `R-CIDR-18: how much a VPC may hold`(_ example: CheckCase) { example.verify() }

  private static func drawVPCs(_ sketch: inout Sketch, _ region: String, _ count: Int) {
    for number in 1...count { _ = sketch.vpc("\(region)-\(number)", "10.0.0.0/16", region: region) }
  }

  private static func drawSubnets(_ sketch: inout Sketch, _ count: Int) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    for number in 0..<count { _ = sketch.subnet("s\(number)", "10.0.\(number).0/24", in: vpc) }
  }

  private static func drawNAT(_ sketch: inout Sketch, _ count: Int) {
    let vpc = sketch.vpc("n", "10.9.0.0/16")
    let subnet = sketch.subnet("nat", "10.9.0.0/24", in: vpc, zone: "us-east-1a")
    for number in 1...count {
      _ = sketch.natGateway("nat-\(number)", "10.9.0.\(number + 4)", in: subnet)
    }
  }

  struct Mixing: CustomTestStringConvertible {
    let blocks: [String]
    /// The block that is refused, and the one that stands in its way.
    let refusal: (String, String)?

    init(_ blocks: String..., refused: (String, String)? = nil) {
      self.blocks = blocks
      refusal = refused
    }

    var testDescription: String { blocks.joined(separator: " + ") }
  }

  @Test(arguments: [
    // Golden case 14.
    Mixing("10.0.0.0/16", "10.1.0.0/16"),
    Mixing("10.1.0.0/16", "10.0.0.0/16", refused: ("10.0.0.0/16", "10.1.0.0/16")),
    Mixing("10.0.0.0/16", "172.20.0.0/16", refused: ("172.20.0.0/16", "10.0.0.0/16")),
    Mixing("10.0.0.0/16", "100.64.0.0/16"),
    Mixing("100.64.0.0/16", "10.0.0.0/16", refused: ("10.0.0.0/16", "100.64.0.0/16")),
    // The other cells of the table.
    Mixing("10.2.0.0/16", "10.0.0.0/16"),
    Mixing("10.0.0.0/20", "10.0.16.0/20", refused: ("10.0.16.0/20", "10.0.0.0/20")),
    Mixing("10.2.0.0/16", "192.168.0.0/16", refused: ("192.168.0.0/16", "10.2.0.0/16")),
    Mixing("10.2.0.0/16", "198.19.0.0/20", refused: ("198.19.0.0/20", "10.2.0.0/16")),
    Mixing("10.2.0.0/16", "11.0.0.0/16"),
    Mixing("172.16.0.0/16", "172.18.0.0/16"),
    Mixing("172.16.0.0/16", "172.31.0.0/20", refused: ("172.31.0.0/20", "172.16.0.0/16")),
    Mixing("172.16.0.0/16", "10.5.0.0/16", refused: ("10.5.0.0/16", "172.16.0.0/16")),
    Mixing("192.168.0.0/20", "192.168.16.0/20"),
    Mixing("192.168.0.0/20", "172.16.0.0/16", refused: ("172.16.0.0/16", "192.168.0.0/20")),
    Mixing("198.19.0.0/20", "10.5.0.0/16", refused: ("10.5.0.0/16", "198.19.0.0/20")),
    Mixing("198.19.0.0/20", "100.64.0.0/16"),
    Mixing("11.0.0.0/16", "12.0.0.0/16", "100.64.0.0/16"),
    Mixing("11.0.0.0/16", "198.19.0.0/20", refused: ("198.19.0.0/20", "11.0.0.0/16")),
    // Only the primary block decides between private and public space.
    Mixing("10.2.0.0/16", "100.64.0.0/16", "10.3.0.0/16"),
  ])
  func `R-CIDR-7: what may be added to what`(_ example: Mixing) {
    var sketch = Sketch()
    let reference = sketch.vpc("v")
    sketch.topology.vpcs.define(
      {
        var vpc = VPC(id: "v")
        vpc.blocks = example.blocks.map { AddressBlock(sketch.block($0)) }
        return vpc
      }(), at: reference)
    let messages = sketch.network.findings(of: [.vpcBlockMixing]).map(\.message)
    let expected = example.refusal.map {
      ["\($0.0) of VPC v can't be added: the VPC already has \($0.1)"]
    }
    #expect(messages == expected ?? [])
  }
}
