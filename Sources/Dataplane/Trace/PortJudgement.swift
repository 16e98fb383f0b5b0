import Addressing
import TopologyModel

/// Judges a reply for every port that the client, or a translator on the way, might have used
/// (R-NACL-18).
///
/// Only filters on the way back look at those ports, and nothing else of the path depends on them; so
/// each such hop is asked once for all of them.
struct PortJudgement {
  private let isPortDefaulted: Bool
  /// Whether a hop leaves the verdict open whatever the ports.
  private var isUndetermined: Bool
  private var replyDenials: [Decision] = []
  /// Of the filters that do not pass every port.
  private var findings: [PortFinding] = []

  /// `answers`: the hops of the exchange's reply.
  ///
  /// - Returns: `nil` where the reply has no port that might have been another.
  init?(network: Network, exchange: Exchange, answers: [Hop]) {
    guard exchange.flow.header.ipProtocol.hasPorts, !exchange.request.state.isDenied
    else { return nil }
    isPortDefaulted = exchange.flow.defaultedSourcePorts != nil
    isUndetermined = exchange.request.state.isUndetermined
    let clientPorts = exchange.flow.defaultedSourcePorts ?? exchange.flow.otherSourcePorts
    var translators = exchange.request.hops.count { $0.decision.code.isTranslationOfPorts }
    guard clientPorts != nil || translators > 0 else { return nil }
    for index in answers.indices {
      let decision = answers[index].decision
      if decision.action == .deny { replyDenials.append(decision) }
      if decision.code.isReversalOfPorts { translators -= 1 }
      let ports = translators > 0 ? ClientPorts(.natGateway) : clientPorts
      if let ports, let finding = PortFinding(network.tables, index, of: answers, ports) {
        if !finding.passesAll { findings.append(finding) }
        if !finding.leavesAllOpen { continue }
      }
      if decision.action == .undetermined { isUndetermined = true }
    }
  }

  /// One note for each filter that denies a part of the ports.
  var notes: [Note] {
    findings.filter { $0.deniesSome }
      .map { .failingPorts($0.denied, of: $0.ports, at: $0.denial) }
  }

  /// The ways in which ports disagree, where the traced port was a mere default; else `nil`.
  func disagreement() -> [Alternative]? {
    guard isPortDefaulted, !findings.isEmpty, !isDeniedWhateverThePort else { return nil }
    var ranges: [ClientPorts] = []
    for finding in findings where !ranges.contains(finding.ports) { ranges.append(finding.ports) }
    let outcomes = ranges.map { alternatives(of: $0) }
    // The ranges are chosen apart: if no port of one gets through, the others do not matter.
    if outcomes.contains(where: { $0.allSatisfy { $0.verdict == .replyDropped } }) { return nil }
    return outcomes.first { $0.count > 1 }
  }

  /// What becomes of the replies to the ports of a range: one alternative for each verdict.
  private func alternatives(of ports: ClientPorts) -> [Alternative] {
    let judging = findings.filter { $0.ports == ports }
    let denied = judging.flatMap { $0.denied }.joined
    let open = judging.flatMap { $0.unknown }.joined.subtracting(denied)
    let passing = [ports.range].subtracting(denied).subtracting(open)
    let denial = judging.first { !$0.denied.isEmpty }?.denial
    func alternative(_ ports: [PortRange], _ verdict: Verdict) -> Alternative? {
      guard !ports.isEmpty else { return nil }
      return Alternative(
        cause: .clientPorts(ports), verdict: verdict,
        decision: verdict == .replyDropped ? denial : nil)
    }
    let dropped = alternative(denied, .replyDropped)
    let alternatives =
      isUndetermined
      ? [alternative((passing + open).joined, .undetermined), dropped]
      : [alternative(passing, .delivered), alternative(open, .undetermined), dropped]
    return alternatives.compactMap { $0 }
  }

  private var isDeniedWhateverThePort: Bool {
    if findings.contains(where: { $0.deniesAll }) { return true }
    return replyDenials.contains { denial in !findings.contains { $0.decision == denial } }
  }
}

extension DecisionCode {
  /// A source port is replaced by one of a translator's range.
  fileprivate var isTranslationOfPorts: Bool {
    self == .natTranslates || self == .applianceTranslates
  }

  /// The port of an answer is the one again that a translator had replaced.
  fileprivate var isReversalOfPorts: Bool { self == .natReverses || self == .applianceReverses }
}
