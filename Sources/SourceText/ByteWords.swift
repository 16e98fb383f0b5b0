/// Looks at text eight bytes at a time.
///
/// A "mark" is a word with the top bit of a byte set where that byte was found. Marks above the
/// lowest one may be false (a borrow runs upwards), so only the lowest is ever used.
enum ByteWord {
  static let width = 8

  @inline(__always)
  static func repeating(_ byte: UInt8) -> UInt64 { UInt64(byte) &* 0x0101_0101_0101_0101 }

  /// Marks the bytes equal to `byte`.
  @inline(__always)
  static func marks(of byte: UInt8, in word: UInt64) -> UInt64 {
    let difference = word ^ repeating(byte)
    return (difference &- repeating(0x01)) & ~difference & repeating(0x80)
  }

  /// Marks the bytes below `limit`, which is at most 0x80.
  @inline(__always)
  static func marks(below limit: UInt8, in word: UInt64) -> UInt64 {
    (word &- repeating(limit)) & ~word & repeating(0x80)
  }

  /// Marks the bytes that are not ASCII.
  @inline(__always)
  static func marksOfNonASCII(in word: UInt64) -> UInt64 { word & repeating(0x80) }

  /// The index of the lowest mark; 8 where there is none.
  @inline(__always)
  static func index(ofLowest marks: UInt64) -> Int { marks.trailingZeroBitCount >> 3 }
}

extension [UInt8] {
  /// Eight bytes from `offset` on, the first one lowest; bounds are checked.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    UInt64(littleEndian: span.bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
