/// Reads a file of flows in batches of whole lines, however long the file is.
package struct FlowReader: ~Copyable {
  /// Lines as they stand in the file, the last one perhaps without its line feed.
  package struct Batch: Sendable {
    let bytes: [UInt8]
    /// 1-based.
    let firstLine: Int
  }

  private let reader: Platform.Reader
  private var buffer = LineBuffer()
  private var nextLine = 1
  private var isAtEnd = false

  /// Bytes that are read at a time.
  private static let chunkSize = 1 << 20

  /// Opens a path; `-` is standard input.
  package init(path: String) throws(SystemError) { reader = try Platform.Reader(path: path) }

  /// The next lines, or `nil` at the end.
  package mutating func next() throws(SystemError) -> Batch? {
    while !isAtEnd {
      var piece: [UInt8] = []
      isAtEnd = try !reader.read(upTo: FlowReader.chunkSize, appendingTo: &piece)
      if let lines = buffer.lines(endedBy: piece) { return batch(of: lines) }
    }
    return buffer.takeRest().map { batch(of: $0) }
  }

  private mutating func batch(of lines: [UInt8]) -> Batch {
    defer { nextLine += lines.lineFeedCount }
    return Batch(bytes: lines, firstLine: nextLine)
  }
}
