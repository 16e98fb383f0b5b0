import VPCTraceKit

extension Option {
  static let inputFormat = Option(
    "--input-format", .choice(InputFormat.allCases.map { $0.rawValue }),
    "Don't recognise the input by its content.")
}

extension Network {
  /// Loads and compiles the input that a verb's first operand names, and reports its warnings.
  static func load(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandError) -> Network {
    try load(arguments.operands[0], arguments, console)
  }

  /// Loads and compiles one of several inputs, and reports its warnings.
  static func load(
    _ path: String, _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandError) -> Network {
    do throws(InputErrors) {
      let loaded = try Topology.load(
        path: path, format: arguments["--input-format"].flatMap { InputFormat(rawValue: $0) })
      console.report(loaded.warnings)
      return Network(loaded.topology)
    } catch {
      throw .input(error.diagnostics)
    }
  }
}
