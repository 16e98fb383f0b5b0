/// An inclusive range of ports, 0...65535.
///
/// For ICMP the same 16 bits hold type and code (``ICMPMessage/packed``), so that one comparison
/// serves every protocol.
public struct PortRange: Hashable, Sendable {
  public let first: UInt16
  public let last: UInt16

  /// - Precondition: `first <= last`.
  @inlinable
  public init(_ first: UInt16, _ last: UInt16) {
    precondition(first <= last, "a port range runs upwards")
    self.first = first
    self.last = last
  }

  @inlinable
  public init(_ port: UInt16) { self.init(port, port) }

  public static let all = PortRange(0, .max)

  @inlinable
  public func contains(_ port: UInt16) -> Bool { first <= port && port <= last }
}

/// What an ICMP or ICMPv6 message says it is.
public struct ICMPMessage: Hashable, Sendable {
  public let type: UInt8
  public let code: UInt8

  @inlinable
  public init(type: UInt8, code: UInt8 = 0) {
    self.type = type
    self.code = code
  }

  /// Type in the high byte and code in the low one, as a packet header's destination port holds it.
  @inlinable public var packed: UInt16 { UInt16(type) << 8 | UInt16(code) }

  @inlinable
  public init(packed: UInt16) {
    self.init(type: UInt8(packed >> 8), code: UInt8(truncatingIfNeeded: packed))
  }
}
