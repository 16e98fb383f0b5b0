/// The addresses of one family from a lowest to a highest one, both included.
public struct AddressRange: Hashable, Sendable {
  /// The lowest address.
  public let first: IPAddress
  /// The highest address.
  public let last: IPAddress

  /// - Precondition: `first <= last`, both of one family.
  @inlinable
  public init(_ first: IPAddress, _ last: IPAddress) {
    precondition(
      first <= last && first.isIPv4 == last.isIPv4, "a range runs upwards in one family")
    self.first = first
    self.last = last
  }

  /// The addresses of `block`.
  @inlinable
  public init(_ block: CIDRBlock) { self.init(block.base, block.last) }

  /// The range of one address.
  @inlinable
  public init(_ address: IPAddress) { self.init(address, address) }

  /// Every address of `family`.
  @inlinable
  public init(all family: AddressFamily) { self.init(family == .ipv4 ? .allIPv4 : .allIPv6) }

  /// The one family of all its addresses.
  @inlinable public var family: AddressFamily { first.family }

  /// Whether `address` is one of the range; one of the other family never is.
  @inlinable
  public func contains(_ address: IPAddress) -> Bool {
    first <= address && address <= last && address.isIPv4 == first.isIPv4
  }

  /// A member, each as likely as any other.
  public func randomElement(using generator: inout some RandomNumberGenerator) -> IPAddress {
    let mapped: (before: UInt128, count: UInt128) = (IPAddress.lastBeforeMapped.bits, 1 << 32)
    guard first.bits <= mapped.before, mapped.before < last.bits else {
      return IPAddress(UInt128.random(in: first.bits...last.bits, using: &generator))
    }
    let bits = UInt128.random(in: first.bits...last.bits - mapped.count, using: &generator)
    return IPAddress(bits <= mapped.before ? bits : bits + mapped.count)
  }
}
