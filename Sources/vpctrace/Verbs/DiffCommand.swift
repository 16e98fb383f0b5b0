import VPCTraceKit

/// `vpctrace diff`: what a change changes for packets.
enum DiffCommand {
  static let description = Verb.Description(
    summary: "Report what a change opens and closes.",
    operands: ["OLD", "NEW"],
    options: [
      Option(
        "--format", .choice(["text", "json", "markdown"]),
        "Write for people (default), programs or a pull request.")
    ] + Option.input,
    examples: [
      "vpctrace diff prod-describe planned.json5",
      "vpctrace diff before after --format markdown > comment.md",
    ])

  static func run(
    _ arguments: ParsedArguments, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    guard arguments.operands != ["-", "-"] else {
      throw .usage("standard input can be OLD or NEW, but not both")
    }
    let old = try Network.load(arguments.operands[0], arguments, console)
    let new = try Network.load(arguments.operands[1], arguments, console)
    let difference = ReachabilityDifference(from: old.topology, to: new.topology)
    try print(DifferenceReport(difference), arguments["--format"], &console)
    if difference.hasCertainShifts { return .negative }
    return difference.shifts.isEmpty ? .success : .undetermined
  }

  private static func print(
    _ report: DifferenceReport, _ format: String?, _ console: inout Console
  ) throws(CommandError) {
    switch format {
    case "json":
      var writer = JSONWriter(.indented)
      writer.differenceReport(report)
      writer.endLine()
      try console.write(writer.bytes)
    case "markdown": try console.write(report.markdown)
    default: try console.write(report.text(style: console.style))
    }
  }
}
