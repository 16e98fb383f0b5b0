import VPCTraceKit

/// `vpctrace simulate`: packets and changes over time.
struct SimulateCommand {
  static let description = Verb.Description(
    summary: "Let packets and changes happen over time.",
    operands: ["INPUT", "SCENARIO"],
    options: [
      Option("--step", .none, "Walk through it: next, back, tables, quit."),
      .format,
    ] + Option.input,
    examples: [
      "vpctrace simulate prod-describe session.json5",
      "vpctrace simulate prod-describe session.json5 --step",
      "vpctrace simulate prod-describe session.json5 --format json",
    ])

  private let arguments: ParsedArguments

  init(_ arguments: ParsedArguments) { self.arguments = arguments }

  func run(_ console: inout Console) throws(CommandError) -> ExitCode {
    let path = arguments.operands[1]
    let readsCommands = arguments.has("--step")
    try arguments.refuseStandardInputTwice(path, "the scenario")
    guard !readsCommands || path != "-" && arguments.operands[0] != "-" else {
      throw .usage("with --step, standard input is for what you type")
    }
    guard !readsCommands || !console.writesJSON else {
      throw .usage("--step does not go with --format json")
    }
    var run = try load(path, try Network.load(arguments, console))
    if readsCommands {
      var session = SimulationSession(run, style: console.style)
      return try session.run(&console)
    }
    return console.writesJSON ? try writeJSON(&run, &console) : try tell(&run, &console)
  }

  private func load(_ path: String, _ network: Network) throws(CommandError) -> ScenarioRun {
    do throws(InputErrors) {
      return try ScenarioRun(path: path, in: network)
    } catch {
      throw .input(error)
    }
  }

  /// Writes every event as it happens.
  private func tell(
    _ run: inout ScenarioRun, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    let timeline = Timeline(run.scenario, style: console.style)
    try console.write(timeline.heading())
    var score = ExpectationScore()
    while !console.isAbandoned, let moment = run.step() {
      score.note(moment)
      try console.write(timeline.text(of: moment))
    }
    try console.write(timeline.closing(score))
    return score.exitCode
  }

  private func writeJSON(
    _ run: inout ScenarioRun, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    var writer = JSONWriter(.indented)
    var score = ExpectationScore()
    writer.beginSimulation(run.scenario)
    while let moment = run.step() {
      score.note(moment)
      writer.moment(moment, of: run.scenario, in: run.source)
    }
    writer.endSimulation(score)
    writer.endLine()
    try console.write(writer.bytes)
    return score.exitCode
  }
}

extension ExpectationScore {
  var exitCode: ExitCode { failures == 0 ? .success : .negative }
}
