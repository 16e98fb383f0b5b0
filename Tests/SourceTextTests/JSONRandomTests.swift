import SourceText
import TestSupport
import Testing

@Suite("JSON of random bytes")
struct JSONRandomTests {
  /// Reads by both grammars, and looks at every value of what comes out.
  private func check(_ bytes: [UInt8], _ comment: Comment) {
    let json = Reading(bytes)
    let json5 = Reading(bytes, .json5)
    for reading in [json, json5] {
      #expect(reading.tree != nil || reading.sink.hasErrors, comment)
      for diagnostic in reading.sink.diagnostics {
        #expect(!diagnostic.formatted().isEmpty)
      }
      if let tree = reading.tree {
        #expect(visit(tree.root, of: tree) * 8 == tree.byteCount, comment)
      }
    }
    #expect(json.tree == nil || json5.tree != nil, "JSON that is no JSON5: \(comment)")
  }

  /// Asks every question of a value and what is in it; returns how many entries that was.
  private func visit(_ node: JSONNode, of tree: JSONTree) -> Int {
    let start = Int(tree.location(of: node).offset)
    #expect(start + tree.length(of: node) <= tree.source.bytes.count)
    #expect((tree.string(of: node) != nil) == (tree.kind(of: node) == .string))
    _ = tree.integer(of: node)
    var count = 1
    for (key, value) in tree.members(of: node) {
      count += visit(key, of: tree) + visit(value, of: tree)
    }
    for element in tree.elements(of: node) { count += visit(element, of: tree) }
    return count
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `any bytes give a tree or a diagnostic`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let count = Int.random(in: 0...40, using: &random)
      check((0..<count).map { _ in .random(in: 0...255, using: &random) }, "seed \(seed)")
    }
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `any run of tokens gives a tree or a diagnostic`(seed: UInt64) {
    let tokens = [
      "{", "}", "[", "]", ",", ":", "\"", "'", "\\", "\\u", "d800", "\\udc00", "\"a\"", "a", "1",
      "-", ".",
      "e", "+", "0x", "0", " ", "\n", "//", "/*", "*/", "true", "null", "NaN", "é", "\u{2028}",
      "\u{feff}",
    ]
    var random = SeededGenerator(seed: seed)
    for _ in 0..<60 {
      let count = Int.random(in: 0...12, using: &random)
      let text = (0..<count).map { _ in tokens.randomElement(using: &random) ?? "" }.joined()
      check(Array(text.utf8), "seed \(seed): \(text.debugDescription)")
    }
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `a damaged document gives a tree or a diagnostic`(seed: UInt64) {
    let document = Array(
      #"{"a": [1, -2.5e3, {"b\n\ud834\udd1e": "é€𝄞"}, true, false, null, []], "c": {"d": {}}}"#.utf8
    )
    var random = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      var bytes = document
      for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: place)
        case 1: bytes[place] = .random(in: 0...255, using: &random)
        case 2: bytes.insert(document[place % document.count], at: place)
        default: bytes.removeLast(bytes.count - max(place, 1))
        }
      }
      check(bytes, "seed \(seed): \(String(decoding: bytes, as: UTF8.self))")
    }
  }
}
