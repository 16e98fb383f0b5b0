import Addressing

/// An ``Interval`` that is narrowed in a hot loop.
///
/// A protocol of this target's own: into the conformances of another target's the compiler can't look, and
/// calls a function for every bound.
protocol NarrowedInterval {
  associatedtype Bound: Comparable

  var first: Bound { get }
  var last: Bound { get }
  init(_ first: Bound, _ last: Bound)
  static func predecessor(of bound: Bound) -> Bound?
  static func successor(of bound: Bound) -> Bound?
}

extension PortRange: NarrowedInterval {}
extension ProtocolRange: NarrowedInterval {}
extension AddressRange: NarrowedInterval {}

extension NarrowedInterval {
  /// Narrows the interval to `range` if `value` is of it, else to what lies on the value's side of it.
  ///
  /// - Returns: Whether `value` is of the range.
  mutating func keep(_ range: Self, or value: Bound) -> Bool {
    if value < range.first {
      if let end = Self.predecessor(of: range.first), end < last { self = Self(first, end) }
      return false
    }
    if range.last < value {
      if let start = Self.successor(of: range.last), first < start { self = Self(start, last) }
      return false
    }
    self = Self(max(first, range.first), min(last, range.last))
    return true
  }
}
