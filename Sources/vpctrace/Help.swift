/// What `--help` prints, made from the table of verbs and options.
enum Help {
  /// The program as a whole.
  static var overview: String {
    let verbs = Verb.allCases.map { verb in
      "  \(padded(([verb.rawValue] + verb.description.operands).joined(separator: " "), 26))"
        + "\(verb.description.summary)\n"
    }
    return """
      vpctrace traces packets through AWS VPC networks, offline, and says who decided what.

      Usage: vpctrace VERB ...

      \(verbs.joined())
        vpctrace VERB --help      Explain a verb.
        vpctrace --version        Print the version.

      INPUT is a folder of AWS CLI outputs (aws ec2 describe-*), one such file, or - for
      standard input.

      """
  }

  /// One verb: how to write it, its options, and examples.
  static func page(for verb: Verb) -> String {
    let description = verb.description
    let options = description.options + [.help]
    let width = (options.map { $0.usage.utf8.count }.max() ?? 0) + 2
    let usage = (["vpctrace", verb.rawValue] + description.operands).joined(separator: " ")
    var page = "\(description.summary)\n\nUsage: \(usage) [OPTIONS]\n\nOptions:\n"
    for option in options { page += "  \(padded(option.usage, width))\(option.help)\n" }
    if !description.examples.isEmpty {
      page += "\nExamples:\n" + description.examples.map { "  \($0)\n" }.joined()
    }
    return page
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.utf8.count, 1))
  }
}
