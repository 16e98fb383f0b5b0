import Foundation
import SourceText
import TestSupport
import Testing
import TopologyModel

/// What holds reader, schema and documentation together: all are made from one table of keys.
@Suite("The native format")
struct NativeFormatTests {
  private static let docs = "../../../Docs"

  static func text(of path: String) throws -> String {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let file = here.appendingPathComponent("Golden").appendingPathComponent(path).standardized
    return try String(contentsOf: file, encoding: .utf8)
  }

  static func tree(_ text: String) throws -> JSONTree {
    var sink = DiagnosticSink()
    let source = SourceBuffer(path: "in.json5", bytes: Array(text.utf8))
    return try #require(JSONTree(parsing: source, syntax: .json5, into: &sink))
  }

  @Test func `has the schema that Docs shows`() {
    #expect(Golden.difference(NativeSchema.text, "\(Self.docs)/topology.schema.json") == nil)
  }

  @Test func `has the schema of expectations that Docs shows`() {
    #expect(
      Golden.difference(
        NativeSchema.textOfExpectations, "\(Self.docs)/expectations.schema.json") == nil)
  }

  @Test func `has the keys that Docs shows`() throws {
    var pages = ""
    for name in ["topology.md", "expectations.md"] {
      let page = try Self.text(of: "\(Self.docs)/\(name)")
      #expect(Golden.difference(NativePage.updated(page), "\(Self.docs)/\(name)") == nil)
      pages += page
    }
    for object in NativeObject.allCases {
      #expect(pages.contains("<!-- keys: \(object.rawValue) -->"), "\(object) has no table")
    }
  }

  @Test func `has no key that no object has`() {
    let used = Set(NativeObject.allCases.flatMap { $0.fields.map(\.key) })
    #expect(Set(NativeKey.allCases).subtracting(used) == [])
  }

  @Test func `has an example of every key, which the reader reads without complaint`() throws {
    let text = try Self.text(of: "everything.json5")
    var found = KeyCoverage(try Self.tree(text))
    found.cover()
    let all = Set(
      NativeObject.allCases.filter { $0 != .expectationFile }.flatMap { object in
        object.fields.map { "\(object.rawValue).\($0.key.rawValue)" }
      })
    #expect(all.subtracting(found.keys).sorted() == [])
    _ = try native(text)
  }

  @Test func `loses no key when it reads`() throws {
    let topology = try native(Self.text(of: "everything.json5"))
    #expect(Golden.difference(TopologyListing(topology).text, "everything.txt") == nil)
  }

  /// The schema may let mistakes pass, but it never refuses what the reader accepts.
  @Test(.tags(.property), arguments: 1...20)
  func `has a schema that accepts what the reader accepts`(seed: UInt64) throws {
    let schema = try Self.tree(NativeSchema.text)
    var mutator = TextMutator(try Self.text(of: "everything.json5"), seed: seed)
    for _ in 0..<10 {
      let text = mutator.next()
      guard TopologyReading(native: text).topology != nil else { continue }
      let validator = SchemaValidator(schema: schema, instance: try Self.tree(text))
      #expect(validator.isValid, "seed \(seed): \(mutator.lastChange)")
    }
  }

  @Test(arguments: [
    "{}", "{vpcs: []}", "{vpcs: {v: {}}}", "{vpcs: {v: {cidr: 5}}}",
    "{vpcs: {v: {cidr: '10.0.0.0'}}}",
    "{vpcs: {}, regoin: 'x'}", "{vpcs: {v: {cidr: '10.0.0.0/16', instances: {i: {}}}}}",
    "{vpcs: {v: {cidr: '10.0.0.0/16', networkACLs: {a: {inbound: ['100 allow all to ::/0']}}}}}",
    "{vpcs: {v: {cidr: '10.0.0.0/16', routeTables: {a: {routes: {x: 'local'}}}}}}",
  ])
  func `has a schema that refuses plain mistakes`(text: String) throws {
    let schema = try Self.tree(NativeSchema.text)
    #expect(!SchemaValidator(schema: schema, instance: try Self.tree(text)).isValid)
    #expect(TopologyReading(native: text).topology == nil)
  }
}

extension Tag {
  @Tag static var property: Self
}

/// The keys that a file uses, each with its object.
struct KeyCoverage {
  private let tree: JSONTree
  private(set) var keys: Set<String> = []

  init(_ tree: JSONTree) { self.tree = tree }

  mutating func cover() { cover(tree.root, .object(.topology)) }

  private mutating func cover(_ node: JSONNode, _ shape: NativeShape) {
    switch shape {
    case .either(let shapes):
      for shape in shapes where admits(shape, tree.kind(of: node)) { cover(node, shape) }
    case .object(let object):
      for (key, value) in tree.members(of: node) {
        guard let field = object.fields.first(where: { $0.key.rawValue == tree.string(of: key) })
        else { continue }
        keys.insert("\(object.rawValue).\(field.key.rawValue)")
        cover(value, field.shape)
      }
    case .map(let element), .routes(let element):
      for (_, value) in tree.members(of: node) { cover(value, element) }
    case .list(let element):
      for value in tree.elements(of: node) { cover(value, element) }
    default: break
    }
  }

  private func admits(_ shape: NativeShape, _ kind: JSONKind) -> Bool {
    switch shape {
    case .object, .map, .routes: kind == .object
    case .list: kind == .array
    default: false
    }
  }
}
