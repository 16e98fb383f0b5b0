import VPCTraceKit

/// `vpctrace test`: whether networks do what files expect of them.
struct TestCommand {
  static let description = Verb.Description(
    summary: "Run the expectations that files state.",
    operands: ["FILE..."],
    options: [
      Option(
        "--format", .choice(["text", "json", "junit", "tap"]),
        "Write for people (default), programs or CI systems."),
      Option("--filter", .required("TEXT"), "Run those whose name or text holds this."),
      Option("--verbose", .none, "Show whole traces of what is not met."),
      Option("--init", .path("INPUT"), "Propose expectations for a topology that has none."),
      .parameter, .inputFormat,
    ],
    standaloneFlags: ["--init"],
    examples: [
      "vpctrace test my-design.json5",
      "vpctrace test Topologies --format junit > results.xml",
      "vpctrace test my-design.json5 --filter web --verbose",
      "vpctrace test --init prod-describe > prod.expectations.json5",
    ])

  private let arguments: ParsedArguments

  init(_ arguments: ParsedArguments) { self.arguments = arguments }

  func run(_ console: inout Console) throws(CommandError) -> ExitCode {
    if let path = arguments["--init"] { return try propose(path, &console) }
    let suites = try load(console)
    var report = TestReport()
    for suite in suites { report.suites.append(self.run(suite)) }
    try print(report, &console)
    return report.failureCount == 0 ? .success : .negative
  }

  private func propose(
    _ path: String, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    let network = try Network.load(path, arguments, console)
    try console.write(try proposals(of: network).fileText(topology: path))
    return .success
  }

  private func proposals(of network: Network) throws(CommandError) -> [Expectation] {
    let progress = ProgressLine()
    defer { progress.clear() }
    do throws(EndpointError) {
      return try network.proposedExpectations { done, total in
        progress.show("\(done) of \(total) receivers")
      }
    } catch {
      throw CommandError(error)
    }
  }

  private func print(_ report: TestReport, _ console: inout Console) throws(CommandError) {
    let verbose = arguments.has("--verbose")
    switch arguments["--format"] {
    case "json":
      var writer = JSONWriter(.indented)
      writer.testReport(report, detail: verbose ? .hops : .summary)
      writer.endLine()
      try console.write(writer.bytes)
    case "junit": try console.write(report.junit(verbose: verbose))
    case "tap": try console.write(report.tap)
    default: try console.write(report.text(style: console.style, verbose: verbose))
    }
  }

  private func load(_ console: Console) throws(CommandError) -> [ExpectationSuite] {
    do throws(InputErrors) {
      let suites = try ExpectationSuite.load(paths: arguments.operands)
      for suite in suites { console.report(suite.warnings) }
      return suites
    } catch {
      throw .input(error)
    }
  }

  private func run(_ suite: ExpectationSuite) -> TestReport.Suite {
    let start = Platform.monotonicSeconds
    let progress = ProgressLine()
    let total = suite.expectations.count
    let results = suite.run(
      filter: arguments["--filter"], workers: Platform.processorCount
    ) { done in
      progress.show("\(done) of \(total) expectations")
    }
    progress.clear()
    return TestReport.Suite(
      suite.source, suite.network, results, seconds: Platform.monotonicSeconds - start)
  }
}
