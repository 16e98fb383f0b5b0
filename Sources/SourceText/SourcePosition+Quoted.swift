extension SourcePosition {
  /// Quotes the line at this place, with its number and carets under what is meant.
  ///
  /// ```text
  /// 41 |     "PortRange": {"From": 70000, "To": 70000}
  ///    |                           ^~~~~
  /// ```
  ///
  /// - Parameters:
  ///   - excerpt: The text around this place.
  ///   - length: Bytes to underline.
  ///   - width: The most characters of the line to show.
  /// - Returns: The two lines.
  public func quoted(_ excerpt: SourceExcerpt, length: Int, width: Int = 120) -> [String] {
    quoted(excerpt.text, startingAt: excerpt.start, length: length, width: width)
  }

  /// Quotes a line of which the first `start` bytes are left out.
  func quoted(_ text: String, startingAt start: Int, length: Int, width: Int) -> [String] {
    let gutter = String(repeating: " ", count: String(line).utf8.count)
    let layout = SourceLineLayout(
      text, bytesBefore: column - 1 - start, length: length, isCutBefore: start > 0, width: width)
    return ["\(line) | \(layout.text)", "\(gutter) | \(layout.underline)"]
  }
}
