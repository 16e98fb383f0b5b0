import Testing

@Suite("--parameter")
struct TemplateParameterTests {
  private static let template = "Topologies/template/shop.json"
  private static let login = [
    "trace", template, "--from", "internet:192.0.2.9", "--to", "Web", "--tcp", "22",
  ]

  @Test func `settles what a template leaves open`() throws {
    let open = try Program(Self.login)
    #expect(open.exitCode == 4)
    #expect(open.errors.contains("shop.json:3:5: warning"))
    #expect(open.errors.contains("[PARAMETER_MISSING]"))
    #expect(open.errors.contains("--parameter OfficeCidr=VALUE"))
    #expect(try Program(Self.login + ["--parameter", "OfficeCidr=192.0.2.0/24"]).exitCode == 0)
    #expect(try Program(Self.login + ["--parameter=OfficeCidr=10.0.0.0/8"]).exitCode == 1)
  }

  @Test func `may be given several times, each name once`() throws {
    let region = try Program(
      [
        "show", Self.template, "--parameter", "OfficeCidr=10.0.0.0/8", "--parameter",
        "AWS::Region=eu-west-1",
      ])
    #expect(region.exitCode == 0)
    #expect(region.output.contains("eu-west-1"))
    let twice = try Program(
      ["show", Self.template, "--parameter", "OfficeCidr=a", "--parameter", "OfficeCidr=b"])
    #expect(twice.exitCode == 2)
    #expect(twice.errors.contains("--parameter OfficeCidr is given twice"))
  }

  @Test(arguments: [
    (word: "OfficeCdir=10.0.0.0/8", complaint: "did you mean OfficeCidr?"),
    (word: "OfficeCidr", complaint: "write --parameter NAME=VALUE"),
    (word: "=1", complaint: "write --parameter NAME=VALUE"),
  ])
  func `is refused with the name that was meant`(word: String, complaint: String) throws {
    for (verb, others) in [
      ("show", []), ("import", []), ("simulate", ["-"]), ("explain-log", ["-"]),
    ] {
      let run = try Program([verb, Self.template] + others + ["--parameter", word])
      #expect(run.exitCode == 2)
      #expect(run.output.isEmpty)
      #expect(run.errors.contains(complaint))
    }
  }

  @Test func `is refused where the input is no template`() throws {
    let run = try Program(["show", "Topologies/two-tier", "--parameter", "A=1"])
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("only CloudFormation templates have parameters"))
  }

  @Test func `finds the mistake of an ACL before anything is deployed`() throws {
    let check = try Program(
      ["check", Self.template, "--parameter", "OfficeCidr=192.0.2.0/24", "--fail-on", "warning"])
    #expect(check.exitCode == 1)
    #expect(check.output.contains("DataAcl"))
    let trace = try Program([
      "trace", Self.template, "--from", "Web", "--to", "Db", "--tcp", "5432",
    ])
    #expect(trace.exitCode == 1)
    #expect(trace.output.contains("DENY     ACL DataAcl"))
  }
}
