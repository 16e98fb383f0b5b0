import TestSupport
import Testing
import VPCTraceKit

/// What nobody knows before a stack is deployed must not decide anything.
@Suite("Traces through what a template leaves unknown")
struct TemplateUnknownTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let resources: String
    let code: DecisionCode

    init(_ description: String, _ code: DecisionCode, _ resources: String) {
      testDescription = description
      self.resources = resources
      self.code = code
    }
  }

  /// Two hosts, one in each subnet, the second with a group.
  private static func hosts(group: String = #"{"Ref": "G"}"#) -> String {
    """
    "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"}}},
    "J": {"Type": "AWS::EC2::Instance", "Properties":
     {"SubnetId": {"Ref": "B"}, "SecurityGroupIds": [\(group)]}}
    """
  }

  private static func group(_ rule: String) -> String {
    """
    "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
     "SecurityGroupIngress": [\(rule)]}},
    """
  }

  private static let open = group(#"{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}"#)

  private static let sections = """
    "Parameters": {"P": {"Type": "String"}},
    "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "yes"]}}
    """

  private func trace(_ resources: String, parameters: [String: String] = [:]) throws -> Trace {
    let text = network(resources, sections: Self.sections)
    let topology = try #require(TopologyReading(template: text, parameters: parameters).topology)
    return try Network(topology).trace(from: "I", to: "J", .tcp(port: 443))
  }

  @Test(arguments: [
    Case(
      "a block that another stack exports", .groupUnknown,
      group(
        #"{"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "CidrIp": {"Fn::ImportValue": "x"}}"#
      )
        + hosts()),
    Case(
      "a block that is a parameter without a value", .groupUnknown,
      group(#"{"IpProtocol": "-1", "CidrIp": {"Fn::Sub": "${P}/16"}}"#) + hosts()),
    Case(
      "ports that are", .groupUnknown,
      group(
        #"{"IpProtocol": "tcp", "FromPort": {"Ref": "P"}, "ToPort": 443, "CidrIp": "0.0.0.0/0"}"#)
        + hosts()),
    Case(
      "a rule that depends on a condition that can't be told", .groupUnknown,
      group(
        #"{"Fn::If": ["C", {"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}, {"Ref": "AWS::NoValue"}]}"#)
        + hosts()),
    Case(
      "a group of another stack", .groupUnknown,
      hosts(group: #"{"Fn::ImportValue": "group"}"#)),
    Case(
      "a list of groups that is a parameter", .groupUnknown, hosts(group: #"{"Ref": "P"}"#)),
    Case(
      "an entry of an ACL", .aclUnknown,
      open + hosts() + """
        ,
        "N": {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": "V"}}},
        "NB": {"Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties":
         {"SubnetId": {"Ref": "B"}, "NetworkAclId": {"Ref": "N"}}},
        "E": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "N"},
         "RuleNumber": 100, "Protocol": -1, "RuleAction": "allow", "CidrBlock": {"Ref": "P"}}}
        """),
    Case(
      "an ACL of another stack", .aclUnknown,
      open + hosts() + """
        ,
        "NB": {"Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties":
         {"SubnetId": {"Ref": "B"}, "NetworkAclId": {"Fn::ImportValue": "acl"}}}
        """),
  ])
  func `ends undetermined`(_ example: Case) throws {
    let trace = try trace(example.resources)
    let codes = (trace.forward.hops + (trace.reply?.hops ?? [])).map(\.decision.code)
    #expect(trace.verdict == .undetermined, "\(codes)")
    #expect(codes.contains(example.code), "\(codes)")
  }

  /// Within the VPC the `local` route decides; beyond it nobody knows.
  @Test(arguments: [
    """
    "TA": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties":
     {"SubnetId": {"Ref": "A"}, "RouteTableId": {"Fn::ImportValue": "table"}}}
    """,
    """
    "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
    "TA": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties":
     {"SubnetId": {"Ref": "A"}, "RouteTableId": {"Ref": "T"}}},
    "R": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "T"},
     "DestinationCidrBlock": {"Ref": "P"}, "GatewayId": "igw-1"}}
    """,
    """
    "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
    "TA": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties":
     {"SubnetId": {"Ref": "A"}, "RouteTableId": {"Ref": "T"}}},
    "R": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "T"},
     "DestinationCidrBlock": "0.0.0.0/0", "NatGatewayId": {"Fn::ImportValue": "nat"}}}
    """,
  ])
  func `ends undetermined where routes are unknown`(routes: String) throws {
    let text = network(Self.open + Self.hosts() + ",\n" + routes, sections: Self.sections)
    let topology = try #require(TopologyReading(template: text).topology)
    let network = Network(topology)
    #expect(
      try network.trace(from: "I", to: "192.0.2.1", .tcp(port: 443)).verdict == .undetermined)
    #expect(try network.trace(from: "I", to: "J", .tcp(port: 443)).verdict == .delivered)
  }

  @Test func `stays unknown in an import`() throws {
    let text = network(
      Self.open + Self.hosts() + """
        ,
        "NB": {"Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties":
         {"SubnetId": {"Ref": "B"}, "NetworkAclId": {"Fn::ImportValue": "acl"}}}
        """)
    let written = NativeWriter.text(of: try #require(TopologyReading(template: text).topology))
    let topology = try NativeReader.read(Array(written.utf8), path: "import.json5").topology
    let trace = try Network(topology).trace(from: "I", to: "J", .tcp(port: 443))
    #expect(trace.verdict == .undetermined)
  }

  @Test func `is settled by the parameter that was missing`() throws {
    let resources = Self.group(#"{"IpProtocol": "-1", "CidrIp": {"Ref": "P"}}"#) + Self.hosts()
    #expect(try trace(resources).verdict == .undetermined)
    #expect(try trace(resources, parameters: ["P": "10.0.0.0/8"]).verdict == .delivered)
    #expect(try trace(resources, parameters: ["P": "192.0.2.0/24"]).verdict == .dropped)
  }

  @Test func `does not hide what is certain`() throws {
    let rules =
      #"{"IpProtocol": "-1", "CidrIp": {"Ref": "P"}}, {"IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}"#
    #expect(try trace(Self.group(rules) + Self.hosts()).verdict == .delivered)
  }

  /// Blocks, subnets and VPCs of other stacks.
  @Test(arguments: [
    (vpc: #"{"Ref": "P"}"#, block: #""10.0.1.0/24""#),
    (vpc: #"{"Ref": "V"}"#, block: #"{"Ref": "P"}"#),
  ])
  func `goes as far as the addresses are known`(vpc: String, block: String) throws {
    let text = template(
      """
      "V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
      "A": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": \(vpc), "CidrBlock": \(block)}},
      "B": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": \(vpc), "CidrBlock": "10.0.2.0/24"}},
      "I": {"Type": "AWS::EC2::Instance", "Properties":
       {"SubnetId": {"Ref": "A"}, "PrivateIpAddress": "10.0.1.10"}},
      "J": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "B"}}}
      """, sections: Self.sections)
    let network = Network(try #require(TopologyReading(template: text).topology))
    for (source, destination) in [("I", "J"), ("J", "I")] {
      let trace = try network.trace(from: source, to: destination, .tcp(port: 443))
      #expect(trace.verdict == .undetermined, "\(source) to \(destination): \(trace.verdict)")
    }
  }
}
