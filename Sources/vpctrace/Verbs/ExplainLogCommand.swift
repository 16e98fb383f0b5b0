import VPCTraceKit

/// `vpctrace explain-log`: which rule is behind each record of a flow log, and which records the topology contradicts.
struct ExplainLogCommand {
  static let description = Verb.Description(
    summary: "Explain the records of a VPC flow log.",
    operands: ["INPUT", "LOGFILE"],
    options: [
      .format,
      Option(
        "--fields", .required("NAMES"),
        "The fields of the records, where the log does not begin with their names."),
    ] + Option.input,
    examples: [
      "vpctrace explain-log prod-describe flow-log.gz",
      "vpctrace explain-log prod-describe - --format json < flow.log",
      "vpctrace explain-log prod-describe flow.log --fields '${interface-id} ${srcaddr} ...'",
    ])

  private let arguments: ParsedArguments

  init(_ arguments: ParsedArguments) { self.arguments = arguments }

  func run(_ console: inout Console) throws(CommandError) -> ExitCode {
    let path = arguments.operands[1]
    try arguments.refuseStandardInputTwice(path, "the log")
    let format = try format()
    let network = try Network.load(arguments, console)
    var explainer = FlowLogExplainer(network)
    do throws(FlowLogFile.Failure) {
      try FlowLogFile(path: path, format: format).explain(with: &explainer)
    } catch {
      throw .usage("can't read \(path): \(error.message)", hint: error.hint)
    }
    let report = FlowLogReport(explainer, of: path, in: network)
    try print(report, &console)
    return report.hasContradictions ? .negative : .success
  }

  private func format() throws(CommandError) -> FlowLogFormat? {
    guard let format = try FlowLogFormat(arguments) else { return nil }
    guard format.missing.isEmpty else {
      throw .usage(FlowLogFile.Failure.lacksFields(format.missing).message)
    }
    return format
  }

  private func print(_ report: FlowLogReport, _ console: inout Console) throws(CommandError) {
    guard console.writesJSON else { return try console.write(report.text(style: console.style)) }
    var writer = JSONWriter(.indented)
    writer.flowLogReport(report)
    writer.endLine()
    try console.write(writer.bytes)
  }
}
