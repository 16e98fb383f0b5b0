/// Where the lines of a text begin, in about one byte a line.
///
/// Each line's length is one byte, longer ones an escape and four bytes; every 256th line's start is
/// kept whole, so that a look-up reads at most 256 lengths.
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
  public init(_ text: some Sequence<UInt8>) {
    var start: UInt32 = 0
    var offset: UInt32 = 0
    var line = 0
    var afterCR = false
    func append(_ length: UInt32, to index: inout LineIndex) {
      if line % LineIndex.stride == 0 {
        index.checkpoints.append(
          Checkpoint(offset: start, lengthIndex: UInt32(index.lengths.count)))
      }
      if length < UInt32(LineIndex.escape) {
        index.lengths.append(UInt8(length))
      } else {
        index.lengths.append(LineIndex.escape)
        for shift: UInt32 in [0, 8, 16, 24] {
          index.lengths.append(UInt8(truncatingIfNeeded: length >> shift))
        }
      }
      start += length
      line += 1
    }
    for byte in text {
      if afterCR && byte != 0x0a { append(offset - start, to: &self) }
      afterCR = false
      offset += 1
      if byte == 0x0a {
        append(offset - start, to: &self)
      } else if byte == 0x0d {
        afterCR = true
      }
    }
    append(offset - start, to: &self)
  }

  /// The 1-based line and byte column of an offset; one past the end is clamped to the last line.
  public func position(ofOffset offset: UInt32) -> (line: Int, column: Int) {
    var low = 0
    var high = checkpoints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if checkpoints[middle].offset <= offset { low = middle } else { high = middle }
    }
    var line = low * LineIndex.stride
    var start = checkpoints[low].offset
    var index = Int(checkpoints[low].lengthIndex)
    while index < lengths.count {
      var length = UInt32(lengths[index])
      var next = index + 1
      if lengths[index] == LineIndex.escape {
        length = 0
        for (position, shift) in zip(next..<next + 4, [0, 8, 16, 24] as [UInt32]) {
          length |= UInt32(lengths[position]) << shift
        }
        next += 4
      }
      if offset < start + length || next >= lengths.count { break }
      start += length
      line += 1
      index = next
    }
    return (line + 1, Int(offset - start) + 1)
  }
}
