/// How much of a trace is told.
public enum Detail: String, CaseIterable, Sendable {
  /// One line a trace, as stable from version to version as can be.
  case summary
  /// One entry a hop.
  case hops
  /// Every rule and route that was considered, too.
  case full
}
