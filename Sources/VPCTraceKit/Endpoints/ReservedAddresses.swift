import Addressing
import TopologyModel

/// The addresses of subnets that AWS keeps for itself, and that no packet can be meant for
/// (R-CIDR-13, R-CIDR-14).
///
/// The router (+1) and the VPC's resolver (base +2) are services and not among them.
struct ReservedAddresses: Sendable {
  private var holders: [IPAddress: [Reference<Subnet>]] = [:]

  init(_ topology: Topology) {
    for (reference, subnet) in topology.subnets.resources {
      let resolver = topology.vpcs[subnet.vpc]?.resolver
      for block in subnet.usableBlocks {
        for address in block.reserved where address != resolver {
          holders[address, default: []].append(reference)
        }
      }
    }
  }

  /// The subnets that reserve an address, nearly always none.
  func subnets(reserving address: IPAddress) -> [Reference<Subnet>] { holders[address] ?? [] }
}

extension CIDRBlock {
  /// The first, third, fourth and last address.
  fileprivate var reserved: [IPAddress] {
    [0, 2, 3].map { IPAddress(base.bits &+ $0) }.filter { contains($0) && $0 != last } + [last]
  }

  /// What is special about one of the ``reserved`` addresses.
  func place(of address: IPAddress) -> String {
    if address == last { return address.isIPv4 ? "the broadcast address" : "the last address" }
    let offset = address.bits - base.bits
    return offset == 0 ? "the network address" : "a reserved address (+\(offset))"
  }
}

extension VPC {
  /// The address of Amazon's resolver: the base of the primary IPv4 block, plus two (R-DNS-1).
  fileprivate var resolver: IPAddress? {
    blocks.first { $0.block.family == .ipv4 }.map { IPAddress($0.block.base.bits + 2) }
  }
}
