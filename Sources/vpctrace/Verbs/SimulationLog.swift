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

  /// Records that are written at once.
  private static let batchSize = 512

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
    for start in stride(from: 0, to: entries.count, by: SimulationLog.batchSize) {
      let batch = entries[start..<min(start + SimulationLog.batchSize, entries.count)]
      try write(batch.map { writer.line($0) + "\n" }.joined(), &console)
    }
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
