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
    if let location, let sourceLine {
      lines += location.quoted(
        sourceLine, startingAt: sourceLineStart, length: length, width: width)
    }
    let lineNumber = sourceLine == nil ? nil : location.map { String($0.line) }
    let gutter = String(repeating: " ", count: lineNumber?.utf8.count ?? 1)
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
