import Addressing
import Dataplane
import TopologyModel

/// Sends everything that changes may touch through two networks and keeps what fares otherwise.
///
/// One interface of a class sends for all of it, and one receives; a packet that no footprint holds is
/// not sent at all. What an interface sends to itself never leaves it, and what it sends to Amazon's services
/// beside it is filtered by nobody (R-PIPE-7): both are left out.
struct NetworkComparison {
  private let old: ProbedNetwork
  private let new: ProbedNetwork
  private let footprints: [ChangeFootprint]
  private let classes: HostClasses
  /// Places to send to: addresses of the first interface of each class, and what lies between.
  private let places: [Place]
  /// The footprints that touch each place.
  private let footprintsOfPlace: [[Int]]
  /// The addresses of everything in the networks, ascending.
  private let claimed: [AddressRange]
  private var plans: [[Int]: Plan] = [:]
  private(set) var shifts: [VerdictShift] = []

  /// A range of destinations.
  private struct Place {
    var range: AddressRange
    let end: FlowEnd
    let receiver: Reference<NetworkInterface>?
    let hostClass: Int
    let address: Int
  }

  /// What to send to each place, for senders that the same changes touch.
  private struct Plan {
    var entries: [(place: Int, traffic: [TrafficBox])] = []
  }

  init(
    _ old: ProbedNetwork, _ new: ProbedNetwork, _ footprints: [ChangeFootprint],
    _ classes: HostClasses
  ) {
    self.old = old
    self.new = new
    self.footprints = footprints
    self.classes = classes
    let held = classes.members.flatMap { $0 }.flatMap { classes.addresses(of: $0).all }
      .map { AddressRange($0) }
    let networks = [old, new].map { $0.network.topology }
    claimed = (held + networks.flatMap { $0.ownRanges }).joined.sorted { $0.first < $1.first }
    places = NetworkComparison.places(of: classes, held + AddressRange.services(of: networks))
    footprintsOfPlace = places.map { place in
      footprints.indices.filter { footprints[$0].touches(place.range, place.receiver) }
    }
    compareInterfaces()
    compareInternet()
    comparePremises()
  }
}

// MARK: Places

extension NetworkComparison {
  private static func places(of classes: HostClasses, _ others: [AddressRange]) -> [Place] {
    var places: [Place] = []
    var taken: Set<IPAddress> = []
    for (number, members) in classes.members.enumerated() {
      for (position, member) in members.enumerated() {
        for (index, address) in classes.addresses(of: member).all.enumerated() {
          guard taken.insert(address).inserted, position == 0 else { continue }
          places.append(
            Place(
              range: AddressRange(address), end: .hosts(class: number, address: index),
              receiver: member, hostClass: number, address: index))
        }
      }
    }
    for range in AddressRange.destinations.subtracting(others) {
      places.append(
        Place(range: range, end: .addresses(range), receiver: nil, hostClass: -1, address: 0))
    }
    return places
  }

  /// What to send to every place for a sender all of whose packets are touched by some changes.
  private mutating func plan(_ touching: [Int]) -> Plan {
    if let known = plans[touching] { return known }
    let wide = touching.reduce(TrafficSpace.none) { $0.union(footprints[$1].traffic) }
    var traffic: [[Int]: [TrafficBox]] = [:]
    var plan = Plan()
    for (index, receiving) in footprintsOfPlace.enumerated() {
      let boxes =
        traffic[receiving]
        ?? receiving.reduce(wide) { $0.union(footprints[$1].traffic) }.boxes
      traffic[receiving] = boxes
      if !boxes.isEmpty { plan.entries.append((index, boxes)) }
    }
    plans[touching] = plan
    return plan
  }
}

// MARK: Senders

extension NetworkComparison {
  private mutating func compareInterfaces() {
    for (number, members) in classes.members.enumerated() {
      let sender = members[0]
      guard !isNATGateway(sender) else { continue }
      let addresses = classes.addresses(of: sender)
      let plan = plan(footprints.indices.filter { footprints[$0].touches(sender: sender) })
      for (index, address) in addresses.own.enumerated() {
        compare(
          .networkInterface(sender), AddressRange(address), .hosts(class: number, address: index),
          plan)
      }
      for prefix in addresses.prefixes {
        let range = AddressRange(prefix)
        compare(.networkInterface(sender), range, .delegated(sender, range), plan)
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
    let plan = plan(
      footprints.indices.filter { footprints[$0].isFromInternet || footprints[$0].isEverywhere })
    let others = shifts
    shifts = []
    for range in [AddressRange].publicInternet {
      compare(.internet, range, .internet(range), plan)
    }
    // An address of the model's own sends nothing but what its owner does.
    shifts = others + shifts.filter { !isClaimed($0.packets.source) }
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

  private mutating func comparePremises() {
    let count = new.network.topology.vpnConnections.count
    for index in 0..<count {
      let connection = Reference<VPNConnection>(index)
      let plan = plan(
        footprints.indices.filter {
          footprints[$0].connections.contains(connection) || footprints[$0].isEverywhere
        })
      for range in premises(behind: connection) {
        compare(.onPremises(connection), range, .onPremises(connection, range), plan)
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

// MARK: Sending

extension NetworkComparison {
  private mutating func compare(
    _ sender: Flow.Sender, _ source: AddressRange, _ from: FlowEnd, _ plan: Plan
  ) {
    var boxes: [HeaderBox] = []
    var placeOfAddress: [IPAddress: Int] = [:]
    for (index, traffic) in plan.entries where places[index].range.family == source.family {
      guard let range = destinations(at: places[index], for: sender) else { continue }
      placeOfAddress[range.first] = index
      boxes += traffic.map { $0.box(from: source, to: range) }
    }
    let starts = placeOfAddress.keys.sorted()
    for was in old.outcomes(from: sender, boxes) {
      for now in new.outcomes(from: sender, [was.packets]) where now.verdict != was.verdict {
        let start = starts.last(notAbove: now.packets.destination.first)
        guard let place = start.flatMap({ placeOfAddress[$0] }) else { continue }
        shifts.append(
          VerdictShift(
            now.packets, of: sender, from: from, to: places[place].receiver, places[place].end,
            before: was.verdict, after: now.verdict))
      }
    }
  }

  /// Where to send for a place: to another interface of its class, where the sender stands for it.
  private func destinations(at place: Place, for sender: Flow.Sender) -> AddressRange? {
    guard case .networkInterface(let interface) = sender, place.receiver == interface else {
      return place.range
    }
    let members = classes.members[place.hostClass]
    guard members.count > 1 else { return nil }
    return AddressRange(classes.addresses(of: members[1]).all[place.address])
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

extension [IPAddress] {
  /// The last of ascending addresses that is not above `address`.
  fileprivate func last(notAbove address: IPAddress) -> IPAddress? {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] <= address { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? self[low - 1] : nil
  }
}
