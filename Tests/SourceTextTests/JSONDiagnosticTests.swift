import SourceText
import TestSupport
import Testing

@Suite("JSON diagnostics")
struct JSONDiagnosticTests {
  struct Case: CustomTestStringConvertible {
    let code: String
    let text: String
    var syntax = JSONSyntax.json
    var length: Int?

    var testDescription: String { text.debugDescription }
  }

  @Test(
    arguments: [
      Case(code: "JSON_EMPTY", text: "«"),
      Case(code: "JSON_TRAILING_TEXT", text: "{}\n«[]"),
      Case(code: "JSON_MISSING_COLON", text: "{\n  \"é\" «1\n}"),
      Case(code: "JSON_UNEXPECTED", text: "[1,\n\t«,2]"),
      Case(code: "JSON_UNKNOWN_WORD", text: "[\n«True]", length: 4),
      Case(code: "JSON_BAD_NUMBER", text: "[1, «007]", length: 3),
      Case(code: "JSON_NOT_PLAIN", text: "[«-0x1F]", length: 5),
      Case(code: "JSON_BAD_ESCAPE", text: "[\"ab«\\q\"]", length: 2),
      Case(code: "JSON_NOT_PLAIN", text: "[1«, ]"),
      Case(code: "JSON_NOT_PLAIN", text: "[1, «// a\n2]"),
      Case(code: "JSON_NOT_PLAIN", text: "{«abc: 2}", length: 3),
      Case(code: "JSON_UNKNOWN_WORD", text: "\u{feff}«x"),
    ])
  func `stands at the place of the fault`(_ example: Case) throws {
    let marked = MarkedText(example.text)
    let reading = Reading(marked.text, example.syntax)
    #expect(reading.codes == [example.code])
    let diagnostic = try #require(reading.sink.diagnostics.first)
    // A byte order mark is no column.
    let visible = MarkedText(example.text.replacing("\u{feff}", with: ""))
    #expect(diagnostic.location?.place == visible.places.first)
    #expect(example.length == nil || diagnostic.length == example.length)
  }

  @Test(arguments: [
    Case(code: "JSON_TRUNCATED", text: "«{\"a\": «[1, 2«\n\n"),
    Case(code: "JSON_TRUNCATED", text: "«[«\"abc«"),
    Case(code: "JSON_MISMATCHED_BRACKET", text: "[1, «{\"a\": 1 «]"),
    Case(code: "JSON_MISSING_COMMA", text: "«[1\n  «2]"),
    Case(code: "JSON_CONTROL_CHARACTER", text: "[«\"ab«\n\"]"),
    Case(code: "JSON_TRUNCATED", text: "[] «/* a«", syntax: .json5),
  ])
  func `shows what was open, and where`(_ example: Case) throws {
    let marked = MarkedText(example.text)
    let reading = Reading(marked.text, example.syntax)
    #expect(reading.codes == [example.code])
    let diagnostic = try #require(reading.sink.diagnostics.first)
    let shown = [diagnostic.location].compactMap(\.self) + diagnostic.related.map(\.location)
    #expect(Set(shown.map(\.place)) == Set(marked.places))
  }

