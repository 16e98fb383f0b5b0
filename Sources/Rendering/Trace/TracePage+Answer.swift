import Addressing
import Analysis
import Dataplane
import SourceText
import TopologyModel

extension TracePage {
  /// Of the words before each paragraph.
  private static let labelWidth = 4

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
      widths: [TracePage.labelWidth])
  }

  /// Where the component stands, where no rule of it decided.
  private func declaration(of hop: HopDescription) -> [TextCanvas.Cell] {
    guard let location = hop.component.location else { return [] }
    return [.init("declared at \(network.topology.sources.position(of: location))", .faint)]
  }

  private func placeCell(_ place: SourcePosition?) -> [TextCanvas.Cell] {
    place.map { [.init($0.description, .faint)] } ?? []
  }

  private mutating func advise(_ blocker: Blocker) {
    let remedy = Remedy(for: blocker, of: trace, in: network)
    guard let sentence = remedy.sentence(in: network) else { return }
    canvas.row([.init("Fix", .strong), .init(sentence)], widths: [TracePage.labelWidth])
  }

  private mutating func alternatives() {
    for alternative in trace.alternatives {
      canvas.row(
        [.init("If", .strong)] + cause(of: alternative) + refusal(of: alternative),
        widths: [TracePage.labelWidth])
    }
  }

  private func cause(of alternative: Alternative) -> [TextCanvas.Cell] {
    let verdict = alternative.verdict.rawValue
    switch alternative.cause {
    case .clientPorts(let ranges):
      let ports = joinedByAnd(ranges.map { $0.description })
      return [.init("the client's port is one of \(ports): \(verdict)")]
    case .route(let evidence):
      let route = EvidenceDescription(evidence, in: network)
      let place = network.topology.sources.position(of: route.location)
      return [.init("AWS picks \(route.words ?? "this route"): \(verdict)")] + placeCell(place)
    }
  }

  /// What does not let the packet pass then.
  private func refusal(of alternative: Alternative) -> [TextCanvas.Cell] {
    guard let decision = alternative.decision else { return [] }
    let hop = HopDescription(decision, trace.flow.header, in: network)
    let label = hop.component.fullLabel
    guard alternative.isByPort else {
      return [.init("\(label): \(hop.message)")] + placeCell(hop.location)
    }
    return [.init("\(label) does not let all of those replies through")] + declaration(of: hop)
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
