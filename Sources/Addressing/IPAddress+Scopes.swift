/// What special-purpose blocks an address belongs to (RFC 6890); each is cheap enough for hot paths.
extension IPAddress {
  /// 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16 (RFC 1918); no IPv6 address is.
  @inlinable public var isPrivate: Bool {
    isIPv4
      && (ipv4Bits >> 24 == 10 || ipv4Bits >> 20 == 0xac1 || ipv4Bits >> 16 == 0xc0a8)
  }

  /// 100.64.0.0/10, which carriers share (RFC 6598).
  @inlinable public var isSharedAddressSpace: Bool { isIPv4 && ipv4Bits >> 22 == 0x191 }

  /// `fc00::/7`, IPv6's counterpart of private addresses (RFC 4193).
  @inlinable public var isUniqueLocal: Bool { high >> 57 == 0x7e }

  /// 169.254.0.0/16 (RFC 3927) or `fe80::/10` (RFC 4291).
  @inlinable public var isLinkLocal: Bool {
    isIPv4 ? ipv4Bits >> 16 == 0xa9fe : high >> 54 == 0x3fa
  }

  /// 224.0.0.0/4 (RFC 5771) or `ff00::/8` (RFC 4291).
  @inlinable public var isMulticast: Bool { isIPv4 ? ipv4Bits >> 28 == 0xe : high >> 56 == 0xff }

  /// 127.0.0.0/8 (RFC 1122) or `::1` (RFC 4291).
  @inlinable public var isLoopback: Bool {
    isIPv4 ? ipv4Bits >> 24 == 127 : high == 0 && low == 1
  }

  /// 0.0.0.0 or `::`.
  @inlinable public var isUnspecified: Bool { isIPv4 ? ipv4Bits == 0 : high == 0 && low == 0 }

  /// 255.255.255.255 (RFC 919).
  @inlinable public var isLimitedBroadcast: Bool { isIPv4 && ipv4Bits == .max }
}
