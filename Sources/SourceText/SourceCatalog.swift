/// The files that were read: their paths and where their lines begin.
///
/// The text itself is not kept, unless it can't be read again; a ``LineIndex`` of about one byte a line is.
public struct SourceCatalog: Sendable {
  /// One file that was read.
  public struct File: Sendable {
    /// The path as the user would type it.
    public let path: String
    /// Where the lines begin.
    public let lines: LineIndex
    /// The text of standard input, to be quoted from; `nil` for files.
    public let text: [UInt8]?
  }

  /// In the order of adding; a ``SourceLocation`` names one by its index.
  public private(set) var files: [File] = []

  public init() {}

  /// Adds a file and returns its index, for ``SourceLocation/file``.
  public mutating func add(_ source: SourceBuffer) -> UInt32 {
    let isFile = source.path != "-"
    files.append(
      File(path: source.path, lines: source.lines, text: isFile ? nil : source.bytes))
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

  /// As ``position(of:)-(SourceLocation)``; `nil` for what stands in no file.
  public func position(of location: SourceLocation?) -> SourcePosition? {
    location.map { position(of: $0) }
  }
}
