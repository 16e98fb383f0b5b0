import Addressing
import TopologyModel

/// Looks at the rules of a filter for one packet, and says what of each matches: for printing and for
/// judging ranges of ports, never on the fast path.
struct RuleInspection {
  let tables: NetworkTables
  let header: PacketHeader
  let isInbound: Bool
  /// The interface whose groups are asked, or `-1` for an ACL.
  let interface: Int32
  /// The interface whose identity the packet still carries, or `-1` (R-SG-6).
  let identity: Int32

  struct Row {
    let row: RuleRow
    let evidence: Evidence
    let allows: Bool
    let ports: PortRange
    /// What the rule does not cover; empty where it matches.
    let mismatches: Set<Considered.Field>
    let isUnknown: Bool
  }

  /// The rules of one direction, those of the packet's family first, in the order in which they are
  /// asked.
  func rows(of filter: Filter) -> [Row] {
    let isIPv4 = header.source.isIPv4
    let own = tables.rows(of: filter.rules(isInbound, isIPv4: isIPv4), isIPv4: isIPv4)
    let others = tables.rows(of: filter.rules(isInbound, isIPv4: !isIPv4), isIPv4: !isIPv4)
    // A rule with a group for a peer stands in both tables.
    let foreign = others.filter { tables.groupPeer(of: $0) == nil }
    return own.map { inspect($0, isOwnFamily: true) }
      + foreign.map { inspect($0, isOwnFamily: false) }
  }

  private func inspect(_ row: RuleRow, isOwnFamily: Bool) -> Row {
    row.isIPv4
      ? inspect(tables.rulesIPv4[row.index], row, peer.ipv4Bits, isOwnFamily)
      : inspect(tables.rulesIPv6[row.index], row, UInt128(peer), isOwnFamily)
  }

  private var peer: IPAddress { isInbound ? header.source : header.destination }

  private func inspect<Bits>(
    _ rule: Rule<Bits>, _ row: RuleRow, _ bits: Bits, _ isOwnFamily: Bool
  ) -> Row {
    var mismatches: Set<Considered.Field> = []
    if !isOwnFamily { mismatches.insert(.family) }
    let matchesProtocol = rule.covers(header.ipProtocol.number)
    if !matchesProtocol { mismatches.insert(.ipProtocol) }
    if matchesProtocol && !rule.ports.contains(header.destinationPort) {
      mismatches.insert(header.ipProtocol.isICMP ? .icmp : .port)
    }
    let isUnknown = rule.traits.contains(.unknownPeer)
    if isOwnFamily && !isUnknown && !covers(rule, bits) {
      mismatches.insert(isInbound ? .source : .destination)
    }
    return Row(
      row: row, evidence: tables.evidence(ofRule: row), allows: rule.traits.contains(.allows),
      ports: rule.ports, mismatches: mismatches,
      isUnknown: isUnknown)
  }

  /// What a rule says of some ports.
  struct PortMatch {
    let ports: PortRange
    let allows: Bool
    /// The input does not tell its peer.
    let isUnknown: Bool
  }

  /// What a rule says of the packet with some port of a range, where it matches that.
  func rule(_ row: RuleRow, matchingSomeOf ports: PortRange) -> PortMatch? {
    row.isIPv4
      ? match(tables.rulesIPv4[row.index], peer.ipv4Bits, ports)
      : match(tables.rulesIPv6[row.index], UInt128(peer), ports)
  }

  private func match<Bits>(
    _ rule: Rule<Bits>, _ bits: Bits, _ ports: PortRange
  ) -> PortMatch? {
    let isUnknown = rule.traits.contains(.unknownPeer)
    guard rule.ports.first <= ports.last && ports.first <= rule.ports.last,
      rule.covers(header.ipProtocol.number),
      isUnknown || covers(rule, bits)
    else { return nil }
    return PortMatch(
      ports: rule.ports, allows: rule.traits.contains(.allows), isUnknown: isUnknown)
  }

  private func covers<Bits>(_ rule: Rule<Bits>, _ bits: Bits) -> Bool {
    if rule.traits.contains(.groupPeer) {
      let group = Int32(truncatingIfNeeded: rule.low)
      if isInbound { return identity >= 0 && tables.interface(identity, carries: group) }
      var packet = OnePacket(header)
      let target = tables.directPeer(of: interface, &packet)
      return target >= 0 && tables.interface(target, carries: group)
    }
    if rule.traits.contains(.prefixListPeer) {
      return tables.prefixes.contains(
        tables.prefixListTables[Int(truncatingIfNeeded: rule.low)], peer)
    }
    return rule.covers(peer: bits)
  }
}

extension RuleInspection {
  /// The inspection of a filter that a hop met, and that filter; `nil` for other hops, and for a group
  /// that let the packet pass as part of a tracked flow.
  init?(_ tables: NetworkTables, hop index: Int, of hops: [Hop]) {
    let decision = hops[index].decision
    guard let direction = decision.direction, decision.code != .groupTrackedAllow,
      RuleInspection.filter(of: decision, in: tables) != nil
    else { return nil }
    var interface: Int32 = -1
    if case .securityGroups(let reference) = decision.component { interface = reference.index }
    self.init(
      tables: tables, header: hops[index].packet, isInbound: direction == .inbound,
      interface: interface, identity: RuleInspection.identity(at: index, of: hops, tables))
  }

  /// The filter that made a decision, if one did.
  static func filter(of decision: Decision, in tables: NetworkTables) -> Filter? {
    switch decision.component {
    case .securityGroups(let interface):
      let filter = tables.interfaces[Int(interface.index)].filter
      return filter >= 0 ? tables.filters[Int(filter)] : nil
    case .networkACL(let subnet):
      let acl = tables.subnets[Int(subnet.index)].acl
      return acl >= 0 ? tables.filters[Int(acl)] : nil
    default: return nil
    }
  }

  /// Whose identity a packet still carried when it came to a hop (R-SG-6).
  private static func identity(at index: Int, of hops: [Hop], _ tables: NetworkTables) -> Int32 {
    guard case .networkInterface(let sender)? = hops.first?.decision.component else { return -1 }
    for hop in hops[..<index] {
      switch hop.decision.code {
      case .applianceForwards, .applianceReverses, .internetGatewayTranslates,
        .internetGatewayForwards, .egressOnlyForwards, .natTranslates, .natReverses,
        .peeringReturnsToSender, .vpnGatewayForwards:
        return -1
      case .peeringForwards:
        guard case .vpcPeeringConnection(let peering) = hop.decision.component,
          tables.peerings[Int(peering.index)].keepsIdentity
        else { return -1 }
      default: continue
      }
    }
    return sender.index
  }
}
