import Analysis
import Dataplane
import TestSupport
import Testing

/// A design that a rule finds something in, or one that comes close and is sound.
struct CheckCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  let rule: CheckRule
  /// The messages of the rule's findings; none where the design is sound.
  let messages: [String]
  let draw: @Sendable (inout Sketch) -> Void

  static func fires(
    _ rule: CheckRule, _ messages: String..., draw: @escaping @Sendable (inout Sketch) -> Void
  ) -> CheckCase {
    CheckCase(
      testDescription: "\(rule.rawValue): \(messages.joined(separator: "; "))", rule: rule,
      messages: messages, draw: draw)
  }

  static func passes(
    _ rule: CheckRule, _ description: String, draw: @escaping @Sendable (inout Sketch) -> Void
  ) -> CheckCase {
    CheckCase(
      testDescription: "not \(rule.rawValue): \(description)", rule: rule, messages: [], draw: draw)
  }

  /// Draws the design and compares what its rule finds.
  func verify(_ location: Testing.SourceLocation = #_sourceLocation) {
    var sketch = Sketch()
    draw(&sketch)
    let found = sketch.network.findings(of: [rule])
    #expect(found.map(\.message) == messages, sourceLocation: location)
    #expect(found.allSatisfy { $0.rule == rule && !$0.subjects.isEmpty }, sourceLocation: location)
  }
}
