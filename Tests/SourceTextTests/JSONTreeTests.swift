import SourceText
import TestSupport
import Testing

@Suite("JSON tree")
struct JSONTreeTests {
  private func tree(_ text: String, _ syntax: JSONSyntax = .json) throws -> JSONTree {
    let reading = Reading(text, syntax)
    #expect(reading.codes.isEmpty)
    return try #require(reading.tree)
  }

  @Test
  func `members are found by key, however the key is written`() throws {
    let tree = try tree(#"{"VpcId": "vpc-1", "\u0053tate": ["available", 1, true, null]}"#)
    let vpc = try #require(tree.member("VpcId", of: tree.root))
    #expect(tree.string(of: vpc) == "vpc-1")
    #expect(tree.location(of: vpc) == SourceLocation(file: 0, offset: 10))
    #expect(tree.length(of: vpc) == 7)
    let state = try #require(tree.member("State", of: tree.root))
    #expect(tree.member(named: "State", of: tree.root) == state)
    #expect(tree.elements(of: state).map { tree.kind(of: $0) } == [.string, .number, .true, .null])
    #expect(tree.member("Missing", of: tree.root) == nil)
    #expect(tree.member("VpcI", of: tree.root) == nil)
    #expect(tree.member("VpcId", of: state) == nil)
  }

  @Test
  func `answers nothing to a question that does not fit the value`() throws {
    let tree = try tree(#"[1, "a", true, {"a": 1}, [1, [2, 3]], null]"#)
    let nodes = Array(tree.elements(of: tree.root))
    #expect(nodes.map { tree.string(of: $0) } == [nil, "a", nil, nil, nil, nil])
    #expect(nodes.map { tree.integer(of: $0) } == [1, nil, nil, nil, nil, nil])
    #expect(nodes.map { tree.boolean(of: $0) } == [nil, nil, true, nil, nil, nil])
    #expect(nodes.map { tree.count(of: $0) } == [0, 0, 0, 1, 2, 0])
    #expect(nodes.map { tree.members(of: $0).map { _ in 1 } } == [[], [], [], [1], [], []])
    #expect(nodes.map { tree.elements(of: $0).map { _ in 1 } } == [[], [], [], [], [1, 1], []])
    #expect(nodes.map { tree.withUTF8(of: $0) { $0.count } } == [nil, 1, nil, nil, nil, nil])
    #expect(nodes.map { tree.textRange(of: $0) } == [1..<2, 5..<6, nil, nil, nil, nil])
  }

  @Test(
    arguments: [
      (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
      (#""\u0041\u00e9\u20AC\ud834\udd1e""#, "Aé€𝄞"), (#""é€𝄞""#, "é€𝄞"), (#""\u0000""#, "\0"),
      (#""\\u0041""#, "\\u0041"), (#""123456\u0037""#, "1234567"), (#""a\ud83d\ude00b""#, "a😀b"),
    ] as [(String, String)])
  func `decodes a string`(text: String, value: String) throws {
    let tree = try tree(text)
    #expect(tree.string(of: tree.root) == value)
    #expect(tree.withUTF8(of: tree.root) { $0.count } == value.utf8.count)
    #expect(tree.textRange(of: tree.root) == (text.contains("\\") ? nil : 1..<text.utf8.count - 1))
    #expect(tree.length(of: tree.root) == text.utf8.count)
  }

  @Test
  func `compares bytes, not looks`() throws {
    let tree = try tree("{\"e\u{301}\": 1}")
    #expect(tree.member(named: "é", of: tree.root) == nil)
    #expect(tree.member(named: "e\u{301}", of: tree.root) != nil)
  }

  @Test
  func `a lone surrogate becomes a replacement character`() throws {
    let tree = try #require(Reading(#""a\ud800b""#).tree)
    let value = try #require(tree.string(of: tree.root))
    #expect(value.hasPrefix("a\u{fffd}") && value.hasSuffix("b"))
  }

  @Test(
    arguments: [
      ("0", 0), ("-0", 0), ("1", 1), ("-17", -17), ("9223372036854775807", Int.max),
      ("-9223372036854775808", Int.min), ("9223372036854775808", nil),
      ("-9223372036854775809", nil),
      ("18446744073709551616", nil), ("1.0", 1), ("1.5", nil), ("1e3", 1000), ("1E+3", 1000),
      ("1500e-2", 15), ("1501e-2", nil), ("1.25e2", 125), ("1.25e1", nil), ("0.001e3", 1),
      ("0e99", 0),
      ("1e18", 1_000_000_000_000_000_000), ("1e19", nil), ("1e99999999999999999999", nil),
      ("1e-99999999999999999999", nil), ("0e99999999999999999999", 0), ("0.0e-5", 0), ("-1e0", -1),
      ("10000000000000000000000e-20", 100), ("65535", 65535), ("0.1", nil), ("100e-3", nil),
    ] as [(String, Int?)])
  func `reads whole numbers exactly`(text: String, value: Int?) throws {
    let tree = try tree(text)
    #expect(tree.integer(of: tree.root) == value)
  }

  @Test
  func `every value knows its line and column`() throws {
    let text =
      "{\r\n  \"a\": [1, -2.5e3],\n\t\"é\": {\"b\": null, \"c\": false},\r\"d\": \"x\\n\"\n}\n"
    let tree = try tree(text)
    var seen: [String] = []
    func visit(_ node: JSONNode) {
      let offset = Int(tree.location(of: node).offset)
      let place = tree.source.position(ofOffset: offset)
      let bytes = tree.source.bytes[offset..<offset + tree.length(of: node)]
      seen.append("\(place.line):\(place.column) \(String(decoding: bytes, as: UTF8.self))")
      for (key, value) in tree.members(of: node) {
        visit(key)
        visit(value)
      }
      for element in tree.elements(of: node) { visit(element) }
    }
    visit(tree.root)
    #expect(
      seen == [
        "1:1 {", "2:3 \"a\"", "2:8 [", "2:9 1", "2:12 -2.5e3", "3:2 \"é\"", "3:8 {", "3:9 \"b\"",
        "3:14 null", "3:20 \"c\"", "3:25 false", "4:1 \"d\"", "4:6 \"x\\n\"",
      ])
  }

  @Test
  func `reports at the place of a value`() throws {
    let marked = MarkedText("{\"VpcId\":\n  «\"vpc-1\", «\"b\": 1}")
    let tree = try #require(Reading(marked.text).tree)
    let members = Array(tree.members(of: tree.root))
    var sink = DiagnosticSink()
    tree.report(
      Diagnostic.Code("BAD"), "bad", at: members[0].value, hint: "mend it",
      related: [("here", members[1].key)], to: &sink)
    let diagnostic = try #require(sink.diagnostics.first)
    #expect(diagnostic.location?.place == marked.places[0])
    #expect(diagnostic.length == 7)
    #expect(diagnostic.sourceLine == "  \"vpc-1\", \"b\": 1}")
    #expect(diagnostic.hint == "mend it")
    #expect(
      diagnostic.related.map { "\($0.message) \($0.location.place)" } == [
        "here \(marked.places[1])"
      ])
  }

  @Test
  func `takes eight bytes a value or key, under half the text of a describe file`() throws {
    let interface = """
              {
                  "AvailabilityZone": "us-east-1a",
                  "Groups": [
                      {
                          "GroupId": "sg-c91f997c7ef1910a5",
                          "GroupName": "db"
                      }
                  ],
                  "Ipv6Addresses": [],
                  "PrivateIpAddress": "10.1.100.20",
                  "SourceDestCheck": true,
                  "Status": "in-use"
              }
      """
    let interfaces = Array(repeating: interface, count: 100).joined(separator: ",\n")
    let tree = try tree("{\n    \"NetworkInterfaces\": [\n\(interfaces)\n    ]\n}\n")
    #expect(tree.byteCount == 8 * (3 + 100 * 18))
    #expect(Double(tree.byteCount) < 0.5 * Double(tree.source.bytes.count))
  }
}
