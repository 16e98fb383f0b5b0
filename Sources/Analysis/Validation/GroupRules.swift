import Addressing
import TopologyModel

/// Rules of security groups, and what carries the groups (R-SG-1 to R-SG-9).
extension Validator {
  mutating func checkSecurityGroups() {
    let isCarried = carriedGroups()
    for (reference, group) in topology.securityGroups.resources {
      for direction in Direction.allCases {
        checkImplied(group.rules(direction), direction, reference)
        checkReferences(group.rules(direction), direction, reference, isCarried)
        checkQuota(group.rules(direction), direction, reference)
      }
      checkFamilies(of: group, reference)
      checkUse(of: group, reference, isCarried)
    }
    for (reference, interface) in topology.networkInterfaces.resources
    where interface.groups.count > 5 {
      let subject = topology.subject(reference)
      report(
        .groupsOverQuota, "\(subject.words) carries \(interface.groups.count) groups, of 5",
        subject)
    }
  }

  private func carriedGroups() -> [Bool] {
    var isCarried = Array(repeating: false, count: topology.securityGroups.count)
    for (_, interface) in topology.networkInterfaces.resources {
      for group in interface.groups { isCarried[Int(group.index)] = true }
    }
    return isCarried
  }

  private mutating func checkUse(
    of group: SecurityGroup, _ reference: Reference<SecurityGroup>, _ isCarried: [Bool]
  ) {
    guard !isCarried[Int(reference.index)], group.groupName != "default",
      topology.presentKinds.contains(.networkInterface)
    else { return }
    let subject = topology.subject(reference)
    report(.groupUnused, "no interface carries \(subject.words)", subject)
  }

  /// Reports references to groups without members, and to groups that are gone (R-SG-7).
  private mutating func checkReferences(
    _ rules: [SecurityGroupRule], _ direction: Direction, _ group: Reference<SecurityGroup>,
    _ isCarried: [Bool]
  ) {
    guard topology.presentKinds.contains(.networkInterface) else { return }
    for (index, rule) in rules.enumerated() {
      guard case .securityGroup(let peer) = rule.peer, peer != group,
        !isCarried[Int(peer.index)]
      else { continue }
      let (subject, other) = (subject(direction, index, of: group), topology.subject(peer))
      report(
        .groupReferenceEmpty,
        "\(subject.words) names \(other.words), which no interface carries", subject, other)
    }
  }

  /// Reports rules all of whose packets other rules of the group allow.
  ///
  /// What one rule implies goes first, then what several imply together; the later of two equal rules
  /// is reported, and a rule that is reported implies no other.
  private mutating func checkImplied(
    _ rules: [SecurityGroupRule], _ direction: Direction, _ group: Reference<SecurityGroup>
  ) {
    guard applies(.groupRuleImplied) else { return }
    var kept = Array(rules.indices)
    for mayJoin in [false, true] {
      for index in kept.reversed() {
        let others = kept.filter { $0 != index }
        let implying = rules[index].implying(among: others, of: rules, direction)
        guard !implying.isEmpty, implying.count == 1 || mayJoin else { continue }
        kept = others
        reportImplied(index, by: implying, direction, group)
      }
    }
  }

  private mutating func reportImplied(
    _ index: Int, by implying: [Int], _ direction: Direction, _ group: Reference<SecurityGroup>
  ) {
    let subject = subject(direction, index, of: group)
    let others = implying.map { self.subject(direction, $0, of: group) }
    let names = others.map { $0.part ?? "" }.joined(separator: " and ")
    report(
      .groupRuleImplied,
      "\(subject.words) adds nothing: \(names) \(others.count == 1 ? "allows" : "allow") all of it",
      subject, others[0])
  }

  /// Reports traffic that is open to all of IPv6, but to some of IPv4 only.
  private mutating func checkFamilies(
    of group: SecurityGroup, _ reference: Reference<SecurityGroup>
  ) {
    for (index, rule) in group.inbound.enumerated() where rule.peer == .block(.allIPv6) {
      let twins = group.inbound.filter { twin in
        guard twin.traffic == rule.traffic, case .block(let block) = twin.peer else { return false }
        return block.family == .ipv4
      }
      guard let twin = twins.first, !twins.contains(where: { $0.peer == .block(.allIPv4) }),
        case .block(let block) = twin.peer
      else { continue }
      let subject = subject(.inbound, index, of: reference)
      report(
        .ipv6WiderThanIPv4,
        "\(subject.words) is open to ::/0, over IPv4 only to \(block.description)", subject)
    }
  }

  private mutating func checkQuota(
    _ rules: [SecurityGroupRule], _ direction: Direction, _ group: Reference<SecurityGroup>
  ) {
    for family in AddressFamily.allCases {
      let count = rules.reduce(0) { $0 + weight(of: $1, family) }
      guard count > 60 else { continue }
      let subject = topology.subject(group)
      report(
        .groupRulesOverQuota,
        "\(subject.words) has \(count) \(direction.rawValue) rules for \(family.name), of 60",
        subject)
    }
  }

  /// What a rule counts for: one, or for a prefix list all the entries that it may have (R-SG-9).
  private func weight(of rule: SecurityGroupRule, _ family: AddressFamily) -> Int {
    switch rule.peer {
    case .block(let block): return block.family == family ? 1 : 0
    case .securityGroup: return 1
    case .prefixList(let list):
      let resource = topology.prefixLists[list]
      guard resource?.entries?.first.map({ $0.block.family == family }) ?? true else { return 0 }
      return resource?.maximumEntries ?? resource?.entries?.count ?? 1
    }
  }
}

extension SecurityGroupRule {
  /// Those of the other rules that together allow all that this one allows; none where they do not.
  func implying(
    among others: [Int], of rules: [SecurityGroupRule], _ direction: Direction
  ) -> [Int] {
    guard case .block(let block) = peer else {
      let same = others.first { rules[$0].peer == peer && rules[$0].traffic.contains(traffic) }
      return same.map { [$0] } ?? []
    }
    let packets = HeaderSpace(HeaderBox(traffic, direction, block))
    var rest = packets
    var implying: [Int] = []
    for index in others {
      guard case .block(let other) = rules[index].peer, other.overlaps(block) else { continue }
      let box = HeaderSpace(HeaderBox(rules[index].traffic, direction, other))
      if packets.isSubset(of: box) { return [index] }
      guard !rest.intersection(box).isEmpty else { continue }
      rest = rest.subtracting(box)
      implying.append(index)
    }
    return rest.isEmpty ? implying : []
  }
}

extension TrafficPattern {
  /// Whether every packet of `other` is one of these.
  fileprivate func contains(_ other: TrafficPattern) -> Bool {
    guard let ipProtocol else { return true }
    return ipProtocol == other.ipProtocol && ports.contains(other.ports)
  }
}
