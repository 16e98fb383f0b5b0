public import Expectations

extension ExpectationSuite {
  /// Judges every expectation, side by side over the processors.
  ///
  /// - Parameter filter: Of those whose name or sentence holds this text; `nil` for all.
  /// - Returns: The results in the order of the file.
  public func run(filter: String? = nil) -> [ExpectationResult] {
    run(filter: filter, workers: Platform.processorCount) { _ in }
  }

  /// Judges as ``run(filter:)`` does, and tells `progress` on the calling thread how many are done.
  package func run(
    filter: String? = nil, workers: Int, progress: @escaping @Sendable (Int) -> Void
  ) -> [ExpectationResult] {
    let chosen = expectations.filter { $0.matches(filter) }
    let judge = Judge(network)
    return parallelMap(chosen.count, workers: workers, progress: progress) {
      judge.judge(chosen[$0])
    }
  }
}

extension PreparedExpectation {
  fileprivate func matches(_ filter: String?) -> Bool {
    guard let filter else { return true }
    let texts = [expectation.name ?? "", expectation.sentence]
    return texts.contains { $0.utf8.holds(filter.utf8) }
  }
}

extension Substring.UTF8View {
  fileprivate func begins(with other: String.UTF8View) -> Bool { starts(with: other) }
}

extension String.UTF8View {
  fileprivate func holds(_ other: String.UTF8View) -> Bool {
    indices.contains { self[$0...].begins(with: other) } || other.isEmpty
  }
}
