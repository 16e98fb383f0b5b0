import VPCTraceKit

/// `vpctrace simulate`: packets and changes over time.
struct SimulateCommand {
  static let description = Verb.Description(
    summary: "Let packets and changes happen over time.",
    operands: ["INPUT", "SCENARIO"],
    options: [
      Option("--step", .none, "Walk through it: next, back, tables, quit."),
      .format,
    ] + SimulationLog.options + Option.input,
    examples: [
      "vpctrace simulate prod-describe session.json5",
      "vpctrace simulate prod-describe session.json5 --step",
      "vpctrace simulate prod-describe session.json5 --flow-log session.log",
    ])

  private let arguments: ParsedArguments

  init(_ arguments: ParsedArguments) { self.arguments = arguments }

  func run(_ console: inout Console) throws(CommandError) -> ExitCode {
    let path = arguments.operands[1]
    try arguments.refuseStandardInputTwice(path, "the scenario")
    try check(console)
    let style = try FlowLogStyle(arguments)
    let network = try Network.load(arguments, console)
    var run = LoggedRun(try load(path, network), from: style?.start)
    guard let style else { return try happen(&run, nil, &console) }
    return try happen(
      &run, try SimulationLog(arguments, style, in: network, &console), &console)
  }

  /// Refuses what does not go together.
  private func check(_ console: Console) throws(CommandError) {
    let logsToOutput = arguments["--flow-log"] == "-"
    if logsToOutput && console.writesJSON {
      throw .usage("--flow-log - does not go with --format json", hint: "name a file")
    }
    guard arguments.has("--step") else { return }
    if arguments.operands.contains("-") {
      throw .usage("with --step, standard input is for what you type")
    }
    if console.writesJSON { throw .usage("--step does not go with --format json") }
    if logsToOutput { throw .usage("--step does not go with --flow-log -", hint: "name a file") }
  }

  private func happen(
    _ run: inout LoggedRun, _ log: SimulationLog?, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    if arguments.has("--step") {
      var session = SimulationSession(run, style: console.style)
      return try session.run(log, &console)
    }
    return console.writesJSON
      ? try writeJSON(&run, log, &console) : try tell(&run, log, &console)
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
    _ run: inout LoggedRun, _ log: SimulationLog?, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    let timeline = Timeline(run.run.scenario, style: console.style)
    let isTold = log?.replacesTimeline != true
    if isTold { try console.write(timeline.heading()) }
    var score = ExpectationScore()
    while !console.isAbandoned, let moment = run.step() {
      score.note(moment)
      if isTold { try console.write(timeline.text(of: moment)) }
      try log?.write(run.takeFinished(), &console)
    }
    if isTold { try console.write(timeline.closing(score)) }
    return score.exitCode
  }

  private func writeJSON(
    _ run: inout LoggedRun, _ log: SimulationLog?, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    var writer = JSONWriter(.indented)
    var score = ExpectationScore()
    writer.beginSimulation(run.run.scenario)
    while let moment = run.step() {
      score.note(moment)
      writer.moment(moment, of: run.run.scenario, in: run.run.source)
      try log?.write(run.takeFinished(), &console)
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
