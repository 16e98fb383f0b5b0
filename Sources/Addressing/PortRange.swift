/// An inclusive range of ports, 0...65535.
///
/// For ICMP the same 16 bits hold type and code (``ICMPMessage/packed``), so that one comparison
/// serves every protocol.
public struct PortRange: Hashable, Sendable, BitwiseCopyable {
  /// The lowest port.
  public let first: UInt16
  /// The highest port.
  public let last: UInt16

  /// - Precondition: `first <= last`.
  @inlinable
  public init(_ first: UInt16, _ last: UInt16) {
    precondition(first <= last, "a port range runs upwards")
    self.first = first
    self.last = last
  }

  /// The range of one port.
  @inlinable
  public init(_ port: UInt16) { self.init(port, port) }

  /// Every port.
  @inlinable public static var all: PortRange { PortRange(0, .max) }

  @inlinable
  public func contains(_ port: UInt16) -> Bool { first <= port && port <= last }
}
