/// Finds keys that an object has twice: small objects by comparing each with each, others with one table that
/// they share.
struct JSONDuplicateKeys {
  /// A key seen; `object` tells the entries of the object at hand from those of earlier ones.
  private struct Slot {
    var object: UInt32 = .max
    var key: UInt32 = 0
  }

  /// Open addressing; a power of two, at least twice the keys of the object at hand.
  private var slots: [Slot] = []

  /// Keys up to which comparing each with each costs less than a table.
  private static let few = 8

  /// Finds the keys of an object whose value, escapes decoded, has stood in it before.
  ///
  /// - Returns: The tape indices of each such key and of its first occurrence.
  /// - Complexity: O(*n*) in the bytes of the keys.
  mutating func duplicates(
    inObjectAt object: Int, in tape: [JSONTree.Entry], of text: [UInt8]
  ) -> [(key: Int, first: Int)] {
    let end = tape[object].extent
    var count = 0
    var key = object + 1
    while key < end {
      count += 1
      key = tape.index(afterValueAt: key + 1)
    }
    guard count > 1 else { return [] }
    var duplicates: [(key: Int, first: Int)] = []
    if count <= JSONDuplicateKeys.few {
      key = object + 1
      while key < end {
        if let first = JSONDuplicateKeys.firstLike(key, inObjectAt: object, in: tape, text) {
          duplicates.append((key, first))
        }
        key = tape.index(afterValueAt: key + 1)
      }
      return duplicates
    }
    reserve(count)
    key = object + 1
    while key < end {
      if let first = insert(key, of: object, in: tape, text) { duplicates.append((key, first)) }
      key = tape.index(afterValueAt: key + 1)
    }
    return duplicates
  }

  /// The tape index of the first key of an object that is the like of one behind it.
  private static func firstLike(
    _ key: Int, inObjectAt object: Int, in tape: [JSONTree.Entry], _ text: [UInt8]
  ) -> Int? {
    let entry = tape[key]
    var other = object + 1
    while other < key {
      if entry.equals(tape[other], in: text) { return other }
      other = tape.index(afterValueAt: other + 1)
    }
    return nil
  }

  private mutating func reserve(_ count: Int) {
    var capacity = max(slots.count, 64)
    while capacity < 2 * count { capacity *= 2 }
    if capacity > slots.count { slots = [Slot](repeating: Slot(), count: capacity) }
  }

  /// Enters a key, unless the object has its like already.
  ///
  /// - Returns: The tape index of its like.
  private mutating func insert(
    _ key: Int, of object: Int, in tape: [JSONTree.Entry], _ text: [UInt8]
  ) -> Int? {
    let entry = tape[key]
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: JSONDuplicateKeys.hash(of: entry, in: text)) & mask
    while slots[slot].object == UInt32(truncatingIfNeeded: object) {
      let other = Int(slots[slot].key)
      if entry.equals(tape[other], in: text) { return other }
      slot = (slot + 1) & mask
    }
    slots[slot] = Slot(
      object: UInt32(truncatingIfNeeded: object), key: UInt32(truncatingIfNeeded: key))
    return nil
  }

  private static func hash(of key: JSONTree.Entry, in text: [UInt8]) -> UInt64 {
    guard key.hasEscapes else { return hash(text, key.content(in: text)) }
    let decoded = key.decoded(in: text)
    return hash(decoded, decoded.indices)
  }

  /// Mixes in every byte, eight at a time, so that no family of keys falls into one slot.
  private static func hash(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var hash = UInt64(truncatingIfNeeded: range.count)
    func mix(_ word: UInt64) {
      let product = (hash ^ word).multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
      hash = product.high ^ product.low
    }
    var position = range.lowerBound
    while position + ByteWord.width <= range.upperBound {
      mix(bytes.word(at: position))
      position += ByteWord.width
    }
    var rest: UInt64 = 0
    while position < range.upperBound {
      rest = rest << 8 | UInt64(bytes[position])
      position += 1
    }
    mix(rest)
    return hash
  }
}
