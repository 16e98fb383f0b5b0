import Dataplane
import Expectations
import SourceText

extension TestReport {
  /// The results as the JUnit XML that CI systems read: a suite a file, a case an expectation.
  ///
  /// Verbose ones give whole traces of what is not met instead of their one-line form.
  public func junit(verbose: Bool) -> String {
    var xml = XMLText()
    xml.open(
      "testsuites",
      [
        ("name", "vpctrace test"), ("tests", "\(count)"), ("failures", "\(failureCount)"),
        ("errors", "0"), ("time", suites.reduce(0) { $0 + $1.seconds }.inSeconds),
      ])
    for suite in suites { xml.suite(suite, verbose: verbose) }
    xml.close("testsuites")
    return xml.text
  }
}

extension XMLText {
  fileprivate mutating func suite(_ suite: TestReport.Suite, verbose: Bool) {
    open(
      "testsuite",
      [
        ("name", suite.source.path), ("file", suite.source.path),
        ("tests", "\(suite.results.count)"),
        ("failures", "\(suite.failureCount)"), ("errors", "0"), ("skipped", "0"),
        ("time", suite.seconds.inSeconds),
      ])
    for result in suite.results { testCase(result, of: suite, verbose: verbose) }
    close("testsuite")
  }

  private mutating func testCase(
    _ result: ExpectationResult, of suite: TestReport.Suite, verbose: Bool
  ) {
    let limits = result.limits.map { "but \($0.sentence(in: suite.network))\n" }.joined()
    open("testcase", [("name", result.title), ("classname", suite.source.path)])
    if !result.isMet { failure(result, of: suite, verbose: verbose) }
    if !limits.isEmpty { element("system-out", [], limits) }
    close("testcase")
  }

  private mutating func failure(
    _ result: ExpectationResult, of suite: TestReport.Suite, verbose: Bool
  ) {
    guard let first = result.contradictions.first else { return }
    let words = ContradictionWords(first, in: suite.network)
    let trace =
      verbose
      ? words.trace.text(in: suite.network, detail: .hops, style: TextStyle())
      : words.summary + "\n"
    let lines = [
      result.expectation.sentence, "at \(suite.place(of: result).description)",
      words.packets.map { "for \($0)" },
      result.contradictionCount > 1
        ? "and \(result.contradictionCount - 1) more sets of packets" : nil,
    ].compactMap { $0 }
    element(
      "failure", [("message", words.difference), ("type", "expectation")],
      lines.joined(separator: "\n") + "\n\(trace)")
  }
}

/// XML 1.0 being written, two spaces a level.
struct XMLText {
  private(set) var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
  private var depth = 0

  mutating func open(_ name: String, _ attributes: [(name: String, value: String)]) {
    begin(name, attributes)
    text += ">\n"
    depth += 1
  }

  mutating func close(_ name: String) {
    depth -= 1
    text += "\(indent)</\(name)>\n"
  }

  /// Writes an element that holds nothing but text.
  mutating func element(
    _ name: String, _ attributes: [(name: String, value: String)], _ content: String
  ) {
    begin(name, attributes)
    text += ">"
    append(content, keepsLines: true)
    text += "</\(name)>\n"
  }

  private var indent: String { String(repeating: " ", count: 2 * depth) }

  private mutating func begin(_ name: String, _ attributes: [(name: String, value: String)]) {
    text += "\(indent)<\(name)"
    for attribute in attributes {
      text += " \(attribute.name)=\""
      append(attribute.value, keepsLines: false)
      text += "\""
    }
  }

  /// Appends text, escaped; characters that XML can't hold become U+FFFD.
  private mutating func append(_ content: String, keepsLines: Bool) {
    for scalar in content.unicodeScalars {
      switch scalar {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      case "\"": text += "&quot;"
      case "\n" where keepsLines: text += "\n"
      case "\n": text += "&#10;"
      case "\t": text += "&#9;"
      case _ where scalar.value < 0x20 || scalar.value == 0xfffe || scalar.value == 0xffff:
        text += "\u{fffd}"
      default: text.unicodeScalars.append(scalar)
      }
    }
  }
}

extension Double {
  /// Thousandths of a second: `1.234`.
  fileprivate var inSeconds: String {
    let thousandths = Int(self * 1000)
    let digits = String(thousandths % 1000)
    return "\(thousandths / 1000)." + String(repeating: "0", count: 3 - digits.utf8.count) + digits
  }
}
