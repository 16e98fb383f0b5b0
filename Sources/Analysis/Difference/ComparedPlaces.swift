import Addressing
import Dataplane
import TopologyModel

/// Where packets are sent to compare two networks: addresses of the first interface of each class, and the
/// ranges that lie between all that interfaces hold.
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
  }

  /// - Parameters:
  ///   - classes: Who receives.
  ///   - held: Every address of an interface.
  ///   - topologies: The two that are compared.
  init(_ classes: HostClasses, held: [AddressRange], _ topologies: [Topology]) {
    addHosts(classes)
    let others = held + AddressRange.services(of: topologies)
    addRanges(AddressRange.destinations.subtracting(others), topologies)
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
  private mutating func addRanges(_ ranges: [AddressRange], _ topologies: [Topology]) {
    let blocks = topologies.map { topology in
      topology.subnets.resources.flatMap { reference, subnet in
        subnet.usableBlocks.map { (subnet: reference, range: AddressRange($0)) }
      }
    }
    let delegated = topologies.flatMap { topology in
      topology.networkInterfaces.resources.flatMap { $0.resource.prefixes }
    }.map { AddressRange($0) }
    let cuts = RangeCuts(blocks.flatMap { $0.map { $0.range } })
    for range in ranges.flatMap({ cuts.pieces(of: $0) }) {
      var place = Place(range: range, end: .addresses(range), receiver: nil)
      place.homes = blocks.map { blocks in
        blocks.filter { $0.range.overlapsInFamily(range) }.map { $0.subnet }
      }
      place.isDelegated = delegated.contains { $0.overlapsInFamily(range) }
      all.append(place)
    }
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
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= range.first { low = middle + 1 } else { high = middle }
    }
    var pieces: [AddressRange] = []
    var first = range.first
    for start in starts[low...] {
      guard start <= range.last, let last = start.predecessor else { break }
      pieces.append(AddressRange(first, last))
      first = start
    }
    return pieces + [AddressRange(first, range.last)]
  }
}
