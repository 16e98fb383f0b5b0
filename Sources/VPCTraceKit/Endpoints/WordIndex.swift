import Dataplane

/// Numbers words in the order in which they come, and finds them by their bytes: what stands in a file can be
/// looked up where it stands, without a string made of it.
struct WordIndex: Sendable {
  /// Every word's UTF-8, one after another.
  private var text: [UInt8] = []
  /// Where each word ends in the text.
  private var ends: [Int] = []
  private var slots = SlotIndex()

  /// The number of a word, or `nil` where it was never inserted.
  func number(of utf8: UnsafeBufferPointer<UInt8>) -> Int? {
    slots.slot(WordIndex.hash(utf8)) { isWord($0, utf8) }.map { Int($0) }
  }

  /// The number of a word that is there, or that is entered now.
  mutating func insert(_ word: String) -> Int {
    var word = word
    return word.withUTF8 { utf8 in
      if let known = number(of: utf8) { return known }
      let number = ends.count
      text += utf8
      ends.append(text.count)
      let (text, ends) = (text, ends)
      slots.insert(Int32(number), WordIndex.hash(utf8)) { slot in
        WordIndex.bytes(of: Int(slot), text, ends, WordIndex.hash)
      }
      return number
    }
  }

  /// Every word, in the order of their numbers.
  var words: [String] {
    ends.indices.map { number in
      WordIndex.bytes(of: number, text, ends) { String(decoding: $0, as: UTF8.self) }
    }
  }

  private func isWord(_ slot: Int32, _ utf8: UnsafeBufferPointer<UInt8>) -> Bool {
    WordIndex.bytes(of: Int(slot), text, ends) { $0.elementsEqual(utf8) }
  }

  private static func bytes<Result>(
    of number: Int, _ text: [UInt8], _ ends: [Int],
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let start = number == 0 ? 0 : ends[number - 1]
    return text.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[start..<ends[number]]))
    }
  }

  /// FNV-1a.
  private static func hash(_ utf8: UnsafeBufferPointer<UInt8>) -> UInt64 {
    utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3 }
  }
}
