/// What the program can do.
enum Verb: String, CaseIterable, Sendable {
  case show
  case trace
  case check
  case test
  case diff
  case simulate
  case lessons
  case explainLog = "explain-log"
  case `import`
  case completions

  /// What help says of a verb, and what its arguments are held to.
  struct Description: Sendable {
    let summary: String
    /// The words that must follow the verb, such as `INPUT`; the last may be `INPUT...`, for several, or `[NAME]`, which
    /// may be left out.
    let operands: [String]
    let options: [Option]
    /// Flags with which no operand is needed.
    var standaloneFlags: [String] = []
    /// What the first operand can be, where that is no file.
    var operandWords: [String] = []
    /// Lines that can be typed.
    var examples: [String] = []
  }

  var description: Description {
    switch self {
    case .show: ShowCommand.description
    case .trace: TraceCommand.description
    case .check: CheckCommand.description
    case .test: TestCommand.description
    case .diff: DiffCommand.description
    case .simulate: SimulateCommand.description
    case .lessons: LessonsCommand.description
    case .explainLog: ExplainLogCommand.description
    case .import: ImportCommand.description
    case .completions: CompletionsCommand.description
    }
  }

  /// Runs the verb.
  func run(_ arguments: ParsedArguments, _ console: inout Console) throws(CommandError) -> ExitCode
  {
    switch self {
    case .show: try ShowCommand.run(arguments, &console)
    case .trace: try TraceCommand(arguments).run(&console)
    case .check: try CheckCommand(arguments).run(&console)
    case .test: try TestCommand(arguments).run(&console)
    case .diff: try DiffCommand.run(arguments, &console)
    case .simulate: try SimulateCommand(arguments).run(&console)
    case .lessons: try LessonsCommand(arguments).run(&console)
    case .explainLog: try ExplainLogCommand(arguments).run(&console)
    case .import: try ImportCommand.run(arguments, &console)
    case .completions: try CompletionsCommand.run(arguments, &console)
    }
  }
}
