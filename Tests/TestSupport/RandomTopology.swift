import Addressing
public import Dataplane
public import TopologyModel

/// A topology at random, with a little of everything that a packet can meet, and flows through it.
///
/// Two or three VPCs of three subnets in both families: most designs work, and each has its faults. The
/// same seed gives the same topology.
public struct RandomTopology {
  public private(set) var sketch = Sketch()
  public private(set) var interfaces: [Reference<NetworkInterface>] = []
  var random: SeededGenerator
  var sites: [Site] = []
  var publicAddresses: [String] = []

  /// What a VPC is made of.
  struct Site {
    let number: Int
    let vpc: Reference<VPC>
    let subnets: [Reference<Subnet>]
    var groups: [Reference<SecurityGroup>] = []
    var interfaces: [Reference<NetworkInterface>] = []
    var routes: [(String, RouteTarget)] = []
  }

  public init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    addPrefixLists()
    for number in 0..<Int.random(in: 2...3, using: &random) { addSite(number) }
    for site in sites.indices {
      addGroups(to: site)
      addInterfaces(to: site)
      addACLs(to: site)
    }
    addPeerings()
    for site in sites.indices {
      addGateways(to: site)
      addRouteTables(to: site)
    }
    addPolicies()
  }

  public var network: Network { sketch.network }

  /// `true` so many times in a hundred.
  private mutating func chance(_ percent: Int) -> Bool {
    Int.random(in: 0..<100, using: &random) < percent
  }

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int.random(in: 0..<elements.count, using: &random)]
  }
}

// MARK: VPCs, subnets, interfaces

extension RandomTopology {
  private mutating func addPrefixLists() {
    sketch.prefixList("pl-office", ["203.0.113.128/25", "10.1.0.0/20", "2001:db8:99::/48"])
    sketch.prefixList("pl-wide", ["198.51.100.0/24", "0.0.0.0/1"])
    sketch.prefixList("pl-rival", ["198.51.100.0/24"])
    sketch.prefixList("pl-unknown", nil)
  }

  private mutating func addSite(_ number: Int) {
    let region = chance(20) ? "eu-west-1" : "us-east-1"
    let vpc = sketch.vpc(
      "vpc\(number)", "10.\(number).0.0/16", "2001:db8:\(number)::/56", region: region)
    let subnets = (0..<3).map { index in
      sketch.subnet(
        "subnet\(number)\(index)", "10.\(number).\(index).0/24",
        "2001:db8:\(number):\(index)::/64", in: vpc)
    }
    sites.append(Site(number: number, vpc: vpc, subnets: subnets))
  }

  private mutating func addInterfaces(to index: Int) {
    let site = sites[index]
    for (place, subnet) in site.subnets.enumerated() {
      for host in 0..<Int.random(in: 2...3, using: &random) {
        let own = "10.\(site.number).\(place).\(10 + host)"
        let isPublic = place == 0 && chance(70)
        let twin = "203.0.113.\(site.number * 16 + host + 1)"
        if isPublic { publicAddresses.append(twin) }
        let groups = Array(site.groups.shuffled(using: &random).prefix(chance(70) ? 1 : 2))
        let reference = sketch.interface(
          "eni\(site.number)\(place)\(host)", isPublic ? "\(own)=\(twin)" : own,
          "2001:db8:\(site.number):\(place)::\(10 + host)", in: subnet, groups: groups)
        vary(reference)
        interfaces.append(reference)
        sites[index].interfaces.append(reference)
      }
    }
  }

