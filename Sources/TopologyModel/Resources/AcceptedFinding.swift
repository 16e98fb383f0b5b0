public import SourceText

/// A finding of a check that the author of a design has seen and lives with.
public struct AcceptedFinding: Sendable {
  /// The resource that the finding is about.
  public let kind: ResourceKind
  public let id: String
  /// The stable name of the rule, as it was written.
  public let rule: String
  /// Why, in the author's words.
  public let reason: String
  /// Where the acceptance is written.
  public var location: SourceLocation?

  public init(_ kind: ResourceKind, _ id: String, rule: String, reason: String) {
    self.kind = kind
    self.id = id
    self.rule = rule
    self.reason = reason
  }
}
