extension JSONParser {
  /// Skips white space, and in JSON5 comments.
  mutating func skipSpace() throws(JSONViolation) {
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: "\n"):
        position += 1
        skipIndentation()
      case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
        position += 1
      case UInt8(ascii: "!")...UInt8(ascii: "."), UInt8(ascii: "0")...0x7f:
        return
      default:
        guard syntax == .json5, try skipJSON5Space() else { return }
      }
    }
  }

  private mutating func skipIndentation() {
    while position + ByteWord.width <= text.count {
      let others = text.word(at: position) ^ ByteWord.repeating(UInt8(ascii: " "))
      position += ByteWord.index(ofLowest: others)
      if others != 0 { return }
    }
  }

  /// Reads a string that begins at the position.
  mutating func parseString(quote: UInt8) throws(JSONViolation) {
    let start = position
    var hasEscapes = false
    position += 1
    while true {
      skipPlainCharacters(quote: quote)
      guard position < text.count else {
        throw JSONViolation(.endOfText(expecting: .closingQuote), at: text.count, opening: start)
      }
      let byte = text[position]
      if byte == quote { break }
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        try skipEscape()
      } else if byte >= 0x80 {
        try skipEncodedCharacter()
      } else if byte < 0x20, syntax == .json || byte == 0x0a || byte == 0x0d {
        throw JSONViolation(.controlCharacter, at: position, opening: start)
      } else {
        position += 1
      }
    }
    try append(.string, from: start, extent: position - start - 1, hasEscapes: hasEscapes)
    position += 1
  }

  /// Stops at anything that a string treats specially, and near the end of the text.
  private mutating func skipPlainCharacters(quote: UInt8) {
    while position + ByteWord.width <= text.count {
      let word = text.word(at: position)
      let marks =
        ByteWord.marks(of: quote, in: word) | ByteWord.marks(of: UInt8(ascii: "\\"), in: word)
        | ByteWord.marks(below: 0x20, in: word) | ByteWord.marksOfNonASCII(in: word)
      position += ByteWord.index(ofLowest: marks)
      if marks != 0 { return }
    }
  }

  /// Skips a character of two to four bytes.
  mutating func skipEncodedCharacter() throws(JSONViolation) {
    guard let length = text.lengthOfEncodedCharacter(at: position) else {
      throw JSONViolation(.badUTF8, at: position)
    }
    position += length
  }

  private mutating func skipEscape() throws(JSONViolation) {
    let start = position
    guard start + 1 < text.count else {
      throw JSONViolation(.endOfText(expecting: .closingQuote), at: text.count)
    }
    position += 2
    switch text[start + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      break
    case UInt8(ascii: "u"):
      try skipUnicodeEscape()
    default:
      position = start
      try skipJSON5Escape()
    }
  }

  /// Skips the four digits after `\u`, and the second escape of a surrogate pair.
  mutating func skipUnicodeEscape() throws(JSONViolation) {
    let start = position - 2
    guard let unit = JSONEscapes.hexadecimal(text, position..<position + 4) else {
      throw JSONViolation(.badEscape, at: start, length: 2)
    }
    position += 4
    guard unit & 0xf800 == 0xd800 else { return }
    if unit & 0xfc00 == 0xd800, JSONEscapes.lowSurrogate(text, at: position) != nil {
      position += 6
    } else {
      reportLoneSurrogate(at: start)
    }
  }

  /// Reads a number that begins at the position.
  mutating func parseNumber() throws(JSONViolation) {
    let start = position
    do {
      try skipNumber()
    } catch {
      guard syntax == .json, isJSON5Number(at: start) else { throw error }
      throw JSONViolation(.notPlain(.number), at: start, length: error.length)
    }
    try append(.number, from: start, extent: position - start)
  }

  mutating func skipNumber() throws(JSONViolation) {
    let start = position
    if text[position] == UInt8(ascii: "-") || text[position] == UInt8(ascii: "+") { position += 1 }
    let isSkipped = syntax == .json5 ? try skipJSON5Number() : false
    if !isSkipped { try skipDecimal(from: start) }
    guard !continuesWord(at: position), byte(at: position) != UInt8(ascii: ".") else {
      throw badNumber(at: start)
    }
  }

  private mutating func skipDecimal(from start: Int) throws(JSONViolation) {
    let first = byte(at: position)
    let digits = skipDigits()
    guard digits < 2 || first != UInt8(ascii: "0") else {
      throw JSONViolation(.leadingZero, at: start, length: position - start)
    }
    var isComplete = digits > 0
    if byte(at: position) == UInt8(ascii: "."), isComplete || syntax == .json5 {
      position += 1
      let fraction = skipDigits()
      isComplete = fraction > 0 || isComplete && syntax == .json5
    }
    if isComplete, let letter = byte(at: position), letter | 0x20 == UInt8(ascii: "e") {
      position += 1
      if let sign = byte(at: position), sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        position += 1
      }
      isComplete = skipDigits() > 0
    }
    guard isComplete else {
      throw badNumber(at: start)
    }
  }

  private func badNumber(at start: Int) -> JSONViolation {
    var end = start
    while let byte = byte(at: end),
      continuesWord(at: end) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".")
    {
      end += 1
    }
    return JSONViolation(.badNumber, at: start, length: end - start)
  }

  private mutating func skipDigits() -> Int {
    let start = position
    while position < text.count, text[position].isDigit { position += 1 }
    return position - start
  }

  func byte(at position: Int) -> UInt8? { position < text.count ? text[position] : nil }
}
