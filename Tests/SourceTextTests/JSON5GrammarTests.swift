import SourceText
import Testing

@Suite("JSON5 grammar")
struct JSON5GrammarTests {
  @Test(
    arguments: [
      ("'a'", "a"), ("'a\"b'", "a\"b"), ("\"a'b\"", "a'b"), ("'\\x41\\u0042'", "AB"),
      ("'\\v\\0'", "\u{b}\0"),
      ("'a\\\nb'", "ab"), ("'a\\\r\nb'", "ab"), ("'a\\\rb'", "ab"), ("'a\\\u{2028}b'", "ab"),
      ("'a\\\u{2029}b'", "ab"), ("'\\a\\q\\-'", "aq-"), ("'\\é'", "é"),
      ("'\\\u{2027}'", "\u{2027}"),
      ("'\\''", "'"), ("'\u{2028}'", "\u{2028}"), ("'a\tb\u{1}'", "a\tb\u{1}"),
      ("'\\uD834\\uDD1E'", "𝄞"),
      ("/* a */ 'b' // c", "b"), ("//\r'b'", "b"), ("// a\u{2028}'b'", "b"), ("/***/'b'/**/", "b"),
      ("\u{feff}\u{b}\u{c}\u{a0}\u{2003}\u{3000}'b'\u{2029}", "b"), ("/* é */'b'", "b"),
      ("'\\x5Cn'", "\\n"), ("'\\0'", "\0"),
    ] as [(String, String)])
  func `reads a string`(text: String, value: String) throws {
    let reading = Reading(text, .json5)
    let tree = try #require(reading.tree)
    #expect(tree.string(of: tree.root) == value)
    #expect(reading.codes.isEmpty)
  }

  @Test(
    arguments: [
      ("0x1F", 31), ("0XfF", 255), ("-0x10", -16), ("+1", 1), ("5.", 5), (".0", 0), ("+.0e2", 0),
      ("-0", 0),
      ("1.e2", 100), ("Infinity", nil), ("-Infinity", nil), ("+NaN", nil), ("NaN", nil),
      (".5", nil),
      ("0x7fffffffffffffff", Int.max), ("0x8000000000000000", nil),
      ("-0x8000000000000000", Int.min),
    ] as [(String, Int?)])
  func `reads a number`(text: String, value: Int?) throws {
    let tree = try #require(Reading(text, .json5).tree)
    #expect(tree.kind(of: tree.root) == .number)
    #expect(tree.integer(of: tree.root) == value)
    #expect(tree.length(of: tree.root) == text.utf8.count)
  }

  @Test(
    arguments: [
      ("{a: 1}", "a"), ("{$_1: 1}", "$_1"), ("{'a b': 1}", "a b"), ("{ünï: 1}", "ünï"),
      ("{\\u0061b: 1}", "ab"),
      ("{null: 1}", "null"), ("{Infinity: 1}", "Infinity"), ("{a\u{200c}: 1,}", "a\u{200c}"),
      ("{\"a\":1,}", "a"),
      ("{/**/a/**/:/**/1/**/}", "a"), ("{日本: 1}", "日本"),
    ] as [(String, String)])
  func `reads a key`(text: String, key: String) throws {
    let reading = Reading(text, .json5)
    let tree = try #require(reading.tree)
    #expect(tree.members(of: tree.root).map { tree.string(of: $0.key) } == [key])
    #expect(tree.member(named: key, of: tree.root) != nil)
  }

  @Test(arguments: [
    "", "// a", "/* a", "[1,,]", "[,]", "{,}", "{a}", "{1a: 2}", "{-a: 2}", "[a]", "'a", "'a\nb'",
    "'\\x4'",
    "'\\u004'", "'\\1'", "'\\01'", "01", "-01", "0x", "0xG", ".", "+", "-", "+-1", "1.e", ".e1",
    "- 1", "Inf",
    "nan", "1 2", "/ a", "[1 /]", "{a\\u002d: 1}", "{\\x61: 1}", "{\\u0031a: 1}", "'a\"", "0x1.8",
    "1..2",
    "infinity", "{\u{200c}a: 1}",
  ])
  func `refuses`(_ text: String) throws {
    let reading = Reading(text, .json5)
    #expect(reading.tree == nil)
    let code = try #require(reading.codes.first)
    #expect(reading.codes.count == 1 && code.hasPrefix("JSON_") && code != "JSON_NOT_PLAIN")
  }
}
