/// A document of the Test Anything Protocol, held to the grammar of version 14 (testanything.org), as far
/// as flat results without directives go.
struct TAPDocument {
  private(set) var violations: [String] = []
  private var planned: Int?
  private var count = 0
  private var isInDiagnosis = false

  init(_ text: String) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if lines.popLast() != "" { violations.append("the last line does not end") }
    if lines.first != "TAP version 14" { violations.append("the version is missing") }
    for line in lines.dropFirst() { read(line) }
    if isInDiagnosis { violations.append("a diagnosis does not end") }
    if planned != count { violations.append("\(count) tests, \(planned ?? -1) planned") }
  }

  private mutating func read(_ line: String) {
    if isInDiagnosis {
      readDiagnosis(line)
    } else if line == "  ---" {
      isInDiagnosis = true
      if count == 0 { violations.append("a diagnosis of nothing") }
    } else if let plan = line.wholeMatch(of: /1\.\.([0-9]+)/) {
      if planned != nil || count > 0 { violations.append("a second or late plan") }
      planned = Int(plan.1)
    } else if let test = line.wholeMatch(of: /(?:not )?ok ([0-9]+) - (.*)/) {
      count += 1
      if Int(test.1) != count { violations.append("test \(test.1) is not \(count)") }
      // An escaped backslash escapes nothing behind it.
      let plain = test.2.replacing("\\\\", with: "").replacing("\\#", with: "")
      if plain.contains("#") || plain.contains("\\") { violations.append("a directive: \(line)") }
    } else if !line.hasPrefix("#") {
      violations.append("neither test nor plan: \(line)")
    }
  }

  /// One `key: value` of YAML a line, the value plain digits or in single quotes.
  private mutating func readDiagnosis(_ line: String) {
    if line == "  ..." {
      isInDiagnosis = false
    } else if line.wholeMatch(of: #/\ \ [a-z]+:\ (?:[0-9]+|'(?:[^']|'')*')/#) == nil {
      violations.append("no YAML: \(line)")
    }
  }
}
