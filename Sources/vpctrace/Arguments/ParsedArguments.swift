import VPCTraceKit

/// The words of a command line, sorted by the flags they belong to.
struct ParsedArguments: Hashable, Sendable {
  private(set) var operands: [String] = []
  /// The value of each flag given, `""` where a flag has none.
  private var values: [String: String] = [:]
  /// All values of the flags that may be repeated.
  private var repeatedValues: [String: [String]] = [:]

  /// Sorts words by what a verb knows.
  ///
  /// - Throws: ``CommandError/usage(_:candidates:hint:)`` at the first word that does not fit.
  init(_ words: [String], for verb: Verb) throws(CommandError) {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        operands += rest
        break
      }
      guard word.utf8.first == UInt8(ascii: "-"), word != "-" else {
        operands.append(word)
        continue
      }
      try take(flag: word, followedBy: &rest, for: verb)
    }
    let standaloneFlags = verb.description.standaloneFlags + [Option.help.name]
    if given(standaloneFlags).isEmpty { try checkOperands(of: verb) }
  }

  subscript(flag: String) -> String? { values[flag] }

  /// The values of a flag that may be given several times, in the order of the command line.
  func all(_ flag: String) -> [String] { repeatedValues[flag] ?? [] }

  func has(_ flag: String) -> Bool { values[flag] != nil }

  /// Of these flags, those that were given.
  func given(_ flags: [String]) -> [String] { flags.filter { has($0) } }
}

extension ParsedArguments {
  private mutating func take(
    flag word: String, followedBy rest: inout ArraySlice<String>, for verb: Verb
  ) throws(CommandError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    let name = word == "-h" ? "--help" : String(parts[0])
    let options = verb.description.options + [.help]
    guard let option = options.first(where: { $0.name == name }) else {
      let nearest = NearestName.nearest(to: name, among: options.map { $0.name })
      throw .usage(
        "'\(verb.rawValue)' has no option \(name)",
        hint: nearest.map { "did you mean \($0)?" }
          ?? "'vpctrace \(verb.rawValue) --help' lists the options")
    }
    if !option.mayRepeat, values[name] != nil { throw .usage("\(name) is given twice") }
    let value = try value(
      of: option, inline: parts.count > 1 ? String(parts[1]) : nil, followedBy: &rest)
    values[name] = value
    if option.mayRepeat { repeatedValues[name, default: []].append(value) }
  }

  private func value(
    of option: Option, inline: String?, followedBy rest: inout ArraySlice<String>
  ) throws(CommandError) -> String {
    switch option.value {
    case .none:
      guard inline == nil else { throw .usage("\(option.name) takes no value") }
      return ""
    case .optionalNumbers:
      if let inline { return inline }
      guard let next = rest.first, isNumbers(next) else { return "" }
      return rest.removeFirst()
    case .required(let word), .path(let word), .repeated(let word):
      guard let value = inline ?? rest.popFirst(), !value.isEmpty else {
        throw .usage("\(option.name) needs a value", hint: "write \(option.name) \(word)")
      }
      return value
    case .choice(let words):
      guard let value = inline ?? rest.popFirst() else {
        throw .usage("\(option.name) needs a value", hint: "write \(option.usage)")
      }
      guard words.contains(value) else {
        let nearest = NearestName.nearest(to: value, among: words)
        throw .usage(
          "\(option.name) can't be '\(value)'",
          hint: nearest.map { "did you mean \($0)?" } ?? "write \(option.usage)")
      }
      return value
    }
  }

  private func checkOperands(of verb: Verb) throws(CommandError) {
    let wanted = verb.description.operands
    if operands.count < wanted.count, !wanted[operands.count].hasPrefix("[") {
      throw .usage(
        "'\(verb.rawValue)' needs \(wanted[operands.count])",
        hint: "write vpctrace \(verb.rawValue) \(wanted.joined(separator: " "))")
    }
    let mayRepeat = wanted.last?.hasSuffix("...") ?? false
    if operands.count > wanted.count, !mayRepeat {
      throw .usage(
        "'\(operands[wanted.count])' is one word too many",
        hint: "'vpctrace \(verb.rawValue) --help' shows what can be typed")
    }
  }
}

/// Digits, or digits, a slash and digits.
private func isNumbers(_ word: String) -> Bool {
  let parts = word.split(separator: "/", omittingEmptySubsequences: false)
  return parts.count <= 2
    && parts.allSatisfy { part in
      !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
}
