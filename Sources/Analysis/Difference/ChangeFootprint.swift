import Addressing
import Dataplane
import TopologyModel

/// The packets whose way a change can touch, at least.
///
/// A packet that is no part of it asks only for what the change leaves as it is, in whatever mixture of the
/// old and the new network: it goes the same way with the change and without it. The footprint may well be
/// larger than need be.
struct ChangeFootprint {
  /// Anything may be touched.
  private(set) var isEverywhere = false
  /// Interfaces all of whose packets are touched.
  private(set) var senders: Set<Reference<NetworkInterface>> = []
  /// Interfaces to which all packets are touched.
  private(set) var receivers: Set<Reference<NetworkInterface>> = []
  /// Destinations that need not be an interface's.
  private(set) var destinations: [AddressRange] = []
  /// Everything that comes from the internet.
  private(set) var isFromInternet = false
  /// Everything that comes from these premises.
  private(set) var connections: Set<Reference<VPNConnection>> = []
  /// Protocols and ports, of all that is said above; addresses mean nothing in it.
  private(set) var traffic = TrafficSpace.all

  private var subnets: Set<Reference<Subnet>> = []
  private var tables: Set<Reference<RouteTable>> = []
  private var targets: Set<RouteTarget> = []
  private let neighbours: NetworkNeighbours
  private let topologies: [Topology]

  init(of change: TopologyChange, _ networks: [Network], _ neighbours: NetworkNeighbours) {
    self.neighbours = neighbours
    topologies = networks.map { $0.topology }
    begin(at: change.subject)
  }

  /// Whether it holds all that an interface sends.
  func touches(sender: Reference<NetworkInterface>) -> Bool {
    isEverywhere || senders.contains(sender)
  }

  /// Whether it holds what is sent to some addresses, or to the interface that has them.
  func touches(_ range: AddressRange, _ receiver: Reference<NetworkInterface>?) -> Bool {
    isEverywhere || receiver.map { receivers.contains($0) } ?? false
      || destinations.contains { $0.overlapsInFamily(range) }
  }

  /// Whether it may hold packets of one sender to one place.
  func touches(
    _ sender: Flow.Sender, _ packets: HeaderBox, to receiver: Reference<NetworkInterface>?
  ) -> Bool {
    guard traffic.overlaps(packets) else { return false }
    if touches(packets.destination, receiver) { return true }
    switch sender {
    case .networkInterface(let interface): return touches(sender: interface)
    case .internet: return isFromInternet
    case .onPremises(let connection): return connections.contains(connection)
    }
  }
}

// MARK: Where it begins

extension ChangeFootprint {
  private mutating func begin(at subject: TopologyChange.Subject) {
    switch subject {
    case .blockPublicAccess, .presentKinds: isEverywhere = true
    case .vpc(let vpc), .encryptionControl(let vpc): spread(to: vpc)
    case .subnet(let subnet):
      for topology in topologies { add(topology.subnets.resource(at: subnet)?.usableBlocks) }
      spread(to: subnet)
    case .networkInterface(let interface): spread(to: interface)
    case .instance(let instance):
      for interface in neighbours.interfacesOfInstance[instance] ?? [] { spread(to: interface) }
    case .elasticIP(let address):
      destinations.append(AddressRange(address))
      for interface in neighbours.interfacesAtAddress[address] ?? [] { spread(to: interface) }
    case .securityGroup(let group): spread(to: group)
    case .securityGroupRule(let group, let direction, let traffic, let peer):
      spread(to: group, direction, traffic, peer)
    case .prefixList(let list):
      for group in neighbours.groupsOfList[list] ?? [] { spread(to: group) }
      for table in neighbours.tablesOfList[list] ?? [] { spread(to: table) }
    case .networkACL(let acl): spread(to: acl)
    case .networkACLEntry(let acl, let direction, let number):
      traffic = protocols(of: acl, direction, number)
      spread(to: acl)
    case .networkACLAssociation(let subnet): spread(to: subnet)
    default: beginRouting(at: subject)
    }
  }

