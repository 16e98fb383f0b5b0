public import Rendering
import SourceText

extension CheckReport {
  /// Reads the files that findings stand in once more, to quote their lines.
  ///
  /// Findings in files that are gone keep their places without the text.
  public mutating func quoteSources() {
    for path in paths where path != "-" {
      guard let bytes = try? Platform.readFile(path) else { continue }
      quote(SourceBuffer(path: path, bytes: bytes))
    }
  }
}
