import Foundation
import SourceText
import TestSupport
import Testing
import TopologyImport
import VPCTraceKit

@Suite("Templates, whatever their bytes")
struct TemplatePropertyTests {
  private static let names = ["two-tier", "hub-spoke", "dual-stack-web", "office"]

  private static func text(_ name: String) throws -> String {
    let file = Design.folder.deletingLastPathComponent()
      .appendingPathComponent("cloudformation/\(name).json")
    return try String(contentsOf: file, encoding: .utf8)
  }

  @Test(arguments: names)
  func `fixtures give no warning`(name: String) throws {
    let result = TopologyReading(
      template: try Self.text(name),
      parameters: name == "office" ? ["OfficeCidr": "192.0.2.0/24"] : [:])
    #expect(result.complaints.map(\.message) == [])
    #expect(result.topology != nil)
  }

  @Test(arguments: names)
  func `what get-template wraps says the same`(name: String) throws {
    let text = try Self.text(name)
    let plain = try #require(TopologyReading(template: text).topology)
    let wrapped = try #require(
      TopologyReading(template: #"{"TemplateBody": "# + text + "}").topology)
    #expect(TopologyDump(plain).text == TopologyDump(wrapped).text)
  }

  /// Another name, function, value or piece in place of what stands there.
  @Test(arguments: 1...400)
  func `any change gives a network or diagnostics, never a trap`(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var words = try Self.text(Self.names[seed % Self.names.count])
      .split(separator: "\"", omittingEmptySubsequences: false).map(String.init)
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      let place = Int.random(in: words.indices, using: &random)
      words[place] = Self.replacement(for: words[place], among: words, using: &random)
    }
    let result = TopologyReading(template: words.joined(separator: "\""))
    let hasErrors = result.diagnostics.contains { $0.severity == .error }
    #expect((result.topology == nil) == hasErrors)
    if let topology = result.topology { walk(topology) }
  }

  private static func replacement(
    for word: String, among words: [String], using random: inout SeededGenerator
  ) -> String {
    switch Int.random(in: 0..<6, using: &random) {
    case 0: words.randomElement(using: &random) ?? ""
    case 1: TemplatePropertyTests.functions.randomElement(using: &random) ?? ""
    case 2:
      ["", "-1", "70000", "::/0", "10.0.0.0/99", "0.0.0.0/0", "${", "${X}", "${X.Y}", "true"]
        .randomElement(using: &random) ?? ""
    case 3: String(word.dropLast())
    case 4: word + word
    default:
      [": null, ", ": [", ": {}, ", ": [[[]]], ", ": 1e99, ", ": -1, ", "],", "},"]
        .randomElement(using: &random) ?? ""
    }
  }

  private static let functions = [
    "Ref", "Condition", "Fn::GetAtt", "Fn::Sub", "Fn::Join", "Fn::Split", "Fn::Select",
    "Fn::GetAZs", "Fn::Cidr", "Fn::FindInMap", "Fn::If", "Fn::And", "Fn::Or", "Fn::Not",
    "Fn::Equals", "Fn::ImportValue", "Fn::Base64", "Fn::Transform", "Fn::ForEach::X", "Fn::",
  ]

  /// Whatever was built can be shown, checked and walked through.
  private func walk(_ topology: Topology) {
    let network = Network(topology)
    _ = NetworkOverview(network)
    _ = network.findings(of: Set(CheckRule.allCases))
    for name in topology.instances.ids.prefix(2) {
      _ = try? network.trace(from: name, to: "internet", .tcp(port: 443))
      _ = try? network.trace(from: "internet", to: name, .tcp(port: 443))
    }
  }
}