  private mutating func vary(_ reference: Reference<NetworkInterface>) {
    guard var interface = sketch.topology.networkInterfaces[reference] else { return }
    if chance(25) { interface.checksSourceAndDestination = false }
    if chance(3) { interface.status = .available }
    if chance(5) { interface.deniesInternetGatewayTraffic = true }
    if chance(5) { interface.kind = pick([.lambda, .vpcEndpoint]) }
    if chance(5) { interface.groups = [] }
    if chance(5) {
      interface.groups.append(sketch.topology.securityGroups.mention("sg-unknown"))
    }
    if chance(10) {
      let state: Instance.State = pick([.running, .stopped, .unknown])
      interface.instance = sketch.instance("i-\(reference.index)", state)
    }
    if chance(10), let own = interface.addresses.first?.address {
      let block = CIDRBlock(IPAddress(ipv4: own.ipv4Bits | 0xf0), prefixLength: 28)
      interface.prefixes = [block]
    }
    sketch.topology.networkInterfaces.define(interface, at: reference)
  }
}

// MARK: Rules

extension RandomTopology {
  private mutating func addGroups(to index: Int) {
    let site = sites[index]
    for number in 0..<3 {
      let inbound = (0..<Int.random(in: 1...4, using: &random)).map { _ in groupRule("from") }
      let outbound =
        chance(50)
        ? ["all to 0.0.0.0/0", "all to ::/0"]
        : (0..<Int.random(in: 0...3, using: &random)).map { _ in groupRule("to") }
      sites[index].groups.append(
        sketch.group(
          "sg\(site.number)\(number)", in: site.vpc, inbound: inbound, outbound: outbound))
    }
  }

  private mutating func groupRule(_ preposition: String) -> String {
    let peer =
      switch Int.random(in: 0..<10, using: &random) {
      case 0...2: "sg:sg\(Int.random(in: 0..<3, using: &random))\(pick([0, 1, 2]))"
      case 3: "pl:\(chance(85) ? "pl-office" : "pl-unknown")"
      default: block()
      }
    return "\(traffic(isIPv6: peer.contains("::"))) \(preposition) \(peer)"
  }

  private mutating func addACLs(to index: Int) {
    let site = sites[index]
    for (place, subnet) in site.subnets.enumerated() where chance(60) {
      let rules = ["from", "to"].map { preposition in
        (1...Int.random(in: 1...3, using: &random)).map { number in
          let block = block()
          return "\(number * 10) \(chance(70) ? "allow" : "deny") "
            + "\(traffic(isIPv6: block.contains("::"))) \(preposition) \(block)"
        } + (chance(70) ? ["90 allow all \(preposition) 0.0.0.0/0"] : [])
          + (chance(70) ? ["91 allow all \(preposition) ::/0"] : [])
      }
      sketch.acl(
        "acl\(site.number)\(place)", in: site.vpc, [subnet], inbound: rules[0],
        outbound: rules[1])
    }
  }

  private mutating func block() -> String {
    let (vpc, subnet) = (Int.random(in: 0..<3, using: &random), pick([0, 1, 2]))
    return pick([
      "0.0.0.0/0", "0.0.0.0/0", "::/0", "10.\(vpc).0.0/16", "10.\(vpc).\(subnet).0/24",
      "10.\(vpc).\(subnet).0/25", "2001:db8:\(vpc)::/56", "2001:db8:\(vpc):\(subnet)::/64",
      "198.51.100.0/24", "203.0.113.0/24", "192.168.0.0/16", "128.0.0.0/1",
    ])
  }

  private mutating func traffic(isIPv6: Bool) -> String {
    pick([
      "all", "all", "tcp 443", "tcp 22", "tcp 0-65535", "tcp 1024-65535", "udp 53",
      "udp 0-65535", "udp 1024-65535", "tcp 1024-40000", "udp 40000-65535",
      isIPv6 ? "icmpv6 -1" : "icmp -1", isIPv6 ? "icmpv6 128" : "icmp 8", "47",
    ])
  }
}

// MARK: Gateways and routes

extension RandomTopology {
  private mutating func addPeerings() {
    for (one, other) in [(0, 1), (1, 2)] where other < sites.count && chance(85) {
      let target = sketch.peering(
        "pcx\(one)\(other)", sites[one].vpc, sites[other].vpc,
        status: chance(90) ? .active : .deleted)
      for (site, far) in [(one, other), (other, one)] where chance(90) {
        sites[site].routes.append(("10.\(far).0.0/\(pick([16, 16, 15, 23]))", target))
        sites[site].routes.append(("2001:db8:\(far)::/56", target))
      }
    }
  }

