/// At most 16 bytes of text in a register, which reach an array in one step.
struct PackedText {
  /// The bytes, the first in the lowest place.
  private var bits: UInt128 = 0
  private(set) var count = 0

  mutating func append(_ byte: UInt8) {
    append(UInt32(byte), count: 1)
  }

  /// Appends `number` without leading zeros.
  mutating func append(decimal number: UInt8) {
    let number = UInt32(number)
    let count = number >= 100 ? 3 : number >= 10 ? 2 : 1
    let digits = number / 100 | (number / 10 % 10) << 8 | (number % 10) << 16
    append((digits + 0x30_3030) >> UInt32(24 - 8 * count), count: count)
  }

  /// Appends `group` in lower case and without leading zeros.
  mutating func append(hexadecimal group: UInt16) {
    let count = max(1, 4 - group.leadingZeroBitCount / 4)
    let bytes = UInt32(group & 0xff) | UInt32(group >> 8) << 16
    let digits = ((bytes | bytes << 4) & 0x0f0f_0f0f).byteSwapped
    let letters = (digits + 0x0606_0606) >> 4 & 0x0101_0101
    let text = digits + 0x3030_3030 + letters * UInt32(UInt8(ascii: "a") - 10 - UInt8(ascii: "0"))
    append(text >> UInt32(32 - 8 * count), count: count)
  }

  /// Moves the text to the end of `utf8`.
  mutating func flush(to utf8: inout [UInt8]) {
    withUnsafeBytes(of: bits.littleEndian) { bytes in
      utf8.append(contentsOf: UnsafeRawBufferPointer(rebasing: bytes[..<count]))
    }
    self = PackedText()
  }

  private mutating func append(_ text: UInt32, count added: Int) {
    bits |= UInt128(text) &<< UInt128(truncatingIfNeeded: 8 &* count)
    count &+= added
  }
}
