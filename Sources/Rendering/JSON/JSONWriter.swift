import Dataplane

/// Writes JSON (RFC 8259) as bytes, members in the order in which they are given.
///
/// The caller keeps objects and arrays balanced and gives every value of an object a key. Nothing is
/// kept but the buffer and what decisions look like, so that a million results can be streamed.
public struct JSONWriter: ~Copyable {
  /// How the text is spread over lines.
  public enum Form: Sendable {
    /// One line, for newline-delimited JSON.
    case compact
    /// Two spaces a level, for people.
    case indented
  }

  private var buffer = ByteBuffer()
  /// Reused for values that write themselves into an array, and for digits.
  private var scratch: [UInt8] = []
  /// Members that were written before for a decision, compact.
  private var membersOfDecision: [Decision: [UInt8]] = [:]
  private let form: Form
  private var depth = 0
  private var needsComma = false
  private var followsKey = false

  public init(_ form: Form) { self.form = form }

  /// What was written so far, UTF-8.
  public var bytes: [UInt8] { buffer.bytes }

  public mutating func beginObject() { open(UInt8(ascii: "{")) }
  public mutating func endObject() { close(UInt8(ascii: "}")) }
  public mutating func beginArray() { open(UInt8(ascii: "[")) }
  public mutating func endArray() { close(UInt8(ascii: "]")) }

  /// Writes a key, to be followed by its value.
  public mutating func key(_ key: StaticString) {
    separate()
    buffer.append(UInt8(ascii: "\""), key, form == .indented ? "\": " : "\":")
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
    buffer.append(value ? "true" : "false")
  }

  /// Writes what `body` appends to the bytes, between quotes; it must need no escaping.
  public mutating func plainString(_ body: (inout [UInt8]) -> Void) {
    separate()
    scratch.removeAll(keepingCapacity: true)
    body(&scratch)
    buffer.append(UInt8(ascii: "\""))
    scratch.withUnsafeBufferPointer { buffer.append($0) }
    buffer.append(UInt8(ascii: "\""))
  }

  /// Writes text that is no JSON, such as lines between values.
  public mutating func plainText(_ text: String) {
    var text = text
    text.withUTF8 { buffer.append($0) }
  }

  /// Ends the text with a line feed, so that another value can follow.
  public mutating func endLine() {
    buffer.append(UInt8(ascii: "\n"))
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
  /// Writes the first members of an object, which depend on a decision alone, from memory the next
  /// time.
  mutating func firstMembers(of decision: Decision, _ body: (inout JSONWriter) -> Void) {
    guard form == .compact else { return body(&self) }
    if let known = membersOfDecision[decision] {
      known.withUnsafeBufferPointer { buffer.append($0) }
      needsComma = true
    } else {
      let start = buffer.count
      body(&self)
      membersOfDecision[decision] = buffer.bytes(from: start)
    }
  }
}

extension JSONWriter {
  private mutating func open(_ bracket: UInt8) {
    separate()
    buffer.append(bracket)
    depth += 1
    needsComma = false
  }

  private mutating func close(_ bracket: UInt8) {
    depth -= 1
    if form == .indented, needsComma { breakLine() }
    buffer.append(bracket)
    needsComma = true
  }

  /// Writes what stands between the last token and the one to come.
  private mutating func separate() {
    guard !followsKey else {
      followsKey = false
      return
    }
    if needsComma { buffer.append(UInt8(ascii: ",")) }
    if form == .indented, depth > 0 { breakLine() }
    needsComma = true
  }

  private mutating func breakLine() {
    buffer.append(UInt8(ascii: "\n"))
    for _ in 0..<depth { buffer.append("  ") }
  }

  private mutating func appendDecimal(_ value: Int) {
    if value < 0 { buffer.append(UInt8(ascii: "-")) }
    scratch.removeAll(keepingCapacity: true)
    var rest = value.magnitude
    repeat {
      scratch.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    for digit in scratch.reversed() { buffer.append(digit) }
  }

  private mutating func appendQuoted(_ value: String) {
    buffer.append(UInt8(ascii: "\""))
    var value = value
    value.withUTF8 { utf8 in
      if utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
        buffer.append(utf8)
      } else {
        for byte in utf8 { appendEscaped(byte) }
      }
    }
    buffer.append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): buffer.append("\\\"")
    case UInt8(ascii: "\\"): buffer.append("\\\\")
    case 0x0a: buffer.append("\\n")
    case 0x0d: buffer.append("\\r")
    case 0x09: buffer.append("\\t")
    case ..<0x20:
      buffer.append("\\u00")
      buffer.append(UInt8(ascii: "0") + byte >> 4)
      let digit = byte & 0xf
      buffer.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    default: buffer.append(byte)
    }
  }
}
