import Dataplane
import TopologyModel

/// Lines in the columns of a timeline: the time, packets or who remembers, and words.
struct TimelineCanvas {
  private var canvas: TextCanvas
  /// Of the column of times.
  private let timeWidth: Int

  /// Of the column behind it.
  private static let labelWidth = 14
  /// Rows of a table that are shown; JSON has them all.
  private static let mostRows = 50

  var text: String { canvas.text }

  init(_ style: TextStyle, timeWidth: Int) {
    canvas = TextCanvas(style)
    self.timeWidth = timeWidth
  }

  /// The first lines of an event: when, what, and what its author says about it.
  mutating func head(_ time: Int, _ words: String, _ tone: TextCanvas.Tone, note: String?) {
    let cells = [TextCanvas.Cell(timeWords(time), .faint), TextCanvas.Cell(words, tone)]
    canvas.row(cells + (note.map { [.init("(\($0))", .faint)] } ?? []), widths: [timeWidth])
  }

  /// A line below: a label, and what it is about.
  mutating func row(
    _ label: String, _ words: String, _ tone: TextCanvas.Tone = .plain,
    labelTone: TextCanvas.Tone = .faint
  ) {
    canvas.row(
      [.init(""), .init(label, labelTone), .init(words, tone)],
      widths: [timeWidth, TimelineCanvas.labelWidth])
  }

  /// What is remembered at some time.
  mutating func table(
    _ title: String, _ flows: [RememberedFlow], at now: Int, in network: Network
  ) {
    row("", flows.isEmpty ? "\(title): none" : "\(title):")
    for flow in flows.prefix(TimelineCanvas.mostRows) {
      row(flow.holderLabel(in: network), flow.words(at: now))
    }
    if flows.count > TimelineCanvas.mostRows {
      row("", "... and \(flows.count - TimelineCanvas.mostRows) more")
    }
  }
}

extension RememberedFlow {
  fileprivate func words(at now: Int) -> String {
    var words = request.words
    switch holder {
    case .interface(_, let opened): words += ", \(opened.rawValue)"
    case .translator(_, let outside) where outside != request:
      words += ", sent as \(outside.ends)"
    case .translator: break
    }
    let rest = expiry.map { ", \(timeWords($0 - now)) left" } ?? ""
    return "\(words): \(state.rawValue)\(rest)"
  }
}
