import Addressing
import Dataplane
import Expectations

/// What was expected so far, to find expectations that no network can meet together.
///
/// Two contradict each other where they want different verdicts of the same traffic between the same
/// ends, however the ends were named.
struct ExpectationLedger {
  private struct Subject: Hashable {
    let source: ExpectedEnd
    let destination: ExpectedEnd
    let traffic: TrafficTerm
    let family: AddressFamily?
    let isOneWay: Bool
  }

  private var expected: [Subject: Expectation] = [:]

  /// Groups with more pairs of ends are not taken apart.
  private static let mostPairs = 10_000

  /// Enters an expectation.
  ///
  /// - Returns: An earlier one that contradicts it.
  mutating func enter(
    _ expectation: Expectation, from sources: [ExpectedEnds], to destinations: [ExpectedEnds]
  ) -> Expectation? {
    guard case .verdict(let verdict, let traffic) = expectation.claim else { return nil }
    let sources = sources.flatMap { $0.members }
    let destinations = destinations.flatMap { $0.members }
    guard sources.count * destinations.count <= ExpectationLedger.mostPairs else { return nil }
    var contradicted: Expectation?
    for source in sources {
      for destination in destinations where source != destination {
        for term in traffic {
          let subject = Subject(
            source: source, destination: destination, traffic: term, family: expectation.family,
            isOneWay: expectation.isOneWay)
          if let other = expected[subject] {
            if case .verdict(let known, _) = other.claim, known != verdict { contradicted = other }
          } else {
            expected[subject] = expectation
          }
        }
      }
    }
    return contradicted
  }
}
