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

  @Test(arguments: ["true", #"{"cidr_block": true, "tags": {"Name": true}}"#])
  func `a sensitive value is a value`(marks: String) throws {
    var plan = PlanSketch()
    plan.add(
      "aws_vpc.s", #""cidr_block": "10.9.0.0/16", "tags": {"Name": "secret"}"#, unknown: "id")
    let text = plan.text.replacing(
      #""after_unknown""#,
      with: "\"before_sensitive\": false, \"after_sensitive\": \(marks), \"after_unknown\"")
    let topology = try PlanSketch.read(text).get().topology
    let vpc = try topology.vpcs.resource("aws_vpc.s")
    #expect(vpc.blocks.map(\.block.description) == ["10.9.0.0/16"])
    #expect(vpc.name == "secret")
  }

  /// An owner, a separate rule of it, the attribute that names the owner, and blocks of the owner.
  @Test(arguments: [
    (
      "aws_security_group.o", "aws_vpc_security_group_ingress_rule.r", "security_group_id",
      "ingress", #""ip_protocol": "-1", "cidr_ipv4": "10.0.0.0/8""#
    ),
    (
      "aws_security_group.o", "aws_security_group_rule.r", "security_group_id", "egress",
      #""type": "egress", "protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["10.0.0.0/8"]"#
    ),
    (
      "aws_route_table.o", "aws_route.r", "route_table_id", "route",
      #""destination_cidr_block": "0.0.0.0/0", "gateway_id": "igw-1""#
    ),
    (
      "aws_network_acl.o", "aws_network_acl_rule.r", "network_acl_id", "ingress",
      #""rule_number": 100, "rule_action": "allow", "protocol": "-1", "cidr_block": "10.0.0.0/8""#
    ),
  ])
  func `rules that are given in two ways are told, and in one way not`(
    owner: String, rule: String, attribute: String, blocks: String, values: String
  ) throws {
    func warnings(ownerHas: [String: [String]]) throws -> [String] {
      var plan = PlanSketch()
      var links = ownerHas
      links["vpc_id"] = ["aws_vpc.v.id", "aws_vpc.v"]
      plan.add(owner, unknown: "id", links: links)
      plan.add(rule, values, unknown: "id", links: [attribute: ["\(owner).id", owner]])
      return try plan.result.get().warnings.filter { $0.code == .rulesConflict }.map(\.message)
    }
    #expect(
      try warnings(ownerHas: [blocks: ["var.rules"]]) == [
        "\(owner) has \(blocks) blocks and \(rule) besides: each apply removes what the other made"
      ])
    #expect(try warnings(ownerHas: [:]) == [])
    #expect(try warnings(ownerHas: ["tags": ["var.tags"]]) == [])
  }

  @Test(arguments: [("delete", true), ("update", false)])
  func `R-ROUTE-9: a route to what is gone behind Terraform's back is a blackhole`(
    action: String, isBlackhole: Bool
  ) throws {
    var plan = PlanSketch()
    plan.add("aws_route_table.t", unknown: "id", links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"]])
    plan.add(
      "aws_route.r", #""destination_cidr_block": "0.0.0.0/0", "nat_gateway_id": "nat-0gone""#,
      unknown: "id", links: ["route_table_id": ["aws_route_table.t.id", "aws_route_table.t"]])
    plan.others = [
      """
      "resource_drift": [{"address": "aws_nat_gateway.n", "mode": "managed",
        "type": "aws_nat_gateway", "name": "n", "change": {"actions": ["\(action)"],
        "before": {"id": "nat-0gone"}, "after": null}}]
      """
    ]
    let table = try plan.result.get().topology.routeTables.resource("aws_route_table.t")
    #expect(table.routes.filter { $0.isBlackhole }.count == (isBlackhole ? 1 : 0))
    #expect(table.routes.contains { $0.target != .local })
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
