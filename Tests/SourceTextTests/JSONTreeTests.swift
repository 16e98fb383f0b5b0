import SourceText
import Testing

@Suite("JSON tree")
struct JSONTreeTests {
  private func tree(_ text: String, _ syntax: JSONSyntax = .json) throws -> JSONTree {
    var diagnostics = DiagnosticSink()
    let source = SourceBuffer(path: "a.json", bytes: Array(text.utf8))
    let tree = JSONTree(parsing: source, syntax: syntax, into: &diagnostics)
    #expect(diagnostics.diagnostics.isEmpty)
    return try #require(tree)
  }

  @Test
  func `members are found by key, however the key is written`() throws {
    let tree = try tree(#"{"VpcId": "vpc-1", "\u0053tate": ["available", 1, true, null]}"#)
    let vpc = try #require(tree.member("VpcId", of: tree.root))
    #expect(tree.string(of: vpc) == "vpc-1")
    #expect(tree.location(of: vpc) == SourceLocation(file: 0, offset: 10))
    #expect(tree.length(of: vpc) == 7)
    let state = try #require(tree.member(named: "State", of: tree.root))
    #expect(tree.elements(of: state).map(tree.kind(of:)) == [.string, .number, .true, .null])
    #expect(tree.member("Missing", of: tree.root) == nil)
  }
}
