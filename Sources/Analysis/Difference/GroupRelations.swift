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

/// Which rules of two sets of groups name groups of the other set, by numbers: two pairs of one number meet
/// alike.
struct GroupRelations {
  /// The groups of a set and those that its rules name, in each of the networks.
  private struct GroupSet: Hashable {
    let groups: [[Reference<SecurityGroup>]]
    let peers: [[Reference<SecurityGroup>]]
  }

  private var sets: [GroupSet] = []
  private var numberOfGroups: [[[Reference<SecurityGroup>]]: Int32] = [:]
  private var numberOfPair: [Pair: Int32] = [:]
  private var numberOfMeeting: [[Bool]: Int32] = [:]

  private struct Pair: Hashable {
    let one: Int32
    let other: Int32
  }

  /// The number of a set of groups, told for each of the topologies.
  mutating func add(
    _ groups: [[Reference<SecurityGroup>]], _ topologies: [Topology]
  ) -> Int32 {
    if let known = numberOfGroups[groups] { return known }
    let number = Int32(truncatingIfNeeded: sets.count)
    numberOfGroups[groups] = number
    sets.append(
      GroupSet(
        groups: groups, peers: zip(groups, topologies).map { GroupRules.peers(of: $0, in: $1) }))
    return number
  }

  mutating func number(of one: Int32, _ other: Int32) -> Int32 {
    let pair = Pair(one: one, other: other)
    if let known = numberOfPair[pair] { return known }
    let meeting = GroupRelations.meeting(sets[Int(one)], sets[Int(other)])
    let number = numberOfMeeting[meeting] ?? Int32(truncatingIfNeeded: numberOfMeeting.count)
    numberOfMeeting[meeting] = number
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
