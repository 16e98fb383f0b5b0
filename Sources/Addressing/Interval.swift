/// A run of values without gaps, which is what a header space is made of in each of its dimensions.
package protocol Interval: Hashable {
  associatedtype Bound: Comparable

  var first: Bound { get }
  var last: Bound { get }

  /// - Precondition: `first <= last`.
  init(_ first: Bound, _ last: Bound)

  static func predecessor(of bound: Bound) -> Bound?
  static func successor(of bound: Bound) -> Bound?
}

extension Interval {
  /// Whether every value of `other` is one of this interval.
  package func contains(_ other: Self) -> Bool { first <= other.first && other.last <= last }

  /// Whether the intervals have a value in common.
  package func overlaps(_ other: Self) -> Bool { first <= other.last && other.first <= last }

  /// The values of both intervals, or `nil` where there is none.
  package func intersection(_ other: Self) -> Self? {
    let (first, last) = (max(first, other.first), min(last, other.last))
    return first <= last ? Self(first, last) : nil
  }

  /// The values that are not of `other`: what lies below it and what lies above it.
  package func subtracting(_ other: Self) -> [Self] {
    guard let common = intersection(other) else { return [self] }
    var rest: [Self] = []
    outer(of: common) { rest.append($0) }
    return rest
  }

  /// Tells of what lies below and above `inner`, a part of the interval.
  func outer(of inner: Self, _ body: (Self) -> Void) {
    if first < inner.first, let end = Self.predecessor(of: inner.first) { body(Self(first, end)) }
    if inner.last < last, let start = Self.successor(of: inner.last) { body(Self(start, last)) }
  }

  /// One interval of the values of both, or `nil` where they neither touch nor overlap.
  package func joined(with other: Self) -> Self? {
    let (lower, upper) = first <= other.first ? (self, other) : (other, self)
    if upper.first <= lower.last || Self.successor(of: lower.last) == upper.first {
      return Self(lower.first, max(lower.last, upper.last))
    }
    return nil
  }
}

extension PortRange: Interval {
  package static func predecessor(of port: UInt16) -> UInt16? { port == 0 ? nil : port - 1 }
  package static func successor(of port: UInt16) -> UInt16? { port == .max ? nil : port + 1 }
}

extension ProtocolRange: Interval {
  package static func predecessor(of ipProtocol: IPProtocol) -> IPProtocol? {
    ipProtocol.number == 0 ? nil : IPProtocol(ipProtocol.number - 1)
  }

  package static func successor(of ipProtocol: IPProtocol) -> IPProtocol? {
    ipProtocol.number == .max ? nil : IPProtocol(ipProtocol.number + 1)
  }
}

/// Ranges of different families have no place beside each other: compare families first.
extension AddressRange: Interval {
  package static func predecessor(of address: IPAddress) -> IPAddress? { address.predecessor }
  package static func successor(of address: IPAddress) -> IPAddress? { address.successor }
}
