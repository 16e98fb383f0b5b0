import VPCTraceKit

/// How flow logs are to be written: the fields of their records, and when the first packet is sent.
struct FlowLogStyle {
  static let options = [
    Option("--fields", .required("NAMES"), "The fields of --flow-log, as AWS names them."),
    Option("--time", .required("SECONDS"), "When for --flow-log: seconds since 1970."),
  ]

  let format: FlowLogFormat
  /// Seconds since 1970.
  let start: Int64

  /// - Returns: `nil` where records are not asked for.
  init?(_ arguments: ParsedArguments) throws(CommandError) {
    guard arguments.has("--flow-log") else {
      guard let detail = arguments.given(FlowLogStyle.options.map { $0.name }).first else {
        return nil
      }
      throw .usage("\(detail) goes with --flow-log only")
    }
    format = try FlowLogFormat(arguments, writing: true) ?? .standard
    start = try FlowLogStyle.time(arguments)
  }

  /// The moment of the first record in AWS's own examples.
  private static let defaultTime: Int64 = 1_418_530_010

  private static func time(_ arguments: ParsedArguments) throws(CommandError) -> Int64 {
    guard let word = arguments["--time"] else { return defaultTime }
    guard let time = UInt32(word) else {
      throw .usage(
        "--time can't be '\(word)'", hint: "write seconds since 1970, such as \(defaultTime)")
    }
    return Int64(time)
  }
}

/// What `trace --flow-log` writes in place of traces: the records of the flow logs of all interfaces.
struct FlowLogOutput {
  static let options =
    [Option("--flow-log", .none, "Write what AWS would log at each interface, instead.")]
    + FlowLogStyle.options

  private let style: FlowLogStyle

  /// - Returns: `nil` where records are not asked for.
  init?(_ arguments: ParsedArguments) throws(CommandError) {
    guard let style = try FlowLogStyle(arguments) else { return nil }
    if let other = arguments.given(["--lesson", "--analogy", "--detail"]).first {
      throw .usage("\(other) does not go with --flow-log", hint: "records are all that is written")
    }
    guard arguments["--format"] != "json" else {
      throw .usage(
        "--format json does not go with --flow-log", hint: "records have AWS's own format")
    }
    self.style = style
  }

  func write(
    _ traces: [Trace], in network: Network, _ console: inout Console
  ) throws(CommandError) {
    let writer = FlowLogWriter(network, style.format)
    try console.write(writer.heading + "\n")
    for trace in traces {
      var log = FlowLogAggregation(network)
      log.add(trace, time: style.start)
      for entry in log.entries { try console.write(writer.line(entry) + "\n") }
    }
  }
}

extension FlowLogFormat {
  /// The format that `--fields` names.
  ///
  /// `writing` refuses names of other versions, which a reader passes over.
  init?(_ arguments: ParsedArguments, writing: Bool = false) throws(CommandError) {
    guard let text = arguments["--fields"] else { return nil }
    guard let format = FlowLogFormat(parsing: text) else {
      throw .usage(
        "'\(text)' names no fields",
        hint: "write them as AWS does: '${interface-id} ${srcaddr} ${dstaddr} ...'")
    }
    if writing, let place = format.fields.firstIndex(of: nil) {
      throw .usage(
        "\(text.split(separator: " ")[place]) can't be written",
        hint: "the fields of versions 2 to 5 can: Docs/flow-logs.md lists them")
    }
    self = format
  }
}
