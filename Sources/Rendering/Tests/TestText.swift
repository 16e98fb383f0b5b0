import Dataplane
import Expectations
import SourceText

extension TestReport {
  /// The results for people: one line each, what contradicts the ones that are not met, and a count;
  /// verbose ones show whole traces instead of their one-line form.
  public func text(style: TextStyle, verbose: Bool) -> String {
    var page = TestPage(style: style, verbose: verbose)
    for suite in suites { page.suite(suite) }
    page.canvas.line(summary, failureCount == 0 ? .good : .bad)
    return page.canvas.text
  }

  /// `12 expectations: 11 met, 1 not met`.
  private var summary: String {
    let noun = counted(count, "expectation")
    guard failureCount > 0 else { return count == 0 ? "No expectations." : "\(noun): all met" }
    return "\(noun): \(count - failureCount) met, \(failureCount) not met"
  }
}

/// A report being written as text.
private struct TestPage {
  let style: TextStyle
  let verbose: Bool
  var canvas: TextCanvas

  init(style: TextStyle, verbose: Bool) {
    self.style = style
    self.verbose = verbose
    canvas = TextCanvas(style)
  }

  mutating func suite(_ suite: TestReport.Suite) {
    guard !suite.results.isEmpty else { return }
    canvas.line(suite.source.path, .strong)
    for result in suite.results { self.result(result, of: suite) }
    canvas.blankLine()
  }

  private mutating func result(_ result: ExpectationResult, of suite: TestReport.Suite) {
    canvas.row(
      [.init(result.isMet ? "ok" : "FAIL", result.isMet ? .good : .bad), .init(result.title)],
      widths: [4])
    for limit in result.limits { detail("but", limit.sentence(in: suite.network)) }
    guard !result.isMet else { return }
    detail("at", suite.place(of: result).description)
    if result.expectation.name != nil { detail("says", result.expectation.sentence) }
    for contradiction in verbose ? result.contradictions[...] : result.contradictions.prefix(1) {
      self.contradiction(contradiction, in: suite.network)
    }
    let shown = verbose ? result.contradictions.count : 1
    if result.contradictionCount > shown {
      detail("and", "\(result.contradictionCount - shown) more sets of packets")
    }
  }

  private mutating func contradiction(_ contradiction: Contradiction, in network: Network) {
    let words = ContradictionWords(contradiction, in: network)
    detail("is", words.difference)
    if let packets = words.packets { detail("for", packets) }
    guard verbose else { return detail("by", words.summary) }
    let plain = TextStyle(width: style.width - 6)
    let text = words.trace.text(in: network, detail: .hops, style: plain)
    for line in text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      if line.isEmpty {
        canvas.blankLine()
      } else {
        canvas.line(String(Substring(line)), .plain, indent: 6)
      }
    }
  }

  private mutating func detail(_ label: String, _ words: String) {
    canvas.row([.init(""), .init(label, .faint), .init(words)], widths: [4, 4])
  }
}
