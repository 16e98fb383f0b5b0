import SourceText
import TestSupport
import Testing

@Suite("Line index")
struct LineIndexTests {
  /// Line and column of every offset, one past the end included, byte by byte.
  private func naivePositions(_ text: [UInt8]) -> [[Int]] {
    var positions: [[Int]] = []
    var (line, column) = (1, 1)
    for (offset, byte) in text.enumerated() {
      positions.append([line, column])
      let isPair = byte == 0x0d && offset + 1 < text.count && text[offset + 1] == 0x0a
      if (byte == 0x0a || byte == 0x0d) && !isPair {
        (line, column) = (line + 1, 1)
      } else {
        column += 1
      }
    }
    return positions + [[line, column]]
  }

  private func positions(_ text: [UInt8], at offsets: some Sequence<Int>) -> [[Int]] {
    let index = LineIndex(text)
    return offsets.map { offset in
      let (line, column) = index.position(ofOffset: UInt32(offset))
      return [line, column]
    }
  }

  @Test(arguments: [
    "", "a", "\n", "\r", "\r\n", "\n\r", "\r\r\n\n", "a\nb", "a\r\nb\rc\n", "1234567\n",
    "1234567\r\n",
    "12345678\r\n", "123456\r\n\r\r\n", "é\n€\n",
  ])
  func `every offset of a small text`(_ text: String) {
    let bytes = Array(text.utf8)
    #expect(positions(bytes, at: 0...bytes.count) == naivePositions(bytes))
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `agrees with counting byte by byte`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    for _ in 0..<Int.random(in: 0...1200, using: &random) {
      bytes += [UInt8](repeating: 0x61, count: Int.random(in: 0...20, using: &random))
      bytes += [[0x0a], [0x0d], [0x0d, 0x0a], [0x09], [0x8a]].randomElement(using: &random) ?? []
    }
    #expect(positions(bytes, at: 0...bytes.count) == naivePositions(bytes))
  }

  @Test
  func `long lines among short ones`() {
    var bytes: [UInt8] = []
    for length in [0, 1, 253, 254, 255, 256, 70_000, 3, 65_536, 255] {
      bytes += [UInt8](repeating: 0x61, count: length) + [0x0a]
    }
    let expected = naivePositions(bytes)
    let offsets = stride(from: 0, through: bytes.count, by: 7)
    #expect(positions(bytes, at: offsets) == offsets.map { expected[$0] })
  }

  @Test
  func `an offset past the end is on the last line`() {
    #expect(positions(Array("a\nbc".utf8), at: [4, 5, 100]) == [[2, 3], [2, 4], [2, 99]])
  }

  @Test
  func `a byte-order mark takes no column`() {
    #expect(
      positions(Array("\u{feff}ab\nc".utf8), at: [0, 3, 4, 6]) == [
        [1, 1], [1, 1], [1, 2], [2, 1],
      ])
  }

  @Test
  func `any sequence of bytes can be indexed`() {
    let (line, column) = LineIndex("a\nb".utf8).position(ofOffset: 2)
    #expect(line == 2 && column == 1)
  }
}
