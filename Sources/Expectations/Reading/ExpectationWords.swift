/// Why a text is no expectation, and which of its bytes are at fault.
package struct ExpectationTextError: Error {
  /// A sentence without capital and full stop.
  package let message: String
  package let range: Range<Int>
  package let hint: String?

  init(_ message: String, at range: Range<Int>, hint: String? = nil) {
    self.message = message
    self.range = range
    self.hint = hint
  }
}

/// The words of an expectation's text from left to right, each with its place.
///
/// Commas are words of their own; what stands between single quotes is one word, spaces and all.
struct ExpectationWords {
  struct Word {
    let text: String
    /// Bytes of the text, quotes included.
    let range: Range<Int>
    var isQuoted = false

    /// A comma or a word with a meaning of its own, which ends a list.
    func `is`(_ word: String) -> Bool { !isQuoted && text == word }
  }

  private let bytes: [UInt8]
  private var position: Int

  init(_ bytes: [UInt8], from position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  /// The next word, which stays the next.
  func peek() -> Word? {
    var copy = self
    return copy.next()
  }

  mutating func next() -> Word? {
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { return nil }
    let start = position
    if bytes[start] == quote, let end = bytes[(start + 1)...].firstIndex(of: quote) {
      position = end + 1
      return Word(text: text(start + 1..<end), range: start..<position, isQuoted: true)
    }
    repeat { position += 1 } while position < bytes.count && !endsWord(bytes[position], at: start)
    return Word(text: text(start..<position), range: start..<position)
  }

  /// Reads the next word if it is this one.
  mutating func take(_ word: String) -> Bool {
    guard let next = peek(), next.is(word) else { return false }
    _ = self.next()
    return true
  }

  /// Reads a word that must be there.
  mutating func next(_ what: String) throws(ExpectationTextError) -> Word {
    guard let word = next() else {
      throw ExpectationTextError("\(what) is missing here", at: bytes.count..<bytes.count)
    }
    return word
  }

  /// Sees to it that nothing is left.
  mutating func end() throws(ExpectationTextError) {
    guard let word = next() else { return }
    throw ExpectationTextError("\"\(word.text)\" has no meaning here", at: word.range)
  }

  private func endsWord(_ byte: UInt8, at start: Int) -> Bool {
    isSpace(byte) || byte == comma || bytes[start] == comma
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == UInt8(ascii: " ") || byte == 0x09 }
  private var comma: UInt8 { UInt8(ascii: ",") }
  private var quote: UInt8 { UInt8(ascii: "'") }
}
