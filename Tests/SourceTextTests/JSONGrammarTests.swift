import SourceText
import Testing

@Suite("RFC 8259 grammar")
struct JSONGrammarTests {
  @Test(arguments: [
    "{}", "[]", "0", "-0", "\"\"", "true", "false", "null", " null ", "\t[\n]\r\n", "[1]", "[1,2]",
    "[ 1 , 2 ]", "[[],[[]]]", "[{}]", "{\"a\":1}", "{\"a\":1,\"b\":2}", "{\"\":0}",
    "{ \"a\" : { \"a\" : [ { } ] } }", "[0.0]", "[-0.0]", "[1.5]",
    "[123456789012345678901234567890]",
    "[1e1]", "[1E1]", "[1e+1]", "[1E-1]", "[0e1]", "[0e+1]", "[1.5e300]", "[1e999]", "[-1]",
    "[-123]",
    "[20e1]", "[\"a\"]", "[\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"]", "[\"\\u0061\"]",
    "[\"\\u00E9\\u00e9\"]",
    "[\"\\uD834\\uDD1E\"]", "[\"\\u0000\"]", "[\"\\u2028\\u2029\"]", "[\"\\\\u0000\"]", "[\"é€𝄞\"]",
    "[\"\u{7f}\"]", "[\"\u{2028}\u{2029}\"]", "[\"\u{feff}\"]", "[\"// no comment /* */\"]",
    "[\"\u{ffff}\u{10ffff}\"]", "[true,false,null]", "\u{feff}[1]", "\u{feff} {} ", "[\"a\",\"b\"]",
    "\"no container\"", "42", "-1.5e-3", "[\"'\"]", "[\"\\\\\"]", "[\"\\\\\\\"\"]", "[1\n,2\n]",
  ])
  func `accepts`(_ text: String) {
    let reading = Reading(text)
    #expect(reading.tree != nil)
    #expect(reading.codes.isEmpty)
  }

  struct Refusal: CustomTestStringConvertible {
    let text: String
    let code: String

    init(_ text: String, _ code: String) {
      self.text = text
      self.code = code
    }

    var testDescription: String { "\(text.debugDescription) \(code)" }
  }

  @Test(arguments: [
    Refusal("", "JSON_EMPTY"),
    Refusal(" \n\t", "JSON_EMPTY"),
    Refusal("\u{feff}", "JSON_EMPTY"),
    Refusal("[", "JSON_TRUNCATED"),
    Refusal("{", "JSON_TRUNCATED"),
    Refusal("[1", "JSON_TRUNCATED"),
    Refusal("[1,", "JSON_TRUNCATED"),
    Refusal("{\"a\"", "JSON_TRUNCATED"),
    Refusal("{\"a\":", "JSON_TRUNCATED"),
    Refusal("{\"a\":1", "JSON_TRUNCATED"),
    Refusal("{\"a\":1,", "JSON_TRUNCATED"),
    Refusal("\"", "JSON_TRUNCATED"),
    Refusal("\"a", "JSON_TRUNCATED"),
    Refusal("\"a\\", "JSON_TRUNCATED"),
    Refusal("\"a\\\"", "JSON_TRUNCATED"),
    Refusal("[] []", "JSON_TRAILING_TEXT"),
    Refusal("[]]", "JSON_TRAILING_TEXT"),
    Refusal("{}x", "JSON_TRAILING_TEXT"),
    Refusal("1 2", "JSON_TRAILING_TEXT"),
    Refusal("[]\0", "JSON_TRAILING_TEXT"),
    Refusal("[1 2]", "JSON_MISSING_COMMA"),
    Refusal("[1 \"a\"]", "JSON_MISSING_COMMA"),
    Refusal("[[][]]", "JSON_MISSING_COMMA"),
    Refusal("{\"a\":1 \"b\":2}", "JSON_MISSING_COMMA"),
    Refusal("[true false]", "JSON_MISSING_COMMA"),
    Refusal("{\"a\" 1}", "JSON_MISSING_COLON"),
    Refusal("{\"a\",1}", "JSON_MISSING_COLON"),
    Refusal("{\"a\"}", "JSON_MISSING_COLON"),
    Refusal("{\"a\"=1}", "JSON_MISSING_COLON"),
    Refusal("[1}", "JSON_MISMATCHED_BRACKET"),
    Refusal("{\"a\":1]", "JSON_MISMATCHED_BRACKET"),
    Refusal("[}", "JSON_UNEXPECTED"),
    Refusal("{]", "JSON_UNEXPECTED"),
    Refusal("]", "JSON_UNEXPECTED"),
    Refusal("[,1]", "JSON_UNEXPECTED"),
    Refusal("[1,,2]", "JSON_UNEXPECTED"),
    Refusal("{,}", "JSON_UNEXPECTED"),
    Refusal("{\"a\":}", "JSON_UNEXPECTED"),
    Refusal("{\"a\"::1}", "JSON_UNEXPECTED"),
    Refusal("{1:2}", "JSON_UNEXPECTED"),
    Refusal("{[]:2}", "JSON_UNEXPECTED"),
    Refusal("[1:2]", "JSON_UNEXPECTED"),
    Refusal("[*]", "JSON_UNEXPECTED"),
    Refusal("[/]", "JSON_UNEXPECTED"),
    Refusal("[\0]", "JSON_UNEXPECTED"),
    Refusal("\0", "JSON_UNEXPECTED"),
    Refusal("[<html>]", "JSON_UNEXPECTED"),
    Refusal("nul", "JSON_UNKNOWN_WORD"),
    Refusal("[nulll]", "JSON_UNKNOWN_WORD"),
    Refusal("[True]", "JSON_UNKNOWN_WORD"),
    Refusal("[FALSE]", "JSON_UNKNOWN_WORD"),
    Refusal("[true1]", "JSON_UNKNOWN_WORD"),
    Refusal("[a]", "JSON_UNKNOWN_WORD"),
    Refusal("vpc-1", "JSON_UNKNOWN_WORD"),
    Refusal("[undefined]", "JSON_UNKNOWN_WORD"),
    Refusal("[é]", "JSON_UNKNOWN_WORD"),
    Refusal("[01]", "JSON_BAD_NUMBER"),
    Refusal("[-01]", "JSON_BAD_NUMBER"),
    Refusal("[00]", "JSON_BAD_NUMBER"),
    Refusal("[-]", "JSON_BAD_NUMBER"),
    Refusal("-", "JSON_BAD_NUMBER"),
    Refusal("[1e]", "JSON_BAD_NUMBER"),
    Refusal("[1e+]", "JSON_BAD_NUMBER"),
    Refusal("[1e1.5]", "JSON_BAD_NUMBER"),
    Refusal("[1.2.3]", "JSON_BAD_NUMBER"),
    Refusal("[1a]", "JSON_BAD_NUMBER"),
    Refusal("[1_000]", "JSON_BAD_NUMBER"),
    Refusal("[--1]", "JSON_BAD_NUMBER"),
    Refusal("[1-2]", "JSON_MISSING_COMMA"),
    Refusal("[+]", "JSON_UNEXPECTED"),
    Refusal("[\"\\a\"]", "JSON_BAD_ESCAPE"),
    Refusal("[\"\\u12\"]", "JSON_BAD_ESCAPE"),
    Refusal("[\"\\u12G4\"]", "JSON_BAD_ESCAPE"),
    Refusal("[\"\\U0041\"]", "JSON_BAD_ESCAPE"),
    Refusal("[\"\\é\"]", "JSON_BAD_ESCAPE"),
    Refusal("[\"a\tb\"]", "JSON_CONTROL_CHARACTER"),
    Refusal("[\"a\nb\"]", "JSON_CONTROL_CHARACTER"),
    Refusal("[\"a\0b\"]", "JSON_CONTROL_CHARACTER"),
    Refusal("[\"\u{1f}\"]", "JSON_CONTROL_CHARACTER"),
    Refusal("{\"a\nb\":1}", "JSON_CONTROL_CHARACTER"),
  ])
  func `refuses`(_ refusal: Refusal) {
    let reading = Reading(refusal.text)
    #expect(reading.tree == nil)
    #expect(reading.codes == [refusal.code])
  }

