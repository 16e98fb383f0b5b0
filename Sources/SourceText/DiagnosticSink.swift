/// Collects what one run finds wrong.
///
/// It keeps the first thousand errors and the first thousand of everything else, and counts the
/// rest, so that a hopeless file of hundreds of megabytes costs little.
public struct DiagnosticSink: Sendable {
  /// In the order of reporting.
  public private(set) var diagnostics: [Diagnostic] = []
  /// Errors reported, kept or not.
  public private(set) var errorCount = 0
  /// Warnings and notes reported, kept or not.
  public private(set) var remarkCount = 0

  /// The most errors kept, and the most of everything else.
  public static let capacity = 1000

  public init() {}

  /// Whether the input is of no use.
  public var hasErrors: Bool { errorCount > 0 }

  /// How many were reported but not kept.
  public var omittedCount: Int { errorCount + remarkCount - diagnostics.count }

  /// Takes a diagnostic that is complete.
  public mutating func report(_ diagnostic: Diagnostic) {
    if admits(diagnostic.severity) { diagnostics.append(diagnostic) }
  }

  /// Takes all that another sink was told.
  public mutating func report(contentsOf other: DiagnosticSink) {
    for diagnostic in other.diagnostics { report(diagnostic) }
    let kept = other.diagnostics.count { $0.severity == .error }
    errorCount += other.errorCount - kept
    remarkCount += other.remarkCount - (other.diagnostics.count - kept)
  }

  /// Makes a diagnostic at a place of a text that is at hand.
  ///
  /// - Parameters:
  ///   - code: Its stable name.
  ///   - severity: An error keeps the input from being used.
  ///   - message: One sentence without a full stop.
  ///   - offset: Bytes from the start of the text.
  ///   - length: Bytes to underline.
  ///   - source: The text.
  ///   - hint: What would mend it.
  ///   - related: Other places that belong to the problem.
  public mutating func report(
    _ code: Diagnostic.Code, severity: Diagnostic.Severity = .error,
    _ message: String, at offset: Int, length: Int = 1,
    in source: SourceBuffer, hint: String? = nil,
    related: [Diagnostic.Related] = []
  ) {
    guard admits(severity) else { return }
    diagnostics.append(
      Diagnostic(
        severity, code, message, at: source.position(ofOffset: offset), length: length,
        excerpt: SourceExcerpt(around: offset, in: source), hint: hint, related: related))
  }

  private mutating func admits(_ severity: Diagnostic.Severity) -> Bool {
    if severity == .error {
      errorCount += 1
      return errorCount <= DiagnosticSink.capacity
    }
    remarkCount += 1
    return remarkCount <= DiagnosticSink.capacity
  }
}

extension JSONTree {
  /// Makes a diagnostic at a value of this tree.
  ///
  /// - Parameters:
  ///   - code: Its stable name.
  ///   - severity: An error keeps the input from being used.
  ///   - message: One sentence without a full stop.
  ///   - node: The value at fault.
  ///   - hint: What would mend it.
  ///   - related: Other values that belong to the problem, each with a message.
  ///   - sink: Takes the diagnostic.
  public func report(
    _ code: Diagnostic.Code, severity: Diagnostic.Severity = .error, _ message: String,
    at node: JSONNode, hint: String? = nil, related: [(message: String, node: JSONNode)] = [],
    to sink: inout DiagnosticSink
  ) {
    sink.report(
      code, severity: severity, message, at: Int(location(of: node).offset),
      length: length(of: node), in: source, hint: hint,
      related: related.map {
        let offset = Int(location(of: $0.node).offset)
        return Diagnostic.Related(message: $0.message, location: source.position(ofOffset: offset))
      })
  }
}
