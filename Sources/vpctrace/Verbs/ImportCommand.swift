import VPCTraceKit

/// `vpctrace import`: any input in vpctrace's own format.
enum ImportCommand {
  static let description = Verb.Description(
    summary: "Write an input as a topology file.",
    operands: ["INPUT"], options: Option.input,
    examples: ["vpctrace import prod-describe > prod.json5"])

  static func run(
    _ arguments: ParsedArguments, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    let network = try Network.load(arguments, console)
    try console.write(NativeWriter.text(of: network.topology))
    return .success
  }
}
