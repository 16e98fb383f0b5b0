/// A problem in the input or the command line, with its place and what would mend it.
public struct Diagnostic: Hashable, Sendable {
  public enum Severity: String, Sendable {
    case error
    case warning
    case note
  }

  public let severity: Severity
  public let code: Code
  public let message: String
  /// Where the problem stands; `nil` where no text is at fault (a missing file).
  public let location: SourcePosition?
  /// Bytes to underline, at least 1.
  public let length: Int
  /// The text of the line at fault without its line ending, where it is at hand.
  public let sourceLine: String?
  /// What would mend it.
  public let hint: String?
  /// Other places that belong to the problem, such as the first of two duplicates.
  public let related: [Related]

  /// Another place that belongs to a problem.
  public struct Related: Hashable, Sendable {
    public let message: String
    public let location: SourcePosition

    public init(message: String, location: SourcePosition) {
      self.message = message
      self.location = location
    }
  }

  public init(
    _ severity: Severity = .error, _ code: Code, _ message: String,
    at location: SourcePosition? = nil,
    length: Int = 1, sourceLine: String? = nil, hint: String? = nil, related: [Related] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.length = max(length, 1)
    self.sourceLine = sourceLine
    self.hint = hint
    self.related = related
  }
}

extension Diagnostic {
  /// A stable name in upper snake case.
  ///
  /// Names that begin with `JSON_` mean that a text is not JSON, and nothing else.
  public struct Code: Hashable, Sendable {
    public let name: String

    public init(_ name: String) { self.name = name }
  }
}

/// Everything that one reading of the input found wrong; nothing was built.
public struct InputErrors: Error, Sendable {
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
