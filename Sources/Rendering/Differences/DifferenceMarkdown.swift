import Analysis
import SourceText

extension DifferenceReport {
  /// Rows that the table has at most, as a comment on a pull request may not be of any length.
  private static var mostRows: Int { 50 }

  /// The difference as a comment on a pull request: a table of what changed, and what changed without
  /// effect folded away.
  public var markdown: String {
    var page = "### Reachability: \(counts ?? "no change")\n"
    if !entries.isEmpty {
      page += "\n| | From | To | Traffic | Cause |\n|---|---|---|---|---|\n"
      page += entries.prefix(Self.mostRows).map { $0.markdownRow }.joined()
    }
    if entries.count > Self.mostRows {
      page += "\n... and \(entries.count - Self.mostRows) more.\n"
    }
    return page + idleMarkdown
  }

  private var idleMarkdown: String {
    guard !idle.isEmpty else { return "" }
    let noun = idle.count == 1 ? "change" : "changes"
    let items = idle.prefix(Self.mostRows).map { "- \($0.markdown)\n" }.joined()
    let rest = idle.count - Self.mostRows
    return "\n<details><summary>\(idle.count) \(noun) without effect</summary>\n\n\(items)"
      + (rest > 0 ? "- ... and \(rest) more\n" : "") + "\n</details>\n"
  }
}

extension DifferenceReport.Entry {
  fileprivate var markdownRow: String {
    let causes = ((causeNote.map { [$0] } ?? []) + self.causes.map { $0.markdown })
      .joined(separator: "<br>")
    return "| **\(title)** | \(from.line.markdown) | \(destination.markdown) "
      + "| \(traffic.markdown) | \(causes) |\n"
  }
}

extension ChangeDescription {
  fileprivate var markdown: String {
    words.markdown + (position.map { " (`\($0.description.withoutBackticks)`)" } ?? "")
  }
}

extension String {
  /// The text with what Markdown would take for markup, and what would end a table's cell, made plain.
  fileprivate var markdown: String {
    var plain = ""
    for character in self {
      switch character {
      case "|", "*", "_", "`", "[", "]", "\\", "#", "~", "@", "!": plain += "\\\(character)"
      case "<": plain += "&lt;"
      case ">": plain += "&gt;"
      case "&": plain += "&amp;"
      case "\n", "\r", "\r\n": plain += " "
      default: plain.append(character)
      }
    }
    return plain
  }

  fileprivate var withoutBackticks: String {
    String(map { $0 == "`" || $0 == "|" || $0.isNewline ? " " : $0 })
  }
}
