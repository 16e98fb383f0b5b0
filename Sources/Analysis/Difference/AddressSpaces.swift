import Addressing
import TopologyModel

extension AddressRange {
  /// The addresses that a packet can be meant for: neither unspecified nor loopback, multicast or reserved.
  static let destinations: [AddressRange] = [
    AddressRange(IPAddress(1, 0, 0, 0), IPAddress(126, 255, 255, 255)),
    AddressRange(IPAddress(128, 0, 0, 0), IPAddress(223, 255, 255, 255)),
    AddressRange(.globalUnicastIPv6), AddressRange(.uniqueLocalIPv6),
  ]

  /// Where Amazon's services answer beside every interface: link-local addresses, and the resolvers and
  /// routers of VPCs and subnets (R-PIPE-7).
  static func services(of topologies: [Topology]) -> [AddressRange] {
    let fixed = [
      CIDRBlock.linkLocalIPv4,
      CIDRBlock(IPAddress(high: 0xfd00_0ec2 << 32, low: 0), prefixLength: 32),
    ]
    let own = topologies.flatMap { topology in
      topology.vpcs.resources.flatMap { $0.resource.usableBlocks }
        + topology.subnets.resources.flatMap { $0.resource.usableBlocks }
    }
    let routers = own.compactMap { $0.base.successor }
    let resolvers = routers.filter { $0.isIPv4 }.compactMap { $0.successor }
    return fixed.map { AddressRange($0) } + (routers + resolvers).map { AddressRange($0) }
  }
}
