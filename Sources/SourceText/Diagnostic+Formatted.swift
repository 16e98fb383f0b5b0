extension Diagnostic {
  /// Lays the diagnostic out for a terminal, without colour.
  ///
  /// ```text
  /// NetworkAcls.json:41:27: error: port 70000 is past 65535 [PORT_OUT_OF_RANGE]
  /// 41 |     "PortRange": {"From": 70000, "To": 70000}
  ///    |                           ^~~~~
  ///    = hint: write 65535 for the last port
  /// NetworkAcls.json:12:9: note: the rule is declared here first
  /// ```
  ///
  /// Of a line longer than `width` characters only the part around the caret is shown; control
  /// characters become visible ones, so that a file can't play tricks on a terminal.
  ///
  /// - Parameter width: The most characters of the source line to show.
  /// - Returns: Headline, source line, caret, hint and related places; no last newline.
  public func formatted(width: Int = 120) -> String {
    var lines = [headline]
    let gutter: String
    if let location, let sourceLine {
      gutter = String(repeating: " ", count: String(location.line).utf8.count)
      let layout = SourceLineLayout(
        sourceLine, bytesBefore: location.column - 1 - sourceLineStart, length: length,
        isCutBefore: sourceLineStart > 0, width: width)
      lines.append("\(location.line) | \(layout.text)")
      lines.append("\(gutter) | \(layout.underline)")
    } else {
      gutter = " "
    }
    if let hint { lines.append("\(gutter) = hint: \(hint.withVisibleControls)") }
    for place in related {
      lines.append(
        "\(place.location.description.withVisibleControls): note: \(place.message.withVisibleControls)"
      )
    }
    return lines.joined(separator: "\n")
  }

  /// The first line: place, severity, message and code.
  private var headline: String {
    let place = location.map { "\($0.description): " } ?? ""
    return "\(place)\(severity.rawValue): \(message) [\(code.name)]".withVisibleControls
  }
}

extension SourcePosition: CustomStringConvertible {
  /// Path, line and column as compilers write them, so that editors can jump there.
  public var description: String { "\(path):\(line):\(column)" }
}
