import TestSupport

/// Makes a text a little different each time: words swapped, bytes changed, pieces cut or doubled.
struct TextMutator {
  private let original: [UInt8]
  private var random: SeededGenerator
  private(set) var lastChange = ""

  init(_ text: String, seed: UInt64) {
    original = Array(text.utf8)
    random = SeededGenerator(seed: seed)
  }

  /// The original with one change.
  mutating func next() -> String {
    var bytes = original
    let start = Int.random(in: 0..<bytes.count, using: &random)
    let length = Int.random(in: 1...12, using: &random)
    let range = start..<min(start + length, bytes.count)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[start] = UInt8.random(in: 0x20..<0x7f, using: &random)
    case 1: bytes.removeSubrange(range)
    case 2: bytes.insert(contentsOf: bytes[range], at: start)
    case 3:
      let other = Int.random(in: 0..<bytes.count, using: &random)
      bytes.insert(contentsOf: original[other..<min(other + length, original.count)], at: start)
    default: swapWords(in: &bytes, near: start)
    }
    lastChange =
      "\(range) of \(String(decoding: bytes[max(0, start - 20)..<min(bytes.count, start + 30)], as: UTF8.self))"
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Puts the value of one line behind the key of another.
  private mutating func swapWords(in bytes: inout [UInt8], near start: Int) {
    let quotes = bytes.indices.filter { bytes[$0] == UInt8(ascii: "\"") }
    guard quotes.count > 3 else { return }
    let one = Int.random(in: 0..<quotes.count / 2, using: &random) * 2
    let other = Int.random(in: 0..<quotes.count / 2, using: &random) * 2
    let word = bytes[quotes[other]...quotes[other + 1]]
    bytes.replaceSubrange(quotes[one]...quotes[one + 1], with: Array(word))
  }
}
