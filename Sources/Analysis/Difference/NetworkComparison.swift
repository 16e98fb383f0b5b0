import Addressing
import Dataplane
import TopologyModel

/// Sends everything that changes may touch through two networks and keeps what fares otherwise.
///
/// Of all pairs of ends that fare alike only the first is sent anything, and a packet that no footprint holds
/// is not sent at all. What an interface sends to itself never leaves it, and what it sends to Amazon's
/// services beside it is filtered by nobody (R-PIPE-7): both are left out.
struct NetworkComparison {
  private let old: ProbedNetwork
  private let new: ProbedNetwork
  private let classes: HostClasses
  private var profiles: HostProfiles
  private var touches: FootprintTouches
  let places: [ComparedPlaces.Place]
  let held: HeldAddresses
  private(set) var senders: [ComparedSender] = []
  /// Pairs of ends whose packets fare otherwise than before.
  private(set) var families: [PairFamily] = []
  /// The place in ``families``, or `-1` where nothing changed.
  private var familyOfKey: [PairKey: Int] = [:]

  /// What pairs of ends agree in if they fare alike.
  private struct PairKey: Hashable {
    /// A sender's profile, or a number below zero for one that is like no other.
    let sender: Int32
    let source: Int32
    /// A receiver's profile, or a number below zero for a place that is like no other.
    let receiver: Int32
    let destination: Int32
    let relation: HostProfiles.Relation
    let touch: FootprintTouches.Pair
  }

  init(
    _ old: ProbedNetwork, _ new: ProbedNetwork, _ footprints: [ChangeFootprint],
    _ classes: HostClasses, _ neighbours: NetworkNeighbours
  ) {
    self.old = old
    self.new = new
    self.classes = classes
    let networks = [old.network, new.network]
    profiles = HostProfiles(classes, networks, neighbours)
    let topologies = networks.map { $0.topology }
    held = HeldAddresses(classes, topologies)
    places = ComparedPlaces(classes, held, topologies).all
    touches = FootprintTouches(footprints, places)
    compareInterfaces()
    compareInternet()
    comparePremises()
  }

  /// Everything that fares otherwise, told for the first pair of each family.
  var shifts: [VerdictShift] { families.flatMap { $0.shifts } }
}

// MARK: Senders

extension NetworkComparison {
  private mutating func compareInterfaces() {
    for (number, members) in classes.members.enumerated() where !isNATGateway(members[0]) {
      let addresses = classes.addresses(of: members[0])
      let touch = touches.number(sender: members[0])
      for (index, address) in addresses.own.enumerated() {
        compare(
          ComparedSender(
            sender: .networkInterface(members[0]), range: AddressRange(address),
            end: .hosts(class: number, address: index), hostClass: number, address: index),
          touch)
      }
      for prefix in addresses.prefixes {
        let range = AddressRange(prefix)
        compare(
          ComparedSender(
            sender: .networkInterface(members[0]), range: range,
            end: .delegated(members[0], range), hostClass: number),
          touch)
      }
    }
  }

  /// Nobody sends from a NAT gateway's interface but the gateway.
  private func isNATGateway(_ interface: Reference<NetworkInterface>) -> Bool {
    [old, new].contains {
      $0.network.topology.networkInterfaces.resource(at: interface)?.kind == .natGateway
    }
  }

  private mutating func compareInternet() {
    let touch = touches.numberOfInternet
    for range in [AddressRange].publicInternet {
      compare(
        ComparedSender(
          sender: .internet, range: range, end: .internet(range), isStranger: true),
        touch)
    }
  }

  private mutating func comparePremises() {
    let count = new.network.topology.vpnConnections.count
    for index in 0..<count {
      let connection = Reference<VPNConnection>(index)
      let touch = touches.number(behind: connection)
      for range in premises(behind: connection) {
        compare(
          ComparedSender(
            sender: .onPremises(connection), range: range, end: .onPremises(connection, range),
            isStranger: !held.all.contains { $0.overlapsInFamily(range) }),
          touch)
      }
    }
  }

  /// The prefixes that a static connection lists; behind a dynamic one any private address may be that is
  /// no VPC's.
  private func premises(behind connection: Reference<VPNConnection>) -> [AddressRange] {
    let topologies = [old, new].map { $0.network.topology }
    let known = topologies.compactMap { $0.vpnConnections.resource(at: connection) }
    let listed = known.filter { $0.usesStaticRoutes }.flatMap { $0.staticRoutes }
    let ranges = listed.map { AddressRange($0.block) }
    guard known.contains(where: { !$0.usesStaticRoutes }) else { return ranges.disjoint }
    let blocks = topologies.flatMap { topology in
      topology.vpcs.resources.flatMap { $0.resource.usableBlocks }
    }
    let free = CIDRBlock.privateIPv4.map { AddressRange($0) }.subtracting(
      blocks.map { AddressRange($0) })
    return (ranges + free.subtracting(ranges)).disjoint
  }
}

