/// A file's text while it is being read: bytes, path, and where the lines begin.
///
/// It goes when the file's resources are built; what stays is the ``LineIndex`` in the
/// ``SourceCatalog``.
public struct SourceBuffer: Sendable {
  /// The path as the user would type it.
  public let path: String
  /// The file's index in its ``SourceCatalog``.
  public let file: UInt32
  public let bytes: [UInt8]
  /// Where the lines begin.
  public let lines: LineIndex

  /// Indexes the lines of a text that belongs to no catalog, or to one that knows it already.
  public init(path: String, file: UInt32 = 0, bytes: [UInt8]) {
    self.init(path: path, file: file, bytes: bytes, lines: LineIndex(bytes))
  }

  /// A single line, whose places are columns alone; it costs no index of its own.
  package init(line: [UInt8]) {
    self.init(path: "", file: 0, bytes: line, lines: .oneLine)
  }

  init(path: String, file: UInt32, bytes: [UInt8], lines: LineIndex) {
    self.path = path
    self.file = file
    self.bytes = bytes
    self.lines = lines
  }

  /// The line and column of an offset.
  ///
  /// - Complexity: O(log *n*) in the lines of the text.
  public func position(ofOffset offset: Int) -> SourcePosition {
    let (line, column) = lines.position(ofOffset: UInt32(clamping: offset))
    return SourcePosition(path: path, line: line, column: column)
  }
}

extension SourceCatalog {
  /// Adds a file and returns its text, ready to be read.
  public mutating func add(path: String, bytes: [UInt8]) -> SourceBuffer {
    let source = SourceBuffer(path: path, file: UInt32(files.count), bytes: bytes)
    _ = add(source)
    return source
  }
}
