import VPCTraceKit

/// `vpctrace trace`: one packet there and its reply back, or a file of flows.
struct TraceCommand {
  static let description = Verb.Description(
    summary: "Walk a packet from A to B and its reply back.",
    operands: ["INPUT"],
    options: [
      Option("--from", .required("A"), "Sender: an id, name, address, 'internet', ..."),
      Option("--to", .required("B"), "Receiver: the same, or any address."),
      Option("--tcp", .required("PORT"), "Send TCP to this port."),
      Option("--udp", .required("PORT"), "Send UDP to this port."),
      Option("--icmp", .optionalNumbers("TYPE[/CODE]"), "Send ICMP; without a type, a ping."),
      Option("--protocol", .required("NUMBER"), "Send another IP protocol, such as 47 (GRE)."),
      Option("--source-port", .required("N"), "The client's port, not its whole range."),
      Option("--one-way", .none, "Leave the reply out."),
      Option("--ipv4", .none, "Use IPv4 addresses."),
      Option("--ipv6", .none, "Use IPv6 addresses."),
      Option(
        "--detail", .choice(Detail.allCases.map { $0.rawValue }),
        "One line, one entry a hop (default), or every rule."),
      .format,
      Option("--from-each", .required("NAME"), "Send from everything of this name."),
      Option("--to-each", .required("NAME"), "Send to everything of this name."),
      Option("--lesson", .none, "Tell the trace to a learner, station by station."),
      Option("--analogy", .none, "The same with doormen and passport controls."),
      Option("--flows", .path("FILE|-"), "Trace many flows: one JSON object a line."),
    ] + FlowLogOutput.options + Option.input,
    examples: [
      "vpctrace trace prod-describe --from web-1 --to db-1 --tcp 5432",
      "vpctrace trace prod-describe --from internet --to 203.0.113.10 --tcp 443",
      "vpctrace trace prod-describe --from web-1 --to 10.0.2.5 --icmp --detail full",
      "vpctrace trace prod-describe --from web-1 --to db-1 --tcp 5432 --lesson",
      "vpctrace trace prod-describe --from web-1 --to db-1 --tcp 5432 --flow-log",
      "vpctrace trace prod-describe --flows flows.ndjson --format json",
    ])

  private let arguments: ParsedArguments
  private let detail: Detail
  /// The trace is told to a learner.
  private let isLesson: Bool

  init(_ arguments: ParsedArguments) {
    self.arguments = arguments
    detail = arguments["--detail"].flatMap { Detail(rawValue: $0) } ?? .hops
    isLesson = !arguments.given(TraceCommand.lessonFlags).isEmpty
  }

  private static let lessonFlags = ["--lesson", "--analogy"]

  func run(_ console: inout Console) throws(CommandError) -> ExitCode {
    if let flows = arguments["--flows"] { return try run(flows: flows, &console) }
    let ends = try TraceEnds(arguments)
    let log = try FlowLogOutput(arguments)
    try checkLesson()
    let options = try FlowRequest.Options(arguments)
    let resolver = EndpointResolver(try Network.load(arguments, console))
    let flows: [Flow]
    do throws(EndpointError) {
      flows = try ends.flows(resolver, options)
    } catch {
      throw CommandError(error)
    }
    let traces = flows.map { resolver.network.trace($0) }
    if let log {
      try log.write(traces, in: resolver.network, &console)
      return VerdictGroup.groups(of: traces).first.map { ExitCode($0.verdict) } ?? .success
    }
    guard !ends.isEach, let trace = traces.first else {
      return try print(groups: VerdictGroup.groups(of: traces), in: resolver.network, &console)
    }
    try print(trace, in: resolver.network, &console)
    return ExitCode(trace.verdict)
  }

  private func print(
    _ trace: Trace, in network: Network, _ console: inout Console
  ) throws(CommandError) {
    guard console.writesJSON else {
      let text =
        isLesson
        ? Story(trace).text(
          in: network, tellsAnalogy: arguments.has("--analogy"), style: console.style)
        : trace.text(in: network, detail: detail, style: console.style)
      return try console.write(text)
    }
    var writer = JSONWriter(.indented)
    if isLesson {
      writer.story(Story(trace), in: network, detail: detail)
    } else {
      writer.trace(trace, in: network, detail: detail)
    }
    writer.endLine()
    try console.write(writer.bytes)
  }

  /// A lesson is told of one trace, and as a whole.
  private func checkLesson() throws(CommandError) {
    guard let flag = arguments.given(TraceCommand.lessonFlags).first else { return }
    let others = arguments.given(["--from-each", "--to-each"])
    if let other = others.first {
      throw .usage("\(other) does not go with \(flag)", hint: "name one sender and one receiver")
    }
    if arguments.has("--detail"), arguments["--format"] != "json" {
      throw .usage("--detail does not go with \(flag)", hint: "a lesson tells every station")
    }
  }

  /// Prints traces by verdict: one line each, unless more detail was asked for.
  private func print(
    groups: [VerdictGroup], in network: Network, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    if console.writesJSON {
      var writer = JSONWriter(.indented)
      writer.traces(groups, in: network, detail: detail)
      writer.endLine()
      try console.write(writer.bytes)
    } else {
      let detail = arguments.has("--detail") ? detail : .summary
      try console.write(
        VerdictGroup.text(groups, in: network, detail: detail, style: console.style))
    }
    return groups.first.map { ExitCode($0.verdict) } ?? .success
  }
}

// MARK: Many flows

extension TraceCommand {
  private func run(flows path: String, _ console: inout Console) throws(CommandError) -> ExitCode {
    let others = arguments.given(TraceEnds.flags + FlowRequest.Options.flags)
    guard others.isEmpty else {
      throw .usage(
        "\(others[0]) does not go with --flows", hint: "write it into each line of the file instead"
      )
    }
    let outputs = arguments.given(TraceCommand.lessonFlags + FlowLogOutput.options.map { $0.name })
    guard outputs.isEmpty else {
      throw .usage(
        "\(outputs[0]) does not go with --flows", hint: "name one flow with --from and --to")
    }
    try arguments.refuseStandardInputTwice(path, "the flows")
    let resolver = EndpointResolver(try Network.load(arguments, console))
    let stream = FlowStream(
      resolver, detail: detail, format: console.writesJSON ? .json : .text(console.style))
    var reader = try reader(of: path)
    while !console.isAbandoned, let batch = try next(&reader, of: path) {
      for results in stream.results(of: batch) { try console.write(results) }
      try console.flush()
    }
    return .success
  }

  private func reader(of path: String) throws(CommandError) -> FlowReader {
    do throws(SystemError) {
      return try FlowReader(path: path)
    } catch {
      throw .usage("can't read \(path): \(error.message)")
    }
  }

  private func next(
    _ reader: inout FlowReader, of path: String
  ) throws(CommandError) -> FlowReader.Batch? {
    do throws(SystemError) {
      return try reader.next()
    } catch {
      throw .usage("can't read \(path): \(error.message)")
    }
  }
}
