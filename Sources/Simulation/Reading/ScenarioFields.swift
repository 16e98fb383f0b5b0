public import SourceText
import TopologyModel

/// Reads the values of a scenario's objects, and reports all that is not as it should be.
struct ScenarioFields {
  let tree: JSONTree
  var problems: DiagnosticSink

  /// Whether a value is an object; keys that it should not have are reported.
  mutating func isObject(_ node: JSONNode, _ title: String, keys: [String]) -> Bool {
    guard tree.kind(of: node) == .object else {
      report(.wrongType, "\(title) must be an object", at: node)
      return false
    }
    for (key, _) in tree.members(of: node) {
      let name = tree.string(of: key) ?? ""
      guard !keys.contains(name) else { continue }
      let nearest = NearestName.nearest(to: name, among: keys)
      report(
        .unknownKey, "\(title) has no key \"\(name)\"", at: key,
        hint: nearest.map { "did you mean \($0)?" } ?? "it has \(keys.joined(separator: ", "))")
    }
    return true
  }

  func value(_ key: String, of node: JSONNode) -> JSONNode? { tree.member(named: key, of: node) }

  /// The value of a key that must be there.
  mutating func required(_ key: String, of node: JSONNode, _ title: String) -> JSONNode? {
    if let value = value(key, of: node) { return value }
    report(.fieldMissing, "\(title) must have \(key)", at: node)
    return nil
  }

  mutating func text(_ node: JSONNode, _ title: String, hint: String? = nil) -> String? {
    if let text = tree.string(of: node) { return text }
    report(.wrongType, "\(title) must be a text", at: node, hint: hint)
    return nil
  }

  mutating func list(_ node: JSONNode, _ title: String) -> [JSONNode]? {
    guard tree.kind(of: node) == .array else {
      report(.wrongType, "\(title) must be a list", at: node)
      return nil
    }
    return Array(tree.elements(of: node))
  }

  mutating func integer(
    _ node: JSONNode, _ title: String, _ range: ClosedRange<Int>
  ) -> Int? {
    guard let integer = tree.integer(of: node) else {
      report(.wrongType, "\(title) must be a whole number", at: node)
      return nil
    }
    guard range.contains(integer) else {
      report(
        .numberOutOfRange,
        "\(title) is \(integer), and must be \(range.lowerBound) to \(range.upperBound)", at: node)
      return nil
    }
    return integer
  }

  /// One of some words.
  mutating func choice<Word>(
    _ node: JSONNode, _ title: String, _ words: [Word]
  ) -> Word? where Word: RawRepresentable<String> {
    guard let text = text(node, title) else { return nil }
    if let word = words.first(where: { $0.rawValue == text }) { return word }
    let names = words.map { $0.rawValue }
    let nearest = NearestName.nearest(to: text, among: names)
    report(
      .unknownValue, "\(title) can't be \"\(text)\"", at: node,
      hint: nearest.map { "did you mean \($0)?" } ?? "it is \(names.joined(separator: ", "))")
    return nil
  }

  mutating func time(_ node: JSONNode, _ title: String) -> ScenarioTime? {
    guard let text = text(node, title, hint: "write it with its unit: \"5s\"") else { return nil }
    do throws(ScenarioTime.Failure) {
      return try ScenarioTime(parsing: text)
    } catch {
      report(
        .invalidTime, error.message, error.offset..<Int.max, of: node,
        hint: "write it like 0s, +5s, 250ms or 1h30m")
      return nil
    }
  }
}

// MARK: Reporting

extension ScenarioFields {
  mutating func report(
    _ code: Diagnostic.Code, _ message: String, at node: JSONNode, hint: String? = nil,
    related: [(message: String, node: JSONNode)] = []
  ) {
    tree.report(code, message, at: node, hint: hint, related: related, to: &problems)
  }

  /// Reports something at bytes of a text's value, or at all of it.
  mutating func report(
    _ code: Diagnostic.Code, _ message: String, _ range: Range<Int>?, of node: JSONNode,
    hint: String? = nil
  ) {
    guard let range, let text = tree.textRange(of: node) else {
      return report(code, message, at: node, hint: hint)
    }
    let part = range.clamped(to: 0..<text.count)
    problems.report(
      code, message, at: text.lowerBound + part.lowerBound, length: max(1, part.count),
      in: tree.source, hint: hint)
  }
}

extension Diagnostic.Code {
  /// A text that is no time.
  public static let invalidTime = Diagnostic.Code("INVALID_TIME")
  /// An event that is earlier than the one before it.
  public static let eventOutOfOrder = Diagnostic.Code("EVENT_OUT_OF_ORDER")
  /// A change that can't be made: there is no such rule, or there is one already.
  public static let impossibleChange = Diagnostic.Code("IMPOSSIBLE_CHANGE")
}
