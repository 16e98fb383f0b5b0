import Foundation
import TestSupport
import Testing
import VPCTraceKit

@testable import TopologyImport

@Suite("What is wrong with a plan or state")
struct TerraformDiagnosticTests {
  @Test(arguments: [
    (#"{"format_version": "2.0", "planned_values": {}}"#, ["error FORMAT_VERSION_UNKNOWN"]),
    (#"{"format_version": 1, "planned_values": {}}"#, ["error FORMAT_VERSION_UNKNOWN"]),
    (#"{"planned_values": {}}"#, ["error FIELD_MISSING"]),
    (#"{"format_version": "1.7", "resource_changes": {}}"#, ["error WRONG_TYPE"]),
    (
      #"{"format_version": "1.2", "values": [], "configuration": 5}"#,
      ["error WRONG_TYPE", "error WRONG_TYPE"]
    ),
    (#"{"format_version": "1.2", "resource_changes": ["#, ["error JSON_TRUNCATED"]),
    (#"{"format_version": "1.2", "errored": true}"#, ["warning PLAN_INCOMPLETE"]),
    (#"{"format_version": "1.2", "complete": false}"#, ["warning PLAN_INCOMPLETE"]),
    (#"{"format_version": "1.0", "terraform_version": "1.11.4"}"#, []),
    (#"{"format_version": "1.9", "values": {"root_module": {}}}"#, []),
  ])
  func `the file as a whole`(text: String, codes: [String]) {
    #expect(PlanSketch.codes(text) == codes)
  }

  @Test(arguments: [
    (#""cidr_block": 5"#, "error WRONG_TYPE"),
    (#""cidr_block": "10.0.0.0/99""#, "error INVALID_CIDR_BLOCK"),
    (#""cidr_block": "10.0.1.7/24""#, "warning HOST_BITS_SET"),
    (#""map_public_ip_on_launch": "yes""#, "error WRONG_TYPE"),
  ])
  func `a value of another kind than the provider writes`(values: String, code: String) {
    var plan = PlanSketch()
    plan.add(
      "aws_subnet.s", values, unknown: "id", links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"]])
    #expect(PlanSketch.codes(plan.text) == [code])
  }

  @Test func `a sensitive value is a value`() throws {
    var plan = PlanSketch()
    plan.add("aws_vpc.s", #""cidr_block": "10.9.0.0/16""#, unknown: "id")
    plan.others = [#""sensitive": true"#]
    let topology = try plan.result.get().topology
    #expect(
      try topology.vpcs.resource("aws_vpc.s").blocks.map(\.block.description) == ["10.9.0.0/16"])
  }

  @Test func `what is known only after apply is said, at its resource`() throws {
    var plan = PlanSketch()
    plan.add("aws_vpc.pooled", #""ipv4_ipam_pool_id": "ipam-pool-1""#, unknown: "id", "cidr_block")
    let warnings = try plan.result.get().warnings
    #expect(warnings.map(\.code.name) == ["VALUE_UNKNOWN"])
    #expect(warnings[0].message.hasPrefix("aws_vpc.pooled.cidr_block is known only after apply"))
    #expect(warnings[0].location?.line == 5)
  }

  @Test func `resources that no packet is walked through are listed by address`() throws {
    var plan = PlanSketch()
    plan.add("aws_ec2_transit_gateway.hub", unknown: "id")
    plan.add("aws_networkfirewall_firewall.wall[0]", unknown: "id")
    let result = try plan.result.get()
    #expect(result.warnings.map(\.code.name) == ["RESOURCES_NOT_MODELLED"])
    #expect(
      result.warnings[0].message.hasSuffix(
        "aws_ec2_transit_gateway.hub, aws_networkfirewall_firewall.wall[0]"))
    #expect(result.topology.unmodelled.resources.map(\.resource.kind) == [.transitGateway, .other])
  }

  @Test func `a plan that is changed at random is read or refused, never a trap`() throws {
    let design = Design(name: "two-tier")
    for part in ["plan.json", "state.json"] {
      let data = try Data(contentsOf: URL(fileURLWithPath: design.path(part)))
      let whole = try JSONSerialization.jsonObject(with: data)
      for seed in 0..<25 {
        var generator = SeededGenerator(seed: UInt64(seed))
        let text = try JSONSerialization.data(withJSONObject: mutated(whole, &generator))
        switch PlanSketch.read(String(decoding: text, as: UTF8.self)) {
        case .success(let (topology, _)):
          #expect(DesignGrid(topology).outcomes.values.allSatisfy { !$0.isEmpty })
        case .failure(let errors): #expect(errors.diagnostics.contains { $0.severity == .error })
        }
      }
    }
  }

  /// The value with about one in two hundred of its parts replaced by something else.
  private func mutated(_ value: Any, _ generator: inout SeededGenerator) -> Any {
    let isReplaced = Int.random(in: 0..<200, using: &generator) == 0
    switch value {
    case let object as [String: Any] where !isReplaced || object["format_version"] != nil:
      var copy = object
      for key in object.keys.sorted() where key != "format_version" {
        copy[key] = object[key].map { mutated($0, &generator) }
      }
      return copy
    case let list as [Any] where !isReplaced: return list.map { mutated($0, &generator) }
    case _ where !isReplaced: return value
    default:
      let others: [Any] = [NSNull(), [Any](), [String: Any](), -1, "x", true, "aws_vpc.main", ""]
      return others[Int.random(in: 0..<others.count, using: &generator)]
    }
  }
}
