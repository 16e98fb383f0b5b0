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

  /// The standard's own schema is no part of the package: this one says the same of the members that are
  /// written, and refuses all others.
  @Test func `keep to the shape of SARIF 2.1.0`() throws {
    let here = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    let text = try String(
      contentsOf: here.appendingPathComponent("Golden/sarif.schema.json"), encoding: .utf8)
    let schema = try Self.tree(text)
    for report in [Self.report, Self.accepted, CheckReport()] {
      var writer = JSONWriter(.indented)
      writer.sarif(report, version: "1.2.3")
      let log = String(decoding: writer.bytes, as: UTF8.self)
      #expect(SchemaValidator(schema: schema, instance: try Self.tree(log)).isValid, "\(log)")
      let broken = log.replacingOccurrences(of: "\"tool\"", with: "\"tol\"")
      #expect(!SchemaValidator(schema: schema, instance: try Self.tree(broken)).isValid)
    }
  }

  private static func tree(_ text: String) throws -> JSONTree {
    var problems = DiagnosticSink()
    return try #require(
      JSONTree(
        parsing: SourceBuffer(path: "in.json", bytes: Array(text.utf8)), into: &problems))
  }

  @Test func `show apart what the file accepts`() {
    #expect(Golden.difference(Self.accepted.text(style: TextStyle()), "accepted.txt") == nil)
    #expect(Self.accepted.acceptedCount == 1)
    #expect(Self.accepted.count(of: .error) == 1)
  }

  /// Two subnets that overlap, which is accepted, and an address of neither.
  private static var accepted: CheckReport {
    var sketch = Sketch()
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    let subnet = sketch.subnet("a", "10.0.0.0/23", in: vpc)
    _ = sketch.subnet("b", "10.0.1.0/24", in: vpc)
    sketch.interface("web", "10.0.4.10", in: subnet)
    sketch.topology.acceptedFindings = [
      AcceptedFinding(.subnet, "b", rule: "SUBNETS_OVERLAP", reason: "b goes away in May")
    ]
    let network = sketch.network
    var report = CheckReport()
    report.add(
      network.findings(of: [.subnetsOverlap, .addressOutsideSubnet]), in: network.topology)
    return report
  }

  @Test func `come in the order of severities, rules and places`() {
    let findings = Self.report.entries.map(\.finding)
    #expect(findings.map(\.rule) == [.subnetsOverlap, .addressOutsideSubnet])
    #expect(Self.report.count(of: .error) == 2)
    #expect(Self.report.paths == ["my design.json5"])
  }
}
