import Addressing
public import Dataplane
import TopologyModel

/// A network drawn by chance, of everything that packets are walked through, both families included.
///
/// It is a list of steps, so that it can be declared in any order, or without some ACL entries.
public struct RandomNetwork {
  /// Adds to a sketch what it names.
  private typealias Step = (inout Sketch) -> Void

  /// The entries of an ACL, one direction each.
  private struct ACL {
    let name: String
    let vpc: String
    let subnets: [String]
    var inbound: [String]
    var outbound: [String]
  }

  private struct Group {
    let name: String
    let vpc: String
    var inbound: [String]
    var outbound: [String]
  }

  private var random: SeededGenerator
  private var vpcs: [Step] = []
  private var subnets: [Step] = []
  private var others: [Step] = []
  private var acls: [ACL] = []
  private var groups: [Group] = []
  private var interfaces: [String] = []
  /// Addresses that flows are sent to, those of interfaces included.
  private var destinations = [
    "198.51.100.1", "192.168.7.7", "169.254.169.254", "2001:db8:ffff::1", "10.1.1.99", "10.1.0.2",
  ]

  /// - Parameter seed: One seed always draws the same network.
  public init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...3, using: &random)
    for number in 1...count { addVPC(number, of: count) }
    for number in 1..<max(count, 2) where count > 1 { addPeering(number, number + 1) }
    let hasEntries = Bool.random(using: &random)
    others.append { $0.prefixList("office", ["10.0.0.0/9", "2001:db8::/32", "198.51.100.0/24"]) }
    others.append { $0.prefixList("branch", hasEntries ? ["198.51.100.0/24"] : nil) }
  }

  /// The number of deny entries in all ACLs.
  public var denials: Int {
    acls.reduce(0) { $0 + ($1.inbound + $1.outbound).filter { $0.contains(" deny ") }.count }
  }

  /// The network without one of its deny entries.
  public func removingDenial(_ index: Int) -> RandomNetwork {
    var rest = index
    var changed = self
    for place in acls.indices {
      changed.acls[place].inbound.removeAll { isRemoved($0, &rest) }
      changed.acls[place].outbound.removeAll { isRemoved($0, &rest) }
    }
    return changed
  }

  private func isRemoved(_ entry: String, _ rest: inout Int) -> Bool {
    guard entry.contains(" deny ") else { return false }
    rest -= 1
    return rest == -1
  }

  /// The network as it was drawn.
  public var sketch: Sketch {
    var sketch = Sketch()
    for step in vpcs + subnets + others { step(&sketch) }
    for group in groups { declare(group, in: &sketch) }
    for acl in acls { declare(acl, in: &sketch) }
    return sketch
  }

  /// The same network, its resources and the rules of its groups declared in another order.
  public func shuffledSketch(_ seed: UInt64) -> Sketch {
    var random = SeededGenerator(seed: seed)
    var sketch = Sketch()
    for step in vpcs.shuffled(using: &random) { step(&sketch) }
    for step in subnets.shuffled(using: &random) { step(&sketch) }
    for acl in acls.shuffled(using: &random) { declare(acl, in: &sketch) }
    for var group in groups.shuffled(using: &random) {
      group.inbound.shuffle(using: &random)
      group.outbound.shuffle(using: &random)
      declare(group, in: &sketch)
    }
    for step in others.shuffled(using: &random) { step(&sketch) }
    return sketch
  }

  private func declare(_ group: Group, in sketch: inout Sketch) {
    sketch.group(
      group.name, in: sketch.topology.vpcs.mention(group.vpc), inbound: group.inbound,
      outbound: group.outbound)
  }

  private func declare(_ acl: ACL, in sketch: inout Sketch) {
    let subnets = acl.subnets.map { sketch.topology.subnets.mention($0) }
    sketch.acl(
      acl.name, in: sketch.topology.vpcs.mention(acl.vpc), subnets, inbound: acl.inbound,
      outbound: acl.outbound)
  }
}

// MARK: Flows

extension RandomNetwork {
  /// What a flow is, apart from the order in which its network was declared.
  public struct Draw: Sendable {
    fileprivate let sender: String
    /// The address that the packet is sent to.
    public let destination: String
    fileprivate let traffic: Traffic
    fileprivate let sourcePort: UInt16
    fileprivate let isPortDefaulted: Bool
    fileprivate let isOneWay: Bool
  }

