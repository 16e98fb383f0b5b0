import Analysis
import SourceText

extension CheckReport {
  /// The findings for people: grouped by rule, each with its lines, and a count at the end.
  public func text(style: TextStyle) -> String {
    var page = CheckPage(style: style)
    let open = entries.filter { !$0.isAccepted }
    var rest = open[...]
    while let first = rest.first {
      let rule = first.finding.rule
      let group = rest.prefix { $0.finding.rule == rule }
      page.group(rule, Array(group))
      rest = rest.dropFirst(group.count)
    }
    page.accepted(entries.filter { $0.isAccepted })
    page.canvas.line(summary, open.isEmpty ? .good : .strong)
    return page.canvas.text
  }

  /// `3 findings: 1 error, 2 warnings; 1 more is accepted`.
  private var summary: String {
    let count = entries.count - acceptedCount
    guard acceptedCount > 0 else { return summary(ofOpen: count) + (count == 0 ? "." : "") }
    let verb = acceptedCount == 1 ? "is" : "are"
    return summary(ofOpen: count) + "; \(acceptedCount)\(count > 0 ? " more" : "") \(verb) accepted"
      + (count == 0 ? "." : "")
  }

  private func summary(ofOpen total: Int) -> String {
    guard total > 0 else { return "No findings" }
    let counts = CheckRule.Severity.allCases.map { (severity: $0, count: count(of: $0)) }
    let words = counts.filter { $0.count > 0 }.map { severity, count in
      severity == .info ? "\(count) info" : counted(count, severity.rawValue)
    }
    return "\(counted(total, "finding")): \(words.joined(separator: ", "))"
  }
}

/// A report being written as text.
private struct CheckPage {
  let style: TextStyle
  var canvas: TextCanvas

  init(style: TextStyle) {
    self.style = style
    canvas = TextCanvas(style)
  }

  /// A rule, what it found, and what helps.
  mutating func group(_ rule: CheckRule, _ entries: [CheckReport.Entry]) {
    let description = rule.description
    canvas.paragraph(
      "\(description.severity.rawValue) \(rule.rawValue): \(description.title)",
      description.severity.tone, hanging: 2)
    for entry in entries { self.entry(entry) }
    canvas.blankLine()
    canvas.row([.init(""), .init("Why", .strong), .init(description.why)], widths: [0, 3])
    let fixes = entries.map { $0.finding.fix ?? description.fix }
    let fix = fixes.allSatisfy { $0 == fixes[0] } ? fixes[0] : description.fix
    canvas.row([.init(""), .init("Fix", .strong), .init(fix)], widths: [0, 3])
    canvas.blankLine()
  }

  /// What the file accepts, in a line each, and why.
  mutating func accepted(_ entries: [CheckReport.Entry]) {
    guard !entries.isEmpty else { return }
    canvas.line("Accepted", .strong)
    for entry in entries {
      canvas.blankLine()
      canvas.paragraph(
        "\(entry.finding.rule.rawValue): \(entry.finding.message)", .faint, indent: 2, hanging: 4)
      canvas.paragraph(entry.finding.acceptedReason ?? "", indent: 4, hanging: 4)
    }
    canvas.blankLine()
  }

  private mutating func entry(_ entry: CheckReport.Entry) {
    canvas.blankLine()
    canvas.paragraph(entry.finding.message, indent: 2, hanging: 4)
    var seen: Set<SourcePosition> = []
    for (index, place) in entry.places.enumerated() {
      guard let place, seen.insert(place.position).inserted else { continue }
      let subject = index > 0 ? "\(entry.finding.subjects[index].words): " : ""
      canvas.line("\(subject)\(place.position.description)", .faint, indent: 4)
      if let quotation = place.quotation, quotation.showsMoreThanABracket {
        quote(quotation, at: place.position)
      }
    }
  }

  private mutating func quote(_ quotation: Quotation, at position: SourcePosition) {
    let lines = position.quoted(
      quotation.excerpt, length: quotation.length, width: max(style.width - 16, 24))
    for line in lines { canvas.line(line.withTabsAsSpaces, .plain, indent: 4) }
  }
}

extension Quotation {
  /// AWS's answers open a resource on a line of its own, which nobody need see.
  fileprivate var showsMoreThanABracket: Bool {
    excerpt.text.utf8.count { $0 != 0x20 && $0 != 0x09 } > 1
  }
}

extension String {
  /// One column a tab, as the line of carets has it too.
  fileprivate var withTabsAsSpaces: String {
    String(decoding: utf8.map { $0 == 0x09 ? 0x20 : $0 }, as: UTF8.self)
  }
}

extension CheckRule.Severity {
  var tone: TextCanvas.Tone {
    switch self {
    case .error: .bad
    case .warning: .uncertain
    case .info: .strong
    }
  }
}
