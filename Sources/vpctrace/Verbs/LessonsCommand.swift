import VPCTraceKit

/// `vpctrace lessons`: guided lessons that ask for a prediction, answer and explain.
struct LessonsCommand {
  static let description = Verb.Description(
    summary: "Learn how a VPC works: predict, see, understand.",
    operands: ["[NAME]"],
    options: [
      Option("--answers", .none, "Show the answers, and ask nothing."),
      .format,
    ],
    operandWords: Lesson.all.map { $0.name },
    examples: [
      "vpctrace lessons",
      "vpctrace lessons round-trip",
      "vpctrace lessons nat-both-ways --answers | less",
    ])

  private let arguments: ParsedArguments

  init(_ arguments: ParsedArguments) { self.arguments = arguments }

  func run(_ console: inout Console) throws(CommandError) -> ExitCode {
    guard let name = arguments.operands.first else {
      try list(&console)
      return .success
    }
    guard let lesson = Lesson.named(name) else {
      let nearest = NearestName.nearest(to: name, among: Lesson.all.map { $0.name })
      throw .usage(
        "there is no lesson '\(name)'",
        hint: nearest.map { "did you mean \($0)?" } ?? "'vpctrace lessons' lists them")
    }
    guard console.writesJSON else {
      var session = LessonSession(lesson.page, asks: !arguments.has("--answers"))
      try session.run(&console)
      return .success
    }
    var writer = JSONWriter(.indented)
    writer.lesson(lesson.page)
    writer.endLine()
    try console.write(writer.bytes)
    return .success
  }

  private func list(_ console: inout Console) throws(CommandError) {
    let pages = Lesson.all.map { $0.page }
    guard console.writesJSON else {
      try console.write(LessonPage.list(pages, style: console.style))
      try console.write("\nTake one with 'vpctrace lessons NAME'.\n")
      return
    }
    var writer = JSONWriter(.indented)
    writer.lessons(pages)
    writer.endLine()
    try console.write(writer.bytes)
  }
}
