import Analysis
import SourceText

extension DifferenceReport {
  /// The difference for people: what changed and why, then what changed without effect.
  public func text(style: TextStyle) -> String {
    var page = DifferencePage(style: style)
    page.canvas.line(headline, entries.isEmpty ? .good : .strong)
    for entry in entries { page.entry(entry) }
    page.idle(idle)
    return page.canvas.text
  }

  private var headline: String {
    counts.map { "Reachability changed: \($0)." } ?? "Reachability is the same."
  }
}

/// A report being written as text.
private struct DifferencePage {
  var canvas: TextCanvas

  init(style: TextStyle) { canvas = TextCanvas(style) }

  mutating func entry(_ entry: DifferenceReport.Entry) {
    canvas.blankLine()
    canvas.paragraph(
      "\(entry.title.uppercasedFirst): \(entry.traffic)", entry.shift.kind.tone, hanging: 2)
    row("from", [entry.from.line])
    row("to", [entry.destination])
    row("by", (entry.causeNote.map { [$0] } ?? []) + entry.causes.flatMap { lines(of: $0) })
  }

  private mutating func row(_ title: String, _ paragraphs: [String]) {
    canvas.row(
      [.init(""), .init(title, .faint)] + paragraphs.map { .init($0) }, widths: [0, 4])
  }

  mutating func idle(_ changes: [ChangeDescription]) {
    guard !changes.isEmpty else { return }
    canvas.blankLine()
    canvas.line("Changed without effect:", .strong)
    for change in changes {
      for (index, line) in lines(of: change).enumerated() {
        canvas.paragraph(line, index == 0 ? .plain : .faint, indent: 2, hanging: 4)
      }
    }
  }

  private func lines(of change: ChangeDescription) -> [String] {
    [change.words] + (change.position.map { [$0.description] } ?? [])
  }
}

extension String {
  /// The text with its first letter in capitals.
  fileprivate var uppercasedFirst: String { prefix(1).uppercased() + dropFirst() }
}

extension ReachabilityShift.Kind {
  fileprivate var tone: TextCanvas.Tone {
    switch self {
    case .opened, .requestOpened, .replyRegained: .good
    case .closed, .requestClosed, .replyLost: .bad
    case .uncertain: .uncertain
    }
  }
}
