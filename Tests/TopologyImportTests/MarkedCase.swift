import SourceText
import TestSupport
import Testing

/// A text with a mark where each diagnostic must stand, and what they must be.
struct MarkedCase: CustomTestStringConvertible {
  let testDescription: String
  /// Each `«` marks a place.
  let text: String
  /// Severity and code of each diagnostic, in the order of the marks.
  let expected: [String]

  init(_ description: String, _ text: String, _ expected: String...) {
    self.init(description, text, expected)
  }

  init(_ description: String, _ text: String, _ expected: [String]) {
    testDescription = description
    self.text = text
    self.expected = expected
  }

  /// Compares what is wrong with the text with what must be.
  func check(_ read: (String) -> TopologyReading) {
    let marked = MarkedText(text)
    let reading = read(marked.text)
    #expect(marked.places.count == expected.count)
    #expect(
      reading.places == zip(expected, marked.places).map { "\($0) \($1)" },
      "\(reading.diagnostics.map { "\($0.message) | \($0.hint ?? "")" })")
    #expect(
      (reading.topology == nil) == expected.contains { $0.hasPrefix("error") },
      "nothing is half-loaded")
  }
}
