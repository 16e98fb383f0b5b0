package import Addressing

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
    let ipv4 = reserved.reduce([AddressRange(all: .ipv4)]) { ranges, block in
      ranges.flatMap { $0.subtracting(AddressRange(block)) }
    }
    return ipv4 + [AddressRange(CIDRBlock(IPAddress(high: 0x2000 << 48, low: 0), prefixLength: 3))]
  }()
}

extension CIDRBlock {
  /// The private addresses of RFC 1918.
  static let privateIPv4 = [
    CIDRBlock(IPAddress(10, 0, 0, 0), prefixLength: 8),
    CIDRBlock(IPAddress(172, 16, 0, 0), prefixLength: 12),
    CIDRBlock(IPAddress(192, 168, 0, 0), prefixLength: 16),
  ]
}
