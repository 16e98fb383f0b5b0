extension JSONTree {
  /// One value or key, in eight bytes.
  struct Entry: Sendable {
    /// The value's first byte: of a string its quote.
    let offset: UInt32
    /// From the lowest bit: kind (3), escapes (1), extent (28, see ``JSONLimits``).
    private var bits: UInt32

    init(_ kind: JSONKind, offset: Int, extent: Int, hasEscapes: Bool = false) {
      self.offset = UInt32(truncatingIfNeeded: offset)
      bits =
        UInt32(kind.rawValue) | (hasEscapes ? 8 : 0) | UInt32(truncatingIfNeeded: extent) << 4
    }

    @inline(__always)
    var kind: JSONKind { JSONKind(rawValue: UInt8(truncatingIfNeeded: bits & 7)) ?? .null }

    /// Whether a string's text differs from its value.
    var hasEscapes: Bool { bits & 8 != 0 }

    /// Of a container, the index after its last descendant; of others, their length in bytes,
    /// quotes left out.
    var extent: Int { Int(bits >> 4) }

    mutating func close(at end: Int) { bits |= UInt32(truncatingIfNeeded: end) << 4 }
  }
}

extension JSONTree.Entry {
  /// The bytes of a string between its quotes, of other scalars the whole text.
  func content(in text: [UInt8]) -> Range<Int> {
    let start = Int(offset) + (kind == .string && isQuoted(in: text) ? 1 : 0)
    return start..<start + extent
  }

  /// Only keys of JSON5 have no quotes.
  func isQuoted(in text: [UInt8]) -> Bool {
    let first = text[Int(offset)]
    return first == UInt8(ascii: "\"") || first == UInt8(ascii: "'")
  }

  /// A string's value.
  func decoded(in text: [UInt8]) -> [UInt8] {
    JSONEscapes.decode(text, content(in: text))
  }

  /// Whether a string's value is this UTF-8; allocates only where there are escapes.
  func equals(_ utf8: some Collection<UInt8>, in text: [UInt8]) -> Bool {
    if hasEscapes { return decoded(in: text).elementsEqual(utf8) }
    guard extent == utf8.count else { return false }
    var position = content(in: text).lowerBound
    for byte in utf8 {
      if text[position] != byte { return false }
      position += 1
    }
    return true
  }

  /// Whether two strings have the same value; most differ in length already.
  func equals(_ other: JSONTree.Entry, in text: [UInt8]) -> Bool {
    guard extent == other.extent || hasEscapes || other.hasEscapes else { return false }
    if other.hasEscapes { return equals(other.decoded(in: text), in: text) }
    return equals(text[other.content(in: text)], in: text)
  }
}

extension [JSONTree.Entry] {
  /// The index of what follows the value at `index` and everything in it.
  func index(afterValueAt index: Int) -> Int {
    let entry = self[index]
    switch entry.kind {
    case .object, .array: return entry.extent
    default: return index + 1
    }
  }
}
