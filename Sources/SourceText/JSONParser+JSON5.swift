extension JSONParser {
  /// Skips one character of white space, or one comment, that only JSON5 knows.
  ///
  /// - Returns: `false` where something else stands there.
  mutating func skipJSON5Space() throws(JSONViolation) -> Bool {
    if text[position] == UInt8(ascii: "/") { return try skipComment() }
    guard let length = lengthOfJSON5Space(at: position) else { return false }
    position += length
    return true
  }

  /// The length of a character of white space that only JSON5 knows; `nil` where there is none.
  func lengthOfJSON5Space(at offset: Int) -> Int? {
    guard let (scalar, length) = text.encodedCharacter(at: offset) else { return nil }
    switch scalar {
    case 0x0b, 0x0c, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000, 0xfeff:
      return length
    default: return nil
    }
  }

  private mutating func skipComment() throws(JSONViolation) -> Bool {
    switch byte(at: position + 1) {
    case UInt8(ascii: "/"):
      try skipLineComment()
      return true
    case UInt8(ascii: "*"):
      try skipBlockComment()
      return true
    default:
      return false
    }
  }

  private mutating func skipLineComment() throws(JSONViolation) {
    while let byte = byte(at: position), byte != 0x0a, byte != 0x0d, !isUnicodeLineEnd(at: position)
    {
      try skipCharacter(byte)
    }
  }

  private mutating func skipBlockComment() throws(JSONViolation) {
    let start = position
    position += 2
    while let byte = byte(at: position) {
      if byte == UInt8(ascii: "*"), self.byte(at: position + 1) == UInt8(ascii: "/") {
        position += 2
        return
      }
      try skipCharacter(byte)
    }
    throw JSONViolation(.endOfText(expecting: .endOfComment), at: text.count, opening: start)
  }

  private mutating func skipCharacter(_ byte: UInt8) throws(JSONViolation) {
    if byte < 0x80 { position += 1 } else { try skipEncodedCharacter() }
  }

  /// Whether U+2028 or U+2029 stands there.
  private func isUnicodeLineEnd(at offset: Int) -> Bool {
    byte(at: offset) == 0xe2 && byte(at: offset + 1) == 0x80
      && (byte(at: offset + 2) == 0xa8 || byte(at: offset + 2) == 0xa9)
  }

  /// Reads a value that begins as none of plain JSON does.
  mutating func parseJSON5Value() throws(JSONViolation) {
    guard syntax == .json5 else { throw violation(expecting: .value) }
    switch text[position] {
    case UInt8(ascii: "'"):
      try parseString(quote: UInt8(ascii: "'"))
    case UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "I"), UInt8(ascii: "N"):
      try parseNumber()
    default:
      throw violation(expecting: .value)
    }
  }

  /// Skips `Infinity`, `NaN` or a hexadecimal number after its sign.
  ///
  /// - Returns: `false` where something else stands there.
  mutating func skipJSON5Number() throws(JSONViolation) -> Bool {
    let start = position
    let length = wordLength(from: start)
    let word = text[start..<start + length]
    if word.elementsEqual("Infinity".utf8) || word.elementsEqual("NaN".utf8) {
      position += length
      return true
    }
    guard length > 1, text[start] == UInt8(ascii: "0"),
      text[start + 1] | 0x20 == UInt8(ascii: "x")
    else { return false }
    guard length > 2, word.dropFirst(2).allSatisfy({ $0.hexadecimalDigit != nil }) else {
      throw JSONViolation(.badNumber, at: start, length: length)
    }
    position += length
    return true
  }

  /// Whether a text of plain JSON has a number here by the rules of JSON5.
  func isJSON5Number(at offset: Int) -> Bool {
    var lenient = self
    lenient.syntax = .json5
    lenient.position = offset
    do {
      try lenient.skipNumber()
      return true
    } catch {
      return false
    }
  }

  /// Skips an escape that only JSON5 knows: one of its own, a line continuation, or any character
  /// but a digit.
  mutating func skipJSON5Escape() throws(JSONViolation) {
    let start = position
    let letter = text[start + 1]
    guard syntax == .json5 else { throw badEscape(at: start) }
    position += 1
    try skipCharacter(letter)
    switch letter {
    case UInt8(ascii: "x"):
      guard JSONEscapes.hexadecimal(text, position..<position + 2) != nil else {
        throw badEscape(at: start)
      }
      position += 2
    case UInt8(ascii: "0"):
      guard byte(at: position)?.isDigit != true else { throw badEscape(at: start) }
    case UInt8(ascii: "1")...UInt8(ascii: "9"):
      throw badEscape(at: start)
    case UInt8(ascii: "\r"):
      if byte(at: position) == UInt8(ascii: "\n") { position += 1 }
    default:
      break
    }
  }

  /// Reads a key in single quotes or without any.
  mutating func parseJSON5Key() throws(JSONViolation) {
    guard syntax == .json5 else { throw violation(expecting: .key) }
    guard text[position] != UInt8(ascii: "'") else { return try parseString(quote: text[position]) }
    let start = position
    var hasEscapes = false
    while let byte = byte(at: position) {
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipIdentifierEscape(isFirst: position == start)
      } else if let (scalar, length) = text.encodedCharacter(at: position),
        isIdentifierPart(scalar, isFirst: position == start)
      {
        position += length
      } else {
        break
      }
    }
    guard position > start else { throw violation(expecting: .key) }
    try append(.string, from: start, extent: position - start, hasEscapes: hasEscapes)
  }

  private mutating func skipIdentifierEscape(isFirst: Bool) throws(JSONViolation) {
    let start = position
    guard byte(at: start + 1) == UInt8(ascii: "u"),
      let unit = JSONEscapes.hexadecimal(text, start + 2..<start + 6),
      isIdentifierPart(unit, isFirst: isFirst)
    else { throw badEscape(at: start) }
    position += 6
  }

  /// Whether a character may stand in an IdentifierName of ECMAScript 5.1.
  private func isIdentifierPart(_ scalar: UInt32, isFirst: Bool) -> Bool {
    guard let scalar = Unicode.Scalar(scalar) else { return false }
    if scalar == "$" || scalar == "_" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber:
      return true
    case .nonspacingMark, .spacingMark, .decimalNumber, .connectorPunctuation:
      return !isFirst
    default:
      return !isFirst && (scalar == "\u{200c}" || scalar == "\u{200d}")
    }
  }
}
