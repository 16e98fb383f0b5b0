import Addressing
import TopologyModel

/// What a run of rules says of a packet.
struct RuleVerdict {
  /// The row of the first rule that matches, or `-1`.
  var row: Int32
  /// That rule allows.
  var allows: Bool
  /// That rule's peer is everyone.
  var isOpen: Bool
  /// A rule whose peer the input does not tell covers the packet otherwise.
  var isUnknown: Bool
}

extension PacketWalk {
  /// Asks an interface's groups, or the entry that they keep of the flow (R-SG-1, R-TRK-1).
  @inline(__always)
  mutating func filterGroups(of record: InterfaceRecord, _ interface: Int32, isInbound: Bool) {
    let direction: Direction = isInbound ? .inbound : .outbound
    let component = Component.securityGroups(Reference(Int(interface)))
    if memory.state(of: &state.packet, at: interface, isInbound: isInbound) == .tracked {
      self.record(component, .groupTrackedAllow, direction)
      return
    }
    guard record.filter >= 0 else {
      self.record(component, .groupUnknown, direction)
      remember(interface, isInbound: isInbound, isTracked: true)
      return
    }
    let filter = tables.filters[Int(record.filter)]
    let isIPv4 = state.packet.isIPv4
    let verdict = judge(
      filter.rules(isInbound, isIPv4: isIPv4), isIPv4: isIPv4, isInbound: isInbound,
      groupsOf: interface)
    if verdict.row >= 0 {
      self.record(
        component, tables.isAssumed(verdict.row) ? .groupAssumedAllow : .groupRuleAllow,
        direction, row: verdict.row)
    } else if verdict.isUnknown || filter.hasUnknownGroup {
      self.record(component, .groupUnknown, direction)
    } else {
      self.record(
        component, denial(filter, isInbound: isInbound, isIPv4: isIPv4), direction)
    }
    let isUntracked =
      !record.traits.contains(.alwaysTracked)
      && isUntracked(verdict, filter, isInbound: isInbound, isIPv4: isIPv4)
    remember(interface, isInbound: isInbound, isTracked: !isUntracked)
  }

  /// Lets an interface note the packet, which is dropped where there is no room (R-TRK-10).
  @inline(__always)
  private mutating func remember(_ interface: Int32, isInbound: Bool, isTracked: Bool) {
    let isNoted = memory.remember(
      &state.packet, at: interface, isInbound: isInbound, isTracked: isTracked)
    if !isNoted {
      record(
        .securityGroups(Reference(Int(interface))), .groupTrackingLimit,
        isInbound ? .inbound : .outbound)
    }
  }

  /// TCP or UDP by a rule for everyone, and everything of the protocol open the other way (R-TRK-3).
  @inline(__always)
  private mutating func isUntracked(
    _ verdict: RuleVerdict, _ filter: Filter, isInbound: Bool, isIPv4: Bool
  ) -> Bool {
    guard verdict.isOpen, state.packet.hasPorts() else { return false }
    return filter.opened.contains(
      OpenedTraffic(
        isInbound: !isInbound, isIPv4: isIPv4, state.packet.uses(.tcp) ? .tcp : .udp))
  }

  /// Why no rule of the groups matched.
  @inline(never)
  private mutating func denial(_ filter: Filter, isInbound: Bool, isIPv4: Bool) -> DecisionCode {
    let rules = filter.rules(isInbound, isIPv4: isIPv4)
    let others = filter.rules(isInbound, isIPv4: !isIPv4)
    if rules.start == rules.end && others.start == others.end { return .groupNoRules }
    guard isInbound, state.identity < 0, state.sender >= 0 else { return .groupNoMatch }
    for row in tables.rows(of: rules, isIPv4: isIPv4) {
      if let group = tables.groupPeer(of: row), tables.interface(state.sender, carries: group),
        tables.covers(row, &state.packet)
      {
        return .groupReferenceLost
      }
    }
    return .groupNoMatch
  }

  /// Asks a subnet's ACL; it remembers nothing (R-NACL-2, R-NACL-6).
  @inline(__always)
  mutating func filterACL(of subnet: Int32, isInbound: Bool) {
    let direction: Direction = isInbound ? .inbound : .outbound
    let component = Component.networkACL(Reference(Int(subnet)))
    let acl = tables.subnets[Int(subnet)].acl
    guard acl >= 0 else {
      record(
        component, acl == SubnetRecord.assumedOpen ? .aclAssumedAllow : .aclUnknown, direction)
      return
    }
    let isIPv4 = state.packet.isIPv4
    let verdict = judge(
      tables.filters[Int(acl)].rules(isInbound, isIPv4: isIPv4), isIPv4: isIPv4,
      isInbound: isInbound, groupsOf: -1)
    if verdict.row < 0 {
      record(component, .aclDefaultDeny, direction)
    } else {
      record(component, verdict.allows ? .aclRuleAllow : .aclRuleDeny, direction, row: verdict.row)
    }
  }

