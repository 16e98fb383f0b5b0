import Foundation
import TestSupport
import Testing

/// Docs/semantics.md, the code and the tests speak of the same rules.
@Suite("Documented rules")
struct DocumentationTests {
  /// A row of the page.
  private struct Row {
    let rule: String
    let status: String
  }

  private func rows() throws -> [Row] {
    let page = try PackageFolder.text("Docs/semantics.md")
    return page.split(separator: "\n").compactMap { line in
      let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
      guard cells.count == 3, cells[0].hasPrefix("R-") else { return nil }
      return Row(rule: cells[0], status: cells[2])
    }
  }

  /// The lines of all Swift files under a folder of the package.
  private func lines(under folder: String) throws -> [Substring] {
    let base = PackageFolder.url(folder)
    let files = try FileManager.default.subpathsOfDirectory(atPath: base.path)
    return try files.filter { $0.hasSuffix(".swift") }.flatMap { file in
      try String(contentsOf: base.appending(path: file), encoding: .utf8)
        .split(separator: "\n")
    }
  }

  private func rules(in lines: [Substring]) -> Set<String> {
    Set(lines.flatMap { $0.matches(of: /R-[A-Z0-9]+-[0-9]+/).map { String($0.output) } })
  }

  @Test func `every rule that code and tests cite has one row`() throws {
    let documented = try rows().map { $0.rule }
    #expect(documented.count == Set(documented).count)
    let cited = rules(in: try lines(under: "Sources") + lines(under: "Tests"))
    #expect(cited.subtracting(documented).sorted() == [])
  }

  @Test func `every row that claims a test has one that bears its number`() throws {
    let named = rules(in: try lines(under: "Tests").filter { $0.contains("func `") })
    let rows = try rows()
    let claims: Set = ["tested", "undetermined"]
    #expect(Set(rows.map { $0.status }) == claims.union(["passed over", "later"]))
    let untested = rows.filter { claims.contains($0.status) && !named.contains($0.rule) }
    #expect(untested.map { $0.rule } == [])
  }
}
