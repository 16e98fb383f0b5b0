/// A problem in the input or the command line, with its place and what would mend it.
public struct Diagnostic: Hashable, Sendable {
  /// How grave a problem is.
  public enum Severity: String, Sendable {
    /// The input is of no use; nothing is built from it.
    case error
    /// The input is used, and most likely says something else than was meant.
    case warning
    /// Worth knowing.
    case note
  }

  public let severity: Severity
  /// The stable name of the problem, for programs; its message may change.
  public let code: Code
  /// What is wrong, as a sentence without a full stop.
  public let message: String
  /// Where the problem stands; `nil` where no text is at fault (a missing file).
  public let location: SourcePosition?
  /// Bytes to underline, at least 1.
  public let length: Int
  /// The text of the line at fault without its line ending, where it is at hand.
  ///
  /// Of a very long line only the part around the place (``SourceExcerpt``).
  public let sourceLine: String?
  /// The bytes of the line before ``sourceLine``: 0 but for very long lines.
  public let sourceLineStart: Int
  /// What would mend it.
  public let hint: String?
  /// Other places that belong to the problem, such as the first of two duplicates.
  public let related: [Related]

  /// Another place that belongs to a problem.
  public struct Related: Hashable, Sendable {
    /// What stands there, as a clause.
    public let message: String
    public let location: SourcePosition

    public init(message: String, location: SourcePosition) {
      self.message = message
      self.location = location
    }
  }

  public init(
    _ severity: Severity, _ code: Code, _ message: String,
    at location: SourcePosition? = nil,
    length: Int = 1, sourceLine: String? = nil, hint: String? = nil, related: [Related] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.length = max(length, 1)
    self.sourceLine = sourceLine
    self.sourceLineStart = 0
    self.hint = hint
    self.related = related
  }

  /// A diagnostic at a place of a text that is at hand.
  public init(
    _ severity: Severity, _ code: Code, _ message: String, at location: SourcePosition,
    length: Int = 1, excerpt: SourceExcerpt, hint: String? = nil, related: [Related] = []
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.location = location
    self.length = max(length, 1)
    self.sourceLine = excerpt.text
    self.sourceLineStart = excerpt.start
    self.hint = hint
    self.related = related
  }
}

extension Diagnostic {
  /// A stable name in upper snake case.
  ///
  /// Names that begin with `JSON_` mean that a text is not JSON, and nothing else.
  public struct Code: Hashable, Sendable {
    /// Such as `FIELD_MISSING`.
    public let name: String

    public init(_ name: String) { self.name = name }
  }
}

/// Everything that one reading of the input found wrong; nothing was built.
public struct InputErrors: Error, Sendable {
  public let diagnostics: [Diagnostic]
  /// How many more there were, of which nothing was kept.
  public let omittedCount: Int

  public init(_ diagnostics: [Diagnostic], omittedCount: Int = 0) {
    self.diagnostics = diagnostics
    self.omittedCount = omittedCount
  }

  /// All that was reported to `sink`.
  public init(_ sink: DiagnosticSink) {
    self.init(sink.diagnostics, omittedCount: sink.omittedCount)
  }

  /// The first diagnostics, errors before all else, and the number of those left out.
  public func limited(to limit: Int) -> (shown: [Diagnostic], hiddenCount: Int) {
    let errors = diagnostics.filter { $0.severity == .error }
    let remarks = diagnostics.filter { $0.severity != .error }
    let shown = Array((errors + remarks).prefix(limit))
    return (shown, diagnostics.count - shown.count + omittedCount)
  }
}
