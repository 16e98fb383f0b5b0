import VPCTraceKit

/// A scenario that somebody walks through, forth and back.
struct SimulationSession {
  /// The run before each event that has happened, and as it is now.
  private var runs: [LoggedRun]
  private var moments: [Moment] = []
  private let timeline: Timeline

  init(_ run: LoggedRun, style: TextStyle) {
    runs = [run]
    timeline = Timeline(run.run.scenario, style: style)
  }

  /// Does what is typed until it is enough, or there is no more input; the log has what has happened then.
  mutating func run(
    _ log: SimulationLog?, _ console: inout Console
  ) throws(CommandError) -> ExitCode {
    try walk(&console)
    try log?.write(runs[runs.count - 1].takeAll(), &console)
    let score = ExpectationScore(moments)
    try console.write(timeline.closing(score))
    return score.exitCode
  }

  private mutating func walk(_ console: inout Console) throws(CommandError) {
    try console.write(timeline.heading())
    while !console.isAbandoned {
      switch try ask(&console) {
      case .next: try next(&console)
      case .back: try back(&console)
      case .tables: try console.write(timeline.tables(of: runs[runs.count - 1].run))
      case .quit: return
      }
    }
  }

  private mutating func next(_ console: inout Console) throws(CommandError) {
    var run = runs[runs.count - 1]
    guard let moment = run.step() else {
      return try console.write("That was the last event.\n")
    }
    runs.append(run)
    moments.append(moment)
    try console.write(timeline.text(of: moment))
  }

  private mutating func back(_ console: inout Console) throws(CommandError) {
    guard moments.popLast() != nil else {
      return try console.write("Nothing has happened yet.\n")
    }
    runs.removeLast()
    try console.write("Back before event \(moments.count + 1).\n")
  }
}

// MARK: What is typed

extension SimulationSession {
  private enum Word: String, CaseIterable {
    case next
    case back
    case tables
    case quit

    /// - Returns: `nil` for what is no word, nor the beginning of one; nothing stands for `next`.
    init?(_ line: String) {
      let typed = line.filter { !$0.isWhitespace }.lowercased()
      guard let word = Word.allCases.first(where: { $0.rawValue.hasPrefix(typed) }) else {
        return nil
      }
      self = word
    }
  }

  /// What to do next; where there is no more input, it is enough.
  private func ask(_ console: inout Console) throws(CommandError) -> Word {
    let count = runs[0].run.scenario.events.count
    let question =
      moments.count == count
      ? "[end] back, tables, quit: "
      : "[\(moments.count + 1) of \(count)] next, back, tables, quit: "
    let advice = "Write next, back, tables or quit, or how it begins."
    return try console.ask(question, advice: advice) { Word($0) } ?? .quit
  }
}