  private mutating func beginRouting(at subject: TopologyChange.Subject) {
    switch subject {
    case .routeTable(let table): spread(to: table)
    case .route(let table, let destination):
      spread(to: table)
      for target in implicitTargets(of: table, destination) { spread(to: target) }
    case .routeTableAssociation(let user):
      switch user {
      case .mainOf(let vpc):
        for subnet in neighbours.subnetsOfVPC[vpc] ?? [] { spread(to: subnet) }
      case .subnet(let subnet): spread(to: subnet)
      case .internetGateway(let gateway): spread(to: .internetGateway(gateway))
      case .vpnGateway(let gateway): spread(to: .vpnGateway(gateway))
      }
    case .internetGateway(let gateway): spread(to: .internetGateway(gateway))
    case .egressOnlyInternetGateway(let gateway): spread(to: .egressOnlyInternetGateway(gateway))
    case .natGateway(let gateway): spread(to: .natGateway(gateway))
    case .vpcPeeringConnection(let peering): spread(to: .vpcPeeringConnection(peering))
    case .vpnGateway(let gateway): spread(to: .vpnGateway(gateway))
    case .vpnConnection(let connection):
      connections.insert(connection)
      for topology in topologies {
        let gateway = topology.vpnConnections.resource(at: connection)?.vpnGateway
        if let gateway { spread(to: .vpnGateway(gateway)) }
      }
    case .unmodelled(let resource): spread(to: .unmodelled(resource))
    default: break
    }
  }

  /// Gateways that know of themselves what routes tell: prefixes that are propagated (R-VGW-1), and an
  /// attachment that the input leaves out.
  private func implicitTargets(
    of table: Reference<RouteTable>, _ destination: Route.Destination
  ) -> [RouteTarget] {
    topologies.flatMap { topology in
      (topology.routeTables.resource(at: table)?.routes ?? []).filter {
        $0.destination == destination
      }.map { $0.target }.filter { target in
        switch target {
        case .vpnGateway: true
        case .internetGateway: !topology.presentKinds.contains(.internetGateway)
        case .egressOnlyInternetGateway:
          !topology.presentKinds.contains(.egressOnlyInternetGateway)
        default: false
        }
      }
    }
  }

  /// An entry judges requests and replies, so that its ports may be those of either end, and for ports
  /// that a translator does not keep the one that it takes (R-NAT-3).
  private func protocols(
    of acl: Reference<NetworkACL>, _ direction: Direction, _ number: Int
  ) -> TrafficSpace {
    let entries = topologies.compactMap {
      $0.networkACLs.resource(at: acl)?.entry(direction, number)
    }
    return TrafficSpace(union: entries.flatMap { Self.traffic(judgedBy: $0.traffic) })
  }

  private static func traffic(judgedBy pattern: TrafficPattern) -> [TrafficBox] {
    guard let ipProtocol = pattern.ipProtocol, ipProtocol.hasPorts else {
      return [TrafficBox(TrafficPattern(pattern.ipProtocol))]
    }
    let protocols = ProtocolRange(ipProtocol)
    let first = translatedPorts.first
    let taken = pattern.ports.contains(first) ? [PortRange(0, first - 1)] : []
    return [TrafficBox(protocols, destinationPorts: pattern.ports)]
      + (taken + [pattern.ports]).map { TrafficBox(protocols, sourcePorts: $0) }
  }
}

// MARK: How it spreads

extension ChangeFootprint {
  private mutating func add(_ blocks: [CIDRBlock]?) {
    destinations += (blocks ?? []).map { AddressRange($0) }
  }

  private mutating func spread(to vpc: Reference<VPC>) {
    for topology in topologies { add(topology.vpcs.resource(at: vpc)?.usableBlocks) }
    for subnet in neighbours.subnetsOfVPC[vpc] ?? [] { spread(to: subnet) }
    for target in neighbours.targetsOfVPC[vpc] ?? [] { spread(to: target) }
  }

  private mutating func spread(to subnet: Reference<Subnet>) {
    guard subnets.insert(subnet).inserted else { return }
    for interface in neighbours.interfacesOfSubnet[subnet] ?? [] { spread(to: interface) }
    for gateway in neighbours.natGatewaysOfSubnet[subnet] ?? [] { spread(to: gateway) }
  }

  private mutating func spread(to acl: Reference<NetworkACL>) {
    for subnet in neighbours.subnetsOfACL[acl] ?? [] { spread(to: subnet) }
  }

  private mutating func spread(to table: Reference<RouteTable>) {
    guard tables.insert(table).inserted else { return }
    for subnet in neighbours.subnetsOfTable[table] ?? [] { spread(to: subnet) }
    for gateway in neighbours.gatewaysOfTable[table] ?? [] { spread(to: gateway) }
  }

