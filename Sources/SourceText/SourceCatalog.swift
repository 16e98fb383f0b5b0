/// The files that were read: their paths and where their lines begin.
///
/// The text itself is not kept; a ``LineIndex`` of about one byte a line is.
public struct SourceCatalog: Sendable {
  /// One file that was read.
  public struct File: Sendable {
    /// The path as the user would type it.
    public let path: String
    public let lines: LineIndex
  }

  public private(set) var files: [File] = []

  public init() {}

  /// Adds a file and returns its index, for ``SourceLocation/file``.
  public mutating func add(path: String, lines: LineIndex) -> UInt32 {
    files.append(File(path: path, lines: lines))
    return UInt32(files.count - 1)
  }

  /// The line and column of a location of this catalog.
  ///
  /// - Complexity: O(log *n*) in the lines of the file.
  public func position(of location: SourceLocation) -> SourcePosition {
    let file = files[Int(location.file)]
    let (line, column) = file.lines.position(ofOffset: location.offset)
    return SourcePosition(path: file.path, line: line, column: column)
  }
}
