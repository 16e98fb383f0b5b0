import Dataplane
import Rendering
import TestSupport
import Testing

@Suite struct `The catalog of codes` {
  @Test(arguments: DecisionCode.allCases)
  func `says what a code means, and what helps where something is wrong`(code: DecisionCode) {
    let entry = CodeCatalog[code]
    #expect(entry.meaning.hasSuffix("."))
    let isProblem = code.action == .deny || code.action == .undetermined
    #expect((entry.remedy != nil) == isProblem)
    #expect(entry.remedy?.hasSuffix(".") ?? true)
    #expect(isProblem || entry.reachabilityAnalyzerCode == nil)
  }

  @Test func `is what Docs/codes.md shows`() {
    #expect(Golden.difference(page, "../../../Docs/codes.md") == nil)
  }

  /// The page, made from the table.
  private var page: String {
    let rows = DecisionCode.allCases.map { code in
      let entry = CodeCatalog[code]
      let cells = [
        "`\(code.rawValue)`", code.action.rawValue, entry.meaning, entry.remedy ?? "",
        entry.reachabilityAnalyzerCode.map { "`\($0)`" } ?? "",
      ]
      return "| \(cells.joined(separator: " | ")) |\n"
    }
    return """
      # Decision codes

      Every hop of a trace carries one of these codes. They are stable: scripts may rely on them. The last
      column names the explanation code by which AWS Reachability Analyzer calls the same finding, where it
      has one. Ids such as R-NACL-2 name the rule of the packet semantics that is applied.

      This page is made from the entries in `Sources/Rendering/Codes`; a test compares the two, and
      writes the page anew where `VPCTRACE_RECORD` is set.

      | Code | Action | Meaning | What helps | Reachability Analyzer |
      |---|---|---|---|---|
      \(rows.joined())
      """
  }
}
