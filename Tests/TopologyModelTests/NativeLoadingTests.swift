import Foundation
import SourceText
import Testing
import VPCTraceKit

@Suite("Loading native files")
struct NativeLoadingTests {
  /// Writes a file, loads it and removes it.
  private func load(
    _ text: String, named name: String, format: InputFormat? = nil
  ) throws -> LoadedTopology {
    let folder = FileManager.default.temporaryDirectory.path + "/vpctrace-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    return try Topology.load(path: "\(folder)/\(name)", format: format)
  }

  @Test(arguments: [
    ("{vpcs: {v: {cidr: '10.0.0.0/16'}}}", "a.json5"),
    ("{vpcs: {v: {cidr: '10.0.0.0/16'}}}", "a.json"),
    ("// A sketch\n{\"vpcs\": {\"v\": {\"cidr\": \"10.0.0.0/16\"}}}", "a.txt"),
    ("{\"vpcs\": {\"v\": {\"cidr\": \"10.0.0.0/16\"}}}", "a"),
  ])
  func `a native file is known by its content`(text: String, name: String) throws {
    #expect(try load(text, named: name).topology.vpcs.ids == ["v"])
  }

  @Test(arguments: [
    ("{vpc: {}}", "a.json5", ["UNKNOWN_KEY", "FIELD_MISSING"]),
    ("{vpcs: {v: {cidr: '10.0.0.0/16' region: 'x'}}}", "a.json", ["JSON_MISSING_COMMA"]),
    ("{\"Vpcs\": [],}", "a.json", ["JSON_NOT_PLAIN"]),
    ("{\"Vpcs\": [}", "a.json", ["JSON_UNEXPECTED"]),
  ])
  func `what is wrong is told by the format that was meant`(
    text: String, name: String, codes: [String]
  ) throws {
    let errors = #expect(throws: InputErrors.self) { try load(text, named: name) }
    #expect(errors?.diagnostics.map(\.code.name) == codes)
  }

  @Test
  func `the format can be forced`() throws {
    let errors = #expect(throws: InputErrors.self) {
      try load("{\"Vpcs\": []}", named: "a.json", format: .native)
    }
    #expect(errors?.diagnostics.map(\.code.name) == ["UNKNOWN_KEY", "FIELD_MISSING"])
  }
}
