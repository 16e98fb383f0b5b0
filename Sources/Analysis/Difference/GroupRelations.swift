import TopologyModel

/// The rules of a set of groups, whatever groups they name as peers.
struct GroupRules: Hashable {
  /// `nil` stands for all rules of a group that the input does not hold.
  private var inbound: [SecurityGroupRule?] = []
  private var outbound: [SecurityGroupRule?] = []

  init(_ groups: [Reference<SecurityGroup>], _ topology: Topology) {
    for reference in groups {
      guard let group = topology.securityGroups.resource(at: reference) else {
        inbound.append(nil)
        outbound.append(nil)
        continue
      }
      inbound += group.inbound.map { $0.withoutGroup }
      outbound += group.outbound.map { $0.withoutGroup }
    }
  }

  /// The groups that rules name as peers, in the order of the rules.
  ///
  /// One that the input does not hold may have the default group's rule, which names itself (R-SG-2).
  static func peers(
    of groups: [Reference<SecurityGroup>], in topology: Topology
  ) -> [Reference<SecurityGroup>] {
    groups.flatMap { reference -> [Reference<SecurityGroup>] in
      guard let group = topology.securityGroups.resource(at: reference) else { return [reference] }
      return (group.inbound + group.outbound).compactMap { rule in
        if case .securityGroup(let peer) = rule.peer { peer } else { nil }
      }
    }
  }
}

extension SecurityGroupRule {
  /// What the rule says, with the same group for any that it names.
  fileprivate var withoutGroup: SecurityGroupRule {
    if case .securityGroup = peer {
      SecurityGroupRule(traffic, .securityGroup(Reference(0)))
    } else {
      SecurityGroupRule(traffic, peer)
    }
  }
}

/// Sets of groups by numbers, and which rules of two sets name groups of the other: two pairs of one number
/// meet alike.
struct GroupRelations {
  /// The groups of a set and those that its rules name, in each of the networks.
  private struct GroupSet: Hashable {
    let groups: [[Reference<SecurityGroup>]]
    let peers: [[Reference<SecurityGroup>]]
  }

  private var sets: [GroupSet] = []
  /// The number of each set's rules: those of one number have the same.
  private(set) var rules: [Int] = []
  private var numberOfGroups = Numbering<[[Reference<SecurityGroup>]]>()
  private var numberOfRules = Numbering<[GroupRules]>()
  private var numberOfMeeting = Numbering<[Bool]>()
  private var numberOfPair: [Pair: Int32] = [:]

  private struct Pair: Hashable {
    let one: Int
    let other: Int
  }

  /// The number of a set of groups, told for each of the topologies.
  mutating func add(_ groups: [[Reference<SecurityGroup>]], _ topologies: [Topology]) -> Int {
    let number = numberOfGroups.number(of: groups)
    guard number == sets.count else { return number }
    let own = zip(groups, topologies)
    sets.append(GroupSet(groups: groups, peers: own.map { GroupRules.peers(of: $0, in: $1) }))
    rules.append(numberOfRules.number(of: own.map { GroupRules($0, $1) }))
    return number
  }

  mutating func number(of one: Int, _ other: Int) -> Int32 {
    let pair = Pair(one: one, other: other)
    if let known = numberOfPair[pair] { return known }
    let meeting = GroupRelations.meeting(sets[one], sets[other])
    let number = Int32(truncatingIfNeeded: numberOfMeeting.number(of: meeting))
    numberOfPair[pair] = number
    return number
  }

  private static func meeting(_ one: GroupSet, _ other: GroupSet) -> [Bool] {
    one.groups.indices.flatMap { network in
      one.peers[network].map { other.groups[network].contains($0) }
        + other.peers[network].map { one.groups[network].contains($0) }
    }
  }
}
