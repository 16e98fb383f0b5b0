import Addressing
import Dataplane
import TopologyModel

/// Classes of interfaces by what decides about packets between two of them: pairs of the same profiles that
/// stand in the same relation fare alike.
///
/// A profile has the rules of an interface's groups, but not which groups these are, and the kind of its
/// subnet, but not which subnet it is: how the two ends meet in these is told by their relation.
struct HostProfiles {
  private var numbers: [Int32] = []
  private let subnets: [[Reference<Subnet>?]]
  private var groupSets: [Int] = []
  private var relations = GroupRelations()

  /// How two interfaces stand to each other.
  struct Relation: Hashable {
    /// One bit a network: they are in one subnet.
    var subnets: UInt8 = 0
    /// Whose rules name groups that the other has, by a number.
    var groups: Int32 = -1
  }

  private struct Profile: Hashable {
    let states: [HostState?]
    /// The number of the rules of its groups.
    let rules: Int
    /// The class where it is like no other, else `-1`.
    let serial: Int
  }

  init(_ classes: HostClasses, _ networks: [Network], _ neighbours: NetworkNeighbours) {
    let topologies = networks.map { $0.topology }
    let kinds = SubnetKinds(networks, neighbours)
    let atoms = AddressAtoms(topologies, isCut: { kinds.isUnlikeOthers($0) })
    let passed = HostProfiles.groupsNamedOnTheWay(networks, neighbours)
    subnets = classes.members.map { members in
      topologies.map { $0.networkInterfaces.resource(at: members[0])?.subnet }
    }
    var known: [Profile: Int32] = [:]
    for (hostClass, members) in classes.members.enumerated() {
      let interface = members[0]
      var states = networks.map { HostState(interface, in: $0, atoms) }
      let groups = states.map { $0?.attributes.groups ?? [] }
      for index in states.indices {
        guard let subnet = states[index]?.attributes.subnet else { continue }
        states[index]?.attributes.subnet = Reference(Int(kinds[subnet]))
        states[index]?.attributes.groups.removeAll { !passed.contains($0) }
      }
      let groupSet = relations.add(groups, topologies)
      groupSets.append(groupSet)
      let isAlone =
        classes.isUnlikeOthers(interface)
        || topologies.contains { $0.isMisplaced(interface) }
      let profile = Profile(
        states: states, rules: relations.rules[groupSet],
        serial: isAlone ? hostClass : -1)
      let number = known[profile] ?? Int32(truncatingIfNeeded: known.count)
      known[profile] = number
      numbers.append(number)
    }
  }

  func profile(of hostClass: Int) -> Int32 { numbers[hostClass] }

  /// The subnet of a class's members in each of the networks.
  func subnets(of hostClass: Int) -> [Reference<Subnet>?] { subnets[hostClass] }

  mutating func relation(of one: Int, to other: Int) -> Relation {
    var relation = Relation()
    for index in subnets[one].indices {
      if let subnet = subnets[one][index], subnet == subnets[other][index] {
        relation.subnets |= 1 << UInt8(index)
      }
    }
    relation.groups = relations.number(of: groupSets[one], groupSets[other])
    return relation
  }

  /// Groups that the rules of NAT gateways and appliances name: what passes there is asked for its ends'
  /// own groups.
  private static func groupsNamedOnTheWay(
    _ networks: [Network], _ neighbours: NetworkNeighbours
  ) -> Set<Reference<SecurityGroup>> {
    var named: Set<Reference<SecurityGroup>> = []
    for topology in networks.map({ $0.topology }) {
      for (reference, interface) in topology.networkInterfaces.resources
      where interface.kind == .natGateway
        || neighbours.isAppliance(reference, of: interface.instance)
      {
        named.formUnion(GroupRules.peers(of: interface.groups, in: topology))
      }
    }
    return named
  }
}

extension Topology {
  /// Whether an interface has an address outside of its subnet, or one of the subnet's own first ones.
  fileprivate func isMisplaced(_ interface: Reference<NetworkInterface>) -> Bool {
    guard let known = networkInterfaces.resource(at: interface) else { return false }
    let blocks = subnets.resource(at: known.subnet)?.usableBlocks ?? []
    return known.addresses.contains { own in
      guard let block = blocks.first(where: { $0.contains(own.address) }) else { return true }
      let router = block.base.successor
      return [block.base, router, router?.successor].contains(own.address)
    }
  }
}
