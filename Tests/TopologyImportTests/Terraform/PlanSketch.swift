import TestSupport
import Testing
import VPCTraceKit

@testable import TopologyImport

/// A plan in few words: resources with their values, what is unknown, and their expressions.
struct PlanSketch {
  private var changes: [String] = []
  private var blocks: [String] = []
  /// Further members of the plan.
  var others: [String] = []

  init() {
    add("aws_vpc.v", #""cidr_block": "10.0.0.0/16""#, unknown: "id", "default_network_acl_id")
  }

  /// Adds an instance.
  ///
  /// - Parameters:
  ///   - address: In the root module.
  ///   - values: The members of `after`.
  ///   - unknown: Keys that are not known, whose references `links` may give.
  ///   - links: References by key.
  ///   - inner: Members of `after_unknown` for blocks within.
  ///   - actions: What the plan does.
  ///   - before: The value of `before`.
  mutating func add(
    _ address: String, _ values: String = "", unknown: String..., links: [String: [String]] = [:],
    blocks inner: String = "", actions: String = "create", before: String = "null"
  ) {
    let name = address.split(separator: "[")[0]
    let isData = name.hasPrefix("data.")
    let mode = isData ? "data" : "managed"
    let parts = name.split(separator: ".").suffix(2)
    let (type, own) = (parts.first ?? "", parts.last ?? "")
    let marks = (unknown + links.keys.sorted()).map { "\"\($0)\": true" } + [inner]
    let text = address.replacing("\"", with: "\\\"")
    changes.append(
      """
      {"address": "\(text)", "mode": "\(mode)", "type": "\(type)", "name": "\(own)",
       "change": {"actions": ["\(actions)"], "before": \(before), "after": {\(values)},
       "after_unknown": {\(marks.filter { !$0.isEmpty }.joined(separator: ", "))}}}
      """)
    let expressions = links.sorted { $0.key < $1.key }.map { key, references in
      let list = references.map { "\"\($0.replacing("\"", with: "\\\""))\"" }
      return "\"\(key)\": {\"references\": [\(list.joined(separator: ", "))]}"
    }
    blocks.append(
      """
      {"address": "\(name)", "mode": "\(mode)", "type": "\(type)", "name": "\(own)",
       "expressions": {\(expressions.joined(separator: ", "))}}
      """)
  }

  /// Adds a subnet of the VPC.
  mutating func addSubnet(_ name: String, _ block: String) {
    add(
      "aws_subnet.\(name)", "\"cidr_block\": \"\(block)\"", unknown: "id",
      links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"]])
  }

  var text: String {
    """
    {"format_version": "1.2", "terraform_version": "1.11.4",
     "resource_changes": [\(changes.joined(separator: ",\n"))],
     "configuration": {"root_module": {"resources": [\(blocks.joined(separator: ",\n"))]}}
     \(others.map { ", " + $0 }.joined())}
    """
  }

  var result: Result<(topology: Topology, warnings: [Diagnostic]), InputErrors> {
    PlanSketch.read(text)
  }

  static func read(
    _ text: String
  ) -> Result<(topology: Topology, warnings: [Diagnostic]), InputErrors> {
    Result { () throws(InputErrors) in
      try TerraformImporter.read(Array(text.utf8), path: "plan.json")
    }
  }

  /// Severity and code of each diagnostic, in order.
  static func codes(_ text: String) -> [String] {
    let reading = TopologyReading { () throws(InputErrors) in try read(text).get() }
    return reading.diagnostics.map { "\($0.severity.rawValue) \($0.code.name)" }
  }
}
