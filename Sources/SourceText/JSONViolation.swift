/// The first place at which a text is not what it should be, and why.
struct JSONViolation: Error {
  let problem: Problem
  let offset: Int
  let length: Int
  /// Where the string or comment begins that the violation is in.
  let opening: Int?

  init(_ problem: Problem, at offset: Int, length: Int = 1, opening: Int? = nil) {
    self.problem = problem
    self.offset = offset
    self.length = length
    self.opening = opening
  }

  enum Problem {
    case empty
    case endOfText(expecting: Expectation)
    case unexpected(expecting: Expectation)
    case trailingText
    case missingComma
    case missingColon
    case mismatchedBracket
    case unknownWord
    case badNumber
    case leadingZero
    case badEscape
    case controlCharacter
    case badUTF8
    case notPlain(JSON5Construct)
    case tooDeep
    case tooLarge
    case textTooLarge
  }

  /// What could have stood there.
  enum Expectation {
    case value
    case valueOrClose
    case key
    case keyOrClose
    case colon
    case commaOrClose
    case endOfText
    case closingQuote
    case endOfComment

    var isValue: Bool { self == .value || self == .valueOrClose }
    var isKey: Bool { self == .key || self == .keyOrClose }
  }

  /// What JSON5 allows and JSON does not.
  enum JSON5Construct {
    case comment
    case trailingComma
    case singleQuotes
    case unquotedKey
    case number
    case escape
    case whiteSpace
  }
}

extension JSONParser {
  /// What is wrong at the position, given what could have stood there.
  func violation(expecting expectation: JSONViolation.Expectation) -> JSONViolation {
    guard let byte = byte(at: position) else {
      return JSONViolation(.endOfText(expecting: expectation), at: text.count)
    }
    guard text.lengthOfEncodedCharacter(at: position) != nil else {
      return JSONViolation(.badUTF8, at: position)
    }
    let length = max(wordLength(from: position), 1)
    return JSONViolation(problem(expecting: expectation, byte), at: position, length: length)
  }

  private func problem(
    expecting expectation: JSONViolation.Expectation, _ byte: UInt8
  ) -> JSONViolation.Problem {
    if let construct = json5Construct(expecting: expectation, byte) { return .notPlain(construct) }
    switch expectation {
    case .endOfText:
      return .trailingText
    case .colon:
      return .missingColon
    case .commaOrClose where byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}"):
      return .mismatchedBracket
    case .commaOrClose where beginsValue(byte):
      return .missingComma
    default:
      let isWord = expectation.isValue && continuesWord(at: position)
      return isWord ? .unknownWord : .unexpected(expecting: expectation)
    }
  }

  /// What is wrong with the escape at `offset`.
  func badEscape(at offset: Int) -> JSONViolation {
    guard offset + 1 < text.count else {
      return JSONViolation(.endOfText(expecting: .key), at: text.count)
    }
    guard text.lengthOfEncodedCharacter(at: offset + 1) != nil else {
      return JSONViolation(.badUTF8, at: offset + 1)
    }
    let isJSON5 =
      switch byte(at: offset + 1) {
      case UInt8(ascii: "'"), UInt8(ascii: "x"), UInt8(ascii: "v"), UInt8(ascii: "0"), 0x0a, 0x0d:
        true
      default: false
      }
    let problem: JSONViolation.Problem =
      syntax == .json && isJSON5 ? .notPlain(.escape) : .badEscape
    return JSONViolation(problem, at: offset, length: 2)
  }

  /// What JSON5 construct begins at the position of a text that must be plain JSON.
  private func json5Construct(
    expecting expectation: JSONViolation.Expectation, _ byte: UInt8
  ) -> JSONViolation.JSON5Construct? {
    guard syntax == .json else { return nil }
    if lengthOfJSON5Space(at: position) != nil { return .whiteSpace }
    switch byte {
    case UInt8(ascii: "/"):
      let next = self.byte(at: position + 1)
      return next == UInt8(ascii: "/") || next == UInt8(ascii: "*") ? .comment : nil
    case UInt8(ascii: "'"):
      return expectation.isValue || expectation.isKey ? .singleQuotes : nil
    case _ where expectation.isKey:
      return continuesWord(at: position) && !byte.isDigit ? .unquotedKey : nil
    default:
      return expectation.isValue && isJSON5Number(at: position) ? .number : nil
    }
  }

  private func beginsValue(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "{"), UInt8(ascii: "["),
      UInt8(ascii: "-"):
      true
    default: continuesWord(at: position)
    }
  }

  /// Whether a letter, digit, underscore, dollar sign or anything but space beyond ASCII stands
  /// there.
  func continuesWord(at offset: Int) -> Bool {
    guard let byte = byte(at: offset) else { return false }
    if byte >= 0x80 { return lengthOfJSON5Space(at: offset) == nil }
    return byte.isDigit || (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte == UInt8(ascii: "_")
      || byte == UInt8(ascii: "$")
  }

  /// The bytes that look like one word or number, for underlining.
  func wordLength(from start: Int) -> Int {
    var end = start
    while continuesWord(at: end) { end += 1 }
    return end - start
  }
}
