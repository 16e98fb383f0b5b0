import Addressing
import Dataplane
import TestSupport
import TopologyModel

extension Scenario {
  /// Two public subnets and one behind a NAT gateway, with rules, addresses and flows at random.
  static func random(seed: UInt64) -> Scenario {
    var random = SeededGenerator(seed: seed)
    var sketch = Sketch()
    let vpc = sketch.vpc("vpc", "10.0.0.0/16")
    let subnets = (1...3).map { sketch.subnet("subnet\($0)", "10.0.\($0).0/24", in: vpc) }
    let gateway = sketch.internetGateway("igw", in: vpc)
    let nat = sketch.natGateway("nat", "10.0.1.5", public: "203.0.113.5", in: subnets[0])
    sketch.routeTable("public", in: vpc, Array(subnets[0...1]), ("0.0.0.0/0", gateway))
    sketch.routeTable("private", in: vpc, [subnets[2]], ("0.0.0.0/0", nat))
    for (number, subnet) in subnets.enumerated() {
      sketch.acl(
        "acl\(number)", in: vpc, [subnet], inbound: aclRules("from", &random),
        outbound: aclRules("to", &random))
    }
    let groups = (1...4).map { number in
      sketch.group(
        "g\(number)", in: vpc, inbound: groupRules("from", &random),
        outbound: groupRules("to", &random))
    }
    let interfaces = (0..<6).map { number in
      let own = "10.0.\(number / 2 + 1).\(10 + number)"
      let twin = number < 4 && Bool.random(using: &random) ? "=203.0.113.\(10 + number)" : ""
      return sketch.interface(
        "i\(number)", own + twin, in: subnets[number / 2],
        groups: Array(groups.shuffled(using: &random).prefix(2)))
    }
    let twins = interfaces.flatMap { sketch.topology.networkInterfaces[$0]?.addresses ?? [] }
      .compactMap { $0.publicAddress?.description }
    let flows = (0..<30).map { _ in
      randomFlow(sketch, interfaces, twins + ["203.0.113.5"], &random)
    }
    return Scenario("seed \(seed)", sketch, flows)
  }

  private static func randomFlow(
    _ sketch: Sketch, _ interfaces: [Reference<NetworkInterface>], _ publicAddresses: [String],
    _ random: inout SeededGenerator
  ) -> Flow {
    let traffic: Traffic =
      switch Int.random(in: 0..<5, using: &random) {
      case 0: .ping
      case 1: .udp(ports.randomElement(using: &random) ?? 0)
      default: .tcp(ports.randomElement(using: &random) ?? 0)
      }
    let number = Int.random(in: 0..<6, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let target = publicAddresses.randomElement(using: &random) ?? ""
      return sketch.flow(fromInternet: "198.51.100.10", to: target, traffic)
    case 1: return sketch.flow(from: interfaces[number], to: "198.51.100.20", traffic)
    default:
      let other = (number + Int.random(in: 1...5, using: &random)) % 6
      let target = "10.0.\(other / 2 + 1).\(10 + other)"
      return sketch.flow(from: interfaces[number], to: target, traffic)
    }
  }

  private static let ports: [UInt16] = [22, 53, 80, 443, 3306, 8080]
  private static let peers = [
    "0.0.0.0/0", "0.0.0.0/0", "10.0.0.0/16", "10.0.1.0/24", "10.0.2.0/23", "198.51.100.0/24",
  ]
  private static let traffic = [
    "all", "all", "tcp 443", "tcp 1-1023", "tcp 1024-65535", "tcp", "udp", "udp 53", "icmp",
    "icmp 8", "icmp 0/0",
  ]

  /// A few rules, and often one that lets the rest pass, or next to nothing would arrive.
  private static func aclRules(_ word: String, _ random: inout SeededGenerator) -> [String] {
    let rules = (1...4).map { number in
      let verdict = Int.random(in: 0..<3, using: &random) == 0 ? "deny" : "allow"
      return "\(number * 10) \(verdict) \(pattern(word, peers, &random))"
    }
    let isClosed = Int.random(in: 0..<8, using: &random) == 0
    return isClosed ? rules : rules + ["100 allow all \(word) 0.0.0.0/0"]
  }

  private static func groupRules(_ word: String, _ random: inout SeededGenerator) -> [String] {
    let isOpen = Int.random(in: 0..<3, using: &random) == 0
    let rules = (1...3).map { _ in pattern(word, peers + ["sg:g1", "sg:g2"], &random) }
    return isOpen ? rules + ["all \(word) 0.0.0.0/0"] : rules
  }

  private static func pattern(
    _ word: String, _ peers: [String], _ random: inout SeededGenerator
  ) -> String {
    let kind = traffic.randomElement(using: &random) ?? "all"
    return "\(kind) \(word) \(peers.randomElement(using: &random) ?? "0.0.0.0/0")"
  }
}
