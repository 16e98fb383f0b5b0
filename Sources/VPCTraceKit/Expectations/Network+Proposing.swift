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
    try proposedExpectations { _, _ in }
  }

  /// Proposes as ``proposedExpectations()`` does, and tells `progress` with how many receivers it is done, and
  /// of how many.
  package func proposedExpectations(
    progress: (_ done: Int, _ total: Int) -> Void
  ) throws(EndpointError) -> [Expectation] {
    let judge = Judge(self)
    var preparer = ExpectationPreparer(
      self, SourceBuffer(path: "", bytes: []), findsContradictions: false)
    var proposer = ExpectationProposer(self)
    var kept: [Expectation] = []
    var left = proposer.receivers
    while !left.isEmpty {
      var prepared: [PreparedExpectation] = []
      for receiver in left.prefix(Network.receiversAtOnce) {
        prepared += try proposer.proposals(to: receiver).flatMap { $0.parts }.compactMap {
          preparer.prepare($0)
        }
      }
      let areMet = parallelMap(prepared.count) { [prepared] in judge.isMet(prepared[$0]) }
      kept += zip(prepared, areMet).filter { $0.1 }.map { $0.0.expectation }
      left = left.dropFirst(Network.receiversAtOnce)
      progress(proposer.receivers.count - left.count, proposer.receivers.count)
    }
    return kept.joiningTraffic
  }

  /// Proposals to these are judged side by side; their questions are kept in memory.
  private static let receiversAtOnce = 16
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
