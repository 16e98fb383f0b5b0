/// Reads a file of flows in batches of whole lines, however long the file is.
package struct FlowReader: ~Copyable {
  /// Lines as they stand in the file, the last one perhaps without its line feed.
  package struct Batch: Sendable {
    let bytes: [UInt8]
    /// 1-based.
    let firstLine: Int
  }

  private let reader: Platform.Reader
  private var rest: [UInt8] = []
  private var nextLine = 1
  private var isAtEnd = false

  /// Bytes that are read at a time.
  private static let chunkSize = 1 << 20

  /// A line longer than this is cut: it is no flow, and memory is to stay constant.
  static let longestLine = 1 << 16

  /// Opens a path; `-` is standard input.
  package init(path: String) throws(SystemError) { reader = try Platform.Reader(path: path) }

  /// The next lines, or `nil` at the end.
  package mutating func next() throws(SystemError) -> Batch? {
    while !isAtEnd {
      let known = rest.count
      isAtEnd = try !reader.read(upTo: FlowReader.chunkSize, appendingTo: &rest)
      if let lineFeed = rest[known...].lastIndex(of: UInt8(ascii: "\n")) {
        return take(lineFeed + 1)
      }
      if rest.count > FlowReader.longestLine {
        rest.removeLast(rest.count - FlowReader.longestLine - 1)
      }
    }
    return rest.isEmpty ? nil : take(rest.count)
  }

  private mutating func take(_ count: Int) -> Batch {
    let batch = Batch(bytes: Array(rest[..<count]), firstLine: nextLine)
    rest.removeFirst(count)
    nextLine += batch.bytes.reduce(0) { $1 == UInt8(ascii: "\n") ? $0 + 1 : $0 }
    return batch
  }
}
