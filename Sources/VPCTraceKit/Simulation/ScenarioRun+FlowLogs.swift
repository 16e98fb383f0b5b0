public import Analysis
import Dataplane
public import Simulation

extension ScenarioRun {
  /// Lets the next event happen, and logs its packets.
  ///
  /// - Parameters:
  ///   - log: Of the network in which the scenario happens.
  ///   - start: When the scenario began, in seconds since 1970.
  /// - Returns: `nil` where there is no event.
  public mutating func step(
    logging log: inout FlowLogAggregation, from start: Int64
  ) -> Moment? {
    guard let time = nextTime(from: start) else { return nil }
    log.change(to: live.network)
    return step { log.add($0, time: time) }
  }

  /// When the next event happens, in seconds since 1970; `nil` where there is none.
  public func nextTime(from start: Int64) -> Int64? {
    isFinished ? nil : start + Int64(scenario.events[position].time / 1000)
  }
}
