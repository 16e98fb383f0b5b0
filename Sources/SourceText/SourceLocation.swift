/// A place in one of the files that were read: four bytes a file, four an offset.
///
/// Line and column are made on demand (``SourceCatalog/position(of:)``), so that a hundred thousand
/// resources can carry their places cheaply.
public struct SourceLocation: Hashable, Sendable {
  /// The file's index in its ``SourceCatalog``.
  public let file: UInt32
  /// Bytes from the start of the file, 0-based.
  public let offset: UInt32

  @inlinable
  public init(file: UInt32, offset: UInt32) {
    self.file = file
    self.offset = offset
  }
}

/// A place as people write it: `prod/NetworkAcls.json:41:9`.
public struct SourcePosition: Hashable, Sendable {
  /// The path as the user would type it.
  public let path: String
  /// 1-based.
  public let line: Int
  /// 1-based, in UTF-8 bytes.
  public let column: Int

  public init(path: String, line: Int, column: Int) {
    self.path = path
    self.line = line
    self.column = column
  }
}
