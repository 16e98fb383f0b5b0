/// One flag of a verb, from which parsing, help and completions derive.
struct Option: Hashable, Sendable {
  /// What follows the flag.
  enum Value: Hashable, Sendable {
    case none
    /// Must follow; the word stands for it in help.
    case required(String)
    /// One of these words must follow.
    case choice([String])
    /// A path must follow.
    case path(String)
    /// Must follow, and the flag may be given several times.
    case repeated(String)
    /// Follows only if it is made of digits, or of digits, a slash and digits.
    case optionalNumbers(String)
  }

  /// With its dashes: `--from`.
  let name: String
  let value: Value
  let help: String

  init(_ name: String, _ value: Value = .none, _ help: String) {
    self.name = name
    self.value = value
    self.help = help
  }

  /// Name and value as help shows them: `--icmp [TYPE[/CODE]]`.
  var usage: String {
    switch value {
    case .none: name
    case .required(let word), .path(let word), .repeated(let word): "\(name) \(word)"
    case .choice(let words): "\(name) \(words.joined(separator: "|"))"
    case .optionalNumbers(let word): "\(name) [\(word)]"
    }
  }
}

extension Option {
  /// Whether a command line may have it several times.
  var mayRepeat: Bool {
    if case .repeated = value { return true }
    return false
  }

  static let help = Option("--help", .none, "Explain this verb.")
  static let format = Option(
    "--format", .choice(["text", "json"]), "For people (default) or for programs.")
}
