import Dataplane
import Expectations
import SourceText

extension TestReport {
  /// The results in the Test Anything Protocol, version 14 (testanything.org).
  ///
  /// What is not met carries a block of YAML, and what was left out of account a comment.
  public var tap: String {
    var text = "TAP version 14\n1..\(count)\n"
    var number = 0
    for suite in suites {
      text += "# \(suite.source.path.onOneLine)\n"
      for result in suite.results {
        number += 1
        text += "\(result.isMet ? "ok" : "not ok") \(number) - \(result.title.asTAPDescription)\n"
        text += result.isMet ? "" : diagnosis(of: result, in: suite)
        for limit in result.limits {
          text += "# but \(limit.sentence(in: suite.network).onOneLine)\n"
        }
      }
    }
    return text
  }

  private func diagnosis(of result: ExpectationResult, in suite: Suite) -> String {
    var lines = [
      "---", "expectation: \(result.expectation.sentence.asYAML)",
      "at: \(suite.place(of: result).description.asYAML)",
      "contradictions: \(result.contradictionCount)",
    ]
    if let first = result.contradictions.first {
      let words = ContradictionWords(first, in: suite.network)
      lines.append("message: \(words.difference.asYAML)")
      if let packets = words.packets { lines.append("packets: \(packets.asYAML)") }
      lines.append("trace: \(words.summary.asYAML)")
    }
    return (lines + ["..."]).map { "  \($0)\n" }.joined()
  }
}

extension String {
  /// Without line breaks and other controls.
  fileprivate var onOneLine: String {
    String(String.UnicodeScalarView(unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }

  /// With `#`, which would begin a directive, and `\` escaped.
  fileprivate var asTAPDescription: String {
    var escaped = ""
    for scalar in onOneLine.unicodeScalars {
      if scalar == "#" || scalar == "\\" { escaped += "\\" }
      escaped.unicodeScalars.append(scalar)
    }
    return escaped
  }

  /// As a single-quoted YAML scalar.
  fileprivate var asYAML: String {
    var quoted = "'"
    for scalar in onOneLine.unicodeScalars {
      quoted.unicodeScalars.append(scalar)
      if scalar == "'" { quoted += "'" }
    }
    return quoted + "'"
  }
}
