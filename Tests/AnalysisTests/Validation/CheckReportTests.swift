import Analysis
import Dataplane
import Foundation
import Rendering
import SourceText
import TestSupport
import Testing
import TopologyModel

@Suite("Reports of findings")
struct CheckReportTests {
  /// A file in which two subnets overlap; `é` takes two bytes and is one character.
  private static let text = """
    {
      subnets: {
        a: "10.0.0.0/23",
      \t"é": "x", b: "10.0.1.0/24",
      }
    }

    """

  private static var report: CheckReport {
    var sketch = Sketch()
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let source = sketch.topology.sources.add(path: "my design.json5", bytes: Array(text.utf8))
    for (name, block) in [("a", "10.0.0.0/23"), ("b", "10.0.1.0/24")] {
      let reference = sketch.subnet(name, block, in: vpc)
      var subnet = sketch.topology.subnets[reference] ?? Subnet(id: name, vpc: vpc)
      subnet.location = SourceLocation(file: 0, offset: offset(of: "\"\(block)\""))
      sketch.topology.subnets.define(subnet, at: reference)
    }
    sketch.interface("web", "10.0.0.1", in: sketch.subnet("c", "10.0.4.0/24", in: vpc))
    let network = sketch.network
    var report = CheckReport()
    report.add(
      network.findings(of: [.subnetsOverlap, .addressOutsideSubnet]), in: network.topology)
    report.quote(source)
    return report
  }

  private static func offset(of word: String) -> UInt32 {
    let (bytes, sought) = (Array(text.utf8), Array(word.utf8))
    let offset = bytes.indices.first { bytes[$0...].starts(with: sought) }
    return UInt32(offset ?? 0)
  }

  @Test func `are text`() {
    #expect(Golden.difference(Self.report.text(style: TextStyle()), "findings.txt") == nil)
    #expect(CheckReport().text(style: TextStyle()) == "No findings.\n")
  }

  @Test func `are JSON`() {
    var writer = JSONWriter(.indented)
    writer.checkReport(Self.report)
    writer.endLine()
    let text = String(decoding: writer.bytes, as: UTF8.self)
    #expect(Golden.difference(text, "findings.json") == nil)
  }

  @Test func `are SARIF, with columns in characters`() {
    var writer = JSONWriter(.indented)
    writer.sarif(Self.report, version: "1.2.3")
    writer.endLine()
    let text = String(decoding: writer.bytes, as: UTF8.self)
    let results = text.components(separatedBy: "\"results\"").last ?? ""
    #expect(Golden.difference(results, "findings.sarif.txt") == nil)
  }

  @Test func `come in the order of severities, rules and places`() {
    let findings = Self.report.entries.map(\.finding)
    #expect(findings.map(\.rule) == [.subnetsOverlap, .addressOutsideSubnet])
    #expect(Self.report.count(of: .error) == 2)
    #expect(Self.report.paths == ["my design.json5"])
  }
}
