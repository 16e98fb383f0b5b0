import SourceText
import TestSupport
import Testing
import TopologyModel

/// What functions make, seen in the `Name` tag of a route table; `nil` where nobody knows it yet.
@Suite("CloudFormation's functions")
struct TemplateFunctionTests {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let expected: String?

    init(_ expression: String, _ expected: String?) {
      testDescription = expression
      self.expected = expected
    }
  }

  private static let sections = """
    "Parameters": {
      "Stage": {"Type": "String", "Default": "prod"},
      "Count": {"Type": "Number", "Default": 3},
      "Blocks": {"Type": "CommaDelimitedList", "Default": "10.0.48.0/20, 10.0.112.0/20"},
      "Open": {"Type": "String"},
      "Kept": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/path"}
    },
    "Mappings": {
      "RegionMap": {
        "us-east-1": {"HVM64": "ami-0ff8a91507f77f867", "Zones": ["x", "y"]},
        "eu-west-1": {"HVM64": "ami-047bb4163c506cd98"}
      }
    },
    "Conditions": {
      "IsProduction": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]},
      "IsTest": {"Fn::Not": [{"Condition": "IsProduction"}]},
      "IsOpen": {"Fn::Equals": [{"Ref": "Open"}, "yes"]},
      "Both": {"Fn::And": [{"Condition": "IsProduction"}, {"Fn::Equals": ["3", {"Ref": "Count"}]}]},
      "Either": {"Fn::Or": [{"Condition": "IsTest"}, {"Condition": "IsProduction"}]},
      "FalseWhateverOpenIs": {"Fn::And": [{"Condition": "IsOpen"}, {"Condition": "IsTest"}]},
      "TrueWhateverOpenIs": {"Fn::Or": [{"Condition": "IsOpen"}, {"Condition": "IsProduction"}]}
    }
    """

  /// The name of a route table whose `Name` tag is the expression.
  private func name(_ expression: String, parameters: [String: String] = [:]) throws -> String? {
    let text = template(
      """
      "T": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Other"},
        "Tags": [{"Key": "Name", "Value": \(expression)}]}},
      "Other": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16"}},
      "S": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Other"},
        "CidrBlock": "10.1.1.0/24", "AvailabilityZone": "us-east-1f"}},
      "Address": {"Type": "AWS::EC2::EIP"}
      """, sections: Self.sections)
    let result = TopologyReading(template: text, parameters: parameters)
    #expect(result.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
    return try #require(result.topology).routeTables.resource("T").name
  }

  @Test(arguments: [
    Case(#"{"Ref": "Stage"}"#, "prod"),
    Case(#"{"Ref": "Count"}"#, "3"),
    Case(#"{"Ref": "AWS::Region"}"#, "us-east-1"),
    Case(#"{"Ref": "AWS::Partition"}"#, "aws"),
    Case(#"{"Ref": "AWS::URLSuffix"}"#, "amazonaws.com"),
    Case(#"{"Ref": "AWS::NoValue"}"#, nil),
    Case(#"{"Ref": "AWS::StackName"}"#, nil),
    Case(#"{"Ref": "AWS::AccountId"}"#, nil),
    Case(#"{"Ref": "Open"}"#, nil),
    Case(#"{"Ref": "Kept"}"#, nil),
    Case("true", "true"),
    Case("4.50", "4.50"),
  ])
  func `values, parameters and pseudo parameters`(_ example: Case) throws {
    #expect(try name(example.testDescription) == example.expected)
  }

  @Test(arguments: [
    Case(#"{"Fn::Join": [":", ["a", "b", "c"]]}"#, "a:b:c"),
    Case(#"{"Fn::Join": ["", ["a"]]}"#, "a"),
    Case(#"{"Fn::Join": [",", []]}"#, nil),
    Case(#"{"Fn::Join": [",", {"Ref": "Blocks"}]}"#, "10.0.48.0/20,10.0.112.0/20"),
    Case(#"{"Fn::Join": ["-", ["a", {"Ref": "AWS::NoValue"}, 1, true]]}"#, "a-1-true"),
    Case(#"{"Fn::Join": ["-", ["a", {"Ref": "Open"}]]}"#, nil),
    Case(#"{"Fn::Join": ["|", {"Fn::Split": ["|", "a|b|c"]}]}"#, "a|b|c"),
    Case(#"{"Fn::Join": ["+", {"Fn::Split": ["--", "a----b-"]}]}"#, "a++b-"),
    Case(#"{"Fn::Join": ["+", {"Fn::Split": [",", {"Fn::ImportValue": "subnets"}]}]}"#, nil),
    Case(#"{"Fn::Select": ["1", ["apples", "grapes", "oranges", "mangoes"]]}"#, "grapes"),
    Case(#"{"Fn::Select": [0, {"Ref": "Blocks"}]}"#, "10.0.48.0/20"),
    Case(#"{"Fn::Select": [2, {"Fn::Split": [",", "one,two,three"]}]}"#, "three"),
    Case(#"{"Fn::Select": [1, [{"Ref": "Open"}, "known"]]}"#, "known"),
    Case(#"{"Fn::Select": [0, {"Fn::GetAZs": ""}]}"#, "us-east-1a"),
    Case(#"{"Fn::Select": [2, {"Fn::GetAZs": {"Ref": "AWS::Region"}}]}"#, "us-east-1c"),
    Case(#"{"Fn::Select": ["1", {"Fn::GetAZs": "eu-west-3"}]}"#, "eu-west-3b"),
  ])
  func `Join, Split, Select and GetAZs`(_ example: Case) throws {
    #expect(try name(example.testDescription) == example.expected)
  }

  @Test(arguments: [
    Case(#"{"Fn::Sub": "www.${Stage}"}"#, "www.prod"),
    Case(#"{"Fn::Sub": ["www.${Domain}", {"Domain": {"Ref": "Stage"}}]}"#, "www.prod"),
    Case(#"{"Fn::Sub": ["${Stage}", {"Stage": "own"}]}"#, "own"),
    Case(#"{"Fn::Sub": "${Other.CidrBlock} ${AWS::Region}"}"#, "10.1.0.0/16 us-east-1"),
    Case(#"{"Fn::Sub": "arn:${!Literal}:$ {} ${"}"#, "arn:${Literal}:$ {} ${"),
    Case(#"{"Fn::Sub": "${Stage}${Count}"}"#, "prod3"),
    Case(#"{"Fn::Sub": "no placeholder"}"#, "no placeholder"),
    Case(#"{"Fn::Sub": "${AWS::StackName}-vpc"}"#, nil),
    Case(#"{"Fn::Sub": ["${X}", {"X": {"Fn::ImportValue": "net"}}]}"#, nil),
  ])
  func `Sub`(_ example: Case) throws {
    #expect(try name(example.testDescription) == example.expected)
  }

  @Test(arguments: [
    Case(
      #"{"Fn::Join": [" ", {"Fn::Cidr": ["192.168.0.0/24", "6", "5"]}]}"#,
      "192.168.0.0/27 192.168.0.32/27 192.168.0.64/27 192.168.0.96/27 192.168.0.128/27 192.168.0.160/27"
    ),
    Case(#"{"Fn::Select": [15, {"Fn::Cidr": ["10.3.0.0/16", 16, 8]}]}"#, "10.3.15.0/24"),
    Case(#"{"Fn::Select": [0, {"Fn::Cidr": ["10.0.0.0/16", 1, 16]}]}"#, "10.0.0.0/16"),
    Case(
      #"{"Fn::Select": [255, {"Fn::Cidr": ["2001:db8:1234:1a00::/56", 256, 64]}]}"#,
      "2001:db8:1234:1aff::/64"),
    Case(#"{"Fn::Select": [1, {"Fn::Cidr": [{"Ref": "Open"}, 2, 8]}]}"#, nil),
  ])
  func `Cidr counts host bits`(_ example: Case) throws {
    #expect(try name(example.testDescription) == example.expected)
  }

  @Test(arguments: [
    Case(
      #"{"Fn::FindInMap": ["RegionMap", {"Ref": "AWS::Region"}, "HVM64"]}"#,
      "ami-0ff8a91507f77f867"),
    Case(
      #"{"Fn::Select": [1, {"Fn::FindInMap": ["RegionMap", "us-east-1", "Zones"]}]}"#, "y"),
    Case(
      #"{"Fn::FindInMap": ["RegionMap", "mars", "HVM64", {"DefaultValue": "none"}]}"#, "none"),
    Case(#"{"Fn::FindInMap": ["RegionMap", {"Ref": "Open"}, "HVM64"]}"#, nil),
    Case(#"{"Fn::If": ["IsProduction", "yes", "no"]}"#, "yes"),
    Case(#"{"Fn::If": ["IsTest", "yes", "no"]}"#, "no"),
    Case(#"{"Fn::If": ["Both", "yes", "no"]}"#, "yes"),
    Case(#"{"Fn::If": ["Either", "yes", "no"]}"#, "yes"),
    Case(#"{"Fn::If": ["FalseWhateverOpenIs", "yes", "no"]}"#, "no"),
    Case(#"{"Fn::If": ["TrueWhateverOpenIs", "yes", "no"]}"#, "yes"),
    Case(#"{"Fn::If": ["IsOpen", "yes", "no"]}"#, nil),
    Case(#"{"Fn::If": ["IsProduction", {"Fn::If": ["IsTest", "a", "b"]}, "c"]}"#, "b"),
    Case(#"{"Fn::ImportValue": {"Fn::Sub": "${Stage}-vpc"}}"#, nil),
    Case(#"{"Fn::Base64": "text"}"#, nil),
  ])
  func `FindInMap, If and what is unknown`(_ example: Case) throws {
    #expect(try name(example.testDescription) == example.expected)
  }

  @Test(arguments: [
    Case(#"{"Fn::GetAtt": ["Other", "CidrBlock"]}"#, "10.1.0.0/16"),
    Case(#"{"Fn::GetAtt": "Other.CidrBlock"}"#, "10.1.0.0/16"),
    Case(#"{"Fn::GetAtt": ["S", "AvailabilityZone"]}"#, "us-east-1f"),
    Case(#"{"Fn::GetAtt": ["S", "CidrBlock"]}"#, "10.1.1.0/24"),
    Case(#"{"Fn::Join": ["/", [{"Ref": "Address"}, "32"]]}"#, "203.0.113.1/32"),
    Case(#"{"Fn::GetAtt": ["Address", "PublicIp"]}"#, "203.0.113.1"),
    Case(#"{"Fn::GetAtt": ["Address", "AllocationId"]}"#, nil),
    Case(#"{"Ref": "Other"}"#, nil),
    Case(#"{"Fn::GetAtt": ["Other", "Arn"]}"#, nil),
  ])
  func `GetAtt, and Ref of resources`(_ example: Case) throws {
    #expect(try name(example.testDescription) == example.expected)
  }

  @Test func `given values outweigh defaults, lists lose the spaces around their commas`() throws {
    #expect(try name(#"{"Ref": "Stage"}"#, parameters: ["Stage": "test"]) == "test")
    #expect(
      try name(#"{"Fn::If": ["IsProduction", 1, 2]}"#, parameters: ["Stage": "test"]) == "2")
    #expect(
      try name(#"{"Fn::Select": [1, {"Ref": "Blocks"}]}"#, parameters: ["Blocks": "a ,  b"]) == "b")
    #expect(try name(#"{"Ref": "Kept"}"#, parameters: ["Kept": "v"]) == "v")
    #expect(try name(#"{"Fn::If": ["IsOpen", 1, 2]}"#, parameters: ["Open": "yes"]) == "1")
  }

  @Test func `a Region that is given decides maps, zones and partitions`() throws {
    let ireland = ["AWS::Region": "eu-west-1"]
    #expect(
      try name(
        #"{"Fn::FindInMap": ["RegionMap", {"Ref": "AWS::Region"}, "HVM64"]}"#, parameters: ireland)
        == "ami-047bb4163c506cd98")
    #expect(
      try name(#"{"Fn::Select": [1, {"Fn::GetAZs": ""}]}"#, parameters: ireland) == "eu-west-1b")
    #expect(
      try name(
        #"{"Fn::Sub": "${AWS::Partition} ${AWS::URLSuffix}"}"#,
        parameters: ["AWS::Region": "cn-north-1"]) == "aws-cn amazonaws.com.cn")
  }
}
