import Synchronization

/// Asks `body` for each number below `count`, side by side on `workers` threads at most.
///
/// `progress` is told on the calling thread how many are done.
///
/// - Returns: The answers in order.
func parallelMap<Answer: Sendable>(
  _ count: Int, workers: Int = Platform.processorCount,
  progress: @escaping @Sendable (Int) -> Void = { _ in },
  _ body: @escaping @Sendable (Int) -> Answer
) -> [Answer] {
  let workers = max(1, min(workers, count))
  let board = Mutex(AnswerBoard<Answer>(count: count, workers: workers))
  Platform.parallel(workers) { worker in
    while let share = board.withLock({ $0.nextShare() }) {
      let answers = share.map(body)
      let done = board.withLock { $0.enter(answers, at: share) }
      if worker == 0 { progress(done) }
    }
  }
  return board.withLock { $0.answers.compactMap { $0 } }
}

/// Hands out work and takes answers.
private struct AnswerBoard<Answer: Sendable>: Sendable {
  private(set) var answers: [Answer?]
  private var next = 0
  private var done = 0
  /// Questions of very different cost follow each other: small shares keep all workers busy.
  private let share: Int

  init(count: Int, workers: Int) {
    answers = Array(repeating: nil, count: count)
    share = max(1, min(16, count / (8 * workers)))
  }

  mutating func nextShare() -> Range<Int>? {
    guard next < answers.count else { return nil }
    let share = next..<min(next + share, answers.count)
    next = share.upperBound
    return share
  }

  mutating func enter(_ entered: [Answer], at share: Range<Int>) -> Int {
    for (index, answer) in zip(share, entered) { answers[index] = answer }
    done += share.count
    return done
  }
}