  /// Finds the first rule that matches.
  ///
  /// Inbound rules look at the packet's source, outbound ones at its destination (R-NACL-5).
  ///
  /// `interface` is the interface whose groups these are, or `-1` for an ACL.
  @inline(__always)
  private mutating func judge(
    _ range: RuleRange, isIPv4: Bool, isInbound: Bool, groupsOf interface: Int32
  ) -> RuleVerdict {
    isIPv4
      ? judge(tables.rulesIPv4, range, isInbound, interface)
      : judge(tables.rulesIPv6, range, isInbound, interface)
  }

  @inline(__always)
  private mutating func judge<Bits>(
    _ table: DenseTable<Rule<Bits>>, _ range: RuleRange, _ isInbound: Bool, _ interface: Int32
  ) -> RuleVerdict {
    let peer: PacketEnd = isInbound ? .source : .destination
    let rules = table[range]
    var isUnknown = false
    var next = 0
    while let index = state.packet.firstCovered(by: rules, from: next) {
      next = index + 1
      let rule = rules[index]
      let matches: Bool
      if rule.traits.isDisjoint(with: [.groupPeer, .prefixListPeer, .unknownPeer]) {
        matches = state.packet.isWithin(peer, rule.low, rule.high)
      } else if rule.traits.contains(.groupPeer) {
        matches = groupPeer(
          Int32(truncatingIfNeeded: rule.low), isInbound: isInbound, at: interface)
      } else if rule.traits.contains(.prefixListPeer) {
        let list = tables.prefixListTables[Int(truncatingIfNeeded: rule.low)]
        matches = state.packet.longestMatch(peer, in: list, of: tables) != nil
      } else {
        isUnknown = true
        matches = false
      }
      if matches {
        return RuleVerdict(
          row: RuleRow(Int(range.start) + index, isIPv4: Bits.bitWidth == 32).raw,
          allows: rule.traits.contains(.allows), isOpen: rule.traits.contains(.openPeer),
          isUnknown: isUnknown)
      }
    }
    return RuleVerdict(row: -1, allows: false, isOpen: false, isUnknown: isUnknown)
  }

  /// Whether the packet's peer carries a group, and the path lets the group tell (R-SG-5, R-SG-6).
  @inline(__always)
  private mutating func groupPeer(
    _ group: Int32, isInbound: Bool, at interface: Int32
  ) -> Bool {
    if isInbound {
      return state.identity >= 0 && tables.interface(state.identity, carries: group)
    }
    let target = tables.directPeer(of: interface, &state.packet)
    return target >= 0 && tables.interface(target, carries: group)
  }
}

extension NetworkTables {
  /// The interface that holds the packet's destination and that packets from `interface` reach with nothing between
  /// that hides who sends: in the VPC, or over an active peering within the Region (R-SG-6).
  func directPeer<Packet: WalkedPacket>(of interface: Int32, _ packet: inout Packet) -> Int32 {
    let record = interfaces[Int(interface)]
    let subnet = subnets[Int(record.subnet)]
    if packet.lies(.destination, in: subnet, of: self) {
      return packet.owner(of: .destination, in: record.vpc, of: self)
    }
    guard subnet.table >= 0,
      let row = packet.longestMatch(
        .destination, in: tables[Int(subnet.table)].routes, of: self)
    else { return -1 }
    let route = routes[Int(row)]
    switch route.kind {
    case .local: return packet.owner(of: .destination, in: record.vpc, of: self)
    case .peering:
      let peering = peerings[Int(route.target)]
      guard peering.keepsIdentity else { return -1 }
      let far = peering.requester == record.vpc ? peering.accepter : peering.requester
      return packet.owner(of: .destination, in: far, of: self)
    default: return -1
    }
  }

  /// The rule that AWS's defaults imply, where the input holds no groups at all.
  @inline(__always)
  func isAssumed(_ row: Int32) -> Bool {
    hasAssumedGroups && evidence(ofRule: RuleRow(raw: row)) == .platform
  }

  func evidence(ofRule row: RuleRow) -> Evidence {
    row.isIPv4 ? ruleEvidenceIPv4[row.index] : ruleEvidenceIPv6[row.index]
  }

  func rows(of range: RuleRange, isIPv4: Bool) -> some Sequence<RuleRow> {
    (Int(range.start)..<Int(range.end)).lazy.map { RuleRow($0, isIPv4: isIPv4) }
  }

  /// The group that a rule names as its peer, if it does.
  func groupPeer(of row: RuleRow) -> Int32? {
    if row.isIPv4 {
      let rule = rulesIPv4[row.index]
      return rule.traits.contains(.groupPeer) ? Int32(truncatingIfNeeded: rule.low) : nil
    }
    let rule = rulesIPv6[row.index]
    return rule.traits.contains(.groupPeer) ? Int32(truncatingIfNeeded: rule.low) : nil
  }

  /// Whether a rule speaks of the packet's protocol and port, whatever its peer.
  func covers<Packet: WalkedPacket>(_ row: RuleRow, _ packet: inout Packet) -> Bool {
    row.isIPv4
      ? packet.isCovered(by: rulesIPv4[row.index]) : packet.isCovered(by: rulesIPv6[row.index])
  }
}
