extension JSONTree {
  /// A number that tells whether two values say the same, after the text of one is gone.
  ///
  /// The order of members and of elements, white space and escapes mean nothing; numbers are told
  /// apart by their text.
  ///
  /// - Parameters:
  ///   - node: The value.
  ///   - keys: Members of the value itself that are left out.
  /// - Returns: Equal numbers for equal values; different ones, but for accidents of 1 in 2⁶⁴, for
  ///   others.
  /// - Complexity: O(*n*) in the bytes of the value.
  public func fingerprint(of node: JSONNode, leavingOut keys: [StaticString] = []) -> UInt64 {
    var walker = Fingerprinter(tape: tape, text: source.bytes, index: Int(node.index))
    guard !keys.isEmpty, entry(node).kind == .object else { return walker.value() }
    return walker.object(leavingOut: keys)
  }
}

/// Walks a part of the tape once.
private struct Fingerprinter {
  let tape: [JSONTree.Entry]
  let text: [UInt8]
  /// The next entry.
  var index: Int

  mutating func value() -> UInt64 {
    let entry = tape[index]
    switch entry.kind {
    case .object: return object(leavingOut: [])
    case .array: return array()
    default:
      index += 1
      return scalar(entry)
    }
  }

  mutating func object(leavingOut keys: [StaticString]) -> UInt64 {
    let end = tape[index].extent
    var sum: UInt64 = 1
    index += 1
    while index < end {
      let key = tape[index]
      index += 1
      if !keys.isEmpty, isOne(key, of: keys) {
        index = tape.index(afterValueAt: index)
      } else {
        sum &+= mixed(scalar(key) &* 3 ^ value())
      }
    }
    return mixed(sum)
  }

  private mutating func array() -> UInt64 {
    let end = tape[index].extent
    var sum: UInt64 = 2
    index += 1
    while index < end { sum &+= mixed(value()) }
    return mixed(sum)
  }

  private func isOne(_ key: JSONTree.Entry, of keys: [StaticString]) -> Bool {
    keys.contains { name in
      name.withUTF8Buffer { key.equals($0, in: text) }
    }
  }

  private func scalar(_ entry: JSONTree.Entry) -> UInt64 {
    let kind = UInt64(entry.kind.rawValue)
    guard entry.hasEscapes else { return hash(text, entry.content(in: text), kind) }
    let decoded = entry.decoded(in: text)
    return hash(decoded, decoded.indices, kind)
  }

  private func hash(_ bytes: [UInt8], _ range: Range<Int>, _ kind: UInt64) -> UInt64 {
    var hash = mixed(UInt64(range.count) << 3 | kind)
    var position = range.lowerBound
    while position + ByteWord.width <= range.upperBound {
      hash = mixed(hash ^ bytes.word(at: position))
      position += ByteWord.width
    }
    var rest: UInt64 = 0
    while position < range.upperBound {
      rest = rest << 8 | UInt64(bytes[position])
      position += 1
    }
    return mixed(hash ^ rest)
  }

  /// A multiplication whose high half is folded into the low one.
  @inline(__always)
  private func mixed(_ value: UInt64) -> UInt64 {
    let product = (value ^ 0x9e37_79b9_7f4a_7c15).multipliedFullWidth(by: 0xbf58_476d_1ce4_e5b9)
    return product.high ^ product.low
  }
}
