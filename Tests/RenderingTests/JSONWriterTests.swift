import Foundation
import Rendering
import Testing

@Suite struct `The JSON writer` {
  @Test(arguments: [
    "", "plain", "quote \" and \\ backslash", "tab\tline\nreturn\r", "bell\u{7} unit\u{1f}",
    "caf\u{e9} \u{1f680} \u{2028}",
  ])
  func `writes strings that a reader gets back`(text: String) throws {
    var writer = JSONWriter(.compact)
    writer.beginArray()
    writer.string(text)
    writer.endArray()
    let read = try JSONSerialization.jsonObject(with: Data(writer.bytes)) as? [String]
    #expect(read == [text])
  }

  @Test(arguments: [0, 7, -1, 10, 65535, Int.max, Int.min])
  func `writes whole numbers`(number: Int) {
    var writer = JSONWriter(.compact)
    writer.number(number)
    #expect(String(decoding: writer.bytes, as: UTF8.self) == "\(number)")
  }

  @Test func `puts commas between members, and leaves absent ones out`() {
    #expect(
      written(.compact) == #"{"a":1,"list":[true,{}],"empty":[],"inner":{"c":"d"}}"# + "\n")
  }

  @Test func `indents by two spaces`() {
    #expect(
      written(.indented) == """
        {
          "a": 1,
          "list": [
            true,
            {}
          ],
          "empty": [],
          "inner": {
            "c": "d"
          }
        }

        """)
  }

  private func written(_ form: JSONWriter.Form) -> String {
    var writer = JSONWriter(form)
    writer.beginObject()
    writer.member("a", 1)
    writer.member("b", nil as String?)
    writer.array("list", [true, false]) { writer, isTrue in
      guard !isTrue else { return writer.bool(true) }
      writer.beginObject()
      writer.endObject()
    }
    writer.array("empty", [] as [Int]) { $0.number($1) }
    writer.object("inner") { $0.member("c", "d") }
    writer.endObject()
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