  private mutating func spread(to interface: Reference<NetworkInterface>) {
    guard !senders.contains(interface) || !receivers.contains(interface) else { return }
    senders.insert(interface)
    receivers.insert(interface)
    spread(to: .networkInterface(interface))
    for topology in topologies {
      guard let known = topology.networkInterfaces.resource(at: interface) else { continue }
      if let instance = known.instance { spread(to: .instance(instance)) }
      add(known.prefixes)
      for address in known.addresses {
        spreadToHolders(of: address.address)
        if let twin = address.publicAddress { spreadToHolders(of: twin) }
      }
    }
  }

  /// Where several claim an address, what becomes of one of them touches the others.
  private mutating func spreadToHolders(of address: IPAddress) {
    for interface in neighbours.interfacesAtAddress[address] ?? [] { spread(to: interface) }
    for gateway in neighbours.natGatewaysAtAddress[address] ?? [] { spread(to: gateway) }
  }

  private mutating func spread(to target: RouteTarget) {
    guard targets.insert(target).inserted else { return }
    for table in neighbours.tablesOfTarget[target] ?? [] { spread(to: table) }
    switch target {
    case .internetGateway, .egressOnlyInternetGateway, .vpnGateway:
      isFromInternet = true
      connections.formUnion(neighbours.connectionsOfGateway[target] ?? [])
      for vpc in neighbours.vpcsOfTarget[target] ?? [] {
        for subnet in neighbours.subnetsOfVPC[vpc] ?? [] { spread(to: subnet) }
      }
    case .natGateway(let gateway):
      for topology in topologies {
        for address in topology.natGateways.resource(at: gateway)?.addresses ?? [] {
          spreadToHolders(of: address.privateAddress)
          destinations.append(AddressRange(address.privateAddress))
          if let twin = address.publicAddress { destinations.append(AddressRange(twin)) }
        }
      }
    default: break
    }
  }
}

// MARK: Groups

extension ChangeFootprint {
  private mutating func spread(to group: Reference<SecurityGroup>) {
    for interface in neighbours.interfacesOfGroup[group] ?? [] { spread(to: interface) }
  }

  /// A rule is asked about requests alone, one way and at its own interfaces, unless it makes flows
  /// untracked (R-TRK-3) or judges what an appliance passes on, replies included.
  private mutating func spread(
    to group: Reference<SecurityGroup>, _ direction: Direction, _ traffic: TrafficPattern,
    _ peer: SecurityGroupRule.Peer
  ) {
    let interfaces = neighbours.interfacesOfGroup[group] ?? []
    let isShared = interfaces.contains { isAppliance($0) || sharesAnAddress($0) }
    if isShared || traffic.opensEverything(to: peer) {
      self.traffic = TrafficSpace(TrafficBox(TrafficPattern(traffic.ipProtocol)))
      spread(to: group)
    } else {
      self.traffic = TrafficSpace(TrafficBox(traffic))
      guard direction == .inbound else {
        senders = interfaces
        return
      }
      receivers = interfaces
      // What is sent to a delegated prefix comes to its interface as well (R-ENI-5).
      for interface in interfaces {
        for topology in topologies {
          add(topology.networkInterfaces.resource(at: interface)?.prefixes)
        }
      }
    }
  }
}

extension ChangeFootprint {
  private func isAppliance(_ interface: Reference<NetworkInterface>) -> Bool {
    topologies.contains { topology in
      let instance = topology.networkInterfaces.resource(at: interface)?.instance
      return neighbours.isAppliance(interface, of: instance)
    }
  }

  /// Whether another interface, of this VPC or of another one, has an address of its.
  private func sharesAnAddress(_ interface: Reference<NetworkInterface>) -> Bool {
    topologies.contains { topology in
      (topology.networkInterfaces.resource(at: interface)?.addresses ?? []).contains {
        (neighbours.interfacesAtAddress[$0.address]?.count ?? 0) > 1
      }
    }
  }
}

extension TrafficPattern {
  /// Whether a rule lets everyone use every port (R-TRK-3).
  fileprivate func opensEverything(to peer: SecurityGroupRule.Peer) -> Bool {
    guard case .block(let block) = peer else { return false }
    return block.prefixLength == 0 && ports == .all
  }
}
