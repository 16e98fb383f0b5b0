/// An IPv4 or IPv6 address, in network order and without a zone.
///
/// An IPv4 address is kept as its IPv4-mapped form (`::ffff:a.b.c.d`, RFC 4291 section 2.5.5.2), so
/// that one value type serves both families; the mapped text form itself is refused when parsed.
public struct IPAddress: Hashable, Sendable {
  /// Bits 0 to 63, the most significant half.
  public let high: UInt64
  /// Bits 64 to 127, the least significant half.
  public let low: UInt64

  /// The address of these halves; an IPv4-mapped one is the IPv4 address.
  @inlinable
  public init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// The IPv4 address whose 32 bits are `bits`, the first octet in the highest byte.
  @inlinable
  public init(ipv4 bits: UInt32) {
    self.init(high: 0, low: 0xffff_0000_0000 | UInt64(bits))
  }

  /// The IPv4 address `a.b.c.d`.
  @inlinable
  public init(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) {
    self.init(ipv4: UInt32(a) << 24 | UInt32(b) << 16 | UInt32(c) << 8 | UInt32(d))
  }

  /// The address whose 128 bits in network order are `bits`.
  @inlinable
  public init(_ bits: UInt128) {
    self.init(
      high: UInt64(truncatingIfNeeded: bits >> 64), low: UInt64(truncatingIfNeeded: bits))
  }

  /// All 128 bits, the first in the highest place.
  @inlinable public var bits: UInt128 { UInt128(high) << 64 | UInt128(low) }

  /// Whether the address is of IPv4, kept in its mapped form.
  @inlinable public var isIPv4: Bool { high == 0 && low >> 32 == 0xffff }

  /// The address's family; an IPv4-mapped value counts as IPv4.
  @inlinable public var family: AddressFamily { isIPv4 ? .ipv4 : .ipv6 }

  /// The 32 bits of an IPv4 address; meaningless for IPv6.
  @inlinable public var ipv4Bits: UInt32 { UInt32(truncatingIfNeeded: low) }
}

extension IPAddress: Comparable {
  @inlinable
  public static func == (one: IPAddress, other: IPAddress) -> Bool {
    one.low == other.low && one.high == other.high
  }

  /// By the bits in network order: IPv4 lies within IPv6, where its mapped form does.
  @inlinable
  public static func < (one: IPAddress, other: IPAddress) -> Bool {
    one.high != other.high ? one.high < other.high : one.low < other.low
  }
}

extension IPAddress {
  /// The next higher address of the same family; `nil` behind the last one.
  ///
  /// IPv6 passes over the IPv4-mapped block, which stands for IPv4.
  public var successor: IPAddress? {
    switch self {
    case IPAddress(ipv4: .max), IPAddress(.max): nil
    case .lastBeforeMapped: .firstAfterMapped
    default: IPAddress(bits + 1)
    }
  }

  /// The next lower address of the same family; `nil` before the first one.
  public var predecessor: IPAddress? {
    switch self {
    case IPAddress(ipv4: 0), IPAddress(0 as UInt128): nil
    case .firstAfterMapped: .lastBeforeMapped
    default: IPAddress(bits - 1)
    }
  }

  /// `::fffe:ffff:ffff`, the IPv6 address below the IPv4-mapped block.
  @usableFromInline
  static var lastBeforeMapped: IPAddress { IPAddress(high: 0, low: 0xfffe_ffff_ffff) }

  /// `::1:0:0:0`, the IPv6 address above the IPv4-mapped block.
  static var firstAfterMapped: IPAddress { IPAddress(high: 0, low: 0x1_0000_0000_0000) }
}

/// The two versions of the Internet Protocol, which never match each other's rules and routes.
public enum AddressFamily: String, CaseIterable, Sendable {
  case ipv4
  case ipv6

  /// Bits in an address of this family.
  @inlinable public var width: Int { self == .ipv4 ? 32 : 128 }
}
