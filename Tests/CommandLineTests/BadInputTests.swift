import Foundation
import Testing

@Suite struct `Bad input` {
  /// Files, and how the program must refuse them.
  struct Refusal: CustomTestStringConvertible {
    let files: [String: Data]
    /// The file that is given, instead of the folder that holds all of them.
    var file: String?
    /// What the first line says: place, code and a part of the hint.
    var place = ""
    let code: String
    let hint: String

    /// A folder of files, refused at a place of one of them: `vpcs.json:2:37`.
    static func folder(
      _ files: [String: String], at place: String = "", _ code: String, hint: String
    ) -> Refusal {
      Refusal(
        files: files.mapValues { Data($0.utf8) }, place: place, code: code, hint: hint)
    }

    /// One file, refused as a whole.
    static func file(_ name: String, _ data: Data, hint: String) -> Refusal {
      Refusal(files: [name: data], file: name, code: "INPUT_UNRECOGNISED", hint: hint)
    }

    /// One file, refused at a line and column.
    static func file(
      _ text: String, at place: String, _ code: String, hint: String
    ) -> Refusal {
      Refusal(
        files: ["in.json": Data(text.utf8)], file: "in.json", place: "in.json:\(place)", code: code,
        hint: hint)
    }

    var testDescription: String { "\(files.keys.sorted()) \(place) \(code)" }
  }

  private static let refusals: [Refusal] =
    wholeInputs + syntax + values + [
      .folder(
        [
          "a.json": "{\"Subnets\": [\(subnet("10.0.1.0/24"))]}",
          "b.json": "{\"Subnets\": [\n  \(subnet("10.0.2.0/24"))]}",
        ], at: "b.json:2:3", "CONFLICTING_REPEAT", hint: "remove the older one")
    ]

  private static func subnet(_ block: String) -> String {
    #"{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "\#(block)"}"#
  }

