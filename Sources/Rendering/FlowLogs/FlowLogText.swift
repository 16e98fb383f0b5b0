import Analysis
import Dataplane
import SourceText

extension FlowLogReport {
  /// The report for people: counts first, then the causes of what was rejected, then what contradicts the topology.
  public func text(style: TextStyle) -> String {
    var canvas = TextCanvas(style)
    canvas.paragraph(summary, .strong)
    for (line, problem) in explainer.unreadable {
      canvas.paragraph("\(path):\(line): \(problem.message)", .faint, indent: 2, hanging: 4)
    }
    section("Rejected, and why", explained, &canvas)
    section(
      "Contradicted by the topology, which may have changed since", contradictions, &canvas)
    return canvas.text
  }

  private var summary: String {
    let counts = explainer.counts
    var parts = ["\(counts.accepted) accepted", "\(counts.rejected) rejected"]
    if counts.withoutData > 0 { parts.append("\(counts.withoutData) without data") }
    if counts.skipped > 0 { parts.append("\(counts.skipped) that AWS skipped") }
    if counts.unreadable > 0 { parts.append("\(counts.unreadable) unreadable") }
    return "Records: " + parts.joined(separator: ", ") + "."
  }

  private func section(_ title: String, _ groups: [FlowLogGroup], _ canvas: inout TextCanvas) {
    guard !groups.isEmpty else { return }
    canvas.blankLine()
    canvas.line(title, .strong)
    for group in groups {
      let words = FlowLogCauseWords(group, in: network)
      canvas.row(
        [
          .init("\(group.records)"), .init(words.direction, .faint),
          .init("\(words.interface): \(words.sentence)"),
        ] + (words.location.map { [.init("declared at \($0.description)", .faint)] } ?? []),
        widths: [8, 8])
      for example in group.examples {
        let packet = example.header.map { " \($0.words)" } ?? ""
        canvas.line("line \(example.line):\(packet)", .faint, indent: 20)
      }
    }
  }
}
