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
  /// The addresses of everything in the networks, ascending.
  private let claimed: [AddressRange]
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
    let held = classes.members.flatMap { $0 }.flatMap { classes.addresses(of: $0).all }
      .map { AddressRange($0) }
    let topologies = networks.map { $0.topology }
    claimed = (held + topologies.flatMap { $0.ownRanges }).joined.sorted { $0.first < $1.first }
    places = ComparedPlaces(classes, held: held, topologies).all
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
      compare(ComparedSender(sender: .internet, range: range, end: .internet(range)), touch)
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
            sender: .onPremises(connection), range: range, end: .onPremises(connection, range)),
          touch)
      }
    }
  }

  /// The prefixes that a static connection lists; behind a dynamic one any private address may be.
  private func premises(behind connection: Reference<VPNConnection>) -> [AddressRange] {
    var blocks: [CIDRBlock] = []
    for side in [old, new] {
      guard let known = side.network.topology.vpnConnections.resource(at: connection) else {
        continue
      }
      blocks += known.usesStaticRoutes ? known.staticRoutes.map { $0.block } : CIDRBlock.privateIPv4
    }
    let widest = blocks.filter { block in
      !blocks.contains { $0 != block && $0.contains(block) }
    }
    return Set(widest).sorted { $0.base < $1.base }.map { AddressRange($0) }
  }
}

// MARK: Pairs

extension NetworkComparison {
  private mutating func compare(_ sender: ComparedSender, _ touch: Int32) {
    let number = senders.count
    senders.append(sender)
    for index in touches.placesTouched(with: touch)
    where places[index].range.family == sender.range.family {
      guard let destination = destination(at: places[index], for: sender) else { continue }
      let pair = EndPair(from: Int32(truncatingIfNeeded: number), to: Int32(index))
      let key = key(of: sender, number, index, FootprintTouches.Pair(touch, touches.ofPlace[index]))
      let family = familyOfKey[key] ?? family(of: sender, to: destination, index, key.touch)
      familyOfKey[key] = family
      if family >= 0 { families[family].pairs.append(pair) }
    }
  }

  /// Where to send for a place: to another interface of its class, where the sender stands for it.
  private func destination(
    at place: ComparedPlaces.Place, for sender: ComparedSender
  ) -> AddressRange? {
    guard place.hostClass >= 0, place.hostClass == sender.hostClass else { return place.range }
    let members = classes.members[place.hostClass]
    guard members.count > 1 else { return nil }
    return AddressRange(classes.addresses(of: members[1]).all[place.address])
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
    let receiver =
      place.hostClass < 0
      ? -1 - Int32(truncatingIfNeeded: index)
      : sender.isOnPremises
        ? -1 - Int32(truncatingIfNeeded: index) : profiles.profile(of: place.hostClass)
    return PairKey(
      sender: isAlone
        ? -1 - Int32(truncatingIfNeeded: number) : profiles.profile(of: sender.hostClass),
      source: Int32(truncatingIfNeeded: sender.address), receiver: receiver,
      destination: Int32(truncatingIfNeeded: place.address), relation: relation, touch: touch)
  }

  /// Sends the packets of a pair, and makes a family if some of them fare otherwise.
  private mutating func family(
    of sender: ComparedSender, to destination: AddressRange, _ index: Int,
    _ touch: FootprintTouches.Pair
  ) -> Int {
    var shifts: [VerdictShift] = []
    let boxes = touches.traffic(of: touch).map { $0.box(from: sender.range, to: destination) }
    for was in old.outcomes(from: sender.sender, boxes) {
      for now in new.outcomes(from: sender.sender, [was.packets])
      where now.verdict != was.verdict && mayBeSent(now.packets, by: sender.sender) {
        shifts.append(
          VerdictShift(
            packets: now.packets, sender: sender.sender, receiver: places[index].receiver,
            before: was.verdict, after: now.verdict, family: families.count))
      }
    }
    guard !shifts.isEmpty else { return -1 }
    families.append(PairFamily(shifts: shifts))
    return families.count - 1
  }

  /// An address of the model's own sends nothing over the internet but what its owner does.
  private func mayBeSent(_ packets: HeaderBox, by sender: Flow.Sender) -> Bool {
    guard sender == .internet else { return true }
    return !isClaimed(packets.source)
  }

  /// Whether all of a range are addresses of things in either network.
  private func isClaimed(_ range: AddressRange) -> Bool {
    var (low, high) = (0, claimed.count)
    while low < high {
      let middle = (low + high) / 2
      if claimed[middle].first <= range.first { low = middle + 1 } else { high = middle }
    }
    return low > 0 && claimed[low - 1].contains(range)
  }
}

extension Topology {
  /// The blocks of VPCs, and public addresses of NAT gateways and those that are held for nothing yet.
  fileprivate var ownRanges: [AddressRange] {
    let gateways = natGateways.resources.flatMap { $0.resource.addresses }
    let addresses = elasticIPs.map { $0.publicAddress } + gateways.compactMap { $0.publicAddress }
    return vpcs.resources.flatMap { $0.resource.usableBlocks }.map { AddressRange($0) }
      + addresses.map { AddressRange($0) }
  }
}
