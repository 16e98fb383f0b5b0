public import Dataplane
public import Expectations
import SourceText

extension Network {
  /// Proposes expectations that the network meets, as groups that a person can review: for every
  /// security group, the internet and every on-premises network what reaches it, and that nothing else
  /// does.
  ///
  /// - Throws: ``EndpointError`` where the input does not tell who is behind a name.
  public func proposedExpectations() throws(EndpointError) -> [Expectation] {
    let source = SourceBuffer(path: "", bytes: [])
    let judge = Judge(self)
    var preparer = ExpectationPreparer(self, source, findsContradictions: false)
    var kept: [Expectation] = []
    var proposer = ExpectationProposer(self)
    var parts = try proposer.proposals().flatMap { $0.parts }[...]
    while !parts.isEmpty {
      let prepared = parts.prefix(Network.preparedAtOnce).compactMap { preparer.prepare($0) }
      parts = parts.dropFirst(Network.preparedAtOnce)
      let areMet = parallelMap(prepared.count) { judge.isMet(prepared[$0]) }
      kept += zip(prepared, areMet).filter { $0.1 }.map { $0.0.expectation }
    }
    return kept.joiningTraffic
  }

  /// Proposals whose questions are kept in memory.
  private static let preparedAtOnce = 256
}

extension Expectation {
  /// One expectation for each item of traffic, as some may be met and some not.
  fileprivate var parts: [Expectation] {
    guard case .verdict(let verdict, let traffic) = claim else { return [self] }
    return traffic.map { Expectation(from: sources, to: destinations, .verdict(verdict, of: [$0])) }
  }
}

extension [Expectation] {
  /// The same with neighbours that differ in their traffic alone made one.
  fileprivate var joiningTraffic: [Expectation] {
    var joined: [Expectation] = []
    for expectation in self {
      if let last = joined.last, last.sources == expectation.sources,
        last.destinations == expectation.destinations,
        case .verdict(let verdict, let traffic) = last.claim,
        case .verdict(verdict, let more) = expectation.claim
      {
        joined[joined.count - 1].claim = .verdict(verdict, of: traffic + more)
      } else {
        joined.append(expectation)
      }
    }
    return joined
  }
}