  private static let wholeInputs: [Refusal] = [
    .folder([:], "INPUT_UNRECOGNISED", hint: "Docs/collecting.md"),
    .folder(["notes.txt": "hello"], "INPUT_UNRECOGNISED", hint: "Docs/collecting.md"),
    .folder(
      [
        "manifest.json": "{}",
        "shop.template.json":
          #"{"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}}}"#,
      ],
      "INPUT_UNRECOGNISED", hint: "shop.template.json is read where it is named itself"),
    .folder(
      ["main.tf": "resource \"aws_vpc\" \"x\" {\n}\n"], "INPUT_UNRECOGNISED",
      hint: "terraform show -json"),
    .file("tfplan", Data([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), hint: "terraform show -json"),
    .file(
      "terraform.tfstate",
      Data(#"{"version": 4, "terraform_version": "1.9.0", "lineage": "x"}"#.utf8),
      hint: "terraform show -json"),
    .file(
      "template.yaml", Data("AWSTemplateFormatVersion: 2010-09-09\nResources: {}\n".utf8),
      hint: "cfn-flip"),
    .file(
      "get-template.json", Data(#"{"TemplateBody": "Resources: {}"}"#.utf8),
      hint: "jq -r .TemplateBody"),
    .file("vpcs.yaml", Data("Vpcs:\n- VpcId: vpc-1\n".utf8), hint: "--output json"),
    .file(
      "wide.json",
      Data("\u{feff}{\"Vpcs\": []}".utf16.flatMap { [UInt8($0 & 0xff), UInt8($0 >> 8)] }),
      hint: "iconv"),
    .file("empty.json", Data(), hint: "fail?"),
  ]

  private static let syntax: [Refusal] = [
    .file("not json", at: "1:1", "JSON_UNKNOWN_WORD", hint: "double quotes"),
    .file("{\"Vpcs\": [\n  {\"VpcId\": ", at: "2:12", "JSON_TRUNCATED", hint: "cut off"),
    .file("{\"Vpcs\": []} {}", at: "1:14", "JSON_TRAILING_TEXT", hint: "one value"),
    .file(
      String(repeating: "[", count: 100_000), at: "1:513", "NESTING_TOO_DEEP", hint: "that deep"),
    .file(
      #"{"Vpcs": [{"VpcId": "a", "VpcId": "b"}]}"#, at: "1:26", "DUPLICATE_KEY", hint: "keep one"),
    .file(#"{"Vpcs": [{"VpcId": "\ud800"}]}"#, at: "1:22", "LONE_SURROGATE", hint: "two escapes"),
  ]

  private static let values: [Refusal] = [
    .file(
      """
      {"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {
        "CidrBlock": {"Fn::Select": [0]}}}}}
      """, at: "2:31", "FUNCTION_ARGUMENTS", hint: "1 element"),
    .file(
      """
      {"Resources": {"V": {"Type": "AWS::EC2::VPC", "Properties": {
        "CidrBlock": {"Ref": "AWS::Regoin"}}}}}
      """, at: "2:24", "UNKNOWN_NAME", hint: "AWS::Region"),
    .file(
      """
      {"SecurityGroups": [{"GroupId": "sg-1", "VpcId": "vpc-1", "IpPermissions": [
        {"IpProtocol": "tcp", "FromPort": "x", "ToPort": 443}]}]}
      """, at: "2:37", "WRONG_TYPE", hint: "as the AWS CLI printed it"),
    .file(
      #"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/33"}]}"#, at: "1:53",
      "INVALID_CIDR_BLOCK", hint: "10.0.0.0/16"),
    .file(
      #"{"Addresses": [{"PublicIp": "203.0.113.300"}]}"#, at: "1:40", "INVALID_ADDRESS",
      hint: "10.0.1.10"),
    .file(
      """
      {"NetworkAcls": [{"NetworkAclId": "acl-1", "VpcId": "vpc-1", "Entries": [
        {"RuleNumber": 99999, "Egress": true}]}]}
      """, at: "2:18", "NUMBER_OUT_OF_RANGE", hint: "edited"),
    .file(#"{"Subnets": [{"SubnetId": "x"}]}"#, at: "1:14", "FIELD_MISSING", hint: "AWS CLI"),
  ]

  @Test(arguments: refusals) func `is refused with place, code and hint`(refusal: Refusal) throws {
    let folder = try TemporaryFolder(refusal.files)
    let input = refusal.file.map { "\(folder.path)/\($0)" } ?? folder.path
    for verb in [["show", input], ["trace", input, "--from", "a", "--to", "b", "--icmp"]] {
      let run = try Program(verb)
      #expect(run.exitCode == 3)
      #expect(run.output.isEmpty)
      let lines = run.errors.split(separator: "\n")
      let start =
        refusal.place.isEmpty ? "error: \(input)" : "\(folder.path)/\(refusal.place): error: "
      #expect(lines.first?.hasPrefix(start) == true, "\(run.errors.prefix(1000))")
      #expect(lines.first?.hasSuffix("[\(refusal.code)]") == true, "\(run.errors.prefix(1000))")
      #expect(lines.contains { $0.contains("hint: ") && $0.contains(refusal.hint) })
    }
  }

  @Test func `names both places of two subnets with one id`() throws {
    let folder = try TemporaryFolder([
      "a.json": Data("{\"Subnets\": [\(Self.subnet("10.0.1.0/24"))]}".utf8),
      "b.json": Data("{\"Subnets\": [\(Self.subnet("10.0.2.0/24"))]}".utf8),
    ])
    let errors = try Program(["show", folder.path]).errors
    #expect(errors.contains("a.json:1:14: ") && errors.contains("b.json:1:14: "), "\(errors)")
  }

  @Test func `does not wait for a pipe`() throws {
    let folder = try TemporaryFolder([:])
    try #require(mkfifo("\(folder.path)/pipe.json", 0o600) == 0)
    for input in [folder.path, "\(folder.path)/pipe.json"] {
      let run = try Program(["show", input])
      #expect(run.exitCode == 3)
      #expect(run.errors.contains("hint: "), "\(run.errors)")
      #expect(run.output.isEmpty)
    }
  }

  @Test(.enabled(if: geteuid() != 0, "root may read every file"))
  func `tells of files that may not be read`() throws {
    let folder = try TemporaryFolder(["vpcs.json": Data(#"{"Vpcs": []}"#.utf8)])
    try #require(chmod("\(folder.path)/vpcs.json", 0) == 0)
    let run = try Program(["show", folder.path])
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("INPUT_UNREADABLE") && run.errors.contains("permissions"))
    #expect(run.output.isEmpty)
  }

  @Test func `tells all problems of one run, of every file`() throws {
    let folder = try TemporaryFolder([
      "acls.json": Data(#"{"NetworkAcls": [7, {}]}"#.utf8), "cut.json": Data("{".utf8),
      "vpcs.json": Data(#"{"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/33"}]}"#.utf8),
    ])
    let errors = try Program(["show", folder.path]).errors
    for place in ["acls.json:1:18: ", "acls.json:1:21: ", "cut.json:1:2: ", "vpcs.json:1:53: "] {
      #expect(errors.contains(place), "\(errors)")
    }
  }

  @Test(arguments: [50, 3000])
  func `counts the problems past twenty`(count: Int) throws {
    let vpcs = (0..<count).map { #"{"VpcId": "vpc-\#($0)", "CidrBlock": "10.0.0.0/\#($0 + 33)"}"# }
    let folder = try TemporaryFolder([
      "vpcs.json": Data("{\"Vpcs\": [\(vpcs.joined(separator: ",\n"))]}".utf8)
    ])
    let run = try Program(["show", folder.path])
    #expect(run.exitCode == 3)
    #expect(run.errors.components(separatedBy: ": error: ").count - 1 == 20)
    #expect(run.errors.hasSuffix("... and \(count - 20) more like these\n"), "\(run.errors)")
  }
}

/// What can be read, and yet leaves a question open.
@Suite struct `Input with gaps` {
  /// Two hosts in two subnets, both named `web`.
  private static let twins = """
    {"Vpcs": [{"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16"}],
     "Subnets": [{"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"},
                 {"SubnetId": "subnet-2", "VpcId": "vpc-1", "CidrBlock": "10.0.2.0/24"}],
     "SecurityGroups": [],
     "NetworkInterfaces": [
       {"NetworkInterfaceId": "eni-1", "SubnetId": "subnet-1", "VpcId": "vpc-1",
        "PrivateIpAddress": "10.0.1.10", "Groups": [{"GroupId": "sg-gone"}],
        "TagSet": [{"Key": "Name", "Value": "web"}]},
       {"NetworkInterfaceId": "eni-2", "SubnetId": "subnet-2", "VpcId": "vpc-1",
        "PrivateIpAddress": "10.0.2.10", "Groups": [{"GroupId": "sg-gone"}],
        "TagSet": [{"Key": "Name", "Value": "web"}]}]}
    """

  @Test func `an id that the input does not hold is named, and the verdict stays open`() throws {
    let run = try Program(
      ["trace", "-", "--from", "eni-1", "--to", "eni-2", "--tcp", "443"], input: Self.twins)
    #expect(run.exitCode == 4)
    #expect(run.output.hasPrefix("UNDETERMINED: "))
    #expect(run.output.contains("sg-gone"), "\(run.output)")
  }

  @Test func `a name that fits two things lists them`() throws {
    let run = try Program(
      ["trace", "-", "--from", "web", "--to", "10.0.2.10", "--tcp", "443"], input: Self.twins)
    #expect(run.exitCode == 2)
    #expect(run.output.isEmpty)
    for word in ["'web'", "eni-1", "eni-2", "hint: ", "--from-each"] {
      #expect(run.errors.contains(word), "\(run.errors)")
    }
  }

  @Test func `routes in a circle end as a loop`() throws {
    let run = try Program([
      "trace", "Tests/GoldenTraceTests/Golden/routing-loop/describe", "--from", "app-1", "--to",
      "db-1", "--tcp", "5432", "--detail", "summary",
    ])
    #expect(run.exitCode == 1)
    #expect(run.output.contains(" ROUTING_LOOP "), "\(run.output)")
  }

  @Test func `a broken line among flows is answered in its place`() throws {
    let flow = #"{"from": "eni-1", "to": "eni-2", "protocol": "tcp", "destinationPort": 443}"#
    let folder = try TemporaryFolder(["in.json": Data(Self.twins.utf8)])
    let run = try Program(
      ["trace", "\(folder.path)/in.json", "--flows", "-", "--format", "json"],
      input: "\(flow)\n{\"from\": \"eni-1\", \n\(flow)\n")
    #expect(run.exitCode == 0)
    let results = try run.output.split(separator: "\n").map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
    }
    #expect(results.map { $0?["verdict"] as? String } == ["undetermined", nil, "undetermined"])
    #expect((results[1]?["error"] as? String)?.contains("column 18") == true, "\(run.output)")
  }
}

/// A folder that goes when the test ends.
private final class TemporaryFolder {
  let path = FileManager.default.temporaryDirectory
    .appendingPathComponent("vpctrace-\(UUID().uuidString)").path

  init(_ files: [String: Data]) throws {
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (name, data) in files { try data.write(to: URL(fileURLWithPath: "\(path)/\(name)")) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