  @Test(
    arguments: [
      (#"{«"a": 1, "b": 2, «"a": 3}"#, JSONSyntax.json),
      (#"{«"a": 1, «"\u0061": 3}"#, .json),
      (#"{«"\u0061": 1, «"\u0061": 3}"#, .json),
      (#"{"x": [{"a": 1}, {«"": 1, "a": {"": 1}, «"": 3}]}"#, .json),
      (#"{«"\ud834\udd1e": 1, «"𝄞": 3}"#, .json),
      (#"{«a: 1, «'a': 3}"#, .json5),
      (#"{«"longer than eight": 1, «"longer than \u0065ight": 3}"#, .json),
    ] as [(String, JSONSyntax)])
  func `finds a key that stands twice`(text: String, syntax: JSONSyntax) throws {
    let marked = MarkedText(text)
    let reading = Reading(marked.text, syntax)
    #expect(reading.tree != nil)
    #expect(reading.codes == ["DUPLICATE_KEY"])
    let diagnostic = try #require(reading.sink.diagnostics.first)
    #expect(diagnostic.severity == .error)
    #expect(diagnostic.location?.place == marked.places.last)
    #expect(diagnostic.related.map(\.location.place) == [marked.places[0]])
  }

  @Test
  func `finds every duplicate key of a big object, and no more`() {
    let keys = (0..<20_000).map { "\"key\($0 % 19_990)\":\($0)" }
    let reading = Reading("{\(keys.joined(separator: ","))}")
    #expect(reading.codes == Array(repeating: "DUPLICATE_KEY", count: 10))
    let objects = Array(repeating: #"{"a":1,"b":{"a":2,"b":3},"ab":4}"#, count: 1000)
    #expect(Reading("[\(objects.joined(separator: ","))]").codes.isEmpty)
  }

  @Test(
    arguments: [
      (#"["«\ud800"]"#, 1), (#"["«\udc00"]"#, 1), (#"["«\uD800\u0041"]"#, 1),
      (#"["«\uDC00\uD800"]"#, 2),
      (#"["«\ud800x\udc00"]"#, 2), (#"["«\ud800\ud834\udd1e"]"#, 1), (#"{"«\uDFFF": 1}"#, 1),
    ] as [(String, Int)])
  func `finds every lone surrogate`(text: String, count: Int) {
    let marked = MarkedText(text)
    let reading = Reading(marked.text)
    #expect(reading.tree != nil)
    #expect(reading.codes == Array(repeating: "LONE_SURROGATE", count: count))
    #expect(reading.sink.diagnostics.first?.location?.place == marked.places[0])
    #expect(reading.sink.diagnostics.first?.length == 6)
  }

  @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
  func `allows 512 levels and no more`(open: String, close: String) {
    func nested(_ depth: Int) -> String {
      let inner = open == "[" ? "" : "1"
      return String(repeating: open, count: depth) + inner + String(repeating: close, count: depth)
    }
    #expect(Reading(nested(512)).codes.isEmpty)
    let deep = Reading(nested(513))
    #expect(deep.tree == nil)
    #expect(deep.codes == ["NESTING_TOO_DEEP"])
    #expect(deep.sink.diagnostics.first?.location?.column == 512 * open.utf8.count + 1)
  }

  @Test(arguments: ["[", "{\"a\":", "[["])
  func `a million open brackets are one diagnostic`(_ bracket: String) {
    #expect(Reading(String(repeating: bracket, count: 1_000_000)).codes == ["NESTING_TOO_DEEP"])
  }

  @Test
  func `says which limit a text breaks`() {
    var limits = JSONLimits()
    limits.extent = 5
    #expect(Reading(Array("[1,2,3,4]".utf8), limits: limits).codes.isEmpty)
    #expect(Reading(Array("[1,2,3,4,5]".utf8), limits: limits).codes == ["TEXT_TOO_LARGE"])
    #expect(Reading(Array("[\"abcdef\"]".utf8), limits: limits).codes == ["TEXT_TOO_LARGE"])
    limits.bytes = 3
    #expect(Reading(Array("[1]".utf8), limits: limits).codes.isEmpty)
    #expect(Reading(Array("[12]".utf8), limits: limits).codes == ["TEXT_TOO_LARGE"])
  }

  @Test
  func `a hopeless text keeps a thousand diagnostics and counts the rest`() {
    let reading = Reading(
      "[" + Array(repeating: #""\ud800""#, count: 3000).joined(separator: ",") + "]")
    #expect(reading.sink.diagnostics.count == DiagnosticSink.capacity)
    #expect(reading.sink.errorCount == 3000)
    #expect(reading.sink.omittedCount == 3000 - DiagnosticSink.capacity)
  }
}
