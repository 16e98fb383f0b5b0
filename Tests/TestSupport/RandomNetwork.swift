import Addressing
import Dataplane
import TopologyModel

/// A network drawn by chance, of everything that packets are walked through, both families included.
///
/// It is a list of steps, so that it can be declared in any order, or without some ACL entries.
public struct RandomNetwork {
  /// Adds to a sketch what it names.
  typealias Step = (inout Sketch) -> Void

  /// The entries of an ACL, one direction each.
  struct ACL {
    let name: String
    let vpc: String
    let subnets: [String]
    var inbound: [String]
    var outbound: [String]
  }

  struct Group {
    let name: String
    let vpc: String
    var inbound: [String]
    var outbound: [String]
  }

  var random: SeededGenerator
  var vpcs: [Step] = []
  var subnets: [Step] = []
  var others: [Step] = []
  var acls: [ACL] = []
  var groups: [Group] = []
  var interfaces: [String] = []
  /// Addresses that flows are sent to, those of interfaces included.
  var destinations = [
    "198.51.100.1", "192.168.7.7", "169.254.169.254", "2001:db8:ffff::1", "10.1.1.99", "10.1.0.2",
  ]

  /// - Parameter seed: One seed always draws the same network.
  public init(seed: UInt64) {
    random = SeededGenerator(seed: seed)
    let count = Int.random(in: 1...3, using: &random)
    for number in 1...count { addVPC(number, of: count) }
    for number in 1..<max(count, 2) where count > 1 { addPeering(number, number + 1) }
    let hasEntries = Bool.random(using: &random)
    others.append { $0.prefixList("office", ["10.0.0.0/9", "2001:db8::/32", "198.51.100.0/24"]) }
    others.append { $0.prefixList("branch", hasEntries ? ["198.51.100.0/24"] : nil) }
  }

  /// The number of deny entries in all ACLs.
  public var denials: Int {
    acls.reduce(0) { $0 + ($1.inbound + $1.outbound).filter { $0.contains(" deny ") }.count }
  }

  /// The network without one of its deny entries.
  public func removingDenial(_ index: Int) -> RandomNetwork {
    var rest = index
    var changed = self
    for place in acls.indices {
      changed.acls[place].inbound.removeAll { isRemoved($0, &rest) }
      changed.acls[place].outbound.removeAll { isRemoved($0, &rest) }
    }
    return changed
  }

  private func isRemoved(_ entry: String, _ rest: inout Int) -> Bool {
    guard entry.contains(" deny ") else { return false }
    rest -= 1
    return rest == -1
  }

  /// The network as it was drawn.
  public var sketch: Sketch {
    var sketch = Sketch()
    for step in vpcs + subnets + others { step(&sketch) }
    for group in groups { declare(group, in: &sketch) }
    for acl in acls { declare(acl, in: &sketch) }
    return sketch
  }

  /// The same network, its resources and the rules of its groups declared in another order.
  public func shuffledSketch(_ seed: UInt64) -> Sketch {
    var random = SeededGenerator(seed: seed)
    var sketch = Sketch()
    for step in vpcs.shuffled(using: &random) { step(&sketch) }
    for step in subnets.shuffled(using: &random) { step(&sketch) }
    for acl in acls.shuffled(using: &random) { declare(acl, in: &sketch) }
    for var group in groups.shuffled(using: &random) {
      group.inbound.shuffle(using: &random)
      group.outbound.shuffle(using: &random)
      declare(group, in: &sketch)
    }
    for step in others.shuffled(using: &random) { step(&sketch) }
    return sketch
  }

  private func declare(_ group: Group, in sketch: inout Sketch) {
    sketch.group(
      group.name, in: sketch.topology.vpcs.mention(group.vpc), inbound: group.inbound,
      outbound: group.outbound)
  }

  private func declare(_ acl: ACL, in sketch: inout Sketch) {
    let subnets = acl.subnets.map { sketch.topology.subnets.mention($0) }
    sketch.acl(
      acl.name, in: sketch.topology.vpcs.mention(acl.vpc), subnets, inbound: acl.inbound,
      outbound: acl.outbound)
  }
}
