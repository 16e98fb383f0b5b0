/// Reads a text into the tape of a ``JSONTree``.
///
/// It keeps its own stack of open containers, so that depth costs no machine stack. Between its
/// steps the position is on the next byte to be looked at, white space not yet skipped.
struct JSONParser {
  let source: SourceBuffer
  let text: [UInt8]
  var syntax: JSONSyntax
  let limits: JSONLimits
  private(set) var tape: [JSONTree.Entry] = []
  var position = 0
  /// The tape indices of the containers that are open, the outermost first.
  private(set) var open: [Int] = []
  private var duplicateKeys = JSONDuplicateKeys()
  /// What is wrong without keeping the text from being read.
  var diagnostics = DiagnosticSink()

  init(_ source: SourceBuffer, syntax: JSONSyntax, limits: JSONLimits) {
    self.source = source
    self.text = source.bytes
    self.syntax = syntax
    self.limits = limits
    // An answer of the AWS CLI has a value or key every 23 bytes, every 14 if it is minified;
    // what is reserved and not used costs address space only.
    tape.reserveCapacity(text.count / 13 + 8)
  }

  /// Reads the whole text.
  ///
  /// - Throws: ``JSONViolation`` at the first place that the grammar or the limits do not allow.
  mutating func parseDocument() throws(JSONViolation) {
    guard text.count <= limits.bytes else { throw JSONViolation(.textTooLarge, at: 0) }
    if text.starts(with: byteOrderMark) { position = byteOrderMark.count }
    try skipSpace()
    guard position < text.count else { throw JSONViolation(.empty, at: position) }
    repeat {
      if try !beginValue() { try endValues() }
    } while !open.isEmpty
    try skipSpace()
    guard position == text.count else {
      throw violation(expecting: .endOfText)
    }
  }

  /// Reads a scalar, an empty container, or a container's opening up to its first value.
  ///
  /// - Returns: Whether a value comes next.
  private mutating func beginValue() throws(JSONViolation) -> Bool {
    try skipSpace()
    guard position < text.count else { throw violation(expecting: .value) }
    switch text[position] {
    case UInt8(ascii: "\""):
      try parseString(quote: UInt8(ascii: "\""))
    case UInt8(ascii: "{"):
      return try beginContainer(.object)
    case UInt8(ascii: "["):
      return try beginContainer(.array)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      try parseNumber()
    case UInt8(ascii: "t"):
      try parseLiteral("true", .true)
    case UInt8(ascii: "f"):
      try parseLiteral("false", .false)
    case UInt8(ascii: "n"):
      try parseLiteral("null", .null)
    default:
      try parseJSON5Value()
    }
    return false
  }

  /// Goes on after a value: over a comma to the next one, or out of the containers that end here.
  private mutating func endValues() throws(JSONViolation) {
    while let container = open.last {
      let kind = tape[container].kind
      let close = kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")
      try skipSpace()
      guard position < text.count else { throw violation(expecting: .commaOrClose) }
      if text[position] == UInt8(ascii: ",") {
        let comma = position
        position += 1
        try skipSpace()
        guard position < text.count else {
          throw violation(expecting: kind == .object ? .key : .value)
        }
        if text[position] != close {
          if kind == .object { try parseKey() }
          return
        }
        guard syntax == .json5 else { throw JSONViolation(.notPlain(.trailingComma), at: comma) }
      } else if text[position] != close {
        throw violation(expecting: .commaOrClose)
      }
      endContainer(container)
    }
  }

  private mutating func beginContainer(_ kind: JSONKind) throws(JSONViolation) -> Bool {
    guard open.count < limits.depth else { throw JSONViolation(.tooDeep, at: position) }
    try append(kind, from: position, extent: 0)
    open.append(tape.count - 1)
    position += 1
    try skipSpace()
    guard position < text.count else {
      throw violation(expecting: kind == .object ? .keyOrClose : .valueOrClose)
    }
    guard text[position] != (kind == .object ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
      endContainer(tape.count - 1)
      return false
    }
    if kind == .object { try parseKey() }
    return true
  }

  private mutating func endContainer(_ container: Int) {
    position += 1
    tape[container].close(at: tape.count)
    open.removeLast()
    guard tape[container].kind == .object else { return }
    for (key, first) in duplicateKeys.duplicates(inObjectAt: container, in: tape, of: text) {
      reportDuplicate(key: tape[key], first: tape[first])
    }
  }

  /// Reads a key and its colon.
  private mutating func parseKey() throws(JSONViolation) {
    if text[position] == UInt8(ascii: "\"") {
      try parseString(quote: UInt8(ascii: "\""))
    } else {
      try parseJSON5Key()
    }
    try skipSpace()
    guard position < text.count, text[position] == UInt8(ascii: ":") else {
      throw violation(expecting: .colon)
    }
    position += 1
  }

  private mutating func parseLiteral(
    _ literal: StaticString, _ kind: JSONKind
  ) throws(JSONViolation) {
    let start = position
    let length = literal.utf8CodeUnitCount
    let isThere = literal.withUTF8Buffer { utf8 in
      text[start..<min(start + length, text.count)].elementsEqual(utf8)
    }
    guard isThere, wordLength(from: start) == length else {
      throw violation(expecting: .value)
    }
    position += length
    try append(kind, from: start, extent: length)
  }

  /// Adds a value or key to the tape.
  mutating func append(
    _ kind: JSONKind, from start: Int, extent: Int, hasEscapes: Bool = false
  ) throws(JSONViolation) {
    guard tape.count < limits.extent, extent <= limits.extent else {
      throw JSONViolation(.tooLarge, at: start)
    }
    tape.append(JSONTree.Entry(kind, offset: start, extent: extent, hasEscapes: hasEscapes))
  }
}
