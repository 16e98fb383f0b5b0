/// What `--help` prints, made from the table of verbs and options.
enum Help {
  /// The program as a whole.
  static var overview: String {
    let verbs = Verb.allCases.map { verb in
      "  \(padded(([verb.rawValue] + verb.description.operands).joined(separator: " "), 27))"
        + "\(verb.description.summary)\n"
    }
    return """
      vpctrace traces packets through AWS VPC networks, offline, and says who decided
      what, and why.

      Usage: vpctrace VERB ...

      \(verbs.joined())
        vpctrace VERB --help       Explain a verb.
        vpctrace --version         Print the version.

      INPUT is a topology file (Docs/topology.md), a folder of AWS CLI outputs
      (aws ec2 describe-*), one such file, a Terraform plan or state
      (Docs/terraform.md), a CloudFormation template in JSON
      (Docs/cloudformation.md), or - for standard input.

      """
  }

  /// One verb: how to write it, its options, and examples.
  static func page(for verb: Verb) -> String {
    let description = verb.description
    let usage = (["vpctrace", verb.rawValue] + description.operands).joined(separator: " ")
    let options = (description.options + [.help]).map { line(of: $0) }
    var page =
      "\(description.summary)\n\nUsage: \(usage) [OPTIONS]\n\nOptions:\n\(options.joined())"
    if !description.examples.isEmpty {
      page += "\nExamples:\n" + description.examples.map { "  \($0)\n" }.joined()
    }
    return page
  }

  /// An option and its help side by side, or below each other where the option is long.
  private static func line(of option: Option) -> String {
    let usage = option.usage
    let gap = usage.utf8.count > optionWidth ? "\n" + padded("", optionWidth + 4) : ""
    return "  \(padded(usage + gap, optionWidth + 2))\(option.help)\n"
  }

  private static var optionWidth: Int { 20 }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(width - text.utf8.count, 0))
  }
}
