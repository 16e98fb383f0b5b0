import Addressing

/// A hash table from an address within a scope to the interface that holds it: exact, flat and
/// immutable in use.
///
/// Open addressing with linear probing, at most two slots in three taken. An IPv4 slot is sixteen
/// bytes, so that a look-up costs one cache miss however large the network is.
struct AddressIndex: Sendable {
  /// The scope of public addresses, which are unique everywhere.
  static let publicScope: Int32 = -1

  /// Who holds an address: an interface, and the row of its address record.
  struct Holder: Sendable {
    var interface: Int32
    var row: Int32

    static let nobody = Holder(interface: -1, row: -1)
  }

  private struct Slot<Key: Sendable>: Sendable {
    var key: Key
    var holder: Holder
  }

  private struct ScopedIPv6: Hashable, Sendable {
    var address: IPAddress
    var scope: Int32
  }

  private var slots: [Slot<UInt64>]
  private var mask: Int
  private var takenSlots = 0
  private var ipv6Slots: [Slot<ScopedIPv6>]
  private var ipv6Mask: Int
  private var takenIPv6Slots = 0

  init(ipv4Capacity: Int, ipv6Capacity: Int) {
    let size = AddressIndex.size(for: ipv4Capacity)
    slots = Array(repeating: Slot(key: 0, holder: .nobody), count: size)
    mask = size - 1
    let ipv6Size = AddressIndex.size(for: ipv6Capacity)
    let free = ScopedIPv6(address: IPAddress(high: 0, low: 0), scope: 0)
    ipv6Slots = Array(repeating: Slot(key: free, holder: .nobody), count: ipv6Size)
    ipv6Mask = ipv6Size - 1
  }

  private static func size(for capacity: Int) -> Int {
    var size = 8
    while size * 2 < capacity * 3 { size *= 2 }
    return size
  }

  /// Who holds an address in a scope; ``Holder/nobody`` where nobody does.
  @inline(__always)
  func holder(of address: IPAddress, in scope: Int32) -> Holder {
    guard address.isIPv4 else { return ipv6Holder(of: address, in: scope) }
    let key = AddressIndex.key(address, scope)
    var position = AddressIndex.hash(key) & mask
    while true {
      let slot = slots[position]
      if slot.key == key || slot.holder.row < 0 { return slot.holder }
      position = (position + 1) & mask
    }
  }

  private func ipv6Holder(of address: IPAddress, in scope: Int32) -> Holder {
    let key = ScopedIPv6(address: address, scope: scope)
    var position = AddressIndex.hash(key) & ipv6Mask
    while true {
      let slot = ipv6Slots[position]
      if slot.key == key || slot.holder.row < 0 { return slot.holder }
      position = (position + 1) & ipv6Mask
    }
  }

  /// Enters a holder, in place of one that is there.
  ///
  /// - Precondition: No more addresses than the index was made for.
  mutating func set(_ holder: Holder, for address: IPAddress, in scope: Int32) {
    if address.isIPv4 {
      let key = AddressIndex.key(address, scope)
      var position = AddressIndex.hash(key) & mask
      while slots[position].holder.row >= 0 && slots[position].key != key {
        position = (position + 1) & mask
      }
      if slots[position].holder.row < 0 { takenSlots += 1 }
      precondition(takenSlots < slots.count, "the index was made too small")
      slots[position] = Slot(key: key, holder: holder)
    } else {
      let key = ScopedIPv6(address: address, scope: scope)
      var position = AddressIndex.hash(key) & ipv6Mask
      while ipv6Slots[position].holder.row >= 0 && ipv6Slots[position].key != key {
        position = (position + 1) & ipv6Mask
      }
      if ipv6Slots[position].holder.row < 0 { takenIPv6Slots += 1 }
      precondition(takenIPv6Slots < ipv6Slots.count, "the index was made too small")
      ipv6Slots[position] = Slot(key: key, holder: holder)
    }
  }

  /// Every address that is held, in no order.
  var entries: [(address: IPAddress, scope: Int32)] {
    slots.filter { $0.holder.row >= 0 }.map { slot in
      (
        address: IPAddress(ipv4: UInt32(truncatingIfNeeded: slot.key)),
        scope: Int32(truncatingIfNeeded: slot.key >> 32)
      )
    }
      + ipv6Slots.filter { $0.holder.row >= 0 }.map {
        (address: $0.key.address, scope: $0.key.scope)
      }
  }

  @inline(__always)
  private static func key(_ address: IPAddress, _ scope: Int32) -> UInt64 {
    UInt64(UInt32(bitPattern: scope)) << 32 | UInt64(address.ipv4Bits)
  }

  @inline(__always)
  private static func hash(_ key: UInt64) -> Int {
    let mixed = (key ^ key >> 32) &* 0xd6e8_feb8_6659_fd93
    return Int(truncatingIfNeeded: mixed >> 32)
  }

  private static func hash(_ key: ScopedIPv6) -> Int {
    let folded = key.address.low ^ (key.address.high &* 0x9e37_79b9_7f4a_7c15)
    return hash(folded ^ UInt64(UInt32(bitPattern: key.scope)) << 32)
  }
}
