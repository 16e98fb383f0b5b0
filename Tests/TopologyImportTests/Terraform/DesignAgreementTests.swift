import Testing
import VPCTraceKit

@Suite("Plan, state and describe folder of one design")
struct DesignAgreementTests {
  static let designs = [
    "two-tier", "hub-spoke", "dual-stack-web", "counted", "defaults", "looked-up", "changed",
    "attached",
  ]

  /// Designs of which a plan honestly knows less, and the attributes that it leaves open.
  static let opener: [(name: String, open: [String])] = [
    (
      "keyed",
      [
        // A key that a variable's value gives, and a list that is filtered.
        "aws_route_table_association.this[\"back[a]\"].route_table_id",
        "aws_route_table_association.this[\"front.b\"].route_table_id",
        "aws_route_table_association.this[\"front/a\"].route_table_id",
        "aws_instance.this[\"core\"].vpc_security_group_ids",
        "aws_instance.this[\"edge\"].vpc_security_group_ids",
        "aws_instance.this[\"mid\"].vpc_security_group_ids",
      ]
    ),
    // A choice between two NAT gateways.
    ("chosen", ["aws_route.two.nat_gateway_id"]),
    // An output whose name an index expression hides.
    (
      "nested",
      [
        "module.host[\"left\"].aws_instance.this.subnet_id",
        "module.host[\"right\"].aws_instance.this.subnet_id",
      ]
    ),
    // Blocks that `dynamic` makes.
    ("generated", ["aws_security_group.server.ingress.security_groups"]),
  ]

  @Test(arguments: designs + opener.map { $0.name })
  func `a state is the network that was described`(name: String) throws {
    let design = Design(name: name)
    let described = try design.grid(design.described)
    #expect(!described.isEmpty)
    expectNone(DesignGrid.differences(described, try design.grid("state.json")))
  }

  @Test(arguments: designs)
  func `a plan is the network that is made of it`(name: String) throws {
    let design = Design(name: name)
    #expect(try unclear(design) == [])
    expectNone(
      DesignGrid.differences(try design.grid("state.json"), try design.grid("plan.json")))
  }

  @Test(arguments: opener)
  func `where a plan leaves a link open, just what depends on it is undetermined`(
    name: String, open: [String]
  ) throws {
    let design = Design(name: name)
    #expect(try unclear(design) == open)
    let (state, plan) = (try design.grid("state.json"), try design.grid("plan.json"))
    let decided = plan.filter { !$0.value.hasPrefix("undetermined") && $0.value != "refused" }
    #expect(!decided.isEmpty && decided.count < plan.count)
    expectNone(DesignGrid.differences(state.filter { decided[$0.key] != nil }, decided))
  }

  /// What the plan's warnings call unclear.
  private func unclear(_ design: Design) throws -> [String] {
    try design.loaded("plan.json").warnings.filter { $0.code.name == "REFERENCE_UNCLEAR" }
      .map { String($0.message.split(separator: " ")[0]) }
  }

  private func expectNone(
    _ differences: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(
      differences.isEmpty, "\(differences.prefix(8).joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }
}
