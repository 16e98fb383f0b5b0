import TestSupport
import Testing
import VPCTraceKit

@testable import TopologyImport

@Suite("Linking before anything exists")
struct TerraformLinkTests {
  /// Two subnets made by one block, and a third by itself.
  private func plan() -> PlanSketch {
    var plan = PlanSketch()
    for (key, block) in [("[\"a.b\"]", "10.0.1.0/24"), ("[\"c\"]", "10.0.2.0/24")] {
      plan.addSubnet("s\(key)", block)
    }
    plan.addSubnet("alone", "10.0.9.0/24")
    return plan
  }

  /// What an instance's subnet is taken for when its expression has these references.
  private func subnet(
    _ references: [String], of address: String = "aws_instance.i", values: String = "",
    others: [String] = []
  ) throws -> String {
    var plan = plan()
    plan.add(address, values, unknown: "id", links: ["subnet_id": references])
    plan.others = others
    let topology = try plan.result.get().topology
    let interface = try topology.networkInterfaces.resource(address + "/primary-interface")
    return topology.subnets.id(of: interface.subnet)
  }

  private static let whole = "aws_subnet.s"
  private static let first = "aws_subnet.s[\"a.b\"]"

  @Test(arguments: [
    ([first + ".id", first, whole], first),
    (["aws_subnet.alone.id", "aws_subnet.alone"], "aws_subnet.alone"),
    (["aws_subnet.alone"], "aws_subnet.alone"),
  ])
  func `a reference that names its instance`(references: [String], subnet: String) throws {
    #expect(try self.subnet(references) == subnet)
  }

  @Test func `the instance's own key`() throws {
    #expect(
      try subnet([Self.whole, "each.key"], of: "aws_instance.i[\"a.b\"]") == Self.first)
  }

  @Test(arguments: [
    ([whole, "each.key"], "aws_instance.i[\"x\"]"),
    ([whole, "var.map", "each.key"], "aws_instance.i[\"c\"]"),
    ([whole, "local.key"], "aws_instance.i"),
    ([whole, "each.value"], "aws_instance.i[\"c\"]"),
    ([first + ".id", first, whole, "aws_subnet.alone.id", "aws_subnet.alone"], "aws_instance.i"),
    (["local.subnet"], "aws_instance.i"),
  ])
  func `a key or choice that goes through an expression is never guessed`(
    references: [String], address: String
  ) throws {
    #expect(try subnet(references, of: address) == address + ".subnet_id")
  }

  @Test func `the candidates are listed`() throws {
    var plan = plan()
    plan.add("aws_instance.i", unknown: "id", links: ["subnet_id": [Self.whole, "each.value"]])
    let warning = try #require(
      try plan.result.get().warnings.first { $0.code == .referenceUnclear })
    #expect(
      warning.message
        == "aws_instance.i.subnet_id is one of aws_subnet.s[\"a.b\"], aws_subnet.s[\"c\"]: "
        + "what depends on it is undetermined")
  }

  @Test func `a known address tells subnets apart`() throws {
    let values = #""private_ip": "10.0.9.20""#
    #expect(try subnet(["local.subnet"], values: values) == "aws_subnet.alone")
  }

  @Test func `what nothing takes a value from is not meant`() throws {
    let relevant =
      #""relevant_attributes": [{"resource": "aws_subnet.s[\"c\"]", "attribute": ["id"]}]"#
    #expect(try subnet(["local.subnet"], others: [relevant]) == "aws_subnet.s[\"c\"]")
  }

  @Test func `a computed attribute without an expression is no link`() throws {
    var plan = plan()
    plan.add(
      "aws_security_group.g", unknown: "id", links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"]])
    plan.add(
      "aws_security_group_rule.r",
      #""type": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "self": true"#,
      unknown: "source_security_group_id",
      links: ["security_group_id": ["aws_security_group.g.id", "aws_security_group.g"]])
    let group = try plan.result.get().topology.securityGroups.resource("aws_security_group.g")
    #expect(group.inbound.count == 1)
    #expect(group.inbound[0].id == "aws_security_group_rule.r")
  }

  @Test func `a group has no egress that is not declared, and admits nothing by itself`() throws {
    var plan = plan()
    plan.add(
      "aws_security_group.g", unknown: "id", "egress", "ingress",
      links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"]])
    let group = try plan.result.get().topology.securityGroups.resource("aws_security_group.g")
    #expect(group.inbound.isEmpty && group.outbound.isEmpty)
  }

  @Test func `inline and separate rules of one group fight`() throws {
    var plan = plan()
    plan.add(
      "aws_security_group.g", #""ingress": []"#, unknown: "id",
      links: ["vpc_id": ["aws_vpc.v.id", "aws_vpc.v"], "ingress": ["aws_vpc.v"]])
    plan.add(
      "aws_vpc_security_group_ingress_rule.r", #""cidr_ipv4": "10.0.0.0/8", "ip_protocol": "-1""#,
      links: ["security_group_id": ["aws_security_group.g.id", "aws_security_group.g"]])
    #expect(try plan.result.get().warnings.map(\.code) == [.rulesConflict])
  }

  @Test func `a peering connection that nobody accepts forwards nothing`() throws {
    for (accepts, status) in [
      (true, VPCPeeringConnection.Status.active), (false, .pendingAcceptance),
    ] {
      var plan = plan()
      plan.add("aws_vpc.w", #""cidr_block": "10.1.0.0/16""#, unknown: "id")
      plan.add(
        "aws_vpc_peering_connection.p", "\"auto_accept\": \(accepts)", unknown: "id",
        links: [
          "vpc_id": ["aws_vpc.v.id", "aws_vpc.v"], "peer_vpc_id": ["aws_vpc.w.id", "aws_vpc.w"],
        ])
      let peering = try plan.result.get().topology.vpcPeeringConnections
        .resource("aws_vpc_peering_connection.p")
      #expect(peering.status == status)
    }
  }

  @Test(arguments: [
    ("module.net[\"a.b[c]\\\"d\"].aws_subnet.this[0].id", 7),
    ("each.value", 2), ("aws_vpc.main", 2), ("a..b", nil), ("a[0", nil), ("a[\"x]", nil), ("", 0),
  ])
  func `addresses in steps`(text: String, count: Int?) {
    #expect(TerraformAddress(text)?.steps.count == count)
  }
}
