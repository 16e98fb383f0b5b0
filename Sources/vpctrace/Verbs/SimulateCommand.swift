import VPCTraceKit

/// `vpctrace simulate`: packets and changes over time.
struct SimulateCommand {
  static let description = Verb.Description(
    summary: "Let packets and changes happen over time, and tell what is remembered.",
    operands: ["INPUT", "SCENARIO"],
    options: [.format] + Option.input,
    examples: ["vpctrace simulate prod-describe session.json5"])

  private let arguments: ParsedArguments

  init(_ arguments: ParsedArguments) { self.arguments = arguments }

  func run(_ console: inout Console) throws(CommandError) -> ExitCode {
    let path = arguments.operands[1]
    guard path != "-" || arguments.operands[0] != "-" else {
      throw .usage("the input and the scenario can't both come from standard input")
    }
    let network = try Network.load(arguments, console)
    var run = try load(path, network)
    return try tell(&run, &console)
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
    var (expectations, failures) = (0, 0)
    while !console.isAbandoned, let moment = run.step() {
      if case .demand = moment.result { expectations += 1 }
      if moment.isFailure { failures += 1 }
      try console.write(timeline.text(of: moment))
    }
    try console.write(timeline.closing(expectations: expectations, failures: failures))
    return failures == 0 ? .success : .negative
  }
}
