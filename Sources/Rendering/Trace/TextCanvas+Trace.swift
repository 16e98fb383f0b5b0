import Dataplane

/// What the text of a trace and that of its story have in common.
extension TextCanvas {
  /// Writes the title of a leg, and its packet.
  mutating func heading(_ title: String, of leg: Leg) {
    blankLine()
    paragraph(
      "\(title): \(leg.hops.first?.packet.words ?? leg.outcome.rawValue)", .strong, hanging: 2)
  }

  /// Says that what follows did not happen, and what would have to be otherwise.
  mutating func supposition(isAtStart: Bool) {
    line("--  \(isAtStart ? "if the request got through" : "if that were allowed"):", .faint)
  }

  /// Writes what the answer rests on, and what else there is to know.
  mutating func basis(of trace: Trace, in network: Network) {
    list("Assumptions", trace.assumptions.map { "\($0.rawValue): \($0.sentence)" })
    list("Notes", trace.notes.map { $0.sentence(in: network) })
  }
}
