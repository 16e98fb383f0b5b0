import Dataplane
public import Simulation

/// The events of a scenario as they happen, for people.
public struct Timeline {
  private let scenario: Scenario
  private let style: TextStyle
  /// Of the column of times.
  private let timeWidth: Int

  /// - Parameters:
  ///   - scenario: What is to happen.
  ///   - style: How wide the text may be, and whether coloured.
  public init(_ scenario: Scenario, style: TextStyle) {
    self.scenario = scenario
    self.style = style
    timeWidth = scenario.events.map { columnCount(timeWords($0.time)) }.max() ?? 2
  }

  /// The title, where there is one.
  public func heading() -> String {
    var canvas = TextCanvas(style)
    guard let title = scenario.title else { return "" }
    canvas.paragraph(title, .strong)
    canvas.blankLine()
    return canvas.text
  }

  /// One event, and what came of it.
  public func text(of moment: Moment) -> String {
    var page = MomentPage(
      moment: moment, scenario: scenario,
      canvas: TimelineCanvas(style, timeWidth: timeWidth))
    page.write()
    return page.canvas.text
  }

  /// What is remembered as far as a run has come.
  public func tables(of run: ScenarioRun) -> String {
    var canvas = TimelineCanvas(style, timeWidth: timeWidth)
    canvas.table("Connections", run.live.connections, at: run.live.now, in: run.live.network)
    canvas.table("Translations", run.live.translations, at: run.live.now, in: run.live.network)
    return canvas.text
  }

  /// How many expectations there were, and how many were not met.
  public func closing(_ score: ExpectationScore) -> String {
    var canvas = TextCanvas(style)
    guard score.count > 0 else { return "" }
    let noun = counted(score.count, "expectation")
    canvas.blankLine()
    canvas.line(
      score.failures == 0 ? "\(noun): all met" : "\(noun): \(score.failures) not met",
      score.failures == 0 ? .good : .bad)
    return canvas.text
  }
}
