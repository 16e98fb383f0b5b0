import VPCTraceKit

/// `vpctrace check`: what is wrong with a design.
struct CheckCommand {
  static let description = Verb.Description(
    summary: "Report what is wrong with a design.",
    operands: ["INPUT..."],
    options: [
      Option(
        "--format", .choice(["text", "json", "sarif"]),
        "Write for people (default), programs or code scanning."),
      Option(
        "--fail-on", .choice(CheckRule.Severity.allCases.map { $0.rawValue }),
        "Exit with 1 at findings this grave (default: error)."),
      Option("--only", .required("RULE,..."), "Apply these rules alone."),
      Option("--ignore", .required("RULE,..."), "Leave these rules out."),
      Option("--list", .none, "List the rules."),
      Option("--explain", .required("RULE"), "Explain a rule."),
    ] + Option.input,
    standaloneFlags: ["--list", "--explain"],
    examples: [
      "vpctrace check prod-describe",
      "vpctrace check prod-describe --fail-on warning --format sarif",
      "vpctrace check --explain SUBNETS_OVERLAP",
    ])

  private let arguments: ParsedArguments

  init(_ arguments: ParsedArguments) { self.arguments = arguments }

  func run(_ console: inout Console) throws(CommandError) -> ExitCode {
    if arguments.has("--list") {
      try list(&console)
      return .success
    }
    if let name = arguments["--explain"] {
      try console.write(try rule(name).explanation(style: console.style))
      return .success
    }
    let report = try report(console)
    try print(report, &console)
    let limit =
      arguments["--fail-on"].flatMap { CheckRule.Severity(rawValue: $0) } ?? .error
    let isAtFault = report.entries.contains { $0.finding.severity <= limit && !$0.isAccepted }
    return isAtFault ? .negative : .success
  }

  private func list(_ console: inout Console) throws(CommandError) {
    guard arguments["--format"] == "json" else {
      return try console.write(CheckRule.list(style: console.style))
    }
    var writer = JSONWriter(.indented)
    writer.checkRules()
    writer.endLine()
    try console.write(writer.bytes)
  }

  private func report(_ console: Console) throws(CommandError) -> CheckReport {
    let rules = try self.rules()
    var report = CheckReport()
    for path in arguments.operands {
      let network = try Network.load(path, arguments, console)
      report.add(network.findings(of: rules), in: network.topology)
    }
    if arguments["--format"] != "json" { report.quoteSources() }
    return report
  }

  private func print(_ report: CheckReport, _ console: inout Console) throws(CommandError) {
    guard let format = arguments["--format"], format != "text" else {
      return try console.write(report.text(style: console.style))
    }
    var writer = JSONWriter(.indented)
    if format == "sarif" {
      writer.sarif(report, version: Program.version)
    } else {
      writer.checkReport(report)
    }
    writer.endLine()
    try console.write(writer.bytes)
  }

  /// The rules to apply, by `--only` and `--ignore`.
  private func rules() throws(CommandError) -> Set<CheckRule> {
    let only = try rules(listedBy: "--only") ?? Set(CheckRule.allCases)
    return only.subtracting(try rules(listedBy: "--ignore") ?? [])
  }

  private func rules(listedBy flag: String) throws(CommandError) -> Set<CheckRule>? {
    guard let list = arguments[flag] else { return nil }
    var rules: Set<CheckRule> = []
    for name in list.split(separator: ",") { rules.insert(try rule(String(name))) }
    return rules
  }

  private func rule(_ name: String) throws(CommandError) -> CheckRule {
    if let rule = CheckRule(rawValue: name) { return rule }
    let nearest = NearestName.nearest(to: name, among: CheckRule.allCases.map { $0.rawValue })
    throw .usage(
      "there is no rule '\(name)'",
      hint: nearest.map { "did you mean \($0)?" } ?? "'vpctrace check --list' lists the rules")
  }
}
