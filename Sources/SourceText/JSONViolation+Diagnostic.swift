extension JSONParser {
  /// Reports the violation that ended the reading.
  mutating func report(_ violation: JSONViolation) {
    diagnostics.report(
      violation.problem.code, message(of: violation), at: place(of: violation),
      length: violation.length, in: source, hint: violation.problem.hint(in: syntax),
      related: related(to: violation))
  }

  mutating func reportLoneSurrogate(at offset: Int) {
    diagnostics.report(
      .loneSurrogate, "\(quoted(offset..<offset + 6)) is half of a surrogate pair", at: offset,
      length: 6, in: source,
      hint:
        "a character past U+FFFF is written as two escapes, \\uD800-\\uDBFF then \\uDC00-\\uDFFF")
  }

  mutating func reportDuplicate(key: JSONTree.Entry, first: JSONTree.Entry) {
    diagnostics.report(
      .duplicateKey, "the key \(quoted(key.content(in: text))) stands twice in one object",
      at: Int(key.offset), length: key.extent + (key.isQuoted(in: text) ? 2 : 0), in: source,
      hint: "readers differ in which one they take: keep one",
      related: [related("it stands here first", at: Int(first.offset))])
  }

  /// Where a text breaks off is after its last character that is no white space.
  private func place(of violation: JSONViolation) -> Int {
    guard case .endOfText = violation.problem else { return violation.offset }
    var end = text.count
    while end > 0, text[end - 1] <= 0x20 { end -= 1 }
    return end
  }

  private func message(of violation: JSONViolation) -> String {
    let offset = violation.offset
    switch violation.problem {
    case .empty: return "the file is empty"
    case .endOfText(let expectation):
      return "the text breaks off where \(expectation.words(in: syntax)) should follow"
    case .unexpected(let expectation):
      return "found \(character(at: offset)) where \(expectation.words(in: syntax)) should stand"
    case .trailingText: return "there is more text after the end of the JSON value"
    case .missingComma: return "a comma is missing before this"
    case .missingColon: return "found \(character(at: offset)) where a colon should follow the key"
    case .mismatchedBracket:
      return "\(character(at: offset)) does not close the bracket that is open here"
    case .unknownWord:
      return "\(quoted(offset..<offset + violation.length)) is no JSON value"
    case .badNumber: return "the number is not complete or not well formed"
    case .leadingZero: return "a number can't begin with a needless 0"
    case .badEscape: return "no such escape in a string"
    case .controlCharacter: return "\(character(at: offset)) can't stand in a string as it is"
    case .badUTF8: return "byte 0x\(String(text[offset], radix: 16)) is not UTF-8 here"
    case .notPlain(let construct): return "\(construct.words) JSON5, not JSON"
    case .tooDeep: return "more than \(limits.depth) objects and arrays inside one another"
    case .tooLarge: return "more than \(limits.extent) values, or a value of more bytes"
    case .textTooLarge: return "the text is larger than \(limits.bytes) bytes"
    }
  }

  private func related(to violation: JSONViolation) -> [Diagnostic.Related] {
    var places: [Diagnostic.Related] = []
    if let opening = violation.opening {
      places.append(related("it begins here", at: opening))
    }
    switch violation.problem {
    case .endOfText:
      places += open.suffix(3).reversed().map { container in
        let name = tape[container].kind == .object ? "object" : "array"
        return related("this \(name) is still open", at: Int(tape[container].offset))
      }
    case .mismatchedBracket, .missingComma:
      places += open.suffix(1).map { related("opened here", at: Int(tape[$0].offset)) }
    default:
      break
    }
    return places
  }

  private func related(_ message: String, at offset: Int) -> Diagnostic.Related {
    Diagnostic.Related(message: message, location: source.position(ofOffset: offset))
  }

  private func character(at offset: Int) -> String {
    switch byte(at: offset) {
    case nil: return "the end"
    case 0x0a, 0x0d: return "a line break"
    case 0x09: return "a tab"
    case .some(let byte) where byte < 0x20 || byte == 0x7f:
      let digits = String(byte, radix: 16, uppercase: true)
      return
        "the control character U+\(String(repeating: "0", count: 4 - digits.utf8.count))\(digits)"
    default: return quoted(offset..<offset + (text.lengthOfEncodedCharacter(at: offset) ?? 1))
    }
  }

  /// A few characters of the text for a message.
  private func quoted(_ range: Range<Int>) -> String {
    var end = min(range.upperBound, text.count, range.lowerBound + 40)
    while end < range.upperBound, end < text.count, text[end] & 0xc0 == 0x80 { end -= 1 }
    let ellipsis = end < range.upperBound ? "…" : ""
    return "“\(String(decoding: text[range.lowerBound..<end], as: UTF8.self))\(ellipsis)”"
  }
}

