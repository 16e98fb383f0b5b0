import Addressing
import Analysis
public import Dataplane
import SourceText
import TopologyModel

extension Trace {
  /// The trace for people: the answer, then the hops, then what it rests on.
  public func text(in network: Network, detail: Detail, style: TextStyle) -> String {
    guard detail != .summary else { return summary(in: network) + "\n" }
    var page = TracePage(trace: self, network: network, detail: detail, style: style)
    page.answer()
    page.placesNote()
    page.leg("Forward", forward)
    if let reply { page.leg("Reply", reply) }
    page.closing()
    return page.canvas.text
  }
}

/// A trace being written as text.
private struct TracePage {
  let trace: Trace
  let network: Network
  let detail: Detail
  let style: TextStyle
  var canvas: TextCanvas

  /// The folder that the places of all hops share, with its slash; empty where there is none.
  let folder: String

  private var topology: Topology { network.topology }

  init(trace: Trace, network: Network, detail: Detail, style: TextStyle) {
    self.trace = trace
    self.network = network
    self.detail = detail
    self.style = style
    canvas = TextCanvas(style)
    let hops = trace.forward.hops + (trace.reply?.hops ?? [])
    folder = sharedFolder(
      hops.compactMap { HopDescription($0, in: network).location?.path })
  }
}

// MARK: The answer

extension TracePage {
  mutating func answer() {
    canvas.paragraph(trace.headline(in: network), trace.verdict.tone, hanging: 2)
    let blockers = trace.blockers
    guard trace.verdict != .delivered else { return }
    canvas.blankLine()
    alternatives()
    if trace.verdict == .ambiguous {
      for refusal in trace.partialRefusals { advise(refusal) }
    } else if let deciding = trace.decidingHop {
      explain("Why", deciding)
      advise(deciding)
    }
    for blocker in blockers.dropFirst() {
      canvas.blankLine()
      explain("Also", blocker)
      advise(blocker)
    }
  }

  /// A labelled paragraph on the hop that decides, or would decide.
  private mutating func explain(_ label: String, _ blocker: Blocker) {
    let hop = HopDescription(blocker.hop, in: network)
    let way = blocker.isOnReply ? "on the way back, " : ""
    canvas.row(
      [.init(label, .strong), .init("\(way)\(hop.component.fullLabel): \(hop.message)")]
        + (hop.location == nil ? declaration(of: hop) : placeCell(hop.location)),
      widths: [answerLabelWidth])
  }

  /// Where the component stands, where no rule of it decided.
  private func declaration(of hop: HopDescription) -> [TextCanvas.Cell] {
    guard let location = hop.component.location else { return [] }
    return [.init("declared at \(topology.sources.position(of: location).words)", .faint)]
  }

  private mutating func advise(_ blocker: Blocker) {
    let remedy = Remedy(for: blocker, of: trace, in: network)
    guard let sentence = remedy.sentence(in: network) else { return }
    canvas.row([.init("Fix", .strong), .init(sentence)], widths: [answerLabelWidth])
  }

  private mutating func alternatives() {
    for alternative in trace.alternatives {
      let verdict = alternative.verdict.rawValue
      var cells = [TextCanvas.Cell("If", .strong)]
      switch alternative.cause {
      case .clientPorts(let ranges):
        let ports = joinedByAnd(ranges.map { $0.description })
        cells.append(.init("the client's port is one of \(ports): \(verdict)"))
      case .route(let evidence):
        let route = EvidenceDescription(evidence, in: network)
        cells.append(.init("AWS picks \(route.words ?? "this route"): \(verdict)"))
        cells += placeCell(route.location.map { topology.sources.position(of: $0) })
      }
      if let decision = alternative.decision {
        let hop = HopDescription(decision, trace.flow.header, in: network)
        let label = hop.component.fullLabel
        cells.append(
          .init(
            alternative.isByPort
              ? "\(label) does not let all of those replies through" : "\(label): \(hop.message)"))
        cells += alternative.isByPort ? declaration(of: hop) : placeCell(hop.location)
      }
      canvas.row(cells, widths: [answerLabelWidth])
    }
  }

  private var answerLabelWidth: Int { 4 }
}

// MARK: The hops

extension TracePage {
  /// Says once what all places below begin with.
  mutating func placesNote() {
    guard !folder.isEmpty else { return }
    canvas.blankLine()
    canvas.paragraph("Places below are in \(folder)", .faint, hanging: 2)
  }

  mutating func leg(_ title: String, _ leg: Leg) {
    let hops = leg.hops.map { HopDescription($0, in: network) }
    canvas.blankLine()
    canvas.paragraph(
      "\(title): \(hops.first?.packet.words ?? leg.outcome.rawValue)", .strong, hanging: 2)
    let columns = HopColumns(hops, in: network, width: style.width)
    var wasHypothetical = false
    for (index, hop) in hops.enumerated() {
      if hop.isHypothetical, !wasHypothetical {
        let cause = index == 0 ? "if the request got through" : "if that were allowed"
        canvas.line("--  \(cause):", .faint)
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
    guard let place = hop.location.map({ $0.brief(within: folder) }) else {
      return canvas.row(cells, widths: columns.widths)
    }
    let width = columns.messageWidth(hop.briefMessage(in: network), place).map { [$0] } ?? []
    canvas.row(cells + [.init(place, .faint)], widths: columns.widths + width)
  }

  private func placeCell(_ place: SourcePosition?) -> [TextCanvas.Cell] {
    place.map { [.init($0.words, .faint)] } ?? []
  }

  private mutating func considered(at index: Int, of leg: Leg) {
    for item in network.considered(at: index, of: leg) {
      let description = ConsideredDescription(item, in: network)
      let owner = description.owner.map { "\($0.name ?? $0.id ?? ""), " } ?? ""
      let place = description.location.map { " (\($0.words))" } ?? ""
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

// MARK: What it rests on

extension TracePage {
  mutating func closing() {
    canvas.list("Assumptions", trace.assumptions.map { "\($0.rawValue): \($0.sentence)" })
    canvas.list("Notes", trace.notes.map { $0.sentence(in: network) })
  }
}

extension Trace {
  /// The hops of the reply that let only some of the client's ports through.
  fileprivate var partialRefusals: [Blocker] {
    let refusals = alternatives.filter { $0.isByPort }.compactMap { $0.decision }
    let hops = (reply?.hops ?? []).filter { hop in
      refusals.contains {
        $0.component == hop.decision.component && $0.direction == hop.decision.direction
      }
    }
    return hops.map { Blocker(hop: $0, isOnReply: true) }
  }
}

/// The longest folder that holds all of `paths`, with its slash.
private func sharedFolder(_ paths: [String]) -> String {
  guard
    var shared = paths.first?.utf8.split(
      separator: UInt8(ascii: "/"), omittingEmptySubsequences: false
    ).dropLast()
  else { return "" }
  for path in paths.dropFirst() {
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let common = zip(shared, parts.dropLast()).prefix { $0.elementsEqual($1) }.count
    shared = shared.prefix(common)
  }
  return shared.map { String(Substring($0)) + "/" }.joined()
}

extension SourcePosition {
  /// File and line, without the folder that all places share.
  fileprivate func brief(within folder: String) -> String {
    let name = String(decoding: path.utf8.dropFirst(folder.utf8.count), as: UTF8.self)
    return "\(name):\(line)"
  }

  /// The place as editors and terminals follow it.
  fileprivate var words: String { "\(path):\(line):\(column)" }
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
