import Addressing
import TopologyModel

/// Compiles rules of groups and ACLs into flat tables of ``Rule``.
struct FilterCompiler {
  let topology: Topology
  private(set) var filters: [Filter] = []
  private(set) var groupMembers: [Int32] = []
  private(set) var rulesIPv4: [Rule<UInt32>] = []
  private(set) var rulesIPv6: [Rule<UInt128>] = []
  private(set) var evidenceIPv4: [Evidence] = []
  private(set) var evidenceIPv6: [Evidence] = []
  private(set) var prefixListTables: [PrefixForest.Table] = []
  private var tableOfPrefixList: [Reference<PrefixList>: UInt32] = [:]

  init(_ topology: Topology) { self.topology = topology }

  /// A declared rule on its way into the tables.
  private struct Declared {
    enum Peer {
      case block(CIDRBlock)
      case prefixList(Reference<PrefixList>)
      case group(Reference<SecurityGroup>)
    }

    let traffic: TrafficPattern
    let peer: Peer
    let allows: Bool
    let evidence: Evidence

    var isOpen: Bool {
      if case .block(let block) = peer { return block.prefixLength == 0 }
      return false
    }
  }

  /// Compiles an ACL: each direction in the order of its numbers (R-NACL-2).
  mutating func add(
    _ acl: NetworkACL, at reference: Reference<NetworkACL>, prefixes: inout PrefixForest
  ) -> Int32 {
    func declared(_ direction: Direction) -> [Declared] {
      let chosen = acl.entries.enumerated().filter { $0.element.direction == direction }
      return chosen.sorted { $0.element.number < $1.element.number }.map { index, entry in
        Declared(
          traffic: entry.effectiveTraffic, peer: .block(entry.block), allows: entry.allows,
          evidence: .networkACLEntry(reference, index: index))
      }
    }
    return append(
      inbound: declared(.inbound), outbound: declared(.outbound), prefixes: &prefixes)
  }

  /// Compiles the union of the groups of a set (R-SG-1).
  mutating func add(
    groups: [Reference<SecurityGroup>], prefixes: inout PrefixForest
  ) -> Int32 {
    var hasUnknownGroup = false
    var inbound: [Declared] = []
    var outbound: [Declared] = []
    for reference in groups {
      if let group = topology.securityGroups[reference] {
        inbound += declared(group, reference, .inbound)
        outbound += declared(group, reference, .outbound)
      } else if topology.presentKinds.contains(.securityGroup) {
        hasUnknownGroup = true
      } else {
        inbound.append(assumedRule(.group(reference)))
        outbound.append(assumedRule(.block(.allIPv4)))
        outbound.append(assumedRule(.block(.allIPv6)))
      }
    }
    let filter = append(
      inbound: inbound.filter { $0.isOpen } + inbound.filter { !$0.isOpen },
      outbound: outbound.filter { $0.isOpen } + outbound.filter { !$0.isOpen }, prefixes: &prefixes)
    filters[Int(filter)].hasUnknownGroup = hasUnknownGroup
    filters[Int(filter)].groups.start = Int32(truncatingIfNeeded: groupMembers.count)
    groupMembers += groups.map { $0.index }
    filters[Int(filter)].groups.end = Int32(truncatingIfNeeded: groupMembers.count)
    return filter
  }

  /// A rule of AWS's default group, where the input holds no groups at all (R-SG-2).
  private func assumedRule(_ peer: Declared.Peer) -> Declared {
    Declared(traffic: .all, peer: peer, allows: true, evidence: .platform)
  }

  private func declared(
    _ group: SecurityGroup, _ reference: Reference<SecurityGroup>, _ direction: Direction
  ) -> [Declared] {
    group.rules(direction).enumerated().map { index, rule in
      let peer: Declared.Peer =
        switch rule.peer {
        case .block(let block): .block(block)
        case .prefixList(let list): .prefixList(list)
        case .securityGroup(let peer): .group(peer)
        }
      return Declared(
        traffic: rule.traffic, peer: peer, allows: true,
        evidence: .securityGroupRule(reference, direction, index: index))
    }
  }

  private mutating func append(
    inbound: [Declared], outbound: [Declared], prefixes: inout PrefixForest
  ) -> Int32 {
    var filter = Filter()
    (filter.inboundIPv4, filter.inboundIPv6) = append(inbound, prefixes: &prefixes)
    (filter.outboundIPv4, filter.outboundIPv6) = append(outbound, prefixes: &prefixes)
    for (rules, isInbound) in [(inbound, true), (outbound, false)] {
      for rule in rules { filter.opened.formUnion(opened(by: rule, isInbound: isInbound)) }
    }
    filters.append(filter)
    return Int32(truncatingIfNeeded: filters.count - 1)
  }

