import Addressing
import TopologyModel

/// A filter on the way back, and what it makes of a range of ports (R-NACL-18).
struct PortFinding {
  /// What the filter decided for the traced port.
  let decision: Decision
  let ports: ClientPorts
  var denied: [PortRange] = []
  /// Ports that a rule may admit whose peer the input does not tell.
  var unknown: [PortRange] = []
  /// The row of the first rule that denies, or `-1` where none matches.
  var denyingRow: Int32 = -1

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
  var passesAll: Bool { denied.isEmpty && unknown.isEmpty }
  var leavesAllOpen: Bool { unknown == [ports.range] }
}

extension PortFinding {
  /// Asks the filter of a hop about every port of a range; `nil` for hops that ask no filter.
  init?(
    _ tables: NetworkTables, _ index: Int, of hops: [Hop], _ ports: ClientPorts
  ) {
    let decision = hops[index].decision
    guard decision.code != .groupTrackedAllow,
      let filter = RuleInspection.filter(of: decision, in: tables)
    else { return nil }
    self.init(decision: decision, ports: ports)
    if tables.passes(hops[index], every: ports.range, of: filter) { return }
    guard let inspection = RuleInspection(tables, hop: index, of: hops) else { return nil }
    var (open, mayPass) = ([ports.range], filter.hasUnknownGroup ? [ports.range] : [])
    let isIPv4 = inspection.header.source.isIPv4
    let rules = filter.rules(inspection.isInbound, isIPv4: isIPv4)
    for row in tables.rows(of: rules, isIPv4: isIPv4) {
      guard !open.isEmpty else { break }
      guard let rule = inspection.rule(row, matchingSomeOf: ports.range) else { continue }
      if rule.isUnknown {
        mayPass.append(rule.ports)
        continue
      }
      if !rule.allows {
        let matched = open.compactMap { $0.intersection(rule.ports) }
        if denyingRow < 0 && !matched.isEmpty { denyingRow = row.raw }
        denied += matched
      }
      open = open.subtracting([rule.ports])
    }
    let refused = open.subtracting(mayPass)
    unknown = open.subtracting(refused).joined
    denied = (denied + refused).joined
  }
}

extension NetworkTables {
  /// Whether one rule is the first to speak of any port of a range, and passes all of it, as in most filters;
  /// `false` where that takes a closer look.
  fileprivate func passes(_ hop: Hop, every ports: PortRange, of filter: Filter) -> Bool {
    let isInbound = hop.decision.direction == .inbound
    let peer = isInbound ? hop.packet.source : hop.packet.destination
    let run = filter.rules(isInbound, isIPv4: peer.isIPv4)
    let number = hop.packet.ipProtocol.number
    return peer.isIPv4
      ? rulesIPv4[run].passes(peer.ipv4Bits, number, every: ports)
      : rulesIPv6[run].passes(UInt128(peer), number, every: ports)
  }
}

extension UnsafeBufferPointer {
  fileprivate func passes<Bits>(
    _ peer: Bits, _ protocolNumber: UInt8, every ports: PortRange
  ) -> Bool where Element == Rule<Bits> {
    for rule in self
    where rule.ports.first <= ports.last && ports.first <= rule.ports.last
      && rule.covers(protocolNumber)
    {
      guard rule.traits.isDisjoint(with: [.groupPeer, .prefixListPeer, .unknownPeer]) else {
        return false
      }
      guard rule.covers(peer: peer) else { continue }
      return rule.traits.contains(.allows) && rule.ports.first <= ports.first
        && ports.last <= rule.ports.last
    }
    return false
  }
}

extension [PortRange] {
  /// The ports that are of none of `others`.
  func subtracting(_ others: [PortRange]) -> [PortRange] {
    others.reduce(self) { open, other in open.flatMap { $0.subtracting(other) } }
  }
}
