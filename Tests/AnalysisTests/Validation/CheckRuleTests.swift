import Analysis
import Rendering
import TestSupport
import Testing

@Suite("The catalog of checks")
struct CheckRuleTests {
  @Test(arguments: CheckRule.allCases)
  func `says what a rule looks for, why, and what helps`(rule: CheckRule) {
    let description = rule.description
    let isUpperSnake = rule.rawValue.utf8.allSatisfy { byte in
      (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) || byte == UInt8(ascii: "_")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }
    #expect(isUpperSnake)
    #expect(!description.title.hasSuffix("."))
    #expect(description.why.hasSuffix("."))
    #expect(description.fix.hasSuffix("."))
    #expect(description.semantics.isEmpty == (description.family == .acceptances))
    #expect(description.semantics.allSatisfy { $0.hasPrefix("R-") })
  }

  @Test func `is what Docs/checks.md shows`() {
    #expect(Golden.difference(CheckRule.page, "../../../../Docs/checks.md") == nil)
  }
}
