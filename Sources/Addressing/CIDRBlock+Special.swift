/// Blocks that are set aside (RFC 6890), each by the name of the document that did it.
extension CIDRBlock {
  /// 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16 (RFC 1918).
  public static let privateIPv4 = [
    CIDRBlock(IPAddress(10, 0, 0, 0), prefixLength: 8),
    CIDRBlock(IPAddress(172, 16, 0, 0), prefixLength: 12),
    CIDRBlock(IPAddress(192, 168, 0, 0), prefixLength: 16),
  ]

  /// 0.0.0.0/8: this host on this network (RFC 1122).
  public static let thisNetworkIPv4 = CIDRBlock(IPAddress(0, 0, 0, 0), prefixLength: 8)

  /// 100.64.0.0/10, which carriers share (RFC 6598).
  public static let sharedAddressSpace = CIDRBlock(IPAddress(100, 64, 0, 0), prefixLength: 10)

  /// 127.0.0.0/8 (RFC 1122).
  public static let loopbackIPv4 = CIDRBlock(IPAddress(127, 0, 0, 0), prefixLength: 8)

  /// 169.254.0.0/16 (RFC 3927).
  public static let linkLocalIPv4 = CIDRBlock(IPAddress(169, 254, 0, 0), prefixLength: 16)

  /// 224.0.0.0/4 (RFC 5771).
  public static let multicastIPv4 = CIDRBlock(IPAddress(224, 0, 0, 0), prefixLength: 4)

  /// 240.0.0.0/4, the limited broadcast among them (RFC 1112).
  public static let reservedIPv4 = CIDRBlock(IPAddress(240, 0, 0, 0), prefixLength: 4)

  /// `2000::/3`, what is given out of IPv6 (RFC 4291).
  public static let globalUnicastIPv6 = CIDRBlock(
    IPAddress(high: 0x2000 << 48, low: 0), prefixLength: 3)

  /// `fc00::/7`, IPv6's counterpart of private addresses (RFC 4193).
  public static let uniqueLocalIPv6 = CIDRBlock(
    IPAddress(high: 0xfc00 << 48, low: 0), prefixLength: 7)

  /// `fe80::/10` (RFC 4291).
  public static let linkLocalIPv6 = CIDRBlock(
    IPAddress(high: 0xfe80 << 48, low: 0), prefixLength: 10)

  /// `ff00::/8` (RFC 4291).
  public static let multicastIPv6 = CIDRBlock(
    IPAddress(high: 0xff00 << 48, low: 0), prefixLength: 8)
}
