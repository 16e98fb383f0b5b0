import Addressing
import SourceText
import TestSupport
import Testing
import TopologyModel

extension MarkedCase {
  /// A subnet whose block is an expression.
  fileprivate static func value(
    _ description: String, _ expression: String, _ expected: String...
  ) -> MarkedCase {
    let text = template(
      """
      "V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
      "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}, "CidrBlock":
       \(expression)}}
      """, sections: #""Mappings": {"M": {"a": {"b": "10.0.1.0/24"}}}"#)
    return MarkedCase(description, text, expected)
  }

  /// Resources beside those of ``network(_:sections:)``.
  fileprivate static func beside(
    _ description: String, _ resources: String, sections: String = "", _ expected: String...
  ) -> MarkedCase {
    MarkedCase(description, network(resources, sections: sections), expected)
  }
}

@Suite("What is wrong with a template")
struct TemplateDiagnosticTests {
  private func check(_ example: MarkedCase) {
    example.check { TopologyReading(template: $0) }
  }

  @Test(
    arguments: [
      .value("too few elements", #"{"Fn::Select": «[0]}"#, "error FUNCTION_ARGUMENTS"),
      .value("no list", #"{"Fn::Join": «"a"}"#, "error FUNCTION_ARGUMENTS"),
      .value("too many", #"{"Fn::Split": «["a", "b", "c"]}"#, "error FUNCTION_ARGUMENTS"),
      .value("a delimiter that is none", #"{"Fn::Join": [«1, ["a"]]}"#, "error FUNCTION_ARGUMENTS"),
      .value(
        "an empty delimiter", #"{"Fn::Select": [0, {"Fn::Split": [«"", "a"]}]}"#,
        "error FUNCTION_ARGUMENTS"),
      .value(
        "an index past the end", #"{"Fn::Select": [«2, ["a", "b"]]}"#,
        "error FUNCTION_ARGUMENTS"),
      .value("a negative index", #"{"Fn::Select": [«-1, ["a", "b"]]}"#, "error FUNCTION_ARGUMENTS"),
      .value(
        "an index that is none", #"{"Fn::Select": [«"x", ["a", "b"]]}"#,
        "error FUNCTION_ARGUMENTS"),
      .value(
        "a list where a text belongs", #"{"Fn::Join": ["", [«["a"]]]}"#,
        "error FUNCTION_ARGUMENTS"),
      .value("an unknown name", #"{"Ref": «"Vv"}"#, "error UNKNOWN_NAME"),
      .value("a name in a text", #"{"Fn::Sub": "${«Vv.CidrBlock}"}"#, "error UNKNOWN_NAME"),
      .value("an attribute that is missing", #"{"Fn::GetAtt": «"V"}"#, "error FUNCTION_ARGUMENTS"),
      .value("GetAtt of a number", #"{"Fn::GetAtt": «5}"#, "error FUNCTION_ARGUMENTS"),
      .value("Ref of an object", #"{"Ref": «{}}"#, "error FUNCTION_ARGUMENTS"),
      .value("Sub of a list of one", #"{"Fn::Sub": «["a"]}"#, "error FUNCTION_ARGUMENTS"),
      .value("an unknown mapping", #"{"Fn::FindInMap": [«"N", "a", "b"]}"#, "error UNKNOWN_NAME"),
      .value("an unknown key", #"{"Fn::FindInMap": ["M", "a", «"c"]}"#, "error UNKNOWN_NAME"),
      .value("an unknown condition", #"{"Fn::If": [«"C", "a", "b"]}"#, "error UNKNOWN_NAME"),
      .value("a condition where none can stand", #"{«"Fn::Not": []}"#, "error FUNCTION_ARGUMENTS"),
      .value("no such function", #"{«"Fn::Joyn": []}"#, "error UNKNOWN_FUNCTION"),
      .value(
        "two functions in one object", #"{«"Ref": "V", "Fn::Sub": ""}"#,
        "error FUNCTION_ARGUMENTS"),
      .value("a loop", #"{«"Fn::ForEach::X": []}"#, "error NOT_EXPANDED"),
      .value(
        "a block that is none", #"{"Fn::Select": [0, {"Fn::Cidr": [«"10", 1, 8]}]}"#,
        "error INVALID_CIDR_BLOCK"),
      .value(
        "no room for a block", #"{"Fn::Select": [0, {"Fn::Cidr": ["10.0.0.0/16", 1, «17]}]}"#,
        "error FUNCTION_ARGUMENTS"),
      .value(
        "no room for so many",
        #"{"Fn::Select": [0, {"Fn::Cidr": ["10.0.0.0/16", «5, 14]}]}"#, "error FUNCTION_ARGUMENTS"),
      .value(
        "too many blocks", #"{"Fn::Select": [0, {"Fn::Cidr": ["10.0.0.0/8", «257, 8]}]}"#,
        "error FUNCTION_ARGUMENTS"),
      .value(
        "no host bits", #"{"Fn::Select": [0, {"Fn::Cidr": ["10.0.0.0/32", 1, «1]}]}"#,
        "error FUNCTION_ARGUMENTS"),
      .value("null", "«null", "error WRONG_TYPE"),
      .value("a literal block that is none", #""10.0.1.0/«33""#, "error INVALID_CIDR_BLOCK"),
      .value(
        "a block of a function that is none", #"«{"Fn::Join": ["/", ["10.0.1.0", "x"]]}"#,
        "error INVALID_CIDR_BLOCK"),
      .value("host bits", #"«"10.0.1.1/24""#, "warning HOST_BITS_SET"),
      .value("a list for a block", #"«["10.0.1.0/24"]"#, "error WRONG_TYPE"),
    ] as [MarkedCase])
  func `functions and values`(_ example: MarkedCase) { check(example) }

  @Test(
    arguments: [
      MarkedCase(
        "no resources", "«{\"AWSTemplateFormatVersion\": \"2010-09-09\"}", "error FIELD_MISSING"),
      MarkedCase("resources in a list", #"{"Resources": «[]}"#, "error WRONG_TYPE"),
      MarkedCase("no type", template(#""V": «{}"#), "error FIELD_MISSING"),
      MarkedCase("a type that is no text", template(#""V": {"Type": «1}"#), "error WRONG_TYPE"),
      MarkedCase(
        "properties that are none", template(#""V": {"Type": "AWS::EC2::VPC", "Properties": «[]}"#),
        "error WRONG_TYPE"),
      MarkedCase(
        "a VPC without a block", template(#"«"V": {"Type": "AWS::EC2::VPC"}"#),
        "error FIELD_MISSING"),
      MarkedCase(
        "a loop of resources", template(#"«"Fn::ForEach::Subnets": []"#), "error NOT_EXPANDED"),
      .beside(
        "a macro", #""T": {"Type": "AWS::SNS::Topic"}"#,
        sections: #""Transform": «"AWS::Serverless-2016-10-31""#, "warning NOT_EXPANDED"),
      .beside(
        "a nested stack",
        #"«"N": {"Type": "AWS::CloudFormation::Stack", "Properties": {}}"#, "warning NOT_MODELLED"),
      .beside(
        "a condition that nobody declared",
        #""G": {"Type": "AWS::EC2::InternetGateway", "Condition": «"C"}"#, "error UNKNOWN_NAME"),
      .beside(
        "what is left out can't be referred to",
        """
        "N": {"Type": "AWS::EC2::NetworkAcl", "Condition": "C", "Properties": {"VpcId": {"Ref": "V"}}},
        "O": {"Type": "AWS::EC2::SubnetNetworkAclAssociation", "Properties":
         {"SubnetId": {"Ref": "A"}, "NetworkAclId": {"Ref": «"N"}}}
        """,
        sections: #""Conditions": {"C": {"Fn::Equals": ["a", "b"]}}"#, "error CONDITIONED_OUT"),
      .beside(
        "a condition that can't be told",
        #""G": {"Type": "AWS::EC2::InternetGateway", "Condition": «"C"}"#,
        sections: """
          "Parameters": {"P": {"Type": "String"}},
          "Conditions": {"C": {"Fn::Equals": [{"Ref": "P"}, "b"]}}
          """, "error VALUE_UNKNOWN"),
      .beside(
        "conditions in a circle", #""T": {"Type": "AWS::SNS::Topic"}"#,
        sections: """
          "Conditions": {"C": {"Fn::Not": [{"Condition": «"D"}]}, "D": {"Condition": "C"}}
          """, "error CIRCULAR_REFERENCE"),
      .beside(
        "no condition at all", #""T": {"Type": "AWS::SNS::Topic"}"#,
        sections: #""Conditions": {"C": «"yes", "D": {«"Ref": "x"}}"#, "error WRONG_TYPE",
        "error FUNCTION_ARGUMENTS"),
      .beside(
        "resources in a circle",
        """
        "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
         "SecurityGroupIngress": [{"IpProtocol": "-1", "SourceSecurityGroupId": {"Ref": «"H"}}]}},
        "H": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
         "SecurityGroupIngress": [{"IpProtocol": "-1", "SourceSecurityGroupId": {"Ref": "G"}}]}}
        """, "error CIRCULAR_REFERENCE"),
      .beside(
        "a resource that needs itself",
        """
        "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
         "SecurityGroupIngress": [{"IpProtocol": "-1", "SourceSecurityGroupId": {"Ref": «"G"}}]}}
        """, "error CIRCULAR_REFERENCE"),
      .beside(
        "parameters that are none", #""T": {"Type": "AWS::SNS::Topic"}"#,
        sections: #"""
          "Parameters": {"P": «"x", "Q": «{}, "R": {"Type": "String", "Default": «[]},
           «"S": {"Type": "Number", "Default": "many"},
           «"U": {"Type": "String", "AllowedValues": ["yes", "no"], "Default": "ja"}}
          """#,
        "error WRONG_TYPE", "error FIELD_MISSING", "error WRONG_TYPE", "error PARAMETER_REFUSED",
        "error PARAMETER_REFUSED"),
    ] as [MarkedCase])
  func `sections, conditions and parameters`(_ example: MarkedCase) { check(example) }

  @Test(
    arguments: [
      .beside(
        "a reference to another kind",
        """
        "R": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties":
         {"SubnetId": {"Ref": "A"}, "RouteTableId": «{"Ref": "V"}}}
        """, "error WRONG_RESOURCE"),
      .beside(
        "a logical id as a text",
        #""R": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": «"V"}}"#, "error WRONG_TYPE"
      ),
      .beside(
        "a route without a target",
        """
        "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
        "R": {"Type": "AWS::EC2::Route", "Properties": «{"RouteTableId": {"Ref": "T"},
         "DestinationCidrBlock": "0.0.0.0/0"}}
        """, "error FIELD_MISSING"),
      .beside(
        "a rule for nobody, ports past the last, and upside down",
        """
        "G": {"Type": "AWS::EC2::SecurityGroup", "Properties": {"VpcId": {"Ref": "V"},
         "SecurityGroupIngress": [
          «{"IpProtocol": "tcp", "FromPort": 1, "ToPort": 2},
          {"IpProtocol": "tcp", "FromPort": 1, "ToPort": «70000, "CidrIp": "0.0.0.0/0"},
          {"IpProtocol": "tcp", "FromPort": 9, "ToPort": «"8", "CidrIp": "0.0.0.0/0"},
          {"IpProtocol": «"tpc", "CidrIp": "0.0.0.0/0"},
          «{"IpProtocol": "udp", "ToPort": 1, "CidrIp": "0.0.0.0/0"},
          «"rule"]}}
        """, "error FIELD_MISSING", "error PORT_OUT_OF_RANGE", "error PORTS_REVERSED",
        "error UNKNOWN_VALUE", "error FIELD_MISSING", "error WRONG_TYPE"),
      .beside(
        "two rules of one number, one with a wrong word",
        """
        "N": {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": "V"}}},
        "E": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "N"},
         "RuleNumber": 100, "Protocol": -1, "RuleAction": "allow", "CidrBlock": "0.0.0.0/0"}},
        «"F": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "N"},
         "RuleNumber": "100", "Protocol": "-1", "RuleAction": "deny", "CidrBlock": "0.0.0.0/0"}},
        "H": {"Type": "AWS::EC2::NetworkAclEntry", "Properties": {"NetworkAclId": {"Ref": "N"},
         "RuleNumber": 300, "Protocol": -1, "RuleAction": «"refuse", "CidrBlock": "0.0.0.0/0"}}
        """, "error DUPLICATE_ACL_RULE", "error UNKNOWN_VALUE"),
      .beside(
        "a subnet with two tables",
        """
        "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "V"}}},
        "X": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties":
         {"SubnetId": {"Ref": "A"}, "RouteTableId": {"Ref": "T"}}},
        «"Y": {"Type": "AWS::EC2::SubnetRouteTableAssociation", "Properties":
         {"SubnetId": {"Ref": "A"}, "RouteTableId": {"Ref": "T"}}}
        """, "warning DUPLICATE_ASSOCIATION"),
      .beside(
        "an instance in no subnet", #"«"I": {"Type": "AWS::EC2::Instance"}"#,
        "warning NOT_MODELLED"),
      .beside(
        "a flag that is none",
        """
        "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"},
         "SourceDestCheck": «"no"}}
        """, "error WRONG_TYPE"),
      .beside(
        "a timeout that AWS does not offer",
        """
        "E": {"Type": "AWS::EC2::NetworkInterface", "Properties": {"SubnetId": {"Ref": "A"},
         "ConnectionTrackingSpecification": {"UdpTimeout": «61}}}
        """, "error NUMBER_OUT_OF_RANGE"),
      .beside(
        "an address that is none",
        """
        "I": {"Type": "AWS::EC2::Instance", "Properties": {"SubnetId": {"Ref": "A"},
         "PrivateIpAddress": "10.0.1.«256"}}
        """, "error INVALID_ADDRESS"),
      .beside(
        "what nobody knows before deployment, where it is used",
        """
        "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": «{"Fn::ImportValue": "net"}}}
        """, "warning VALUE_UNKNOWN"),
      .beside(
        "a parameter without a value, where it is declared, once",
        """
        "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "P"}}},
        "U": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "P"}}}
        """,
        sections: #""Parameters": {«"P": {"Type": "AWS::EC2::VPC::Id"}}"#,
        "warning PARAMETER_MISSING"),
    ] as [MarkedCase])
  func `resources`(_ example: MarkedCase) { check(example) }

  @Test func `names that are nearly right are offered`() {
    func hints(_ text: String) -> [String?] {
      TopologyReading(template: text).complaints.map(\.hint)
    }
    #expect(
      hints(
        network(#""T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "v"}}}"#))
        == ["did you mean V?"])
    #expect(
      hints(network(#""T": {"Type": "AWS::EC2::EIP", "Properties": {"Tags": {"Fn::Splitt": []}}}"#))
        == ["did you mean Fn::Split?"])
  }

  @Test func `a given parameter that the template lacks is warned of`() {
    let text = network(
      #""T": {"Type": "AWS::SNS::Topic"}"#,
      sections: #""Parameters": {"Stage": {"Type": "String", "Default": "x"}}"#)
    let result = TopologyReading(template: text, parameters: ["stagee": "y"])
    #expect(result.places == ["warning UNKNOWN_PARAMETER"])
    #expect(result.complaints.first?.hint == "did you mean Stage?")
  }

  @Test func `a chain of ten thousand references does not overflow`() throws {
    let resources = (0..<10_000).map { index in
      let block =
        index == 9_999 ? "\"10.0.0.0/16\"" : "{\"Fn::GetAtt\": [\"V\(index + 1)\", \"CidrBlock\"]}"
      return
        "\"V\(index)\": {\"Type\": \"AWS::EC2::VPC\", \"Properties\": {\"CidrBlock\": \(block)}}"
    }
    let topology = try readTemplate(template(resources.joined(separator: ",\n")))
    #expect(try topology.vpcs.resource("V0").blocks.map(\.block.description) == ["10.0.0.0/16"])
  }
}
