/// Writes JSON (RFC 8259) as bytes, members in the order in which they are given.
///
/// The caller keeps objects and arrays balanced and gives every value of an object a key. Nothing
/// but the buffer is allocated, so that a million results can be streamed.
public struct JSONWriter: Sendable {
  /// How the text is spread over lines.
  public enum Form: Sendable {
    /// One line, for newline-delimited JSON.
    case compact
    /// Two spaces a level, for people.
    case indented
  }

  /// What was written so far, UTF-8.
  public var bytes: [UInt8] = []
  private let form: Form
  private var depth = 0
  private var needsComma = false
  private var followsKey = false

  public init(_ form: Form) { self.form = form }

  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a key, to be followed by its value.
  public mutating func key(_ key: StaticString) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    key.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    if form == .indented { bytes.append(UInt8(ascii: " ")) }
    followsKey = true
  }

  public mutating func string(_ value: String) {
    separate()
    appendQuoted(value)
  }

  public mutating func number(_ value: Int) {
    separate()
    appendDecimal(value)
  }

  public mutating func bool(_ value: Bool) {
    separate()
    appendLiteral(value ? "true" : "false")
  }

  /// Writes what `body` appends to the bytes, between quotes; it must need no escaping.
  public mutating func plainString(_ body: (inout [UInt8]) -> Void) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    body(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// Ends the text with a line feed, so that another value can follow.
  public mutating func endLine() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }
}

extension JSONWriter {
  /// Writes a member; an absent value leaves the member out.
  public mutating func member(_ key: StaticString, _ value: String?) {
    guard let value else { return }
    self.key(key)
    string(value)
  }

  /// Writes a member; an absent value leaves the member out.
  public mutating func member(_ key: StaticString, _ value: Int?) {
    guard let value else { return }
    self.key(key)
    number(value)
  }

  public mutating func member(_ key: StaticString, _ value: Bool) {
    self.key(key)
    bool(value)
  }

  /// Writes a member that is an array, one element a call of `element`.
  public mutating func array<Elements: Sequence>(
    _ key: StaticString, _ elements: Elements, element: (inout JSONWriter, Elements.Element) -> Void
  ) {
    self.key(key)
    beginArray()
    for value in elements { element(&self, value) }
    endArray()
  }

  /// Writes a member that is an object.
  public mutating func object(_ key: StaticString, _ members: (inout JSONWriter) -> Void) {
    self.key(key)
    beginObject()
    members(&self)
    endObject()
  }
}

extension JSONWriter {
  private mutating func open(_ bracket: UInt8) {
    separate()
    bytes.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if needsComma { breakLine() }
    bytes.append(bracket)
    needsComma = true
  }

  /// Writes what stands between the last token and the one to come.
  private mutating func separate() {
    guard !followsKey else {
      followsKey = false
      return
    }
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    if depth > 0 { breakLine() }
    needsComma = true
  }

  private mutating func breakLine() {
    guard form == .indented else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { appendLiteral("  ") }
  }

  private mutating func appendLiteral(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  private mutating func appendDecimal(_ value: Int) {
    if value < 0 { bytes.append(UInt8(ascii: "-")) }
    let start = bytes.count
    var rest = value.magnitude
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }

  private mutating func appendQuoted(_ value: String) {
    bytes.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { utf8 in
      if utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
        bytes.append(contentsOf: utf8)
      } else {
        for byte in utf8 { appendEscaped(byte) }
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): appendLiteral("\\\"")
    case UInt8(ascii: "\\"): appendLiteral("\\\\")
    case 0x0a: appendLiteral("\\n")
    case 0x0d: appendLiteral("\\r")
    case 0x09: appendLiteral("\\t")
    case ..<0x20:
      appendLiteral("\\u00")
      bytes.append(UInt8(ascii: "0") + byte >> 4)
      let digit = byte & 0xf
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    default: bytes.append(byte)
    }
  }
}