  @Test(arguments: [
    Refusal("[1,]", "comma"), Refusal("{\"a\":1,}", "comma"), Refusal("// a\n[]", "comment"),
    Refusal("[1 /* a */]", "comment"), Refusal("[] // a", "comment"), Refusal("['a']", "quotes"),
    Refusal("{'a':1}", "quotes"), Refusal("{a:1}", "quotes"), Refusal("{\"a\":1, $b:2}", "quotes"),
    Refusal("[+1]", "plus"), Refusal("[.5]", "point"), Refusal("[-.5]", "point"),
    Refusal("[1.]", "point"),
    Refusal("[1.e1]", "point"), Refusal("[0x1F]", "decimal"), Refusal("[-Infinity]", "decimal"),
    Refusal("[+NaN]", "decimal"), Refusal("{\"a\": 5.}", "point"), Refusal("[NaN]", "decimal"),
    Refusal("[Infinity]", "decimal"), Refusal("[\"\\x41\"]", "\\u"), Refusal("[\"\\'\"]", "\\u"),
    Refusal("[\"\\v\\0\"]", "\\u"), Refusal("[\"a\\\nb\"]", "\\u"), Refusal("[\u{a0}1]", "spaces"),
    Refusal("[\u{b}1]", "spaces"), Refusal("[1\u{2028}]", "spaces"),
    Refusal("[1]\u{feff}", "spaces"),
  ])
  func `names the JSON5 construct in a file that must be plain JSON`(_ refusal: Refusal) throws {
    let reading = Reading(refusal.text)
    #expect(reading.tree == nil)
    #expect(reading.codes == ["JSON_NOT_PLAIN"])
    let hint = try #require(reading.sink.diagnostics.first?.hint)
    #expect(hint.hasPrefix("this file must be plain JSON: "))
    #expect(
      hint.split(separator: " ").contains { $0.hasPrefix(refusal.code) })
  }

  @Test(
    arguments: [
      [0x80], [0xc0, 0xaf], [0xc1, 0xbf], [0xe0, 0x80, 0xaf], [0xe0, 0x9f, 0xbf],
      [0xed, 0xa0, 0x80],
      [0xf0, 0x8f, 0xbf, 0xbf], [0xf4, 0x90, 0x80, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xfe], [0xff],
      [0xc3], [0xe2, 0x82], [0xf0, 0x9d, 0x84], [0xe2, 0x28, 0xa1],
    ] as [[UInt8]])
  func `refuses bytes that are not UTF-8`(_ bytes: [UInt8]) {
    let quote = UInt8(ascii: "\"")
    for syntax in [JSONSyntax.json, .json5] {
      let inString = Reading([quote] + bytes + [quote], syntax)
      #expect(inString.codes == ["JSON_BAD_UTF8"])
      #expect(inString.sink.diagnostics.first?.location?.column == 2)
      #expect(Reading(bytes, syntax).codes == ["JSON_BAD_UTF8"])
      #expect(
        Reading([quote, UInt8(ascii: "\\")] + bytes + [quote], syntax).codes == ["JSON_BAD_UTF8"])
    }
    #expect(Reading(Array("[] // ".utf8) + bytes, .json5).codes == ["JSON_BAD_UTF8"])
  }
}
