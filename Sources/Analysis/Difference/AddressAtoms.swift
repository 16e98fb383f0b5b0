import Addressing
import TopologyModel

/// The coarsest parts of the address space that no block of some topologies cuts.
///
/// Whatever a rule, a route or a subnet says of one address of a part, it says of all.
struct AddressAtoms {
  /// Where parts begin, ascending.
  private let boundaries: [IPAddress]

  /// `isCut`: whether the blocks of a subnet part addresses as well.
  init(_ topologies: [Topology], isCut: (Reference<Subnet>) -> Bool = { _ in true }) {
    var blocks = Set(AddressAtoms.special)
    for topology in topologies {
      AddressAtoms.collect(topology, &blocks)
      for (reference, subnet) in topology.subnets.resources where isCut(reference) {
        AddressAtoms.collect(subnet.usableBlocks, &blocks)
      }
    }
    let ends = blocks.flatMap { block in
      [block.base] + (block.last.successor.map { [$0] } ?? [])
    }
    boundaries = Set(ends).sorted()
  }

  /// The number of the part that an address is of.
  func part(of address: IPAddress) -> Int { boundaries.partitionPoint { $0 <= address } }

  private static func collect(_ topology: Topology, _ blocks: inout Set<CIDRBlock>) {
    for (_, vpc) in topology.vpcs.resources { collect(vpc.usableBlocks, &blocks) }
    for (_, list) in topology.prefixLists.resources {
      blocks.formUnion((list.entries ?? []).map { $0.block })
    }
    for (_, acl) in topology.networkACLs.resources {
      blocks.formUnion(acl.entries.map { $0.block })
    }
    for (_, group) in topology.securityGroups.resources {
      for rule in group.inbound + group.outbound {
        if case .block(let block) = rule.peer { blocks.insert(block) }
      }
    }
    for (_, table) in topology.routeTables.resources {
      for route in table.routes {
        if case .block(let block) = route.destination { blocks.insert(block) }
      }
    }
    for (_, connection) in topology.vpnConnections.resources {
      blocks.formUnion(connection.staticRoutes.map { $0.block })
    }
    for (_, interface) in topology.networkInterfaces.resources {
      blocks.formUnion(interface.prefixes)
    }
  }

  /// Blocks of a VPC or subnet, and the addresses of the router and resolver in them (R-PIPE-7).
  private static func collect(_ own: [CIDRBlock], _ blocks: inout Set<CIDRBlock>) {
    for block in own {
      blocks.insert(block)
      guard let router = block.base.successor else { continue }
      blocks.insert(CIDRBlock(host: router))
      if let resolver = router.successor { blocks.insert(CIDRBlock(host: resolver)) }
    }
  }

  /// Blocks that gateways treat in ways of their own.
  private static let special =
    CIDRBlock.privateIPv4 + [
      .sharedAddressSpace, .linkLocalIPv4, .multicastIPv4, .uniqueLocalIPv6, .linkLocalIPv6,
      .multicastIPv6,
    ]
}
