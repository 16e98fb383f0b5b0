import SourceText
import TestSupport
import Testing
import TopologyModel

extension MarkedCase {
  /// A rule of a security group.
  fileprivate static func rule(
    _ description: String, _ fields: String, _ expected: String...
  ) -> MarkedCase {
    let text = answer(
      "SecurityGroups",
      """
      {"GroupId": "sg-1", "VpcId": "vpc-1",
       "IpPermissions": [{\(fields), "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}]}
      """)
    return MarkedCase(description, text, expected)
  }

  /// An entry of a network ACL, other than its block.
  fileprivate static func entry(
    _ description: String, _ fields: String, _ expected: String...
  ) -> MarkedCase {
    let text = answer(
      "NetworkAcls",
      """
      {"NetworkAclId": "acl-1", "VpcId": "vpc-1", "Entries": [
       {\(fields), "CidrBlock": "10.0.0.0/8"}]}
      """)
    return MarkedCase(description, text, expected)
  }
}

@Suite("What is wrong with an answer")
struct ImportDiagnosticTests {
  @Test(arguments: [
    MarkedCase("no id", answer("Vpcs", "«{}"), "error FIELD_MISSING"),
    MarkedCase("an empty id", answer("Vpcs", #"«{"VpcId": ""}"#), "error FIELD_MISSING"),
    MarkedCase("an id that is no text", answer("Vpcs", #"{"VpcId": «7}"#), "error WRONG_TYPE"),
    MarkedCase(
      "no VPC, and a problem inside",
      answer(
        "NetworkAcls",
        #"""
        «{"NetworkAclId": "acl-1", "Entries": [{"RuleNumber": «"a", "Egress": false,
        "RuleAction": "deny", "Protocol": "-1", "CidrBlock": "10.0.0.0/«33"}]}
        """#),
      "error FIELD_MISSING", "error WRONG_TYPE", "error INVALID_CIDR_BLOCK"),
    MarkedCase("an element that is no object", answer("Vpcs", #"«"vpc-1""#), "error WRONG_TYPE"),
    MarkedCase(
      "a list that is an object", answer("Vpcs", #"{"VpcId": "vpc-1", "Tags": «{}}"#),
      "error WRONG_TYPE"),
    MarkedCase(
      "a prefix too long", answer("Vpcs", #"{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/«33"}"#),
      "error INVALID_CIDR_BLOCK"),
    MarkedCase(
      "host bits", answer("Vpcs", #"{"VpcId": "vpc-1", "CidrBlock": «"10.0.0.1/16"}"#),
      "warning HOST_BITS_SET"),
    MarkedCase(
      "a zone id",
      answer("Addresses", #"{"PublicIp": "fe80::1«%eth0"}"#), "error INVALID_ADDRESS"),
    .rule(
      "a port that is a text", #""IpProtocol": "tcp", "FromPort": «"x", "ToPort": 1"#,
      "error WRONG_TYPE"),
    .rule(
      "a port past the last", #""IpProtocol": "tcp", "FromPort": 0, "ToPort": «70000"#,
      "error PORT_OUT_OF_RANGE"),
    .rule(
      "ports downwards", #""IpProtocol": "tcp", "FromPort": 90, "ToPort": «80"#,
      "error PORTS_REVERSED"),
    MarkedCase(
      "half a range",
      answer(
        "SecurityGroupRules",
        """
        «{"SecurityGroupRuleId": "sgr-1", "GroupId": "sg-1", "IsEgress": true, "IpProtocol": "tcp",
         "FromPort": 90, "CidrIpv4": "10.0.0.0/8"}
        """), "error FIELD_MISSING"),
    MarkedCase(
      "timeouts that AWS does not offer",
      answer(
        "NetworkInterfaces",
        """
        {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1",
         "ConnectionTrackingConfiguration": {"TcpEstablishedTimeout": «59, "UdpTimeout": «"60",
          "UdpStreamTimeout": «181}}
        """), "error NUMBER_OUT_OF_RANGE", "error WRONG_TYPE", "error NUMBER_OUT_OF_RANGE"),
    .rule("an unknown protocol", #""IpProtocol": «"tpc""#, "error UNKNOWN_VALUE"),
    .rule(
      "an ICMP type past the last", #""IpProtocol": "icmp", "FromPort": «300, "ToPort": -1"#,
      "error NUMBER_OUT_OF_RANGE"),
    .entry(
      "an action that is none",
      #""RuleNumber": 1, "Egress": true, "Protocol": "-1", "RuleAction": «"drop""#,
      "error UNKNOWN_VALUE"),
    .entry(
      "a direction that is a text",
      #""RuleNumber": 1, "Egress": «"true", "Protocol": "-1", "RuleAction": "deny""#,
      "error WRONG_TYPE"),
    .entry(
      "all that is wrong with an entry",
      #""RuleNumber": «0, "Egress": «1, "Protocol": "6", "RuleAction": «"drop", "#
        + #""PortRange": {"From": «-7, "To": «70000}"#,
      "error NUMBER_OUT_OF_RANGE", "error WRONG_TYPE", "error UNKNOWN_VALUE",
      "error PORT_OUT_OF_RANGE", "error PORT_OUT_OF_RANGE"),
    MarkedCase(
      "all that is wrong with a permission",
      answer(
        "SecurityGroups",
        """
        {"GroupId": "sg-1", "VpcId": "vpc-1",
         "IpPermissions": [{"IpProtocol": "icmp", "FromPort": «300, "ToPort": «400,
          "IpRanges": [{"CidrIp": "10.0.0.0/«33"}, «{}]}]}
        """), "error NUMBER_OUT_OF_RANGE", "error NUMBER_OUT_OF_RANGE",
      "error INVALID_CIDR_BLOCK", "error FIELD_MISSING"),
    MarkedCase(
      "all that is wrong with a route",
      answer(
        "RouteTables",
        """
        {"RouteTableId": "rtb-1", "VpcId": "vpc-1", "Routes": [
         {"DestinationCidrBlock": "10.0.0.0/«x", "GatewayId": «7, "Origin": «"odd",
          "State": «"odd"}]}
        """), "error INVALID_CIDR_BLOCK", "error WRONG_TYPE", "warning UNKNOWN_VALUE",
      "warning UNKNOWN_VALUE"),
    MarkedCase(
      "an unknown state", answer("NatGateways", #"{"NatGatewayId": "nat-1", "State": «"odd"}"#),
      "warning UNKNOWN_VALUE"),
    MarkedCase("truncated", #"{"Vpcs": ["# + "«", "error JSON_TRUNCATED"),
    MarkedCase(
      "two problems in one run", answer("Vpcs", #"«{}, {"VpcId": «false}"#), "error FIELD_MISSING",
      "error WRONG_TYPE"),
  ])
  func `each problem is told where it stands`(example: MarkedCase) {
    example.check { TopologyReading(answer: $0) }
  }

  @Test func `problems of all files are told together`() {
    let result = TopologyReading(answers: [
      ("a.json", "{"), ("b.json", answer("Vpcs", "{}")),
      ("c.json", answer("Subnets", #"{"SubnetId": 3, "VpcId": "vpc-1"}"#)),
    ])
    #expect(result.diagnostics.compactMap(\.location?.path) == ["a.json", "b.json", "c.json"])
  }

  @Test func `R-NACL-2: a number that is taken in its direction`() {
    let entry = #"{"RuleNumber": 7, "Egress": true, "Protocol": "-1", "RuleAction": "deny", "#
    let text = answer(
      "NetworkAcls",
      """
      {"NetworkAclId": "acl-1", "VpcId": "vpc-1", "Entries": [
       \(entry)"CidrBlock": "10.0.0.0/8"},
       \(entry)"CidrBlock": "11.0.0.0/8"}]}
      """)
    let result = TopologyReading(answer: text)
    #expect(result.places == ["error DUPLICATE_ACL_RULE 3:2"])
    #expect(result.diagnostics.first?.related.first?.location.line == 2)
  }
}

@Suite("One id, several descriptions")
struct RepeatTests {
  private static let subnet =
    #"{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/24"}"#

  @Test(arguments: [
    subnet, #"{"CidrBlock": "10.0.0.0/24", "VpcId": "vpc-1", "SubnetId": "subnet-1"}"#,
  ])
  func `the same twice is joined`(again: String) throws {
    let result = TopologyReading(answers: [
      ("a.json", answer("Subnets", Self.subnet)), ("b.json", answer("Subnets", again)),
    ])
    #expect(result.places == [])
    let subnets = try #require(result.topology).subnets
    #expect(subnets.resources.map(\.resource.id) == ["subnet-1"])
  }

  @Test func `what changes by itself does not matter`() {
    let counted = (1...2).map { count in
      answer(
        "Subnets",
        #"{"SubnetId": "subnet-1", "VpcId": "vpc-1", "AvailableIpAddressCount": \#(count)}"#)
    }
    #expect(
      TopologyReading(answers: [("a.json", counted[0]), ("b.json", counted[1])]).places == [])
  }

  @Test func `two that differ are an error with both places`() throws {
    let other = #"{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"}"#
    let result = TopologyReading(answers: [
      ("a.json", answer("Subnets", Self.subnet)), ("b.json", answer("Subnets", other)),
    ])
    #expect(result.places == ["error CONFLICTING_REPEAT 1:14"])
    let diagnostic = try #require(result.diagnostics.first)
    #expect(diagnostic.location?.path == "b.json")
    #expect(
      diagnostic.related.map(\.location) == [SourcePosition(path: "a.json", line: 1, column: 14)])
  }
}

@Suite("Pages and answers that name no subject")
struct PageTests {
  private static let first = #"{"Vpcs": [{"VpcId": "vpc-1"}], "NextToken": "x"}"#

  @Test func `pages are joined`() throws {
    let result = TopologyReading(answers: [
      ("d/vpcs.1.json", Self.first), ("d/vpcs.2.json", answer("Vpcs", #"{"VpcId": "vpc-2"}"#)),
    ])
    #expect(result.places == [])
    #expect(try #require(result.topology).vpcs.count == 2)
  }

  @Test(arguments: ["d/vpcs.2.json", "e/vpcs.json"])
  func `a page that is missing is told`(other: String) {
    let second =
      other.hasPrefix("d") ? Self.first.replacing("vpc-1", with: "vpc-2") : "{\"Vpcs\": []}"
    let result = TopologyReading(answers: [("d/vpcs.1.json", Self.first), (other, second)])
    #expect(result.places == ["warning PAGES_MISSING 1:45"])
  }

  @Test(arguments: [
    "Entries", "Routes", "Associations", "TransitGatewayRouteTablePropagations", "Attributes",
    "TargetHealthDescriptions",
  ])
  func `an answer without a subject is told`(key: String) {
    #expect(
      TopologyReading(answer: answer(key, "{}")).places == [
        "warning SUBJECT_UNKNOWN 1:\(key.count + 6)"
      ])
  }

  @Test(arguments: [
    ("Routes", "search-transit-gateway-routes.tgw-rtb-0a1b.json"),
    ("Associations", "tgw-rtb-0a1b.associations.json"), ("Attributes", "attributes.front.json"),
  ])
  func `a subject in the file's name is enough`(key: String, path: String) {
    let balancer = answer(
      "LoadBalancers", #"{"LoadBalancerArn": "arn", "LoadBalancerName": "front"}"#)
    #expect(
      TopologyReading(answers: [(path, answer(key, "{}")), ("lb.json", balancer)]).places == [])
  }

  @Test(arguments: [
    ("get-managed-prefix-list-entries.pl-0a1b.json", "pl-0a1b"),
    ("pl-0a1b.json", "pl-0a1b"), ("dir/pl-9/my-pl-entries-of-pl-0a1b.json", "pl-0a1b"),
  ])
  func `the id of a prefix list is found in the file's name`(path: String, id: String) throws {
    let result = TopologyReading(answers: [(path, answer("Entries", #"{"Cidr": "10.0.0.0/8"}"#))])
    #expect(result.places == [])
    #expect(try #require(result.topology).prefixLists.resource(id).entries?.count == 1)
  }
}