extension Diagnostic.Code {
  static let duplicateKey = Diagnostic.Code("DUPLICATE_KEY")
  static let loneSurrogate = Diagnostic.Code("LONE_SURROGATE")
}

extension JSONViolation.Problem {
  var code: Diagnostic.Code {
    switch self {
    case .empty: Diagnostic.Code("JSON_EMPTY")
    case .endOfText: Diagnostic.Code("JSON_TRUNCATED")
    case .unexpected: Diagnostic.Code("JSON_UNEXPECTED")
    case .trailingText: Diagnostic.Code("JSON_TRAILING_TEXT")
    case .missingComma: Diagnostic.Code("JSON_MISSING_COMMA")
    case .missingColon: Diagnostic.Code("JSON_MISSING_COLON")
    case .mismatchedBracket: Diagnostic.Code("JSON_MISMATCHED_BRACKET")
    case .unknownWord: Diagnostic.Code("JSON_UNKNOWN_WORD")
    case .badNumber, .leadingZero: Diagnostic.Code("JSON_BAD_NUMBER")
    case .badEscape: Diagnostic.Code("JSON_BAD_ESCAPE")
    case .controlCharacter: Diagnostic.Code("JSON_CONTROL_CHARACTER")
    case .badUTF8: Diagnostic.Code("JSON_BAD_UTF8")
    case .notPlain: Diagnostic.Code("JSON_NOT_PLAIN")
    case .tooDeep: Diagnostic.Code("NESTING_TOO_DEEP")
    case .tooLarge, .textTooLarge: Diagnostic.Code("TEXT_TOO_LARGE")
    }
  }

  func hint(in syntax: JSONSyntax) -> String? {
    switch self {
    case .empty: "save the command's output again; an interrupted one leaves an empty file"
    case .endOfText where syntax == .json5: "a closing bracket or quote is missing"
    case .endOfText: "the file looks cut off: save it again, whole"
    case .trailingText: "one file holds one value; put several documents into files of their own"
    case .unknownWord where syntax == .json5:
      "strings stand in quotes; the only words are true, false and null"
    case .unknownWord: "strings stand in double quotes; the only words are true, false and null"
    case .leadingZero: "write it without the 0, or as a string"
    case .badNumber where syntax == .json5: "text, such as an address or a block, stands in quotes"
    case .badNumber: "digits stand on both sides of a decimal point and after an exponent's e"
    case .badEscape:
      "write \\\\ for a backslash; the escapes are \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX"
    case .controlCharacter: "write it as an escape: \\n, \\t, \\u0000; or a quote is missing"
    case .badUTF8: "save the file as UTF-8"
    case .notPlain(let construct): "this file must be plain JSON: \(construct.remedy)"
    case .unexpected, .missingComma, .missingColon, .mismatchedBracket: nil
    case .tooDeep: "no input of vpctrace is that deep"
    case .tooLarge, .textTooLarge: "split the file: a directory of files is read as one input"
    }
  }
}

extension JSONViolation.Expectation {
  func words(in syntax: JSONSyntax) -> String {
    let key = syntax == .json5 ? "a key" : "a key in double quotes"
    return switch self {
    case .value: "a value"
    case .valueOrClose: "a value or ]"
    case .key: key
    case .keyOrClose: "\(key) or }"
    case .colon: "a colon"
    case .commaOrClose: "a comma or a closing bracket"
    case .endOfText: "nothing"
    case .closingQuote: "the end of a string"
    case .endOfComment: "the end of a comment"
    }
  }
}

extension JSONViolation.JSON5Construct {
  var words: String {
    switch self {
    case .comment: "a comment is"
    case .trailingComma: "a comma after the last element is"
    case .singleQuotes: "single quotes are"
    case .unquotedKey: "a key without quotes is"
    case .number: "this form of a number is"
    case .escape: "this escape is"
    case .whiteSpace: "this kind of white space is"
    }
  }

  var remedy: String {
    switch self {
    case .comment: "remove the comment"
    case .trailingComma: "remove the comma"
    case .singleQuotes: "use double quotes"
    case .unquotedKey: "put the key in double quotes"
    case .number: "write decimal digits, with digits on both sides of a point and no plus sign"
    case .escape: "write it as \\u and four hexadecimal digits"
    case .whiteSpace: "use spaces, tabs and line breaks"
    }
  }
}
