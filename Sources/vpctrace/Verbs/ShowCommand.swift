import VPCTraceKit

/// `vpctrace show`: what was loaded, so that one knows what to type after `--from`.
enum ShowCommand {
  static let description = Verb.Description(
    summary: "List what an input holds and can be traced.",
    operands: ["INPUT"], options: [.format] + Option.input,
    examples: ["vpctrace show prod-describe", "vpctrace show prod-describe --format json"])

  static func run(
    _ arguments: ParsedArguments, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    let network = try Network.load(arguments, console)
    let overview = NetworkOverview(network)
    guard console.writesJSON else {
      try console.write(overview.text(of: network, style: console.style))
      return .success
    }
    var writer = JSONWriter(.indented)
    writer.overview(overview, of: network)
    writer.endLine()
    try console.write(writer.bytes)
    return .success
  }
}
