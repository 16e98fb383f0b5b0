import VPCTraceKit

/// What `simulate --flow-log FILE` writes: the records of all packets, each when no other can join it.
struct SimulationLog {
  static let options =
    [
      Option(
        "--flow-log", .path("FILE"),
        "Write what AWS would log to FILE; - replaces the timeline.")
    ] + FlowLogStyle.options

  private let writer: FlowLogWriter
  /// `nil` stands for standard output.
  private let file: Platform.Writer?

  /// Begins the log that a command line asks for, of a scenario that begins in a network.
  init(
    _ arguments: ParsedArguments, _ style: FlowLogStyle, in network: Network,
    _ console: inout Console
  ) throws(CommandError) {
    let path = arguments["--flow-log"] ?? "-"
    writer = FlowLogWriter(network, style.format)
    file = path == "-" ? nil : try SimulationLog.file(path, sparing: arguments.operands)
    try write(writer.heading + "\n", &console)
  }

  /// Records are all that goes to standard output.
  var replacesTimeline: Bool { file == nil }

  func write(_ entries: [FlowLogEntry], _ console: inout Console) throws(CommandError) {
    guard !entries.isEmpty else { return }
    try write(entries.map { writer.line($0) + "\n" }.joined(), &console)
  }

  private func write(_ text: String, _ console: inout Console) throws(CommandError) {
    guard let file else { return try console.write(text) }
    do throws(SystemError) {
      try file.write(Array(text.utf8))
    } catch {
      throw .output(error.message)
    }
  }

  /// Makes or empties a file, which must not be one that is read.
  private static func file(
    _ path: String, sparing inputs: [String]
  ) throws(CommandError) -> Platform.Writer {
    let identity = identity(of: path)
    if identity != nil,
      let input = inputs.first(where: { SimulationLog.identity(of: $0) == identity })
    {
      throw .usage("--flow-log would overwrite \(input)")
    }
    do throws(SystemError) {
      return try Platform.Writer(path: path)
    } catch {
      throw .usage("can't write \(path): \(error.message)")
    }
  }

  private static func identity(of path: String) -> Platform.FileIdentity? {
    (try? Platform.status(of: path))?.identity
  }
}

/// A scenario as far as it has happened, and what flow logs have of it that is not written yet.
struct LoggedRun {
  private(set) var run: ScenarioRun
  private var log: FlowLogAggregation
  /// `nil` where nothing is logged.
  private let start: Int64?

  init(_ run: ScenarioRun, from start: Int64?) {
    self.run = run
    self.start = start
    log = FlowLogAggregation(run.live.network)
  }

  mutating func step() -> Moment? {
    guard let start else { return run.step() }
    return run.step(logging: &log, from: start)
  }

  /// The records to which no event to come can add.
  mutating func takeFinished() -> [FlowLogEntry] {
    guard let time = start.flatMap({ run.nextTime(from: $0) }) else { return takeAll() }
    return log.takeFinished(by: time)
  }

  mutating func takeAll() -> [FlowLogEntry] { log.takeAll() }
}
