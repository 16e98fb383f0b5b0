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
    let (old, new) = try load(arguments, console)
    let difference = ReachabilityDifference(from: old, to: new)
    try print(DifferenceReport(difference), arguments["--format"], &console)
    if difference.hasCertainShifts { return .negative }
    return difference.shifts.isEmpty ? .success : .undetermined
  }

  private static func load(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandError) -> (old: Topology, new: Topology) {
    let parameters = try arguments.parameters()
    do throws(InputErrors) {
      let (old, new) = try Topology.loadPair(
        arguments.operands[0], arguments.operands[1], format: arguments.inputFormat,
        parameters: parameters)
      console.report(old.warnings)
      console.report(new.warnings)
      return (old.topology, new.topology)
    } catch {
      throw .input(error)
    }
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
