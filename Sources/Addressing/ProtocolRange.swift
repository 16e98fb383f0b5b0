/// An inclusive range of IP protocol numbers.
public struct ProtocolRange: Hashable, Sendable {
  /// The protocol of the lowest number.
  public let first: IPProtocol
  /// The protocol of the highest number.
  public let last: IPProtocol

  /// - Precondition: `first <= last`.
  @inlinable
  public init(_ first: IPProtocol, _ last: IPProtocol) {
    precondition(first <= last, "a protocol range runs upwards")
    self.first = first
    self.last = last
  }

  /// The range of one protocol.
  @inlinable
  public init(_ ipProtocol: IPProtocol) { self.init(ipProtocol, ipProtocol) }

  /// Every protocol, which AWS writes as `-1`.
  @inlinable public static var all: ProtocolRange {
    ProtocolRange(IPProtocol(0), IPProtocol(255))
  }

  @inlinable
  public func contains(_ ipProtocol: IPProtocol) -> Bool {
    first <= ipProtocol && ipProtocol <= last
  }
}