// MARK: Pairs

extension NetworkComparison {
  private mutating func compare(_ sender: ComparedSender, _ touch: Int32) {
    let number = senders.count
    senders.append(sender)
    for index in touches.placesTouched(with: touch)
    where places[index].range.family == sender.range.family {
      guard let target = target(at: places[index], for: sender) else { continue }
      let pair = EndPair(from: Int32(truncatingIfNeeded: number), to: Int32(index))
      let key = key(of: sender, number, index, FootprintTouches.Pair(touch, touches.ofPlace[index]))
      let family = familyOfKey[key] ?? family(of: sender, to: target, places[index], key.touch)
      familyOfKey[key] = family
      if family >= 0 { families[family].pairs.append(pair) }
    }
  }

  /// Who receives what is sent to a place, and at which address.
  private struct Target {
    let range: AddressRange
    let receiver: Reference<NetworkInterface>?
  }

  /// Where to send for a place: to another interface of its class, where the sender stands for it.
  private func target(at place: ComparedPlaces.Place, for sender: ComparedSender) -> Target? {
    guard place.hostClass >= 0, place.hostClass == sender.hostClass else {
      return Target(range: place.range, receiver: place.receiver)
    }
    let members = classes.members[place.hostClass]
    guard members.count > 1 else { return nil }
    let address = classes.addresses(of: members[1]).all[place.address]
    return Target(range: AddressRange(address), receiver: members[1])
  }

  private mutating func key(
    of sender: ComparedSender, _ number: Int, _ index: Int, _ touch: FootprintTouches.Pair
  ) -> PairKey {
    let place = places[index]
    let isAlone = place.isDelegated || !sender.isHost
    var relation = HostProfiles.Relation()
    if place.hostClass >= 0 && sender.hostClass >= 0 {
      relation = profiles.relation(of: sender.hostClass, to: place.hostClass)
    } else if sender.hostClass >= 0 {
      for (network, subnet) in profiles.subnets(of: sender.hostClass).enumerated() {
        if let subnet, place.homes[network].contains(subnet) {
          relation.subnets |= 1 << UInt8(network)
        }
      }
    }
    // Whose address a sender also has is a question of which receiver asks.
    let isReceiverAlone = place.hostClass < 0 || !(sender.isHost || sender.isStranger)
    let receiver =
      isReceiverAlone
      ? -1 - Int32(truncatingIfNeeded: index) : profiles.profile(of: place.hostClass)
    return PairKey(
      sender: isAlone
        ? -1 - Int32(truncatingIfNeeded: number) : profiles.profile(of: sender.hostClass),
      source: Int32(truncatingIfNeeded: sender.address), receiver: receiver,
      destination: Int32(truncatingIfNeeded: place.address), relation: relation, touch: touch)
  }

  /// Sends the packets of a pair, and makes a family if some of them fare otherwise.
  private mutating func family(
    of sender: ComparedSender, to target: Target, _ place: ComparedPlaces.Place,
    _ touch: FootprintTouches.Pair
  ) -> Int {
    var strangers: StrangerEnds = sender.isStranger ? .source : []
    if place.isStranger { strangers.insert(.destination) }
    var shifts: [VerdictShift] = []
    let boxes = touches.traffic(of: touch).map { $0.box(from: sender.range, to: target.range) }
    for was in old.outcomes(from: sender.sender, boxes, strangers: strangers) {
      for now in new.outcomes(from: sender.sender, [was.packets], strangers: strangers)
      where now.verdict != was.verdict {
        let shift = VerdictShift(
          packets: now.packets, sender: sender.sender, receiver: target.receiver,
          strangers: strangers, before: was.verdict, after: now.verdict, family: families.count)
        if isMeant(shift.packets, from: sender, to: place) { shifts.append(shift) }
      }
    }
    guard !shifts.isEmpty else { return -1 }
    families.append(PairFamily(shifts: shifts))
    return families.count - 1
  }

  /// Whether there is anybody who may send some packets, and to whom.
  private func isMeant(
    _ packets: HeaderBox, from sender: ComparedSender, to place: ComparedPlaces.Place
  ) -> Bool {
    !held.isNobody(sender.end.narrowed(to: packets.source))
      && !held.isNobody(place.end.narrowed(to: packets.destination))
  }
}
