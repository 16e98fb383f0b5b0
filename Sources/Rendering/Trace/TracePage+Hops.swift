import Dataplane
import SourceText
import TopologyModel

extension TracePage {
  /// Says once what all places below begin with.
  mutating func placesNote() {
    guard !folder.path.isEmpty else { return }
    canvas.blankLine()
    canvas.paragraph("Places below are in \(folder.path)", .faint, hanging: 2)
  }

  mutating func leg(_ title: String, _ leg: Leg) {
    let hops = leg.hops.map { HopDescription($0, in: network) }
    canvas.heading(title, of: leg)
    let columns = HopColumns(hops, in: network, width: style.width)
    var wasHypothetical = false
    for (index, hop) in hops.enumerated() {
      if hop.isHypothetical, !wasHypothetical {
        canvas.supposition(isAtStart: index == 0)
      }
      wasHypothetical = hop.isHypothetical
      row(hop, number: index + 1, columns)
      if detail == .full { considered(at: index, of: leg) }
    }
  }

  /// One line a hop; its place follows on the next where the line is too narrow for both.
  private mutating func row(_ hop: HopDescription, number: Int, _ columns: HopColumns) {
    let cells: [TextCanvas.Cell] = [
      .init("\(number)", .faint), .init(hop.action.word, hop.action.tone),
      .init(hop.component.briefLabel), .init(hop.briefMessage(in: network)),
    ]
    guard let place = hop.location.map({ folder.brief($0) }) else {
      return canvas.row(cells, widths: columns.widths)
    }
    let width = columns.messageWidth(hop.briefMessage(in: network), place).map { [$0] } ?? []
    canvas.row(cells + [.init(place, .faint)], widths: columns.widths + width)
  }

  private mutating func considered(at index: Int, of leg: Leg) {
    for item in network.considered(at: index, of: leg) {
      let description = ConsideredDescription(item, in: network)
      let owner = description.owner.map { "\($0.name ?? $0.id ?? ""), " } ?? ""
      let place = description.location.map { " (\($0))" } ?? ""
      canvas.paragraph(
        "\(owner)\(description.words): \(description.reason)\(place)",
        item.fate == .decided ? .plain : .faint, indent: 6, hanging: 8)
    }
  }
}

/// Where the columns of a leg's lines stand.
private struct HopColumns {
  /// Of number, decision and component; what is left is for the message.
  let widths: [Int]
  /// Of the longest message with a place behind it.
  private let longestMessage: Int
  private let width: Int

  init(_ hops: [HopDescription], in network: Network, width: Int) {
    self.width = width
    let decision = hops.map { columnCount($0.action.word) }.max() ?? 0
    // A label that is too long takes a second line, and does not widen the column for the others.
    let labels = hops.map { columnCount($0.component.briefLabel) }.filter { $0 <= width / 4 }
    let widths = [hops.count > 9 ? 2 : 1, decision, max(labels.max() ?? 0, 12)]
    self.widths = widths
    longestMessage =
      hops.filter { $0.location != nil }.map { columnCount($0.briefMessage(in: network)) }.max()
      ?? 0
  }

  /// The width to give a hop's message where its place stands on the same line, in the column of the
  /// other places if it can; `nil` where the line is too narrow for both.
  func messageWidth(_ message: String, _ place: String) -> Int? {
    let room = width - widths.reduce(0) { $0 + $1 + 2 } - 2 - columnCount(place)
    let own = columnCount(message)
    return own <= room ? max(own, min(longestMessage, room)) : nil
  }
}

extension Decision.Action {
  /// The decision as one word of the hop's line.
  fileprivate var word: String {
    switch self {
    case .emit: "send"
    case .allow: "allow"
    case .deny: "DENY"
    case .route: "route"
    case .translate: "translate"
    case .deliver: "deliver"
    case .undetermined: "UNKNOWN"
    }
  }

  fileprivate var tone: TextCanvas.Tone {
    switch self {
    case .deny: .bad
    case .undetermined: .uncertain
    case .deliver: .good
    case .emit, .allow, .route, .translate: .plain
    }
  }
}
