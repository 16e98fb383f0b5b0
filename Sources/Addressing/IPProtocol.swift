/// An IP protocol number, as in the IPv4 `Protocol` and IPv6 `Next Header` fields.
public struct IPProtocol: Hashable, Sendable {
  /// IANA's assigned number, 0...255.
  public let number: UInt8

  @inlinable
  public init(_ number: UInt8) { self.number = number }

  @inlinable public static var icmp: IPProtocol { IPProtocol(1) }
  @inlinable public static var tcp: IPProtocol { IPProtocol(6) }
  @inlinable public static var udp: IPProtocol { IPProtocol(17) }
  @inlinable public static var icmpv6: IPProtocol { IPProtocol(58) }

  /// Whether packets of this protocol carry ports that rules look at: TCP and UDP alone (R-SG-3).
  @inlinable public var hasPorts: Bool { self == .tcp || self == .udp }

  /// Whether packets carry a type and code instead of ports: ICMP and ICMPv6.
  @inlinable public var isICMP: Bool { self == .icmp || self == .icmpv6 }
}

extension IPProtocol: Comparable {
  @inlinable
  public static func == (one: IPProtocol, other: IPProtocol) -> Bool { one.number == other.number }

  /// By number.
  @inlinable
  public static func < (one: IPProtocol, other: IPProtocol) -> Bool { one.number < other.number }
}
