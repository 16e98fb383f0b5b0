import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

@testable import Analysis

@Suite("Rules of network ACLs")
struct ACLCheckTests {
  @Test(arguments: [
    CheckCase.fires(
      .aclRuleShadowed,
      "inbound rule 110 of network ACL acl never matches: rule 100 decides all of its packets first"
    ) {
      draw(
        &$0,
        inbound: ["100 allow tcp 1-1000 from 10.0.0.0/8", "110 allow tcp 443 from 10.1.0.0/16"])
    },
    .fires(
      .aclRuleShadowed,
      """
      inbound rule 110 of network ACL acl never matches: \
      rule 100 decides all of its packets first, and differently
      """
    ) { draw(&$0, inbound: ["100 allow all from 0.0.0.0/0", "110 deny tcp 22 from 0.0.0.0/0"]) },
    .fires(
      .aclRuleShadowed,
      """
      inbound rule 120 of network ACL acl never matches: \
      rules 100, 110 decide all of its packets first
      """
    ) {
      draw(
        &$0,
        inbound: [
          "100 allow tcp 0-500 from 0.0.0.0/0", "110 allow tcp 400-1000 from 0.0.0.0/0",
          "120 allow tcp 80-900 from 10.0.0.0/8",
        ])
    },
    .passes(.aclRuleShadowed, "one port is left, another family, another direction") {
      draw(
        &$0,
        inbound: [
          "100 allow tcp 0-500 from 0.0.0.0/0", "110 allow tcp 502-1000 from 0.0.0.0/0",
          "120 allow tcp 80-900 from 10.0.0.0/8", "130 allow tcp 80 from ::/0",
        ], outbound: ["140 allow tcp 80 to 0.0.0.0/0"])
    },
  ])
  func `R-NACL-2: rules that never match`(_ example: CheckCase) { example.verify() }

