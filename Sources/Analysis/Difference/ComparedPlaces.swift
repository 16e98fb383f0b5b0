import Addressing
import Dataplane
import TopologyModel

/// Where packets are sent to compare two networks: addresses of the first interface of each class, those
/// that gateways hold, and ranges for what nobody holds.
struct ComparedPlaces {
  private(set) var all: [Place] = []

  /// A range of destinations.
  struct Place {
    let range: AddressRange
    let end: FlowEnd
    let receiver: Reference<NetworkInterface>?
    /// The receiver's class, and the number of the address in ``HostAddresses/all``; else `-1`.
    var hostClass = -1
    var address = 0
    /// The subnets in each of the networks whose blocks the range lies in.
    var homes: [[Reference<Subnet>]] = []
    /// Some of the range is delegated to an interface.
    var isDelegated = false

    /// Only those of the addresses are meant that nobody holds.
    var isStranger: Bool {
      if case .addresses = end { true } else { false }
    }
  }

  /// - Parameters:
  ///   - classes: Who receives.
  ///   - held: What interfaces and gateways hold.
  ///   - topologies: The two that are compared.
  init(_ classes: HostClasses, _ held: HeldAddresses, _ topologies: [Topology]) {
    addHosts(classes)
    for address in held.ofGateways {
      add(AddressRange(address), .held(address), homes: topologies.map { $0.homes(of: address) })
    }
    addRanges(topologies)
  }

  private mutating func addHosts(_ classes: HostClasses) {
    var taken: Set<IPAddress> = []
    for (number, members) in classes.members.enumerated() {
      for (position, member) in members.enumerated() {
        for (index, address) in classes.addresses(of: member).all.enumerated() {
          guard taken.insert(address).inserted, position == 0 else { continue }
          all.append(
            Place(
              range: AddressRange(address), end: .hosts(class: number, address: index),
              receiver: member, hostClass: number, address: index))
        }
      }
    }
  }

  /// Adds ranges, cut so that each lies in a subnet or outside.
  private mutating func addRanges(_ topologies: [Topology]) {
    let blocks = topologies.flatMap { topology in
      topology.subnets.resources.flatMap { $0.resource.usableBlocks }
    }
    let delegated = topologies.flatMap { topology in
      topology.networkInterfaces.resources.flatMap { $0.resource.prefixes }
    }.map { AddressRange($0) }
    let cuts = RangeCuts(blocks.map { AddressRange($0) })
    for range in AddressRange.destinations.flatMap({ cuts.pieces(of: $0) }) {
      add(
        range, .addresses(range), homes: topologies.map { $0.homes(of: range.first) },
        isDelegated: delegated.contains { $0.overlapsInFamily(range) })
    }
  }

  private mutating func add(
    _ range: AddressRange, _ end: FlowEnd, homes: [[Reference<Subnet>]], isDelegated: Bool = false
  ) {
    var place = Place(range: range, end: end, receiver: nil)
    place.homes = homes
    place.isDelegated = isDelegated
    all.append(place)
  }
}

extension Topology {
  /// The subnets in whose blocks an address lies.
  fileprivate func homes(of address: IPAddress) -> [Reference<Subnet>] {
    subnets.resources.filter { $0.resource.usableBlocks.contains { $0.contains(address) } }
      .map { $0.reference }
  }
}

/// Cuts ranges wherever one of them begins or ends, so that no two pieces overlap without being the same.
struct RangeCuts {
  /// Where pieces begin, ascending.
  private let ipv4: [IPAddress]
  private let ipv6: [IPAddress]

  init(_ ranges: [AddressRange]) {
    let starts = Set(ranges.flatMap { [$0.first] + ($0.last.successor.map { [$0] } ?? []) })
    ipv4 = starts.filter { $0.isIPv4 }.sorted()
    ipv6 = starts.filter { !$0.isIPv4 }.sorted()
  }

  func pieces(of range: AddressRange) -> [AddressRange] {
    let starts = range.family == .ipv4 ? ipv4 : ipv6
    let next = starts.partitionPoint { $0 <= range.first }
    var pieces: [AddressRange] = []
    var first = range.first
    for start in starts[next...] {
      guard start <= range.last, let last = start.predecessor else { break }
      pieces.append(AddressRange(first, last))
      first = start
    }
    return pieces + [AddressRange(first, range.last)]
  }
}
