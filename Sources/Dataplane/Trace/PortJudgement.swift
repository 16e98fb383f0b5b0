import Addressing
import TopologyModel

/// Judges a reply for every port that the client, or a translator on the way, might have used
/// (R-NACL-18).
///
/// Only filters on the way back look at those ports, and nothing else of the path depends on them; so
/// each such hop is asked once for all of them.
struct PortJudgement {
  private let isPortDefaulted: Bool
  private var replyDenials: [Decision] = []
  private var findings: [Finding] = []

  /// A filter on the way back, and the ports of a range that it denies.
  private struct Finding {
    /// What the filter decided for the traced port.
    let decision: Decision
    let ports: ClientPorts
    let denied: [PortRange]
    /// The row of the first rule that denies, or `-1` where none matches.
    let denyingRow: Int32

    /// What the filter decides for the ports that it denies.
    var denial: Decision {
      guard case .networkACL = decision.component else {
        return Decision(decision.component, .groupNoMatch, decision.direction)
      }
      return Decision(
        decision.component, denyingRow < 0 ? .aclDefaultDeny : .aclRuleDeny, decision.direction,
        row: denyingRow)
    }

    var deniesAll: Bool { denied == [ports.range] }
    var deniesSome: Bool { !denied.isEmpty && !deniesAll }
  }

  /// - Returns: `nil` where the reply has no port that might have been another.
  init?(network: Network, exchange: Exchange) {
    guard exchange.flow.header.ipProtocol.hasPorts, let reply = exchange.reply,
      !exchange.request.state.isDenied
    else { return nil }
    isPortDefaulted = exchange.flow.defaultedSourcePorts != nil
    let clientPorts = exchange.flow.defaultedSourcePorts ?? exchange.flow.otherSourcePorts
    var isOutsideTranslator = exchange.request.hops.contains {
      $0.decision.code == .natTranslates || $0.decision.code == .applianceTranslates
    }
    guard clientPorts != nil || isOutsideTranslator else { return nil }
    for (index, hop) in reply.hops.enumerated() {
      if hop.decision.action == .deny { replyDenials.append(hop.decision) }
      if hop.decision.code == .natReverses || hop.decision.code == .applianceReverses {
        isOutsideTranslator = false
      }
      guard
        let ports = isOutsideTranslator
          ? ClientPorts(.natGateway) : clientPorts,
        let inspection = RuleInspection(network.tables, hop: index, of: reply.hops),
        let filter = RuleInspection.filter(of: hop.decision, in: network.tables)
      else { continue }
      let (denied, row) = inspection.denied(of: ports.range, by: filter)
      findings.append(
        Finding(decision: hop.decision, ports: ports, denied: denied, denyingRow: row))
    }
  }

  /// One note for each filter that denies a part of the ports.
  var notes: [Note] {
    findings.filter { $0.deniesSome }
      .map { .failingPorts($0.denied, of: $0.ports, at: $0.denial) }
  }

  /// The ways in which ports disagree, where the traced port was a mere default; else `nil`.
  func disagreement(_ verdict: Verdict) -> [Alternative]? {
    guard isPortDefaulted,
      verdict == .delivered || verdict == .replyDropped,
      !isDeniedWhateverThePort
    else { return nil }
    let partial = findings.filter { $0.deniesSome }
    guard let first = partial.first else { return nil }
    let sameRange = partial.filter { $0.ports == first.ports }
    let denied = PortRange.merged(sameRange.flatMap { $0.denied })
    let passing = denied.reduce([first.ports.range]) { open, port in
      open.flatMap { $0.subtracting(port) }
    }
    if passing.isEmpty { return nil }
    return [
      Alternative(cause: .clientPorts(passing), verdict: .delivered, decision: nil),
      Alternative(cause: .clientPorts(denied), verdict: .replyDropped, decision: first.denial),
    ]
  }

  private var isDeniedWhateverThePort: Bool {
    if findings.contains(where: { $0.deniesAll }) { return true }
    return replyDenials.contains { denial in !findings.contains { $0.decision == denial } }
  }
}

extension RuleInspection {
  /// The ports of a range that a filter denies, ascending, and the row of the first rule that does, or `-1`
  /// where none matches.
  fileprivate func denied(
    of range: PortRange, by filter: Filter
  ) -> (ports: [PortRange], row: Int32) {
    let isIPv4 = header.source.isIPv4
    var open = [range]
    var denied: [PortRange] = []
    var denyingRow: Int32 = -1
    for row in tables.rows(of: filter.rules(isInbound, isIPv4: isIPv4), isIPv4: isIPv4) {
      guard !open.isEmpty else { break }
      guard let rule = rule(row, matchingSomeOf: range) else { continue }
      if !rule.allows {
        let matched = open.compactMap { $0.intersection(rule.ports) }
        if denyingRow < 0 && !matched.isEmpty { denyingRow = row.raw }
        denied += matched
      }
      open = open.flatMap { $0.subtracting(rule.ports) }
    }
    return (PortRange.merged(denied + open), denyingRow)
  }
}

extension PortRange {
  /// The ports of both.
  func intersection(_ other: PortRange) -> PortRange? {
    let (low, high) = (max(first, other.first), min(last, other.last))
    return low <= high ? PortRange(low, high) : nil
  }

  /// This range without `other`: none, one or two ranges.
  func subtracting(_ other: PortRange) -> [PortRange] {
    guard let common = intersection(other) else { return [self] }
    var rest: [PortRange] = []
    if first < common.first { rest.append(PortRange(first, common.first - 1)) }
    if common.last < last { rest.append(PortRange(common.last + 1, last)) }
    return rest
  }

  /// The same ports as few ranges in ascending order.
  static func merged(_ ranges: [PortRange]) -> [PortRange] {
    var merged: [PortRange] = []
    for range in ranges.sorted(by: { $0.first < $1.first }) {
      if let last = merged.last, Int(range.first) <= Int(last.last) + 1 {
        merged[merged.count - 1] = PortRange(last.first, max(last.last, range.last))
      } else {
        merged.append(range)
      }
    }
    return merged
  }
}
