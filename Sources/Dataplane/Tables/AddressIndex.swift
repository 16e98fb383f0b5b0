import Addressing

/// Who holds an address, by address and scope: exact, flat and immutable in use.
///
/// Private and public IPv4 addresses have tables of their own, so that the one that every packet asks
/// stays small; a look-up costs one cache miss however large the network is.
struct AddressIndex: Sendable {
  /// The scope of public addresses, which are unique everywhere.
  static let publicScope: Int32 = -1

  /// Who holds an address: an interface, and the row of its address record.
  struct Holder: Sendable {
    var interface: Int32
    var row: Int32

    static let nobody = Holder(interface: -1, row: -1)
  }

  private var privateIPv4: HolderTable<ScopedIPv4>
  private var publicIPv4: HolderTable<ScopedIPv4>
  private var ipv6: HolderTable<ScopedIPv6>

  init(privateIPv4: Int, publicIPv4: Int, ipv6: Int) {
    self.privateIPv4 = HolderTable(capacity: privateIPv4, free: ScopedIPv4(bits: 0, scope: 0))
    self.publicIPv4 = HolderTable(capacity: publicIPv4, free: ScopedIPv4(bits: 0, scope: 0))
    let free = ScopedIPv6(address: IPAddress(high: 0, low: 0), scope: 0)
    self.ipv6 = HolderTable(capacity: ipv6, free: free)
  }

  /// Who holds an address in a scope; ``Holder/nobody`` where nobody does.
  @inline(__always)
  func holder(of address: IPAddress, in scope: Int32) -> Holder {
    guard address.isIPv4 else { return ipv6.holder(of: ScopedIPv6(address: address, scope: scope)) }
    let key = ScopedIPv4(bits: address.ipv4Bits, scope: scope)
    return scope == AddressIndex.publicScope
      ? publicIPv4.holder(of: key) : privateIPv4.holder(of: key)
  }

  /// Enters a holder, in place of one that is there.
  ///
  /// - Precondition: No more addresses than the index was made for.
  mutating func set(_ holder: Holder, for address: IPAddress, in scope: Int32) {
    guard address.isIPv4 else {
      return ipv6.set(holder, for: ScopedIPv6(address: address, scope: scope))
    }
    let key = ScopedIPv4(bits: address.ipv4Bits, scope: scope)
    if scope == AddressIndex.publicScope {
      publicIPv4.set(holder, for: key)
    } else {
      privateIPv4.set(holder, for: key)
    }
  }

  /// Every address that is held, in no order.
  var entries: [(address: IPAddress, scope: Int32)] {
    (privateIPv4.keys + publicIPv4.keys).map {
      (address: IPAddress(ipv4: $0.bits), scope: $0.scope)
    }
      + ipv6.keys.map { (address: $0.address, scope: $0.scope) }
  }
}

/// An address within a scope, as a key of a ``HolderTable``.
private protocol HolderKey: Equatable, Sendable {
  var hash: Int { get }
}

private struct ScopedIPv4: HolderKey {
  var bits: UInt32
  var scope: Int32

  @inline(__always)
  var hash: Int {
    let key = UInt64(UInt32(bitPattern: scope)) << 32 | UInt64(bits)
    return Int(truncatingIfNeeded: (key ^ key >> 32) &* 0xd6e8_feb8_6659_fd93 >> 32)
  }
}

private struct ScopedIPv6: HolderKey {
  var address: IPAddress
  var scope: Int32

  var hash: Int {
    let folded = address.low ^ (address.high &* 0x9e37_79b9_7f4a_7c15)
    let key = folded ^ UInt64(UInt32(bitPattern: scope)) << 32
    return Int(truncatingIfNeeded: (key ^ key >> 32) &* 0xd6e8_feb8_6659_fd93 >> 32)
  }
}

/// Open addressing with linear probing, at most two slots in three taken.
private struct HolderTable<Key: HolderKey>: Sendable {
  private struct Slot: Sendable {
    var key: Key
    var holder: AddressIndex.Holder
  }

  private var slots: [Slot]
  private var mask: Int
  private var taken = 0

  init(capacity: Int, free: Key) {
    var size = 8
    while size * 2 < capacity * 3 { size *= 2 }
    slots = Array(repeating: Slot(key: free, holder: .nobody), count: size)
    mask = size - 1
  }

  @inline(__always)
  func holder(of key: Key) -> AddressIndex.Holder {
    var position = key.hash & mask
    while true {
      let slot = slots[position]
      if slot.holder.row < 0 || slot.key == key { return slot.holder }
      position = (position + 1) & mask
    }
  }

  mutating func set(_ holder: AddressIndex.Holder, for key: Key) {
    var position = key.hash & mask
    while slots[position].holder.row >= 0 && slots[position].key != key {
      position = (position + 1) & mask
    }
    if slots[position].holder.row < 0 { taken += 1 }
    precondition(taken < slots.count, "the index was made too small")
    slots[position] = Slot(key: key, holder: holder)
  }

  var keys: [Key] { slots.filter { $0.holder.row >= 0 }.map { $0.key } }
}