  /// Flows between anything that the network holds, and some that it does not.
  public mutating func flows(_ count: Int) -> [Draw] {
    (0..<count).map { _ in
      let port = pick([22, 53, 80, 443] as [UInt16])
      let traffic = pick(
        [.tcp(port), .tcp(port), .udp(port), .ping, .icmp(3, 4), .other(47)] as [Traffic])
      let isPortDefaulted = oneIn(4)
      return Draw(
        sender: oneIn(5) ? "internet" : oneIn(8) ? "premises" : pick(interfaces),
        destination: pick(destinations), traffic: traffic,
        sourcePort: isPortDefaulted ? 32768 : pick([500, 1024, 40000, 65000]),
        isPortDefaulted: isPortDefaulted, isOneWay: oneIn(8))
    }
  }

  /// The flow in a sketch of this network.
  public func flow(_ draw: Draw, in sketch: Sketch) -> Flow {
    let isIPv4 = !draw.destination.contains(":")
    var flow: Flow
    if draw.sender == "internet" {
      flow = sketch.flow(
        fromInternet: isIPv4 ? "198.51.100.1" : "2001:db8:ffff::1", to: draw.destination,
        draw.traffic, sourcePort: draw.sourcePort)
    } else if draw.sender == "premises", isIPv4,
      sketch.topology.vpnConnections.reference(to: "vgw-1-vpn") != nil
    {
      flow = sketch.flow(
        fromOnPremises: "192.168.7.7", by: "vgw-1-vpn", to: draw.destination, draw.traffic,
        sourcePort: draw.sourcePort)
    } else {
      let name = draw.sender == "premises" ? "eni-1-1-1" : draw.sender
      let interface = sketch.topology.networkInterfaces.reference(to: name) ?? Reference(0)
      flow = sketch.flow(
        from: interface, to: draw.destination, draw.traffic, sourcePort: draw.sourcePort)
    }
    if draw.isPortDefaulted && flow.header.ipProtocol.hasPorts {
      flow.defaultedSourcePorts = ClientPorts(.linux)
    }
    flow.isOneWay = draw.isOneWay
    return flow
  }
}

// MARK: Drawing

extension RandomNetwork {
  private mutating func oneIn(_ count: Int) -> Bool {
    Int.random(in: 0..<count, using: &random) == 0
  }

  private mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[Int.random(in: choices.indices, using: &random)]
  }

  private mutating func addVPC(_ number: Int, of count: Int) {
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

  private mutating func addPeering(_ one: Int, _ other: Int) {
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

// MARK: Routes

extension RandomNetwork {
  /// A target of a route, by name.
  private enum Target {
    case internet(String)
    case nat(String)
    case egressOnly(String)
    case premises(String)
    case peering(String)
    case interface(String)
    case transit(String)
    case missing

    func resolved(in sketch: inout Sketch) -> RouteTarget {
      switch self {
      case .internet(let name):
        .internetGateway(sketch.topology.internetGateways.mention(name))
      case .nat(let name): .natGateway(sketch.topology.natGateways.mention(name))
      case .egressOnly(let name):
        .egressOnlyInternetGateway(sketch.topology.egressOnlyInternetGateways.mention(name))
      case .premises(let name): .vpnGateway(sketch.topology.vpnGateways.mention(name))
      case .peering(let name):
        .vpcPeeringConnection(sketch.topology.vpcPeeringConnections.mention(name))
      case .interface(let name):
        .networkInterface(sketch.topology.networkInterfaces.mention(name))
      case .transit(let name): sketch.unmodelled(name, .transitGateway)
      case .missing: .missing
      }
    }
  }

  private mutating func addTable(
    _ name: String, in vpc: String, _ subnet: String, _ number: Int, _ candidates: [Target],
    of count: Int
  ) {
    var routes: [(String, Target)] = []
    for destination in ["0.0.0.0/0", "::/0", "192.168.0.0/16", "198.51.100.0/24"]
    where !oneIn(3) {
      routes.append((destination, pick(candidates)))
    }
    for other in 1...count where other != number && !oneIn(5) {
      let peering = Target.peering("pcx-\(min(number, other))")
      routes.append(("10.\(other).0.0/16", peering))
      routes.append(("2001:db8:\(other)::/56", peering))
    }
    if oneIn(4) { routes.append(("10.\(number).1.0/24", .interface("eni-\(number)-2-1"))) }
    if oneIn(3) {
      routes.append(("pl:office", pick(candidates)))
      routes.append(("pl:branch", pick(candidates)))
    }
    others.append { sketch in
      let subnet = sketch.topology.subnets.mention(subnet)
      let resolved = routes.map { destination, target in
        let target = target.resolved(in: &sketch)
        if destination.hasPrefix("pl:") {
          let list = sketch.topology.prefixLists.mention(String(destination.dropFirst(3)))
          return Route(to: .prefixList(list), via: target)
        }
        return Route(to: .block(sketch.block(destination)), via: target)
      }
      sketch.routeTable(name, in: sketch.topology.vpcs.mention(vpc), [subnet]) {
        $0.routes = resolved
      }
    }
  }
}
