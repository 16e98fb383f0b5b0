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

  private var expectations: [Expectation] = []
  /// The place of the first expectation of each.
  private var expected: [Subject: Int] = [:]

  /// Groups with more pairs of ends are not taken apart.
  private static let mostPairs = 1000

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
    let place = expectations.count
    expectations.append(expectation)
    var contradicted: Expectation?
    for source in sources {
      for destination in destinations where source != destination {
        for term in traffic {
          let subject = Subject(
            source: source, destination: destination, traffic: term, family: expectation.family,
            isOneWay: expectation.isOneWay)
          if let other = expected[subject] {
            let other = expectations[other]
            if case .verdict(let known, _) = other.claim, known != verdict { contradicted = other }
          } else {
            expected[subject] = place
          }
        }
      }
    }
    return contradicted
  }
}
