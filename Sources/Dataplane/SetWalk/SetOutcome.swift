import Addressing

/// Packets that meet the same end whatever route of a tie they take and whatever port they come from.
struct SetOutcome {
  /// The packets as they are sent.
  let sent: HeaderBox
  /// A walk for each range of ports that goes its own way, by each route; the first is told.
  private let exchanges: [SetExchange<PathRecorder>]

  /// What tells one piece from another.
  struct Path: Hashable {
    let decisions: PathDecisions
    /// By the other routes of a tie.
    let tied: [PathDecisions]
    let blocker: Decision?
    let verdict: Verdict
  }

  /// - Precondition: `exchanges` is not empty.
  init(_ exchanges: [SetExchange<PathRecorder>], of sent: HeaderBox) {
    self.exchanges = exchanges
    self.sent = sent
  }

  var verdict: Verdict {
    let verdict = exchanges[0].verdict
    return exchanges.allSatisfy { $0.verdict == verdict } ? verdict : .ambiguous
  }

  var path: Path {
    let tied = exchanges.dropFirst().prefix { $0.tieRank > 0 }.map { $0.decisions }
    return Path(
      decisions: exchanges[0].decisions, tied: tied.distinct(from: exchanges[0].decisions),
      blocker: exchanges.lazy.compactMap { $0.blocker }.first, verdict: verdict)
  }

  /// The packets as they are where the path ends.
  var arrivals: [HeaderBox] { exchanges.compactMap { $0.arrived(of: sent) } }
}
