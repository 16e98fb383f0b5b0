/// An IP protocol number, as in the IPv4 `Protocol` and IPv6 `Next Header` fields.
public struct IPProtocol: Hashable, Sendable {
  public let number: UInt8

  @inlinable
  public init(_ number: UInt8) { self.number = number }

  public static let icmp = IPProtocol(1)
  public static let tcp = IPProtocol(6)
  public static let udp = IPProtocol(17)
  public static let icmpv6 = IPProtocol(58)

  /// Whether packets of this protocol carry ports that rules look at: TCP and UDP alone (R-SG-3).
  @inlinable public var hasPorts: Bool { self == .tcp || self == .udp }

  @inlinable public var isICMP: Bool { self == .icmp || self == .icmpv6 }
}
