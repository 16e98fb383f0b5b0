import Dataplane
import Foundation
import TestSupport
import Testing
import TopologyImport
import TopologyModel

/// Imports of inputs that lack something: what was undetermined must stay so.
@Suite("Importing a part of a network")
struct PartialImportTests {
  @Test(
    .tags(.property), arguments: NativeWriterTests.folders,
    [
      "vpcs", "subnets", "route-tables", "network-acls", "security-groups", "instances",
      "network-interfaces", "internet-gateways", "nat-gateways", "vpn-gateways", "vpn-connections",
      "vpc-peering-connections", "managed-prefix-lists",
    ])
  func `has the verdicts of the original without one answer`(folder: String, name: String) throws {
    try compare(folder) {
      $0 != "\(name).json"
    } drops: {
      false
    }
  }

  @Test(.tags(.property), arguments: NativeWriterTests.folders, 1...6 as ClosedRange<UInt64>)
  func `has the verdicts of the original without some resources`(
    folder: String, seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    try compare(folder) { _ in
      true
    } drops: {
      Int.random(in: 0..<6, using: &random) == 0
    }
  }

  private func compare(
    _ folder: String, keeps: (String) -> Bool, drops: () -> Bool
  ) throws {
    let original = try importFolder(folder, keeps: keeps, drops: drops)
    let text = NativeWriter.text(of: original)
    let pair = NetworkPair(original, try native(text))
    for sender in original.networkInterfaces.references {
      for receiver in original.networkInterfaces.references {
        for header in pair.headers(from: sender, to: receiver) {
          #expect(pair.differenceOfVerdicts(.networkInterface(sender), header) == nil)
        }
      }
    }
  }

  /// Reads a folder, but for files and elements of answers that are to be left out.
  private func importFolder(
    _ folder: String, keeps: (String) -> Bool, drops: () -> Bool
  ) throws -> Topology {
    let url = PackageFolder.url(folder)
    var importer = AWSDescribeImporter()
    for name in try FileManager.default.contentsOfDirectory(atPath: url.path).sorted()
    where keeps(name) && name.hasSuffix(".json") {
      let data = try Data(contentsOf: url.appendingPathComponent(name))
      let answer = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let thinned = answer.mapValues { value in
        (value as? [Any]).map { $0.filter { _ in !drops() } } ?? value
      }
      let bytes = try JSONSerialization.data(withJSONObject: thinned, options: .sortedKeys)
      _ = importer.read(Array(bytes), path: name)
    }
    return try importer.finish().topology
  }
}
