import VPCTraceKit

extension Option {
  static let inputFormat = Option(
    "--input-format", .choice(InputFormat.allCases.map { $0.rawValue }),
    "Don't recognise the input by its content.")
  static let parameter = Option(
    "--parameter", .repeated("NAME=VALUE"), "Set a CloudFormation template's parameter.")
  /// What every verb that takes an INPUT has.
  static let input = [inputFormat, parameter]
}

extension ParsedArguments {
  /// Refuses to read the input and another file, by its path and name, both from standard input.
  func refuseStandardInputTwice(_ path: String, _ name: String) throws(CommandError) {
    guard path == "-", operands[0] == "-" else { return }
    throw .usage("the input and \(name) can't both come from standard input")
  }
}

extension Network {
  /// Loads and compiles the input that a verb's first operand names, and reports its warnings.
  static func load(
    _ arguments: ParsedArguments, _ console: Console
  ) throws(CommandError) -> Network {
    try load(arguments.operands[0], arguments, console, isOnly: true)
  }

  /// Loads and compiles one of several inputs, unless it `isOnly`, and reports its warnings.
  static func load(
    _ path: String, _ arguments: ParsedArguments, _ console: Console, isOnly: Bool = false
  ) throws(CommandError) -> Network {
    let parameters = try arguments.parameters()
    let loaded: LoadedTopology
    do throws(InputErrors) {
      loaded = try Topology.load(
        path: path, format: arguments.inputFormat, parameters: parameters)
    } catch {
      throw .input(error)
    }
    // Of several inputs each may have parameters of its own.
    if isOnly || arguments.operands.count == 1, let unknown = loaded.unknownParameter {
      throw .usage(unknown.message, hint: unknown.hint)
    }
    console.report(loaded.warnings)
    return Network(loaded.topology)
  }
}

extension ParsedArguments {
  /// What inputs are to be taken for; `nil` recognises them by their content.
  var inputFormat: InputFormat? { self["--input-format"].flatMap { InputFormat(rawValue: $0) } }

  /// The values of `--parameter NAME=VALUE`, by name.
  func parameters() throws(CommandError) -> [String: String] {
    var parameters: [String: String] = [:]
    for word in all(Option.parameter.name) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw .usage("--parameter can't be '\(word)'", hint: "write --parameter NAME=VALUE")
      }
      guard parameters.updateValue(String(parts[1]), forKey: String(parts[0])) == nil else {
        throw .usage("--parameter \(parts[0]) is given twice")
      }
    }
    return parameters
  }
}
