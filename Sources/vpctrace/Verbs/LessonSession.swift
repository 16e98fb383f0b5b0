import VPCTraceKit

/// A lesson being taken: each card's question, the learner's prediction, and the answer.
struct LessonSession {
  private let page: LessonPage
  /// Predictions are read from standard input.
  private let asks: Bool
  private var predicted = 0
  private var correct = 0

  init(_ page: LessonPage, asks: Bool) {
    self.page = page
    self.asks = asks
  }

  mutating func run(_ console: inout Console) throws(CommandError) {
    let style = console.style
    try console.write(page.opening(style: style))
    for index in page.cards.indices {
      try console.write(page.question(ofCard: index, style: style))
      var prediction: Verdict?
      if asks {
        switch try LessonSession.ask(&console) {
        case .verdict(let verdict):
          prediction = verdict
          predicted += 1
          if verdict == page.cards[index].trace.verdict { correct += 1 }
        case .skip: break
        case .leave:
          try console.write(page.closing(correct: correct, predicted: predicted, style: style))
          try console.write("Come back with 'vpctrace lessons \(page.name)'.\n")
          return
        }
      }
      try console.write(page.answer(ofCard: index, prediction: prediction, style: style))
    }
    try console.write(page.closing(correct: correct, predicted: predicted, style: style))
  }
}

// MARK: What the learner says

extension LessonSession {
  fileprivate enum Reply {
    case verdict(Verdict)
    /// The learner wants to see the answer.
    case skip
    /// The learner wants to stop, or there is no more input.
    case leave
  }

  private static func ask(_ console: inout Console) throws(CommandError) -> Reply {
    let question = "Your prediction (\(Verdict.words); skip, quit): "
    let advice = "Write one of these words, or how it begins."
    return try console.ask(question, advice: advice) { Reply($0) } ?? .leave
  }
}

extension LessonSession.Reply {
  /// - Returns: `nil` for a word that is none of the answers, nor the beginning of exactly one.
  fileprivate init?(_ line: String) {
    let word = line.split(whereSeparator: { $0.isWhitespace }).joined(separator: "-").lowercased()
    let words = Verdict.allCases.map { $0.rawValue } + ["skip", "quit"]
    let fitting = words.filter { $0.hasPrefix(word) }
    switch word.isEmpty
      ? nil : fitting.count == 1 ? fitting[0] : NearestName.nearest(to: word, among: words)
    {
    case nil: return nil
    case "skip": self = .skip
    case "quit": self = .leave
    case let word?:
      guard let verdict = Verdict(rawValue: word) else { return nil }
      self = .verdict(verdict)
    }
  }
}

extension Verdict {
  /// The answers that a learner may give.
  fileprivate static var words: String { allCases.map { $0.rawValue }.joined(separator: ", ") }
}
