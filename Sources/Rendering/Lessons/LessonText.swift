public import Dataplane

extension LessonPage {
  /// What the lesson is about; the cards follow.
  public func opening(style: TextStyle) -> String {
    var canvas = TextCanvas(style)
    canvas.line(title, .strong)
    canvas.paragraph(summary)
    return canvas.text
  }

  /// A card up to its question, after which the learner predicts.
  public func question(ofCard index: Int, style: TextStyle) -> String {
    let card = cards[index]
    var canvas = TextCanvas(style)
    canvas.blankLine()
    canvas.line("\(index + 1) of \(cards.count): \(card.title)", .strong)
    for paragraph in card.introduction { canvas.paragraph(paragraph) }
    canvas.blankLine()
    canvas.line(card.lines.isEmpty ? "The same design, \(card.path)" : card.path, .faint)
    for line in card.lines { canvas.line(line.words, line.tone) }
    canvas.blankLine()
    canvas.paragraph("What becomes of \(card.question)?", .strong)
    return canvas.text
  }

  /// A card's answer: the verdict, the trace, and why.
  ///
  /// - Parameters:
  ///   - index: The card's place.
  ///   - prediction: What the learner said, if anything.
  ///   - style: How wide the text may be, and whether it is coloured.
  /// - Returns: Text that ends with a line feed.
  public func answer(ofCard index: Int, prediction: Verdict?, style: TextStyle) -> String {
    let card = cards[index]
    let verdict = card.trace.verdict
    var judgement = TextCanvas(style)
    judgement.blankLine()
    if let prediction {
      judgement.line(
        prediction == verdict
          ? "Right: \(verdict.rawValue)."
          : "You said \(prediction.rawValue), and it is \(verdict.rawValue).",
        prediction == verdict ? .good : .bad)
      judgement.blankLine()
    }
    var explanation = TextCanvas(style)
    explanation.blankLine()
    explanation.line("Explained", .strong)
    for paragraph in card.explanation { explanation.paragraph(paragraph) }
    return judgement.text + card.trace.text(in: card.network, detail: .hops, style: style)
      + explanation.text
  }

  /// How many predictions came true; nothing where none was made.
  public func closing(correct: Int, predicted: Int, style: TextStyle) -> String {
    guard predicted > 0 else { return "" }
    var canvas = TextCanvas(style)
    canvas.blankLine()
    canvas.line("You predicted \(correct) of \(predicted).", .strong)
    return canvas.text
  }

  /// All lessons by name, each with what is to be learned.
  public static func list(_ pages: [LessonPage], style: TextStyle) -> String {
    var canvas = TextCanvas(style)
    let width = pages.map { columnCount($0.name) }.max() ?? 0
    for page in pages {
      canvas.row(
        [.init(page.name, .strong), .init(page.title), .init(page.summary, .faint)],
        widths: [width])
    }
    return canvas.text
  }
}

extension DesignLine {
  /// The line behind its number, as the trace's places cite it, and what became of it.
  fileprivate var words: String {
    let digits = "\(number)"
    let mark =
      switch change {
      case .none: " "
      case .added: "+"
      case .removed: "-"
      }
    let padding = String(repeating: " ", count: max(3 - digits.utf8.count, 0))
    return "\(mark)\(padding)\(digits) | \(text)"
  }

  fileprivate var tone: TextCanvas.Tone {
    switch change {
    case .none: .plain
    case .added: .good
    case .removed: .faint
    }
  }
}
