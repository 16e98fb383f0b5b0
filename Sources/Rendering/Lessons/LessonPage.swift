public import Dataplane

/// A guided lesson with its answers: each card shows a design, asks for a prediction, and explains.
public struct LessonPage: Sendable {
  /// What is typed to get it: `round-trip`.
  public let name: String
  public let title: String
  /// What is to be learned, in a sentence.
  public let summary: String
  public let cards: [LessonCard]

  public init(name: String, title: String, summary: String, cards: [LessonCard]) {
    self.name = name
    self.title = title
    self.summary = summary
    self.cards = cards
  }
}

/// One question of a lesson, and what the engine answers.
public struct LessonCard: Sendable {
  public let title: String
  /// Paragraphs that lead to the question, without its answer.
  public let introduction: [String]
  /// Where a clone of the project holds the design.
  public let path: String
  public let lines: [DesignLine]
  /// `tcp 80 from internet to web-1`.
  public let question: String
  /// The answer.
  public let trace: Trace
  public let network: Network
  /// Paragraphs that say why.
  public let explanation: [String]

  public init(
    title: String, introduction: [String], path: String, lines: [DesignLine], question: String,
    trace: Trace, network: Network, explanation: [String]
  ) {
    self.title = title
    self.introduction = introduction
    self.path = path
    self.lines = lines
    self.question = question
    self.trace = trace
    self.network = network
    self.explanation = explanation
  }
}

/// A line of a design as a card shows it.
public struct DesignLine: Hashable, Sendable {
  public enum Change: Hashable, Sendable {
    /// Shown for itself: the whole design is new.
    case none
    /// The design before did not have it.
    case added
    /// The design before had it, under this number.
    case removed
  }

  /// Its place in the file, 1-based.
  public let number: Int
  public let text: String
  public let change: Change

  public init(number: Int, text: String, change: Change) {
    self.number = number
    self.text = text
    self.change = change
  }
}
