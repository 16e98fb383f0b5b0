public import Expectations
import Synchronization

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
    let board = Mutex(ResultBoard(count: chosen.count))
    Platform.parallel(max(1, min(workers, chosen.count))) { worker in
      while let share = board.withLock({ $0.nextShare() }) {
        let results = share.map { judge.judge(chosen[$0]) }
        let done = board.withLock { $0.enter(results, at: share) }
        if worker == 0 { progress(done) }
      }
    }
    return board.withLock { $0.results.compactMap { $0 } }
  }
}

/// Hands out work and takes results.
private struct ResultBoard {
  private(set) var results: [ExpectationResult?]
  private var next = 0
  private var done = 0

  init(count: Int) { results = Array(repeating: nil, count: count) }

  /// Expectations of very different cost follow each other: small shares keep all workers busy.
  mutating func nextShare() -> Range<Int>? {
    guard next < results.count else { return nil }
    let share = next..<min(next + 16, results.count)
    next = share.upperBound
    return share
  }

  mutating func enter(_ entered: [ExpectationResult], at share: Range<Int>) -> Int {
    for (index, result) in zip(share, entered) { results[index] = result }
    done += share.count
    return done
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
