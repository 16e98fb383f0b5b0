extension [UInt8] {
  /// The length of the well-formed character at `offset`, 1 to 4 bytes; `nil` where there is none.
  ///
  /// Overlong forms, surrogates and what is past U+10FFFF are not well formed (RFC 3629).
  func lengthOfEncodedCharacter(at offset: Int) -> Int? {
    guard offset < count else { return nil }
    let first = self[offset]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xbf
    switch first {
    case 0x00...0x7f: return 1
    case 0xc2...0xdf: length = 2
    case 0xe0...0xef: length = 3
    case 0xf0...0xf4: length = 4
    default: return nil
    }
    switch first {
    case 0xe0: second = 0xa0...0xbf
    case 0xed: second = 0x80...0x9f
    case 0xf0: second = 0x90...0xbf
    case 0xf4: second = 0x80...0x8f
    default: break
    }
    guard offset + length <= count, second.contains(self[offset + 1]) else { return nil }
    for index in 2..<Swift.max(length, 2) where self[offset + index] & 0xc0 != 0x80 { return nil }
    return length
  }

  /// The well-formed character at `offset` and its length; `nil` where there is none.
  func encodedCharacter(at offset: Int) -> (scalar: UInt32, length: Int)? {
    guard let length = lengthOfEncodedCharacter(at: offset) else { return nil }
    guard length > 1 else { return (UInt32(self[offset]), 1) }
    var scalar = UInt32(self[offset]) & (0x7f >> UInt32(length))
    for index in 1..<length { scalar = scalar << 6 | UInt32(self[offset + index] & 0x3f) }
    return (scalar, length)
  }
}
