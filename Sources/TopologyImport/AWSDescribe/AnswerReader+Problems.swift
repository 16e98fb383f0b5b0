public import SourceText
import TopologyModel

extension AnswerReader {
  /// Reports an error at a value of the file being read.
  mutating func fail(
    _ code: Diagnostic.Code, _ message: String, at node: JSONNode, hint: String? = nil
  ) {
    report(code, .error, message, at: node, hint: hint)
  }

  /// Reports something that does not keep the input from being used.
  mutating func warn(
    _ code: Diagnostic.Code, _ message: String, at node: JSONNode, hint: String? = nil
  ) {
    report(code, .warning, message, at: node, hint: hint)
  }

  /// Reports an error that belongs to two places, one of them perhaps in a file that is gone.
  mutating func fail(
    _ code: Diagnostic.Code, _ message: String, at node: JSONNode, firstAt first: SourceLocation?,
    hint: String? = nil
  ) {
    let related = first.map {
      [Diagnostic.Related(message: "first here", location: position(of: $0))]
    }
    report(code, .error, message, at: node, hint: hint, related: related ?? [])
  }

  private mutating func report(
    _ code: Diagnostic.Code, _ severity: Diagnostic.Severity, _ message: String,
    at node: JSONNode, hint: String?, related: [Diagnostic.Related] = []
  ) {
    guard let tree else { return }
    problems.report(
      code, severity: severity, message, at: Int(tree.location(of: node).offset),
      length: tree.length(of: node), in: tree.source, hint: hint, related: related)
  }

  /// The line and column of a place in this file or one read before.
  func position(of location: SourceLocation) -> SourcePosition {
    guard let tree, tree.source.file == location.file else { return sources.position(of: location) }
    return tree.source.position(ofOffset: Int(location.offset))
  }

  mutating func wrongType(_ value: JSONNode, _ key: StaticString, expected: String) {
    fail(
      .wrongType, "\(key) must be \(expected)", at: value,
      hint: shapeHint)
  }

  /// Reports that an object lacks a field, and gives `nil` for its value.
  mutating func missing<Value>(_ key: StaticString, of node: JSONNode) -> Value? {
    fail(
      .fieldMissing, "\(key) is missing here", at: node,
      hint: shapeHint)
    return nil
  }
}

extension Diagnostic.Code {
  public static let portOutOfRange = Diagnostic.Code("PORT_OUT_OF_RANGE")
  /// A port range's last port is below its first.
  public static let portsReversed = Diagnostic.Code("PORTS_REVERSED")
  /// One id is described twice, and differently.
  public static let conflictingRepeat = Diagnostic.Code("CONFLICTING_REPEAT")
  /// The last page of an answer is not there.
  public static let pagesMissing = Diagnostic.Code("PAGES_MISSING")
  /// An answer does not name its subject, and neither does the file's name.
  public static let subjectUnknown = Diagnostic.Code("SUBJECT_UNKNOWN")
  /// Group rules that their group does not list.
  public static let ruleNotInGroup = Diagnostic.Code("RULE_NOT_IN_GROUP")
}
