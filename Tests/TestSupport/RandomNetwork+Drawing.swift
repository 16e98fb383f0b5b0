import Addressing
import Dataplane
import TopologyModel

extension RandomNetwork {
  mutating func oneIn(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &random) == 0
  }

  mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  mutating func addVPC(_ number: Int, of count: Int) {
    let vpc = "vpc-\(number)"
    let region = oneIn(4) ? "us-east-1" : "eu-west-1"
    vpcs.append {
      _ = $0.vpc(vpc, "10.\(number).0.0/16", "2001:db8:\(number)::/56", region: region)
    }
    let names = (1...Int.random(in: 2...3, using: &random)).map { "subnet-\(number)-\($0)" }
    for (index, name) in names.enumerated() {
      subnets.append {
        _ = $0.subnet(
          name, "10.\(number).\(index + 1).0/24", "2001:db8:\(number):\(index + 1)::/64",
          in: $0.topology.vpcs.mention(vpc))
      }
    }
    for index in 1...2 { addGroup("sg-\(number)-\(index)", in: vpc, of: count) }
    let candidates = addGateways(number, names)
    for (index, subnet) in names.enumerated() {
      addInterfaces(number, index + 1, in: subnet)
      addTable("rtb-\(subnet)", in: vpc, subnet, number, candidates, of: count)
      if oneIn(2) { addACL("acl-\(subnet)", in: vpc, subnet) }
    }
  }

  /// Gateways of a VPC, as targets of its routes by name.
  private mutating func addGateways(_ number: Int, _ subnets: [String]) -> [Target] {
    let vpc = "vpc-\(number)"
    var targets: [Target] = [.missing, .interface("eni-\(number)-2-1")]
    if !oneIn(4) {
      others.append {
        _ = $0.internetGateway("igw-\(number)", in: $0.topology.vpcs.mention(vpc))
      }
      targets += [.internet("igw-\(number)"), .internet("igw-\(number)")]
    }
    if !oneIn(3) {
      let publicAddress = oneIn(4) ? nil : "203.0.113.\(number)0"
      others.append {
        _ = $0.natGateway(
          "nat-\(number)", "10.\(number).1.20", public: publicAddress,
          in: $0.topology.subnets.mention(subnets[0]))
      }
      destinations += ["10.\(number).1.20", publicAddress ?? "203.0.113.200"]
      targets.append(.nat("nat-\(number)"))
    }
    if oneIn(2) {
      others.append {
        _ = $0.egressOnlyGateway("eigw-\(number)", in: $0.topology.vpcs.mention(vpc))
      }
      targets.append(.egressOnly("eigw-\(number)"))
    }
    if number == 1 && oneIn(2) {
      others.append {
        _ = $0.vpnGateway(
          "vgw-1", in: $0.topology.vpcs.mention(vpc), prefixes: ["192.168.0.0/16"])
      }
      targets.append(.premises("vgw-1"))
    }
    if oneIn(3) { targets.append(.transit("tgw-1")) }
    return targets
  }

  private mutating func addInterfaces(_ number: Int, _ subnet: Int, in name: String) {
    for index in 1...2 {
      let address = "10.\(number).\(subnet).1\(index)"
      let publicAddress =
        oneIn(2) ? "203.0.113.\(100 + number * 20 + subnet * 4 + index)" : nil
      let ipv6 = "2001:db8:\(number):\(subnet)::1\(index)"
      let names = oneIn(3) ? [1, 2] : [Int.random(in: 1...2, using: &random)]
      let checks = !(subnet == 2 && index == 1) || oneIn(3)
      let isAttached = !oneIn(20)
      let interface = "eni-\(number)-\(subnet)-\(index)"
      interfaces.append(interface)
      destinations += [address, ipv6] + (publicAddress.map { [$0] } ?? [])
      others.append { sketch in
        let groups = names.map { sketch.topology.securityGroups.mention("sg-\(number)-\($0)") }
        sketch.interface(
          interface, publicAddress.map { "\(address)=\($0)" } ?? address, ipv6,
          in: sketch.topology.subnets.mention(name), groups: groups
        ) {
          $0.checksSourceAndDestination = checks
          $0.status = isAttached ? .inUse : .available
        }
      }
    }
  }

  mutating func addPeering(_ one: Int, _ other: Int) {
    let isActive = !oneIn(5)
    others.append {
      _ = $0.peering(
        "pcx-\(one)", $0.topology.vpcs.mention("vpc-\(one)"),
        $0.topology.vpcs.mention("vpc-\(other)"), status: isActive ? .active : .deleted)
    }
  }

  private mutating func addGroup(_ name: String, in vpc: String, of count: Int) {
    let all = (1...count).flatMap { ["sg-\($0)-1", "sg-\($0)-2"] }
    func rules(_ word: String, _ generator: inout SeededGenerator) -> [String] {
      (0..<Int.random(in: 0...4, using: &generator)).map { _ in
        let traffic =
          ["all", "tcp", "tcp 443", "tcp 20-80", "udp 53", "icmp 8", "icmpv6"]
          .randomElement(using: &generator) ?? "all"
        let peer =
          [
            "0.0.0.0/0", "::/0", "10.0.0.0/8", "2001:db8::/32", "10.1.1.0/24", "pl:office",
            "pl:branch", "sg:\(all.randomElement(using: &generator) ?? name)",
          ].randomElement(using: &generator) ?? "::/0"
        return "\(traffic) \(word) \(peer)"
      }
    }
    let isOpen = oneIn(3)
    groups.append(
      Group(
        name: name, vpc: vpc,
        inbound: rules("from", &random) + (isOpen ? TwoSubnets.everyone : []),
        outbound: rules("to", &random) + (oneIn(2) ? TwoSubnets.anywhere : [])))
  }

  private mutating func addACL(_ name: String, in vpc: String, _ subnet: String) {
    func entries(_ word: String, _ generator: inout SeededGenerator) -> [String] {
      let drawn = (1...Int.random(in: 1...4, using: &generator)).map { index in
        let action = Bool.random(using: &generator) ? "allow" : "deny"
        let traffic =
          ["all", "tcp 443", "tcp 1024-65535", "tcp 22", "udp", "icmp 0", "icmp"]
          .randomElement(using: &generator) ?? "all"
        let peer =
          ["0.0.0.0/0", "10.0.0.0/8", "::/0", "10.1.2.0/24", "198.51.100.0/24"]
          .randomElement(using: &generator) ?? "::/0"
        return "\(index * 10) \(action) \(traffic) \(word) \(peer)"
      }
      return drawn + ["900 allow all \(word) 0.0.0.0/0", "901 allow all \(word) ::/0"]
    }
    acls.append(
      ACL(
        name: name, vpc: vpc, subnets: [subnet], inbound: entries("from", &random),
        outbound: entries("to", &random)))
  }
}
