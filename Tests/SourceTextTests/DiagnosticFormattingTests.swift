import SourceText
import Testing

@Suite("Diagnostic layout")
struct DiagnosticFormattingTests {
  private func diagnostic(_ text: String, at offset: Int, length: Int = 1) -> Diagnostic {
    var sink = DiagnosticSink()
    let source = SourceBuffer(path: "in.json", bytes: Array(text.utf8))
    sink.report(Diagnostic.Code("BAD"), "it is bad", at: offset, length: length, in: source)
    return sink.diagnostics[0]
  }

  @Test
  func `headline, line, caret, hint and related places`() {
    var catalog = SourceCatalog()
    let source = catalog.add(path: "a/b.json", bytes: Array("{\n  \"Port\": 70000\n}".utf8))
    var sink = DiagnosticSink()
    let first = catalog.position(of: SourceLocation(file: source.file, offset: 4))
    sink.report(
      Diagnostic.Code("PORT_OUT_OF_RANGE"), "port 70000 is past 65535", at: 12, length: 5,
      in: source,
      hint: "write 65535 for the last port",
      related: [Diagnostic.Related(message: "the key stands here", location: first)])
    #expect(
      sink.diagnostics.map { $0.formatted() } == [
        """
        a/b.json:2:11: error: port 70000 is past 65535 [PORT_OUT_OF_RANGE]
        2 |   "Port": 70000
          |           ^~~~~
          = hint: write 65535 for the last port
        a/b.json:2:3: note: the key stands here
        """
      ])
  }

  @Test
  func `without a place there is only the headline and the hint`() {
    let diagnostic = Diagnostic(
      .warning, Diagnostic.Code("NO_FILE"), "there is no such file", hint: "look again")
    #expect(
      diagnostic.formatted() == "warning: there is no such file [NO_FILE]\n  = hint: look again")
  }

  @Test(
    arguments: [
      ("\t\t\"é\": «x»", "1 | \t\t\"é\": x", "  | \t\t     ^"),
      ("é€𝄞 «x»y", "1 | é€𝄞 xy", "  |     ^"),
      ("a\u{1b}[2Jb«x»", "1 | a␛[2Jbx", "  |       ^"),
      ("a\u{202e}«x»", "1 | a\u{fffd}x", "  |   ^"),
      ("«»", "1 | ", "  | ^"),
      ("abc\r\n«x»\r\n", "2 | x", "  | ^"),
    ] as [(String, String, String)])
  func `the caret stands under its character`(marked: String, line: String, caret: String) throws {
    let parts = marked.split(separator: "«", omittingEmptySubsequences: false)
    let text = marked.replacing("«", with: "").replacing("»", with: "")
    let formatted = diagnostic(text, at: parts[0].utf8.count).formatted()
    let lines = formatted.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.count == 3)
    #expect(lines.dropFirst() == [line, caret])
  }

  @Test(arguments: [0, 1, 50, 600, 5000, 9_998, 9_999])
  func `a very long line is shown around the caret`(offset: Int) throws {
    let text = String(repeating: "é123456789", count: 910)
    let bytes = Array(text.utf8)
    var place = offset
    while bytes[place] & 0xc0 == 0x80 { place += 1 }
    let diagnostic = diagnostic(text, at: place, length: 3)
    #expect(try #require(diagnostic.sourceLine).utf8.count <= 1030)
    #expect(diagnostic.location?.column == place + 1)
    let lines = diagnostic.formatted().split(separator: "\n").map(Array.init)
    let caret = try #require(lines[2].firstIndex(of: "^"))
    let expected = String(decoding: bytes[place...], as: UTF8.self).first
    #expect(lines[1][caret] == expected)
    #expect(lines[1].count <= 4 + 122)
    #expect(lines[1].contains("…"))
  }

  @Test
  func `underlines no further than the line`() {
    let lines = diagnostic("ab\ncd", at: 1, length: 100).formatted().split(separator: "\n")
    #expect(lines[2] == "  |  ^")
  }

  @Test
  func `at most so many are shown, errors first`() {
    let remarks = (0..<3).map { Diagnostic(.warning, Diagnostic.Code("W\($0)"), "w") }
    let errors = (0..<3).map { Diagnostic(.error, Diagnostic.Code("E\($0)"), "e") }
    let (shown, hidden) = InputErrors(remarks + errors, omittedCount: 5).limited(to: 4)
    #expect(shown.map(\.code.name) == ["E0", "E1", "E2", "W0"])
    #expect(hidden == 2 + 5)
  }

  @Test
  func `warnings never crowd out errors`() {
    var sink = DiagnosticSink()
    for _ in 0..<2000 { sink.report(Diagnostic(.warning, Diagnostic.Code("W"), "w")) }
    #expect(!sink.hasErrors)
    sink.report(Diagnostic(.error, Diagnostic.Code("E"), "e"))
    var all = DiagnosticSink()
    all.report(contentsOf: sink)
    #expect(all.hasErrors)
    #expect(all.diagnostics.last?.code.name == "E")
    #expect(all.omittedCount == 1000)
    #expect(InputErrors(all).omittedCount == 1000)
  }
}
