import Expectations

/// An expectation with what its terms stand for.
struct ResolvedExpectation {
  let expectation: Expectation
  let sources: [ExpectedEnds]
  let destinations: [ExpectedEnds]
  /// The senders of each allowance of an `only`; `nil` for everyone.
  let allowed: [[ExpectedEnds]?]

  var senders: [ExpectedEnd] { sources.flatMap { $0.members } }
  var receivers: [ExpectedEnd] { destinations.flatMap { $0.members } }
}

extension Expectation.Claim {
  /// What an `only` lets through.
  var allowances: [Expectation.Allowance] {
    if case .only(let allowances) = self { allowances } else { [] }
  }
}
