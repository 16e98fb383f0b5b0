import Addressing

/// A hash table from an address within a scope to a 32-bit value: exact, flat and immutable in use.
///
/// Open addressing with linear probing at a load of one half at most: a look-up costs one or two cache
/// misses, however large the network is.
struct AddressIndex: Sendable {
  /// The scope of public addresses, which are unique everywhere.
  static let publicScope: Int32 = -1

  private struct Slot: Sendable {
    var address: IPAddress
    var scope: Int32
    var value: Int32
  }

  private var slots: [Slot]
  private var mask: Int
  private(set) var count = 0

  private static let free = Slot(address: IPAddress(high: 0, low: 0), scope: 0, value: -1)

  init(capacity: Int) {
    var size = 8
    while size < capacity * 2 { size *= 2 }
    slots = Array(repeating: AddressIndex.free, count: size)
    mask = size - 1
  }

  /// The value of an address, or `-1`.
  @inline(__always)
  func value(of address: IPAddress, in scope: Int32) -> Int32 {
    var position = AddressIndex.hash(address, scope) & mask
    while true {
      let slot = slots[position]
      if slot.value < 0 { return -1 }
      if slot.address == address && slot.scope == scope { return slot.value }
      position = (position + 1) & mask
    }
  }

  /// Sets the value of an address unless it has one.
  ///
  /// - Returns: The value that stands.
  @discardableResult
  mutating func insert(_ value: Int32, for address: IPAddress, in scope: Int32) -> Int32 {
    precondition(count * 2 < slots.count, "the index was made too small")
    var position = AddressIndex.hash(address, scope) & mask
    while slots[position].value >= 0 {
      if slots[position].address == address && slots[position].scope == scope {
        return slots[position].value
      }
      position = (position + 1) & mask
    }
    slots[position] = Slot(address: address, scope: scope, value: value)
    count += 1
    return value
  }

  @inline(__always)
  private static func hash(_ address: IPAddress, _ scope: Int32) -> Int {
    var bits = address.low ^ (address.high &* 0x9e37_79b9_7f4a_7c15)
    bits ^= UInt64(UInt32(bitPattern: scope)) << 32
    bits = (bits ^ bits >> 32) &* 0xd6e8_feb8_6659_fd93
    return Int(truncatingIfNeeded: bits >> 20)
  }
}
