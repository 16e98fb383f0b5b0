/// Where the lines of a text begin, in about one byte a line.
///
/// Each line's length is one byte, longer ones an escape and four bytes; every 256th line's start is
/// kept whole, so that a look-up reads at most 256 lengths. A byte-order mark is no part of line 1.
public struct LineIndex: Sendable {
  private var lengths: [UInt8] = []
  private var checkpoints: [Checkpoint] = []

  private struct Checkpoint: Sendable {
    var offset: UInt32
    var lengthIndex: UInt32
  }

  private static let stride = 256
  private static let escape: UInt8 = 255

  /// Indexes the lines of `text`, which end with LF, CR LF or a lone CR.
  ///
  /// Bytes past the first 4 GiB are not indexed.
  ///
  /// - Complexity: O(*n*) in the bytes of `text`, eight at a time.
  public init(_ text: [UInt8]) {
    let end = min(text.count, Int(clamping: UInt32.max))
    var start = text.starts(with: byteOrderMark) ? byteOrderMark.count : 0
    var line = 0
    while let next = text.startOfLine(after: start, end: end) {
      append(line: line, start: start, length: next - start)
      start = next
      line += 1
    }
    append(line: line, start: start, length: end - start)
  }

  /// The index of any text that has one line.
  static let oneLine = LineIndex([])

  /// Indexes the lines of any sequence of bytes.
  public init(_ text: some Sequence<UInt8>) {
    self.init([UInt8](text))
  }

  private mutating func append(line: Int, start: Int, length: Int) {
    if line % LineIndex.stride == 0 {
      checkpoints.append(
        Checkpoint(offset: UInt32(start), lengthIndex: UInt32(lengths.count)))
    }
    guard length >= Int(LineIndex.escape) else {
      lengths.append(UInt8(length))
      return
    }
    lengths.append(LineIndex.escape)
    for shift in [0, 8, 16, 24] { lengths.append(UInt8(truncatingIfNeeded: length >> shift)) }
  }
}

extension LineIndex {
  /// The 1-based line and byte column of an offset; one past the end is clamped to the last line.
  ///
  /// - Complexity: O(log *n*) in the lines of the text.
  public func position(ofOffset offset: UInt32) -> (line: Int, column: Int) {
    let (line, start) = lineHolding(offset: offset)
    return (line + 1, max(Int(offset) - start, 0) + 1)
  }

  /// The 0-based line that holds an offset, and the offset at which it begins.
  func lineHolding(offset: UInt32) -> (line: Int, start: Int) {
    let checkpoint = lastCheckpoint(atOrBefore: offset)
    var line = checkpoint * LineIndex.stride
    var start = Int(checkpoints[checkpoint].offset)
    var index = Int(checkpoints[checkpoint].lengthIndex)
    while true {
      let (length, next) = length(at: index)
      if Int(offset) < start + length || next >= lengths.count { return (line, start) }
      start += length
      line += 1
      index = next
    }
  }

  private func lastCheckpoint(atOrBefore offset: UInt32) -> Int {
    var low = 0
    var high = checkpoints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if checkpoints[middle].offset <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private func length(at index: Int) -> (length: Int, next: Int) {
    guard lengths[index] == LineIndex.escape else { return (Int(lengths[index]), index + 1) }
    var length = 0
    for byte in 0..<4 { length |= Int(lengths[index + 1 + byte]) << (8 * byte) }
    return (length, index + 5)
  }
}

extension [UInt8] {
  /// Where the next line begins, `nil` where the text ends first.
  fileprivate func startOfLine(after start: Int, end: Int) -> Int? {
    var offset = start
    while offset + ByteWord.width <= end {
      let word = word(at: offset)
      let marks =
        ByteWord.marks(of: UInt8(ascii: "\n"), in: word)
        | ByteWord.marks(of: UInt8(ascii: "\r"), in: word)
      if marks != 0 {
        return offsetAfterLineEnding(at: offset + ByteWord.index(ofLowest: marks), end: end)
      }
      offset += ByteWord.width
    }
    while offset < end {
      if self[offset] == UInt8(ascii: "\n") || self[offset] == UInt8(ascii: "\r") {
        return offsetAfterLineEnding(at: offset, end: end)
      }
      offset += 1
    }
    return nil
  }

  private func offsetAfterLineEnding(at offset: Int, end: Int) -> Int {
    let next = offset + 1
    let isPair =
      self[offset] == UInt8(ascii: "\r") && next < end && self[next] == UInt8(ascii: "\n")
    return isPair ? next + 1 : next
  }
}
