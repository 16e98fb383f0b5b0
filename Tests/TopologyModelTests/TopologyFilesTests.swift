import Analysis
import Dataplane
import Foundation
import TestSupport
import Testing
import TopologyModel

/// The worked designs in Topologies/ are examples of the format.
@Suite("Worked designs as files")
struct TopologyFilesTests {
  static let files = {
    let root = PackageFolder.url("Topologies").path
    let names = (try? FileManager.default.subpathsOfDirectory(atPath: root)) ?? []
    let others = [".expectations.json5", ".scenario.json5"]
    return names.filter { name in
      name.hasSuffix(".json5") && !others.contains { name.hasSuffix($0) }
    }.sorted().map { "Topologies/\($0)" }
  }()

  @Test(arguments: files)
  func `keeps to the schema and survives being written`(file: String) throws {
    let schema = try NativeFormatTests.tree(NativeSchema.text)
    let url = PackageFolder.url(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let validator = SchemaValidator(
      schema: schema, instance: try NativeFormatTests.tree(text))
    #expect(validator.isValid)
    let topology = try native(text)
    let copy = try native(NativeWriter.text(of: topology))
    #expect(NativeWriter.text(of: copy) == NativeWriter.text(of: topology))
    #expect(rules(of: copy) == rules(of: topology))
  }

  /// The rules that find something in a design; which of two things is at fault depends on their order.
  private func rules(of topology: Topology) -> [String] {
    Network(topology).findings().map(\.rule.rawValue).sorted()
  }
}
