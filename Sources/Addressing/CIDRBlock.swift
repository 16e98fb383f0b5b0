/// The addresses that share a prefix: `10.0.0.0/16`, `2001:db8::/56`.
public struct CIDRBlock: Hashable, Sendable {
  /// The lowest address of the block; its host bits are zero.
  public let base: IPAddress
  /// Leading bits shared by all addresses: 0...32 for IPv4, 0...128 for IPv6.
  public let prefixLength: Int

  /// The block of the given length that holds `address`; host bits are cleared (R-CIDR-2).
  ///
  /// - Parameters:
  ///   - address: Any address of the block.
  ///   - prefixLength: Clamped to what the address's family allows.
  @inlinable
  public init(_ address: IPAddress, prefixLength: Int) {
    let width = address.family.width
    let length = max(0, min(prefixLength, width))
    self.prefixLength = length
    let mask = CIDRBlock.mask(bits: length + (128 - width))
    base = IPAddress(high: address.high & mask.high, low: address.low & mask.low)
  }

  /// The block of one address.
  @inlinable
  public init(host address: IPAddress) {
    self.init(address, prefixLength: 128)
  }

  /// The family whose addresses alone the block holds.
  @inlinable public var family: AddressFamily { base.family }

  /// The highest address of the block that is of the block's family.
  @inlinable public var last: IPAddress {
    let mask = CIDRBlock.mask(bits: prefixLength + (128 - family.width))
    let last = IPAddress(high: base.high | ~mask.high, low: base.low | ~mask.low)
    return last.isIPv4 == base.isIPv4 ? last : .lastBeforeMapped
  }

  /// Whether `address` is one of the block; one of the other family never is (R-ROUTE-3, R-NACL-3).
  @inlinable
  public func contains(_ address: IPAddress) -> Bool {
    let isIPv4 = base.isIPv4
    let mask = CIDRBlock.mask(bits: isIPv4 ? prefixLength + 96 : prefixLength)
    let differing = (address.high ^ base.high) & mask.high | (address.low ^ base.low) & mask.low
    return differing == 0 && address.isIPv4 == isIPv4
  }

  /// Whether every address of `other` is one of this block.
  @inlinable
  public func contains(_ other: CIDRBlock) -> Bool {
    prefixLength <= other.prefixLength && contains(other.base)
  }

  /// Whether the blocks share an address: one of them then holds all of the other.
  @inlinable
  public func overlaps(_ other: CIDRBlock) -> Bool {
    contains(other) || other.contains(self)
  }

  @inlinable
  static func mask(bits: Int) -> (high: UInt64, low: UInt64) {
    (
      high: bits >= 64 ? .max : bits == 0 ? 0 : ~0 << UInt64(64 - bits),
      low: bits <= 64 ? 0 : bits >= 128 ? .max : ~0 << UInt64(128 - bits)
    )
  }
}

extension CIDRBlock {
  /// `0.0.0.0/0`.
  @inlinable public static var allIPv4: CIDRBlock {
    CIDRBlock(IPAddress(ipv4: 0), prefixLength: 0)
  }

  /// `::/0`; IPv4 is not part of it (R-ROUTE-3, R-NACL-3).
  @inlinable public static var allIPv6: CIDRBlock {
    CIDRBlock(IPAddress(high: 0, low: 0), prefixLength: 0)
  }
}
