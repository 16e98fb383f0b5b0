/// Turns the text of a string into its value.
enum JSONEscapes {
  /// Decodes text that the parser has found to be well formed, by JSON5's rules, of which JSON's
  /// are a part.
  ///
  /// - Returns: UTF-8, but for lone surrogates, which stay apart as three bytes each.
  static func decode(_ text: [UInt8], _ range: Range<Int>) -> [UInt8] {
    var decoded: [UInt8] = []
    decoded.reserveCapacity(range.count)
    var position = range.lowerBound
    while position < range.upperBound {
      if text[position] == UInt8(ascii: "\\") {
        decodeEscape(text, at: &position, into: &decoded)
      } else {
        decoded.append(text[position])
        position += 1
      }
    }
    return decoded
  }

  private static func decodeEscape(
    _ text: [UInt8], at position: inout Int, into decoded: inout [UInt8]
  ) {
    let letter = text[position + 1]
    position += 2
    switch letter {
    case UInt8(ascii: "b"): decoded.append(0x08)
    case UInt8(ascii: "f"): decoded.append(0x0c)
    case UInt8(ascii: "n"): decoded.append(0x0a)
    case UInt8(ascii: "r"): decoded.append(0x0d)
    case UInt8(ascii: "t"): decoded.append(0x09)
    case UInt8(ascii: "v"): decoded.append(0x0b)
    case UInt8(ascii: "0"): decoded.append(0x00)
    case UInt8(ascii: "x"):
      append(hexadecimal(text, position..<position + 2) ?? 0, to: &decoded)
      position += 2
    case UInt8(ascii: "u"):
      decodeUnicodeEscape(text, at: &position, into: &decoded)
    case UInt8(ascii: "\n"):
      break
    case UInt8(ascii: "\r"):
      if text[position] == UInt8(ascii: "\n") { position += 1 }
    case 0xe2 where text[position] == 0x80 && text[position + 1] & 0xfe == 0xa8:
      position += 2
    default:
      decoded.append(letter)
    }
  }

  private static func decodeUnicodeEscape(
    _ text: [UInt8], at position: inout Int, into decoded: inout [UInt8]
  ) {
    let unit = hexadecimal(text, position..<position + 4) ?? 0
    position += 4
    if unit & 0xfc00 == 0xd800, let low = lowSurrogate(text, at: position) {
      position += 6
      append(0x10000 + (unit & 0x3ff) << 10 + low & 0x3ff, to: &decoded)
    } else {
      append(unit, to: &decoded)
    }
  }

  /// The unit of an escape `\uDC00` to `\uDFFF` that stands at `position`.
  static func lowSurrogate(_ text: [UInt8], at position: Int) -> UInt32? {
    guard position + 6 <= text.count, text[position] == UInt8(ascii: "\\"),
      text[position + 1] == UInt8(ascii: "u"),
      let unit = hexadecimal(text, position + 2..<position + 6), unit & 0xfc00 == 0xdc00
    else { return nil }
    return unit
  }

  /// The value of hexadecimal digits; `nil` where something else stands there.
  static func hexadecimal(_ text: [UInt8], _ range: Range<Int>) -> UInt32? {
    guard range.upperBound <= text.count else { return nil }
    var value: UInt32 = 0
    for position in range {
      guard let digit = text[position].hexadecimalDigit else { return nil }
      value = value << 4 | digit
    }
    return value
  }

  private static func append(_ value: UInt32, to decoded: inout [UInt8]) {
    func appendByte(_ bits: UInt32) { decoded.append(UInt8(truncatingIfNeeded: bits)) }
    switch value {
    case 0..<0x80:
      appendByte(value)
    case 0x80..<0x800:
      appendByte(0xc0 | value >> 6)
      appendByte(0x80 | value & 0x3f)
    case 0x800..<0x10000:
      appendByte(0xe0 | value >> 12)
      appendByte(0x80 | value >> 6 & 0x3f)
      appendByte(0x80 | value & 0x3f)
    default:
      appendByte(0xf0 | value >> 18)
      appendByte(0x80 | value >> 12 & 0x3f)
      appendByte(0x80 | value >> 6 & 0x3f)
      appendByte(0x80 | value & 0x3f)
    }
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  var hexadecimalDigit: UInt32? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a")) + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A")) + 10
    default: nil
    }
  }

  var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}
