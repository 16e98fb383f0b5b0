/// Gathers whole lines from bytes that come in pieces, in memory that does not grow with the input.
struct LineBuffer {
  /// A line longer than this is cut: it is nothing that is read line by line.
  static let longestLine = 1 << 16

  /// The beginning of a line whose end has not come yet.
  private var rest: [UInt8] = []

  /// Adds a piece.
  ///
  /// - Returns: The lines that it ends, each with its line feed; `nil` where it ends none.
  mutating func lines(endedBy piece: [UInt8]) -> [UInt8]? {
    guard let lineFeed = piece.lastIndex(of: UInt8(ascii: "\n")) else {
      rest += piece.prefix(max(0, LineBuffer.longestLine + 1 - rest.count))
      return nil
    }
    let lines = rest + piece[...lineFeed]
    rest = Array(piece[(lineFeed + 1)...])
    return lines
  }

  /// The last line, where the input ends without a line feed; `nil` where it does not.
  mutating func takeRest() -> [UInt8]? {
    defer { rest = [] }
    return rest.isEmpty ? nil : rest
  }
}

extension ArraySlice<UInt8> {
  /// The bytes before the first line feed, or all of them.
  var lengthOfLine: Int {
    withUnsafeBufferPointer { $0.firstIndex(of: UInt8(ascii: "\n")) ?? $0.count }
  }
}

extension [UInt8] {
  var lineFeedCount: Int {
    var count = 0
    for byte in self { count &+= byte == UInt8(ascii: "\n") ? 1 : 0 }
    return count
  }
}
