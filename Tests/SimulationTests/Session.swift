import Foundation
import SourceText
import TestSupport
import VPCTraceKit

/// A scenario of a worked design that has happened.
struct Session {
  let moments: [Moment]

  static let network = try? Network(
    Topology.load(path: PackageFolder.url("Topologies/sessions/design.json5").path).topology)

  /// Lets events happen; `settings` stand before them.
  init(_ events: String, settings: String = "", in network: Network? = Session.network) throws {
    var run = try Session.run("{ \(settings) events: [\(events)] }", in: network)
    var moments: [Moment] = []
    while let moment = run.step() { moments.append(moment) }
    self.moments = moments
  }

  static func run(_ text: String, in network: Network? = Session.network) throws -> ScenarioRun {
    guard let network else { throw InputErrors([]) }
    return try ScenarioRun(SourceBuffer(path: "s.json5", bytes: Array(text.utf8)), in: network)
  }

  /// What became of each event's packets, in order.
  var outcomes: [Outcome] { results.map { $0.outcome } }

  /// The codes that stopped packets, in order.
  var denials: [DecisionCode] {
    results.flatMap { $0.samples }.compactMap { $0.denial?.decision.code }
  }

  /// What the events with packets rest on.
  var assumptions: [Assumption] {
    results.flatMap { $0.samples }.flatMap { $0.assumptions }
  }

  private var results: [TrafficResult] {
    moments.compactMap { if case .traffic(let result) = $0.result { result } else { nil } }
  }

  var failures: Int { moments.count { $0.isFailure } }
}
