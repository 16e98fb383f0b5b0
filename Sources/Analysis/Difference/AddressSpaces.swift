package import Addressing
import TopologyModel

extension AddressRange {
  /// The addresses that hosts on the internet may have: what is not set aside (RFC 6890).
  package static let publicInternet: [AddressRange] = {
    let reserved =
      CIDRBlock.privateIPv4 + [
        CIDRBlock(IPAddress(0, 0, 0, 0), prefixLength: 8),
        CIDRBlock(IPAddress(100, 64, 0, 0), prefixLength: 10),
        CIDRBlock(IPAddress(127, 0, 0, 0), prefixLength: 8),
        CIDRBlock(IPAddress(169, 254, 0, 0), prefixLength: 16),
        CIDRBlock(IPAddress(224, 0, 0, 0), prefixLength: 3),
      ]
    let ipv4 = [AddressRange(all: .ipv4)].subtracting(reserved.map { AddressRange($0) })
    return ipv4 + [AddressRange(CIDRBlock(IPAddress(high: 0x2000 << 48, low: 0), prefixLength: 3))]
  }()
}

extension AddressRange {
  /// The addresses that a packet can be meant for: neither unspecified nor loopback, multicast or reserved.
  static let destinations: [AddressRange] = [
    AddressRange(IPAddress(1, 0, 0, 0), IPAddress(126, 255, 255, 255)),
    AddressRange(IPAddress(128, 0, 0, 0), IPAddress(223, 255, 255, 255)),
    AddressRange(CIDRBlock(IPAddress(high: 0x2000 << 48, low: 0), prefixLength: 3)),
    AddressRange(CIDRBlock(IPAddress(high: 0xfc00 << 48, low: 0), prefixLength: 7)),
  ]

  /// Where Amazon's services answer beside every interface: link-local addresses, and the resolvers and
  /// routers of VPCs and subnets (R-PIPE-7).
  static func services(of topologies: [Topology]) -> [AddressRange] {
    let fixed = [
      CIDRBlock(IPAddress(169, 254, 0, 0), prefixLength: 16),
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

extension CIDRBlock {
  /// The private addresses of RFC 1918.
  static let privateIPv4 = [
    CIDRBlock(IPAddress(10, 0, 0, 0), prefixLength: 8),
    CIDRBlock(IPAddress(172, 16, 0, 0), prefixLength: 12),
    CIDRBlock(IPAddress(192, 168, 0, 0), prefixLength: 16),
  ]
}
