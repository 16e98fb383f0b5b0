public import Dataplane
public import Expectations
public import SourceText

/// What became of the expectations of one file or several, ready to be printed.
public struct TestReport: Sendable {
  /// One file's expectations.
  public struct Suite: Sendable {
    public let source: SourceBuffer
    public let network: Network
    public let results: [ExpectationResult]
    /// What judging them took.
    public let seconds: Double

    public init(
      _ source: SourceBuffer, _ network: Network, _ results: [ExpectationResult], seconds: Double
    ) {
      self.source = source
      self.network = network
      self.results = results
      self.seconds = seconds
    }

    public var failureCount: Int { results.count { !$0.isMet } }

    func place(of result: ExpectationResult) -> SourcePosition {
      source.position(ofOffset: result.expectation.place.offset)
    }
  }

  public var suites: [Suite] = []

  public init() {}

  public var count: Int { suites.reduce(0) { $0 + $1.results.count } }
  public var failureCount: Int { suites.reduce(0) { $0 + $1.failureCount } }
}

extension ExpectationResult {
  /// The expectation's name, else what it says.
  var title: String { expectation.name ?? expectation.sentence }
}
