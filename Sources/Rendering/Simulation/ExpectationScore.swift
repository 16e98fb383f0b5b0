public import Simulation

/// How many expectations of a scenario were met.
public struct ExpectationScore: Hashable, Sendable {
  public private(set) var count = 0
  public private(set) var failures = 0

  public init() {}

  /// Of the events that have happened.
  public init(_ moments: [Moment]) {
    for moment in moments { note(moment) }
  }

  /// Counts an event, if it is an expectation.
  public mutating func note(_ moment: Moment) {
    guard case .demand(let result) = moment.result else { return }
    count += 1
    if !result.isMet { failures += 1 }
  }
}
