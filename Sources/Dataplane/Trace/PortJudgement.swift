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
    let decision: Decision
    let ports: ClientPorts
    let denied: [PortRange]

    var deniesAll: Bool { denied == [ports.range] }
    var deniesSome: Bool { !denied.isEmpty && !deniesAll }
  }

  /// - Returns: `nil` where the reply has no port that might have been another.
  init?(network: Network, exchange: Exchange) {
    guard exchange.flow.header.ipProtocol.hasPorts, let reply = exchange.reply,
      !exchange.request.state.isDenied
    else { return nil }
    isPortDefaulted = exchange.flow.defaultedSourcePorts != nil
    var isOutsideTranslator = exchange.request.hops.contains {
      $0.decision.code == .natTranslates || $0.decision.code == .applianceTranslates
    }
    guard isPortDefaulted || isOutsideTranslator else { return nil }
    for (index, hop) in reply.hops.enumerated() {
      if hop.decision.action == .deny { replyDenials.append(hop.decision) }
      if hop.decision.code == .natReverses || hop.decision.code == .applianceReverses {
        isOutsideTranslator = false
      }
      guard
        let ports = isOutsideTranslator
          ? ClientPorts(.natGateway) : exchange.flow.defaultedSourcePorts,
        let inspection = RuleInspection(network.tables, hop: index, of: reply.hops),
        let filter = RuleInspection.filter(of: hop.decision, in: network.tables)
      else { continue }
      let denied = PortJudgement.denied(of: ports.range, by: inspection.rows(of: filter))
      findings.append(Finding(decision: hop.decision, ports: ports, denied: denied))
    }
  }

  /// The ports of a range that an ordered list of rules denies, ascending.
  private static func denied(of range: PortRange, by rows: [RuleInspection.Row]) -> [PortRange] {
    var open = [range]
    var denied: [PortRange] = []
    for row in rows where row.mismatches.isSubset(of: [.port]) && !row.isUnknown {
      if !row.allows { denied += open.compactMap { $0.intersection(row.ports) } }
      open = open.flatMap { $0.subtracting(row.ports) }
    }
    return PortRange.merged(denied + open)
  }

  /// One note for each filter that denies a part of the ports.
  var notes: [Note] {
    findings.filter { $0.deniesSome }
      .map { .failingPorts($0.denied, of: $0.ports, at: $0.decision) }
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
      Alternative(cause: .clientPorts(denied), verdict: .replyDropped, decision: first.decision),
    ]
  }

  private var isDeniedWhateverThePort: Bool {
    if findings.contains(where: { $0.deniesAll }) { return true }
    return replyDenials.contains { denial in !findings.contains { $0.decision == denial } }
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