  private mutating func addGateways(to index: Int) {
    let site = sites[index]
    if chance(40) {
      let target = sketch.vpnGateway(
        "vgw\(site.number)", in: site.vpc, prefixes: ["192.168.\(site.number).0/24"],
        adjust: { $0.usesStaticRoutes = site.number != 1 })
      sites[index].routes.append(("192.168.0.0/16", target))
    }
    if chance(30) {
      let target = sketch.unmodelled("tgw\(site.number)", .transitGateway)
      sites[index].routes.append(("172.16.0.0/12", target))
    }
    if chance(30) {
      // A route through a middlebox to a subnet, or to the other VPCs.
      let destination = pick(["10.\(site.number).2.0/24", "10.0.0.0/8", "198.51.100.0/24"])
      sites[index].routes.append((destination, .networkInterface(pick(interfaces))))
    }
    if chance(50) {
      sites[index].routes.append(("pl:pl-rival", .networkInterface(pick(interfaces))))
    }
  }

  private mutating func addRouteTables(to index: Int) {
    let site = sites[index]
    let gateway = sketch.internetGateway(
      "igw\(site.number)", in: site.vpc, isAttached: chance(95))
    let egressOnly = sketch.egressOnlyGateway("eigw\(site.number)", in: site.vpc)
    let natAddress = "203.0.113.\(site.number * 16 + 15)"
    publicAddresses.append(natAddress)
    let nat = sketch.natGateway(
      "nat\(site.number)", "10.\(site.number).\(chance(90) ? 0 : 1).5",
      public: chance(75) ? natAddress : nil, in: site.subnets[0])
    let natInstance = RouteTarget.networkInterface(site.interfaces[0])
    let defaults: [[(String, RouteTarget)]] = [
      [("0.0.0.0/0", gateway), ("::/0", gateway)],
      [("0.0.0.0/0", chance(75) ? nat : natInstance), ("::/0", chance(70) ? egressOnly : gateway)],
      chance(30) ? [("0.0.0.0/0", .missing)] : [],
    ]
    for (place, subnet) in site.subnets.enumerated() {
      var routes = defaults[place] + site.routes
      if chance(50) { routes.append(("pl:pl-wide", pick([gateway, nat]))) }
      if chance(5) { routes.append(("pl:pl-unknown", nat)) }
      if chance(30) { routes.append(("10.\((site.number + 1) % 3).0.0/16", nat)) }
      let compiled = routes.map { route($0, $1) }
      sketch.routeTable("rtb\(site.number)\(place)", in: site.vpc, [subnet]) {
        $0.routes += compiled
      }
    }
    if chance(20) {
      sketch.gatewayTable(
        "rtb-edge\(site.number)", of: gateway, in: site.vpc,
        ("10.\(site.number).0.0/24", .networkInterface(pick(interfaces))))
    }
  }

  private func route(_ destination: String, _ target: RouteTarget) -> Route {
    guard destination.hasPrefix("pl:"),
      let list = sketch.topology.prefixLists.reference(to: String(destination.dropFirst(3)))
    else { return Route(to: .block(sketch.block(destination)), via: target) }
    return Route(to: .prefixList(list), via: target)
  }

  /// Block Public Access and encryption controls.
  private mutating func addPolicies() {
    if chance(15) {
      sketch.topology.blockPublicAccess = [
        BlockPublicAccess(mode: chance(50) ? .blockIngress : .blockBidirectional)
      ]
      sketch.topology.blockPublicAccessExclusions = [
        BlockPublicAccess.Exclusion(
          id: "exclusion", mode: .allowEgress, subject: .vpc(sites[0].vpc), location: nil)
      ]
    }
    if chance(10) {
      sketch.topology.encryptionControls = [
        EncryptionControl(id: "enforced", vpc: sites[1].vpc, isEnforced: true, location: nil)
      ]
    }
  }
}