  /// The traffic that a rule opens to every address on every port (R-TRK-3).
  private func opened(by rule: Declared, isInbound: Bool) -> OpenedTraffic {
    guard rule.allows, case .block(let block) = rule.peer, rule.isOpen,
      rule.traffic.ports == .all
    else { return [] }
    var opened: OpenedTraffic = []
    for candidate in [IPProtocol.tcp, .udp]
    where (rule.traffic.ipProtocol ?? candidate) == candidate {
      opened.formUnion(
        OpenedTraffic(isInbound: isInbound, isIPv4: block.family == .ipv4, candidate))
    }
    return opened
  }

  private mutating func append(
    _ declared: [Declared], prefixes: inout PrefixForest
  ) -> (RuleRange, RuleRange) {
    let (startIPv4, startIPv6) = (rulesIPv4.count, rulesIPv6.count)
    for rule in declared {
      switch rule.peer {
      case .block(let block) where block.family == .ipv4:
        append(rule, block.base.ipv4Bits, block.last.ipv4Bits)
      case .block(let block):
        append(rule, UInt128(block.base), UInt128(block.last))
      case .group(let group):
        append(rule, UInt32(group.index), 0, .groupPeer)
        append(rule, UInt128(UInt32(group.index)), 0, .groupPeer)
      case .prefixList(let list):
        let table = table(of: list, in: &prefixes)
        let families = topology.prefixLists[list]?.entries.map { Set($0.map { $0.block.family }) }
        let traits = families == nil ? RuleTraits.unknownPeer : .prefixListPeer
        if families?.contains(.ipv4) ?? true { append(rule, table, 0, traits) }
        if families?.contains(.ipv6) ?? true { append(rule, UInt128(table), 0, traits) }
      }
    }
    return (
      RuleRange(
        start: Int32(truncatingIfNeeded: startIPv4), end: Int32(truncatingIfNeeded: rulesIPv4.count)
      ),
      RuleRange(
        start: Int32(truncatingIfNeeded: startIPv6), end: Int32(truncatingIfNeeded: rulesIPv6.count)
      )
    )
  }

  private mutating func append(
    _ rule: Declared, _ low: UInt32, _ high: UInt32, _ peer: RuleTraits = []
  ) {
    rulesIPv4.append(compiled(rule, low, high, peer))
    evidenceIPv4.append(rule.evidence)
  }

  private mutating func append(
    _ rule: Declared, _ low: UInt128, _ high: UInt128, _ peer: RuleTraits = []
  ) {
    rulesIPv6.append(compiled(rule, low, high, peer))
    evidenceIPv6.append(rule.evidence)
  }

  private func compiled<Bits>(
    _ rule: Declared, _ low: Bits, _ high: Bits, _ peer: RuleTraits
  ) -> Rule<Bits> {
    var traits = peer
    if rule.allows { traits.insert(.allows) }
    if rule.traffic.ipProtocol == nil { traits.insert(.anyProtocol) }
    if rule.isOpen { traits.insert(.openPeer) }
    return Rule(
      low: low, high: high, ports: rule.traffic.ports,
      protocolNumber: rule.traffic.ipProtocol?.number ?? 0, traits: traits)
  }

  private mutating func table(
    of list: Reference<PrefixList>, in prefixes: inout PrefixForest
  ) -> UInt32 {
    if let table = tableOfPrefixList[list] { return table }
    let entries = topology.prefixLists[list]?.entries ?? []
    let table = prefixes.add(
      entries.enumerated().map { (block: $0.element.block, value: UInt32($0.offset)) })
    prefixListTables.append(table)
    let index = UInt32(prefixListTables.count - 1)
    tableOfPrefixList[list] = index
    return index
  }
}

extension UInt128 {
  /// The address's bits, the first in the highest place.
  @inline(__always)
  init(_ address: IPAddress) { self = UInt128(address.high) << 64 | UInt128(address.low) }
}

extension NetworkACL.Entry {
  /// The traffic that the entry matches: ICMPv6 with an IPv4 block stands for every type (R-NACL-5).
  fileprivate var effectiveTraffic: TrafficPattern {
    traffic.ipProtocol == .icmpv6 && block.family == .ipv4 ? TrafficPattern(.icmpv6) : traffic
  }
}
