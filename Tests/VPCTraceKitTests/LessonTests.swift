import TestSupport
import Testing

@testable import VPCTraceKit

@Suite struct `Guided lessons` {
  @Test(arguments: LessonDesign.all)
  func `ship the designs of Topologies to the letter`(design: LessonDesign) throws {
    #expect(design.text == (try PackageFolder.text(design.path)))
  }

  @Test func `use every design that ships, and each by its own name`() {
    let used = Lesson.all.flatMap { $0.steps.map(\.design.path) }
    #expect(Set(used) == Set(LessonDesign.all.map(\.path)))
    #expect(Set(Lesson.all.map(\.name)).count == Lesson.all.count)
    #expect(Lesson.all.allSatisfy { Lesson.named($0.name)?.title == $0.title })
    #expect(Lesson.all.count == 10)
  }

  /// A card's question as the page of its design has it, and the verdict there.
  private func expectedVerdict(_ step: Lesson.Step) throws -> String? {
    let parts = step.design.path.split(separator: "/").map(String.init)
    let page = try DesignPage(folder: parts[1])
    let row = page.flows.first {
      $0.design == parts[2] && $0.source == step.request.source
        && $0.destination == step.request.destination && $0.options == step.request.options
    }
    return row.map { String($0.expected.split(separator: " ")[0]) }
  }

  @Test(arguments: Lesson.all.map(\.name))
  func `are answered by the engine as the designs' own pages say`(name: String) throws {
    let lesson = try #require(Lesson.named(name))
    let page = lesson.page
    #expect(page.cards.count == lesson.steps.count && page.cards.count >= 2)
    for (step, card) in zip(lesson.steps, page.cards) {
      #expect(card.trace.verdict.rawValue == (try expectedVerdict(step)), "\(card.question)")
    }
  }

  @Test(arguments: Lesson.all.map(\.name))
  func `do not give the answer away before it is asked for`(name: String) throws {
    let page = try #require(Lesson.named(name)).page
    for index in page.cards.indices {
      let question = page.question(ofCard: index, style: TextStyle())
      for word in Verdict.allCases.map(\.rawValue) + ["expectations", "_DENY", "NO_ROUTE"] {
        #expect(!question.contains(word), "\(word) in \(question)")
      }
    }
  }

  @Test func `show a variant of the design before by the lines that differ`() {
    let lines = LessonDesign.firstVPC[1].shownLines(after: LessonDesign.firstVPC[0])
    #expect(lines.map(\.change) == [.added])
    #expect(lines.map(\.text) == ["      internetGateway: \"my-ig\","])
    #expect(LessonDesign.firstVPC[1].shownLines(after: LessonDesign.firstVPC[1]).isEmpty)
    let whole = LessonDesign.firstVPC[1].shownLines(after: nil)
    #expect(whole.first?.text == "{" && whole.last?.text == "}")
    #expect(whole.allSatisfy { $0.change == .none })
  }

  @Test(arguments: LessonDesign.all.dropFirst().indices)
  func `lose no line between two designs`(index: Int) {
    let (old, new) = (LessonDesign.all[index - 1], LessonDesign.all[index])
    let shown = new.shownLines(after: old)
    guard shown.contains(where: { $0.change != .none }) else { return }
    let removed = Set(shown.filter { $0.change == .removed }.map(\.number))
    let added = shown.filter { $0.change == .added }
    var kept = old.shownLines.filter { !removed.contains($0.number) }.map(\.text)
    for line in new.shownLines where added.contains(where: { $0.number == line.number }) {
      kept.insert(line.text, at: new.shownLines.firstIndex(of: line) ?? 0)
    }
    #expect(kept == new.shownLines.map(\.text))
  }
}
