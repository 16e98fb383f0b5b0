import Addressing

/// Packets that meet the same end whatever route of a tie they take and whatever port they come from.
struct SetOutcome {
  /// The packets as they are sent.
  let sent: HeaderBox
  /// A walk for each route and each range of ports that goes its own way; the first is told.
  private let exchanges: [SetExchange<PathRecorder>]

  /// What tells one piece from another.
  struct Path: Hashable {
    let forward: [Decision]
    let reply: [Decision]?
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
    Path(
      forward: exchanges[0].forward, reply: exchanges[0].reply,
      blocker: exchanges.lazy.compactMap { $0.blocker }.first, verdict: verdict)
  }

  /// The packets as they are where the path ends.
  var arrivals: [HeaderBox] { exchanges.compactMap { $0.arrived(of: sent) } }
}
