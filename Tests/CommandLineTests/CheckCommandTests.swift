import Foundation
import Testing

@Suite struct `vpctrace check` {
  /// Two subnets that overlap and one that is not in its VPC.
  private static let design = """
    {
      "Vpcs": [
        {"VpcId": "vpc-1", "CidrBlock": "10.0.0.0/16", "CidrBlockAssociationSet": [
          {"CidrBlock": "10.0.0.0/16", "CidrBlockState": {"State": "associated"}}]}
      ],
      "Subnets": [
        {"SubnetId": "subnet-1", "VpcId": "vpc-1", "CidrBlock": "10.0.0.0/23"},
        {"SubnetId": "subnet-2", "VpcId": "vpc-1", "CidrBlock": "10.0.1.0/24"},
        {"SubnetId": "subnet-3", "VpcId": "vpc-1", "CidrBlock": "10.1.0.0/24"}
      ]
    }
    """

  @Test(arguments: [
    ([], 1, 2), (["--only", "SUBNETS_OVERLAP"], 1, 1),
    (["--ignore", "SUBNETS_OVERLAP,SUBNET_OUTSIDE_VPC"], 0, 0),
    (["--only", "VPC_BLOCK_SIZE", "--fail-on", "info"], 0, 0),
  ])
  func `exits by what is found, and finds what is asked for`(
    options: [String], exitCode: Int32, count: Int
  ) throws {
    let run = try Program(
      ["check", "-", "--format", "json"] + options, input: Self.design)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let errors = (object?["findings"] as? [[String: Any]])?.filter {
      $0["severity"] as? String == "error"
    }
    #expect(errors?.count == count)
    #expect(object?["schema"] as? String == "vpctrace.check/1")
    #expect(run.exitCode == exitCode)
  }

  @Test func `quotes the lines of a file`() throws {
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("vpctrace-check-\(ProcessInfo.processInfo.processIdentifier).json")
    try Self.design.write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try Program(["check", file.path, file.path, "--only", "SUBNETS_OVERLAP"])
    #expect(run.output.contains("8 |     {\"SubnetId\": \"subnet-2\""), "\(run.output)")
    #expect(run.output.contains("2 findings: 2 errors"), "\(run.output)")
    let sarif = try Program(["check", file.path, "--format", "sarif"])
    let log = try JSONSerialization.jsonObject(with: Data(sarif.output.utf8)) as? [String: Any]
    #expect(log?["version"] as? String == "2.1.0")
  }

  @Test(arguments: [
    (["check", "--list"], "SUBNETS_OVERLAP"),
    (["check", "--explain", "VPC_BLOCK_MIXING"], "R-CIDR-7"),
  ])
  func `teaches its rules without an input`(arguments: [String], word: String) throws {
    let run = try Program(arguments)
    #expect(run.exitCode == 0)
    #expect(run.output.contains(word))
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `lists its rules for programs`() throws {
    let run = try Program(["check", "--list", "--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let rules = object?["rules"] as? [[String: Any]]
    #expect(object?["schema"] as? String == "vpctrace.checks/1")
    #expect(rules?.contains { $0["rule"] as? String == "SUBNETS_OVERLAP" } == true)
    #expect(rules?.allSatisfy { ($0["why"] as? String)?.isEmpty == false } == true)
  }

  @Test func `quotes standard input`() throws {
    let run = try Program(["check", "-", "--only", "SUBNETS_OVERLAP"], input: Self.design)
    #expect(run.output.contains("8 |     {\"SubnetId\": \"subnet-2\""), "\(run.output)")
  }

  /// A subnet named public without a way out, which the file accepts; and a mistyped acceptance.
  @Test func `lets a file accept what is meant`() throws {
    let design = """
      { vpcs: { v: { cidr: "10.0.0.0/16", subnets: {
        "public-a": { cidr: "10.0.1.0/24",
          accepted: { SUBNET_NAMED_PUBLIC: "the gateway comes in May", SUBNET_OVERLAP: "?" } },
      } } } }
      """
    let text = try Program(["check", "-", "--fail-on", "warning"], input: design)
    #expect(text.exitCode == 1)
    #expect(text.output.contains("    the gateway comes in May\n"), "\(text.output)")
    #expect(text.output.contains("Did you mean SUBNETS_OVERLAP?"), "\(text.output)")
    #expect(text.output.hasSuffix("1 finding: 1 warning; 1 more is accepted\n"))
    let only = ["check", "-", "--only", "SUBNET_NAMED_PUBLIC", "--fail-on", "info"]
    let accepted = try Program(only, input: design)
    #expect(accepted.exitCode == 0)
    #expect(accepted.output.hasSuffix("No findings; 1 is accepted.\n"), "\(accepted.output)")
    let sarif = try Program(only + ["--format", "sarif"], input: design)
    #expect(sarif.output.contains("\"justification\": \"the gateway comes in May\""))
    let json = try Program(only + ["--format", "json"], input: design)
    #expect(json.output.contains("\"accepted\": \"the gateway comes in May\""))
  }

  @Test func `asks back where a rule's name is mistyped`() throws {
    for option in ["--only", "--ignore", "--explain"] {
      let run = try Program(["check", "-", option, "SUBNET_OVERLAP"], input: Self.design)
      #expect(run.exitCode == 2)
      #expect(run.errors.contains("did you mean SUBNETS_OVERLAP?"), "\(run.errors)")
    }
  }
}
