/// A rule or route that a decision looked at, and how it fared: the answer to "why not this one?".
public struct Considered: Hashable, Sendable {
  public let evidence: Evidence
  public let fate: Fate

  public enum Fate: Hashable, Sendable {
    /// The rule decided.
    case decided
    /// The rule matches as well; one before it had decided, or another group's rule was named.
    case alsoMatches
    /// The fields of the packet that the rule does not cover.
    case mismatch(Set<Field>)
    /// The route covers the destination and lost to a longer prefix.
    case shorterPrefix
    /// The route has the winner's prefix and a lower rank (R-ROUTE-4).
    case lowerRank
    /// A propagated route inside the VPC's own blocks, which `local` hides (R-ROUTE-4).
    case hiddenByLocal
    /// A list or group whose content the input does not hold.
    case unknown
  }

  /// What a rule compares.
  public enum Field: String, CaseIterable, Sendable {
    case family
    case ipProtocol = "protocol"
    case source
    case destination
    case port
    case icmp
  }
}