  /// A rule is shadowed exactly where no packet of it, of thousands, gets past the earlier ones.
  @Test(arguments: 1...50)
  func `shadowing agrees with sampling`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let rules = (1...8).map { Self.randomEntry(number: $0, using: &random) }
    for index in rules.indices {
      let shadowing = NetworkACL.Entry.shadowing(rules[index], among: rules[..<index])
      let isReached = (0..<2000).contains { _ in
        let packet = rules[index].box.randomElement(using: &random)
        return !rules[..<index].contains { $0.box.contains(packet) }
      }
      #expect(!isReached || shadowing.isEmpty, "rule \(index) of \(rules)")
      guard !shadowing.isEmpty else { continue }
      for _ in 0..<200 {
        let packet = rules[index].box.randomElement(using: &random)
        #expect(shadowing.contains { $0.box.contains(packet) }, "rule \(index) of \(rules)")
      }
    }
  }

  /// From so small a world that rules often meet, and that sampling finds what is left.
  private static func randomEntry(
    number: Int, using random: inout SeededGenerator
  ) -> NetworkACL.Entry {
    let length = Int.random(in: 0...3, using: &random)
    let base = IPAddress(ipv4: .random(in: 0...7, using: &random) << 29)
    let first = UInt16.random(in: 0...7, using: &random) * 8192
    let last = UInt16.random(in: first / 8192...7, using: &random) * 8192 + 8191
    return NetworkACL.Entry(
      number: number, .inbound, allows: .random(using: &random),
      Bool.random(using: &random) ? .all : TrafficPattern(.tcp, ports: PortRange(first, last)),
      CIDRBlock(base, prefixLength: length))
  }

  @Test(arguments: [
    CheckCase.fires(
      .aclBlocksReply,
      """
      inbound rule 100 of network ACL acl lets tcp 443 pass, \
      and outbound rules block every reply: an internet client uses ports 1024-65535
      """
    ) {
      draw(
        &$0, inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
        outbound: [])
    },
    .fires(
      .aclBlocksReply,
      """
      inbound rule 100 of network ACL acl lets tcp 443 pass, \
      and outbound rules block replies to ports 1024-32767: an internet client uses ports 1024-65535
      """
    ) {
      draw(
        &$0, inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
        outbound: ["100 allow tcp 32768-65535 to 0.0.0.0/0"])
    },
    .passes(.aclBlocksReply, "the whole range of the internet's clients") {
      draw(
        &$0, inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
        outbound: ["100 allow tcp 1024-65535 to 0.0.0.0/0"])
    },
    .passes(.aclBlocksReply, "clients within the VPC are Linux") {
      draw(
        &$0, inbound: ["100 allow tcp 443 from 10.0.2.0/24"],
        outbound: ["100 allow tcp 32768-61000 to 10.0.2.0/24"])
      $0.interface("client", "10.0.2.10", in: $0.topology.subnets.mention("other"))
    },
    .fires(
      .aclBlocksReply,
      """
      inbound rule 100 of network ACL acl lets tcp 443 pass, \
      and outbound rules block replies to ports 61001-65535: Windows uses ports 49152-65535
      """
    ) {
      draw(
        &$0, inbound: ["100 allow tcp 443 from 10.0.2.0/24"],
        outbound: ["100 allow tcp 32768-61000 to 10.0.2.0/24"])
      let instance = $0.instance("i-1")
      $0.topology.instances.define(
        {
          var windows = Instance(id: "i-1")
          windows.isWindows = true
          return windows
        }(), at: instance)
      $0.interface("client", "10.0.2.10", in: $0.topology.subnets.mention("other")) {
        $0.instance = instance
      }
    },
    .fires(
      .aclBlocksReply,
      """
      outbound rule 100 of network ACL acl lets tcp 443 pass, \
      and inbound rules block replies to ports 1024-32767: a NAT gateway uses ports 1024-65535
      """
    ) {
      draw(
        &$0, inbound: ["100 allow tcp 32768-65535 from 0.0.0.0/0"],
        outbound: ["100 allow tcp 443 to 0.0.0.0/0"])
      _ = $0.natGateway(
        "nat", "10.0.1.5", public: "203.0.113.1", in: $0.topology.subnets.mention("s"))
    },
    .fires(
      .aclBlocksReply,
      """
      outbound rule 100 of network ACL acl lets tcp 8080 pass, \
      and inbound rules block replies to ports 1024-32767: a load balancer uses ports 1024-65535
      """
    ) { drawClient(&$0, .loadBalancer, replies: "32768-65535") },
    .fires(
      .aclBlocksReply,
      """
      outbound rule 100 of network ACL acl lets tcp 8080 pass, \
      and inbound rules block replies to ports 1024-32767: Lambda uses ports 1024-65535
      """
    ) { drawClient(&$0, .lambda, replies: "32768-65535") },
    .passes(.aclBlocksReply, "a load balancer's and Lambda's whole range, and Linux's") {
      drawClient(&$0, .loadBalancer, replies: "1024-65535")
      drawClient(&$0, .lambda, replies: "1024-65535")
      drawClient(&$0, .ordinary, replies: "32768-61000")
    },
    .passes(.aclBlocksReply, "a few addresses are denied one way only") {
      draw(
        &$0, inbound: ["100 allow tcp 443 from 0.0.0.0/0"],
        outbound: ["90 deny all to 198.51.100.0/24", "100 allow all to 0.0.0.0/0"])
    },
    .passes(.aclBlocksReply, "client ports let replies in, they admit no service") {
      draw(
        &$0, inbound: ["100 allow tcp 1024-65535 from 0.0.0.0/0"],
        outbound: ["100 allow tcp 443 to 0.0.0.0/0"])
    },
  ])
  func `R-NACL-6, R-NACL-13: replies that are blocked`(_ example: CheckCase) { example.verify() }

  /// A client of some kind in subnet `s`, whose ACL lets requests to 8080 out and some replies in.
  private static func drawClient(
    _ sketch: inout Sketch, _ kind: NetworkInterface.Kind, replies: String
  ) {
    draw(
      &sketch, inbound: ["100 allow tcp \(replies) from 10.0.0.0/16"],
      outbound: ["100 allow tcp 8080 to 10.0.0.0/16"])
    let subnet = sketch.topology.subnets.mention("s")
    sketch.interface("client", "10.0.1.10", in: subnet) { $0.kind = kind }
  }

  /// The ports whose replies are blocked, compared with asking every rule for every cell of a small
  /// world: eight blocks of addresses by eight ranges of ports.
  @Test(arguments: 1...50)
  func `blocked replies agree with brute force`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let drawn = Self.randomEntry(number: 1, using: &random)
    let request = NetworkACL.Entry(
      number: 1, .inbound, allows: true, TrafficPattern(.tcp, ports: PortRange(443)), drawn.block)
    let rules = (1...6).map { Self.randomEntry(number: $0, using: &random).turned }
    let peer = AddressRange(request.block)
    let blocked = ReplyFilter(peer, request, ClientPorts(.internet)).portsBlocked(by: rules)
    for port in (0..<8).map({ UInt16($0) * 8192 + 4096 }) {
      let isBlocked = (0..<8).contains { cell in
        let address = IPAddress(ipv4: UInt32(cell) << 29 | 1)
        return peer.contains(address)
          && Self.isBlocked(address, port, request, answeredUnder: rules)
      }
      #expect(blocked.contains { $0.contains(port) } == isBlocked, "port \(port), \(rules)")
    }
  }

  /// Whether the first rule that matches a reply denies it, for more than a part of the peers.
  private static func isBlocked(
    _ address: IPAddress, _ port: UInt16, _ request: NetworkACL.Entry,
    answeredUnder rules: [NetworkACL.Entry]
  ) -> Bool {
    let reply = PacketHeader(
      source: IPAddress(10, 0, 1, 10), destination: address,
      ipProtocol: .tcp, sourcePort: 443, destinationPort: port)
    guard let first = rules.first(where: { $0.box.contains(reply) }) else { return true }
    return !first.allows && first.block.contains(request.block)
  }

  @Test(arguments: [
    CheckCase.fires(
      .aclWithoutIPv6Rules,
      "network ACL acl has no outbound rule for IPv6, and subnet six has IPv6 addresses"
    ) {
      let vpc = $0.vpc("v", "10.0.0.0/16", "2001:db8::/56")
      let subnet = $0.subnet("six", "10.0.1.0/24", "2001:db8::/64", in: vpc)
      $0.acl(
        "acl", in: vpc, [subnet],
        inbound: ["100 allow all from 0.0.0.0/0", "101 allow all from ::/0"],
        outbound: ["100 allow all to 0.0.0.0/0"])
    },
    .passes(.aclWithoutIPv6Rules, "an IPv4 subnet") {
      draw(&$0, inbound: ["100 allow all from 0.0.0.0/0"])
    },
    .fires(.aclUnused, "network ACL spare is associated with no subnet") {
      let vpc = $0.vpc("v", "10.0.0.0/16")
      $0.acl("spare", in: vpc, [], inbound: [], outbound: [])
    },
    .passes(.aclUnused, "the default ACL, and one in use") { draw(&$0, inbound: []) },
    .fires(.aclRulesOverQuota, "network ACL acl has 21 inbound rules, of 20") {
      draw(&$0, inbound: (1...21).map { "\($0) allow tcp \($0) from 0.0.0.0/0" })
    },
    .passes(.aclRulesOverQuota, "twenty each way") {
      draw(
        &$0, inbound: (1...20).map { "\($0) allow tcp \($0) from 0.0.0.0/0" },
        outbound: (1...20).map { "\($0) allow tcp \($0) to 0.0.0.0/0" })
    },
  ])
  func `R-NACL-1, R-NACL-3, R-NACL-15: families, use and size`(_ example: CheckCase) {
    example.verify()
  }

  /// An ACL on subnet `s`, beside a subnet `other`.
  private static func draw(
    _ sketch: inout Sketch, inbound: [String], outbound: [String] = []
  ) {
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let subnet = sketch.subnet("s", "10.0.1.0/24", in: vpc)
    _ = sketch.subnet("other", "10.0.2.0/24", in: vpc)
    sketch.acl("acl", in: vpc, [subnet], inbound: inbound, outbound: outbound)
  }
}

extension NetworkACL.Entry {
  /// The same rule in the other direction.
  fileprivate var turned: NetworkACL.Entry {
    NetworkACL.Entry(number: number, direction.opposite, allows: allows, traffic, block)
  }
}
