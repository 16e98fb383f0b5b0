import Dataplane
import Simulation
import TopologyModel

/// One event being written as text.
struct MomentPage {
  let moment: Moment
  let scenario: Scenario
  var canvas: TimelineCanvas

  var network: Network { moment.network }

  mutating func write() {
    switch moment.result {
    case .traffic(let result): traffic(result)
    case .edit(let result): edit(result)
    case .tables(let connections, let translations):
      head("show")
      let now = moment.event.time
      if let connections { canvas.table("Connections", connections, at: now, in: network) }
      if let translations { canvas.table("Translations", translations, at: now, in: network) }
    case .demand(let result): demand(result)
    }
  }

  mutating func head(_ words: String, _ tone: TextCanvas.Tone = .strong) {
    canvas.head(moment.event.time, words, tone, note: moment.event.note)
  }

  /// What the event rests on that AWS does not document.
  mutating func assumptions(_ assumptions: [Assumption]) {
    for assumption in assumptions {
      canvas.row("assumed", "\(assumption.rawValue): \(assumption.sentence)", .uncertain)
    }
  }
}

// MARK: Changes and expectations

extension MomentPage {
  private mutating func edit(_ result: EditResult) {
    head(result.edit.words(in: network))
    if !result.tracked.isEmpty {
      canvas.row("tracked", "\(flows(result.tracked.count)) on, whatever the rules say (R-TRK-4)")
    }
    if !result.untracked.isEmpty {
      canvas.row(
        "untracked",
        "\(flows(result.untracked.count)) by the rules as they are now (R-TRK-4)")
    }
    if !result.forgotten.isEmpty {
      canvas.row("forgotten", "\(result.forgotten.count) that were remembered there")
    }
    assumptions(result.assumptions)
  }

  private func flows(_ count: Int) -> String { count == 1 ? "1 flow goes" : "\(count) flows go" }

  private mutating func demand(_ result: DemandResult) {
    let words = scenario.words(of: result.demand, in: network)
    guard !result.isMet else { return head("expect \(words): met", .good) }
    head("expect \(words): NOT MET", .bad)
    canvas.row("is", result.found.words)
  }
}
