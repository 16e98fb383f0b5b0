import SourceText
import TestSupport
import Testing
import TopologyImport
import TopologyModel
import VPCTraceKit

@Suite("Importing, whatever the order and whatever the bytes")
struct ImportPropertyTests {
  private static let designs = ["dual-stack", "hybrid"]

  @Test(arguments: designs)
  func `fixtures are read without a word`(design: String) throws {
    let loaded = try Topology.load(path: Fixture.path(design))
    #expect(loaded.warnings.map(\.message) == [])
    #expect(loaded.topology.networkInterfaces.missing.map(\.index) == [])
  }

  @Test(arguments: designs, 1...10)
  func `the order of files, keys and elements never matters`(design: String, seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let files = try Fixture.files(design)
    let straight = try #require(TopologyReading(answers: files).topology)
    let shuffled = files.shuffled(using: &random).map { file in
      (path: file.path, text: Shuffling.shuffle(file.text, using: &random))
    }
    let other = try #require(TopologyReading(answers: shuffled).topology)
    #expect(sortedLetters(TopologyDump(straight).text) == sortedLetters(TopologyDump(other).text))
  }

  /// The elements of lists stand in the order of the file, which was shuffled.
  private func sortedLetters(_ dump: String) -> [String] {
    dump.split(separator: "\n").map { line in
      line.split { " ,[];\"".contains($0) }.sorted().joined(separator: " ")
    }
  }

  @Test(arguments: designs)
  func `one merged file says the same as many`(design: String) throws {
    let files = try Fixture.files(design)
    let members = files.filter {
      !$0.text.contains("\"Entries\": [\n        {\n            \"Cidr\"")
    }
    .map { $0.text.dropFirst(1).dropLast($0.text.hasSuffix("\n") ? 2 : 1) }
    let rest = files.filter { $0.path.contains("entries") }
    let merged = TopologyReading(
      answers: rest + [("all.json", "{" + members.joined(separator: ",") + "}")])
    #expect(merged.places == [])
    let straight = try #require(TopologyReading(answers: files).topology)
    #expect(
      TopologyDump(try #require(merged.topology)).text == TopologyDump(straight).text)
  }

  @Test(arguments: 1...200)
  func `any change of bytes gives a topology or diagnostics, never a trap`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let files = try Fixture.files(Self.designs[seed % 2])
    let victim = Int.random(in: files.indices, using: &random)
    var importer = AWSDescribeImporter()
    for (index, file) in files.enumerated() {
      var bytes = Array(file.text.utf8)
      if index == victim { Mutation.mutate(&bytes, using: &random) }
      _ = importer.read(bytes, path: file.path)
    }
    do {
      let (_, warnings) = try importer.finish()
      #expect(warnings.allSatisfy { $0.severity != .error })
    } catch {
      #expect(error.diagnostics.contains { $0.severity == .error })
    }
  }
}

/// Folders of answers beside this file.
enum Fixture {
  static func path(_ design: String, _ here: StaticString = #filePath) -> String {
    let file = "\(here)"
    return file[..<(file.lastIndex(of: "/") ?? file.startIndex)] + "/Fixtures/" + design
  }

  static func files(_ design: String) throws -> [(path: String, text: String)] {
    try Platform.entries(ofDirectory: path(design)).map { name in
      let bytes = try Platform.readFile(path(design) + "/" + name)
      return (name, String(decoding: bytes, as: UTF8.self))
    }
  }
}

/// Changes of a text that need not leave it JSON.
private enum Mutation {
  private static let values = ["null", "-1", "1e9", "\"x\"", "{}", "[]", "true", "\"10.0.0.0/33\""]

  static func mutate(_ bytes: inout [UInt8], using random: inout SeededGenerator) {
    switch Int.random(in: 0..<3, using: &random) {
    case 0: bytes.removeLast(Int.random(in: 1...bytes.count, using: &random))
    case 1:
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        bytes[Int.random(in: bytes.indices, using: &random)] = .random(in: 0...255, using: &random)
      }
    default: replaceValue(in: &bytes, using: &random)
    }
  }

  /// Puts a value of another type in place of one that follows a colon.
  private static func replaceValue(in bytes: inout [UInt8], using random: inout SeededGenerator) {
    let colons = bytes.indices.dropLast().filter {
      bytes[$0] == UInt8(ascii: ":") && bytes[$0 + 1] == UInt8(ascii: " ")
    }
    guard let colon = colons.randomElement(using: &random),
      let value = values.randomElement(using: &random)
    else { return }
    let end = bytes[colon...].firstIndex { $0 == UInt8(ascii: ",") || $0 == 0x0a } ?? bytes.count
    bytes.replaceSubrange((colon + 1)..<end, with: value.utf8)
  }
}

/// Writes a JSON text anew, members and elements in another order.
private enum Shuffling {
  static func shuffle(_ text: String, using random: inout SeededGenerator) -> String {
    var problems = DiagnosticSink()
    let source = SourceBuffer(path: "in.json", bytes: Array(text.utf8))
    guard let tree = JSONTree(parsing: source, into: &problems) else { return text }
    return write(tree.root, of: tree, using: &random)
  }

  private static func write(
    _ node: JSONNode, of tree: JSONTree, using random: inout SeededGenerator
  ) -> String {
    switch tree.kind(of: node) {
    case .object:
      let members = tree.members(of: node).shuffled(using: &random).map { key, value in
        "\(raw(key, tree)): \(write(value, of: tree, using: &random))"
      }
      return "{" + members.joined(separator: ", ") + "}"
    case .array:
      let elements = tree.elements(of: node).shuffled(using: &random).map {
        write($0, of: tree, using: &random)
      }
      return "[" + elements.joined(separator: ", ") + "]"
    default: return raw(node, tree)
    }
  }

  private static func raw(_ node: JSONNode, _ tree: JSONTree) -> String {
    let start = Int(tree.location(of: node).offset)
    return String(
      decoding: tree.source.bytes[start..<start + tree.length(of: node)], as: UTF8.self)
  }
}
