import Addressing
import Dataplane
import TopologyModel

/// Subnets by what networks can tell of them: between two of a kind, in the old and the new network alike,
/// only their addresses differ, and no packet fares otherwise for that.
///
/// So packets between hosts depend on the kinds of their subnets and on whether it is one and the same.
struct SubnetKinds {
  private var kinds: [Int32] = []
  private var unlike: Set<Int32> = []

  private struct Signature: Hashable {
    let behaviours: [SubnetBehaviour?]
    /// The slot of a subnet that is like no other, else `-1`.
    let serial: Int32
  }

  init(_ networks: [Network], _ neighbours: NetworkNeighbours) {
    let blocks = SubnetBlocks(networks.map { $0.topology })
    unlike = blocks.ambiguous
    let count = networks.map { $0.topology.subnets.count }.max() ?? 0
    var known: [Signature: Int32] = [:]
    for index in 0..<count {
      let subnet = Reference<Subnet>(index)
      if SubnetKinds.isOnTheWay(subnet, networks, neighbours) { unlike.insert(subnet.index) }
      let signature = Signature(
        behaviours: networks.map { $0.behaviour(of: subnet) },
        serial: unlike.contains(subnet.index) ? subnet.index : -1)
      let kind = known[signature] ?? Int32(truncatingIfNeeded: known.count)
      known[signature] = kind
      kinds.append(kind)
    }
  }

  subscript(subnet: Reference<Subnet>) -> Int32 { kinds[Int(subnet.index)] }

  /// The subnet is a kind of its own: packets of others pass through it, or its addresses are not its alone.
  func isUnlikeOthers(_ subnet: Reference<Subnet>) -> Bool { unlike.contains(subnet.index) }

  /// Whether a NAT gateway or an appliance lies in a subnet.
  private static func isOnTheWay(
    _ subnet: Reference<Subnet>, _ networks: [Network], _ neighbours: NetworkNeighbours
  ) -> Bool {
    if neighbours.natGatewaysOfSubnet[subnet] != nil { return true }
    return (neighbours.interfacesOfSubnet[subnet] ?? []).contains { interface in
      networks.contains { network in
        let known = network.topology.networkInterfaces.resource(at: interface)
        return known.map { neighbours.isAppliance(interface, of: $0.instance) } ?? false
      }
    }
  }
}

/// The blocks of the subnets of some topologies, in order.
struct SubnetBlocks {
  private struct Block {
    let range: AddressRange
    let subnet: Int32
  }

  private var blocks: [Block] = []
  /// Subnets some of whose addresses others may claim: their blocks overlap, are not the same in all of the
  /// topologies, or hold an address of a thing that lies elsewhere.
  private(set) var ambiguous: Set<Int32> = []

  init(_ topologies: [Topology]) {
    for topology in topologies {
      for (reference, subnet) in topology.subnets.resources {
        blocks += subnet.usableBlocks.map {
          Block(range: AddressRange($0), subnet: reference.index)
        }
        let others = topologies.compactMap { $0.subnets.resource(at: reference)?.usableBlocks }
        if others.contains(where: { Set($0) != Set(subnet.usableBlocks) }) {
          ambiguous.insert(reference.index)
        }
      }
    }
    blocks.sort { $0.range.begins(before: $1.range) }
    noteOverlaps()
    for topology in topologies { noteStrangers(in: topology) }
  }

  private mutating func noteOverlaps() {
    guard var furthest = blocks.first else { return }
    for block in blocks.dropFirst() {
      let overlaps = block.range.overlapsInFamily(furthest.range)
      if overlaps && block.subnet != furthest.subnet {
        ambiguous.formUnion([block.subnet, furthest.subnet])
      }
      if !overlaps || furthest.range.last < block.range.last { furthest = block }
    }
  }

  private mutating func noteStrangers(in topology: Topology) {
    for (_, interface) in topology.networkInterfaces.resources {
      for address in interface.addresses {
        noteHolder(of: address.address, in: interface.subnet.index)
        noteHolder(of: address.publicAddress, in: -1)
      }
    }
    for elasticIP in topology.elasticIPs { noteHolder(of: elasticIP.publicAddress, in: -1) }
    for (_, gateway) in topology.natGateways.resources {
      for address in gateway.addresses {
        noteHolder(of: address.privateAddress, in: gateway.subnet?.index ?? -1)
        noteHolder(of: address.publicAddress, in: -1)
      }
    }
  }

  private mutating func noteHolder(of address: IPAddress?, in home: Int32) {
    guard let address, let subnet = subnet(of: address), subnet != home else { return }
    ambiguous.insert(subnet)
  }

  /// The subnet with an address in one of its blocks; of several, which are ambiguous, any.
  func subnet(of address: IPAddress) -> Int32? {
    let next = blocks.partitionPoint { !AddressRange(address).begins(before: $0.range) }
    guard next > 0, blocks[next - 1].range.contains(address) else { return nil }
    return blocks[next - 1].subnet
  }
}
