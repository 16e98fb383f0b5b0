import VPCTraceKit

/// A scenario as far as it has happened, and what flow logs have of it that is not written yet.
struct LoggedRun {
  private(set) var run: ScenarioRun
  private var log: FlowLogAggregation
  /// `nil` where nothing is logged.
  private let start: Int64?

  init(_ run: ScenarioRun, from start: Int64?) {
    self.run = run
    self.start = start
    log = FlowLogAggregation(run.live.network)
  }

  mutating func step() -> Moment? {
    guard let start else { return run.step() }
    return run.step(logging: &log, from: start)
  }

  /// The records to which no event to come can add.
  mutating func takeFinished() -> [FlowLogEntry] {
    guard let time = start.flatMap({ run.nextTime(from: $0) }) else { return takeAll() }
    return log.takeFinished(by: time)
  }

  mutating func takeAll() -> [FlowLogEntry] { log.takeAll() }
}
