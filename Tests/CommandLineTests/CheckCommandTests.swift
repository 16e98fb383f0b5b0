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

  @Test func `asks back where a rule's name is mistyped`() throws {
    for option in ["--only", "--ignore", "--explain"] {
      let run = try Program(["check", "-", option, "SUBNET_OVERLAP"], input: Self.design)
      #expect(run.exitCode == 2)
      #expect(run.errors.contains("did you mean SUBNETS_OVERLAP?"), "\(run.errors)")
    }
  }
}
