import VPCTraceKit

/// The program from its arguments to its exit code.
enum Program {
  static let version = "0.1.0"

  static func run(_ words: [String]) -> ExitCode {
    var console = Console()
    do throws(CommandError) {
      let code = try perform(words, &console)
      try console.flush()
      return code
    } catch {
      console.report(error)
      return error.exitCode
    }
  }

  private static func perform(
    _ words: [String], _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    guard let first = words.first else {
      throw .usage("a verb is missing", hint: "'vpctrace --help' lists them")
    }
    switch first {
    case "--help", "-h":
      try console.write(Help.overview)
      return .success
    case "--version":
      try console.write("vpctrace \(version)\n")
      return .success
    default: return try perform(try verb(first), Array(words.dropFirst()), &console)
    }
  }

  private static func verb(_ word: String) throws(CommandError) -> Verb {
    if let verb = Verb(rawValue: word) { return verb }
    let names = Verb.allCases.map { $0.rawValue } + ["--help", "--version"]
    throw .usage(
      "'\(word)' is no verb",
      hint: NearestName.nearest(to: word, among: names).map { "did you mean \($0)?" }
        ?? "'vpctrace --help' lists the verbs")
  }

  private static func perform(
    _ verb: Verb, _ words: [String], _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    console.writesJSON = words.asksForJSON
    let arguments = try ParsedArguments(words, for: verb)
    guard !arguments.has("--help") else {
      try console.write(Help.page(for: verb))
      return .success
    }
    return try verb.run(arguments, &console)
  }
}

extension [String] {
  /// Whether problems too are to be JSON, even those of words that can't be parsed.
  fileprivate var asksForJSON: Bool {
    contains("--format=json") || zip(self, dropFirst()).contains { $0 == ("--format", "json") }
  }
}
