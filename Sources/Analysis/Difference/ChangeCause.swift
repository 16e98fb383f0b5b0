/// The changes on which a shift of reachability rests, each by its place in the list of changes.
public struct ChangeCause: Hashable, Sendable {
  /// Empty where what was declared otherwise does not explain the shift: two things may claim one address,
  /// and the smaller id, which is no part of what is compared, decides between them.
  public let changes: [Int]
  /// Each of the changes, taken back alone, takes the shift back; otherwise it takes all of them.
  ///
  /// The first is so where several changes are needed for a shift, such as a route and a rule; the
  /// second where each of several would do, such as two rules that both allow.
  public let isEachEnough: Bool
}
