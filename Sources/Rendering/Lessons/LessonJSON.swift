import Dataplane

extension JSONWriter {
  /// Writes a lesson with its answers as a `vpctrace.lessons/1` object.
  public mutating func lesson(_ page: LessonPage) {
    beginObject()
    member("schema", "vpctrace.lessons/1")
    lessonMembers(page)
    array("cards", page.cards) { $0.card($1) }
    endObject()
  }

  /// Writes the list of lessons as a `vpctrace.lessons/1` object.
  public mutating func lessons(_ pages: [LessonPage]) {
    beginObject()
    member("schema", "vpctrace.lessons/1")
    array("lessons", pages) { writer, page in
      writer.beginObject()
      writer.lessonMembers(page)
      writer.member("questions", page.cards.count)
      writer.endObject()
    }
    endObject()
  }

  private mutating func lessonMembers(_ page: LessonPage) {
    member("name", page.name)
    member("title", page.title)
    member("summary", page.summary)
  }

  private mutating func card(_ card: LessonCard) {
    beginObject()
    member("title", card.title)
    array("introduction", card.introduction) { $0.string($1) }
    member("design", card.path)
    member("question", card.question)
    member("verdict", card.trace.verdict.rawValue)
    object("trace") { $0.traceMembers(card.trace, in: card.network, detail: .hops) }
    array("explanation", card.explanation) { $0.string($1) }
    endObject()
  }
}
