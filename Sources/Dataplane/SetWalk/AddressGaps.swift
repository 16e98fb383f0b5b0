import Addressing

/// The addresses of an ``AddressIndex`` in order: what lies around one that the index does not hold.
///
/// A class, so that a walk may refer to it without counting references.
final class AddressGaps: Sendable {
  private struct Place: Comparable, Sendable {
    var scope: Int32
    var address: IPAddress

    static func < (one: Place, other: Place) -> Bool {
      if one.scope != other.scope { return one.scope < other.scope }
      if one.address.isIPv4 != other.address.isIPv4 { return one.address.isIPv4 }
      return one.address < other.address
    }
  }

  private let places: [Place]
  /// Every address that is held in whatever scope, ascending.
  private let held: [IPAddress]

  /// - Complexity: O(*n* log *n*) in the addresses.
  init(_ index: AddressIndex) {
    places = index.entries.map { Place(scope: $0.scope, address: $0.address) }.sorted()
    held = Set(places.map { $0.address }).sorted()
  }

  /// The lowest address of a range that no scope holds.
  func firstFree(in range: AddressRange) -> IPAddress? {
    var low = held.partitionPoint { $0 < range.first }
    var address = range.first
    while low < held.count, held[low] == address {
      guard let next = address.successor, next <= range.last else { return nil }
      address = next
      low += 1
    }
    return address
  }

  /// The addresses around `address` for which the index gives the same value: itself alone where it is
  /// held, else all up to the next ones that are.
  func span(around address: IPAddress, in scope: Int32) -> AddressRange {
    let place = Place(scope: scope, address: address)
    let next = firstIndex(notBelow: place)
    if next < places.count && places[next] == place { return AddressRange(address) }
    let everything = AddressRange(all: address.family)
    let below = next > 0 ? neighbour(next - 1, of: place)?.successor : nil
    let above = next < places.count ? neighbour(next, of: place)?.predecessor : nil
    return AddressRange(below ?? everything.first, above ?? everything.last)
  }

  private func neighbour(_ index: Int, of place: Place) -> IPAddress? {
    let other = places[index]
    return other.scope == place.scope && other.address.isIPv4 == place.address.isIPv4
      ? other.address : nil
  }

  private func firstIndex(notBelow place: Place) -> Int {
    places.partitionPoint { $0 < place }
  }
}
