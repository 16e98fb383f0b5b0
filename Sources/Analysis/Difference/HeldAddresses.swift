import Addressing
import Dataplane
import TopologyModel

/// What is held in either of two networks, and so is nobody else's.
struct HeldAddresses {
  /// Addresses of interfaces, NAT gateways and Elastic IPs.
  let all: [AddressRange]
  /// Those that are no interface's.
  let ofGateways: [IPAddress]
  /// No destination of a packet that is compared: what is held, and where Amazon's services answer.
  private let excludedTo: [AddressRange]
  /// Nobody on the internet sends from these: what is held, and the blocks of VPCs.
  private let excludedFrom: [AddressRange]

  init(_ classes: HostClasses, _ topologies: [Topology]) {
    let hosts = classes.members.flatMap { $0 }.flatMap { classes.addresses(of: $0).all }
    let gateways = topologies.flatMap { topology in
      topology.natGateways.resources.flatMap { $0.resource.addresses }
    }
    let others =
      gateways.map { $0.privateAddress } + gateways.compactMap { $0.publicAddress }
      + topologies.flatMap { $0.elasticIPs.map { $0.publicAddress } }
    let blocks = topologies.flatMap { topology in
      topology.vpcs.resources.flatMap { $0.resource.usableBlocks }
    }
    ofGateways = Set(others).subtracting(hosts).sorted()
    all = (hosts + others).map { AddressRange($0) }.joined
    excludedTo = (all + AddressRange.services(of: topologies)).joined
    excludedFrom = (all + blocks.map { AddressRange($0) }).joined
  }

  /// Whether there is nobody at an end: all that strangers could have there is held.
  func isNobody(_ end: FlowEnd) -> Bool {
    switch end {
    case .internet(let range): internet(in: range).isEmpty
    case .addresses(let range): destinations(in: range).isEmpty
    case .hosts, .delegated, .onPremises, .held: false
    }
  }

  /// The part of a range that nobody holds, to which packets may be sent.
  func destinations(in range: AddressRange) -> [AddressRange] {
    HeldAddresses.rest(of: range, without: excludedTo)
  }

  /// The part of a range from which strangers on the internet may send.
  func internet(in range: AddressRange) -> [AddressRange] {
    HeldAddresses.rest(of: range, without: excludedFrom)
  }

  /// `excluded`: ranges in the order of ``Swift/Array/joined``.
  private static func rest(
    of range: AddressRange, without excluded: [AddressRange]
  ) -> [AddressRange] {
    let first = excluded.partitionPoint { $0.lies(before: range) }
    let touching = excluded[first...].prefix { $0.overlapsInFamily(range) }
    return touching.isEmpty ? [range] : [range].subtracting(Array(touching))
  }
}
