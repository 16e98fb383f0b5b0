import Addressing
import TopologyModel

/// Rules of network ACLs that never decide, ACLs that nothing uses, and their size (R-NACL-2).
extension Validator {
  mutating func checkACLRules() {
    for (reference, acl) in topology.networkACLs.resources {
      for direction in Direction.allCases {
        let rules = acl.rules(direction)
        for index in rules.indices {
          checkReach(of: rules[index], after: rules[..<index], reference)
        }
        checkQuota(rules.count, direction, of: reference)
      }
      checkFamilies(of: acl, reference)
      if acl.subnets.isEmpty, !acl.isDefault {
        let subject = topology.subject(reference)
        report(.aclUnused, "\(subject.words) is associated with no subnet", subject)
      }
    }
  }

  /// Reports a rule all of whose packets earlier rules decide, by exact set algebra.
  private mutating func checkReach(
    of rule: NetworkACL.Entry, after earlier: ArraySlice<NetworkACL.Entry>,
    _ acl: Reference<NetworkACL>
  ) {
    let shadowing = NetworkACL.Entry.shadowing(rule, among: earlier)
    guard let first = shadowing.first else { return }
    let numbers = shadowing.map { "\($0.number)" }.joined(separator: ", ")
    let contradicts = shadowing.contains { $0.allows != rule.allows }
    let (subject, other) = (subject(rule, of: acl), subject(first, of: acl))
    let deciders = shadowing.count == 1 ? "rule \(numbers) decides" : "rules \(numbers) decide"
    report(
      .aclRuleShadowed,
      "\(subject.words) never matches: \(deciders) all of its packets first"
        + (contradicts ? ", and differently" : ""), subject, other)
  }

  private mutating func checkQuota(
    _ count: Int, _ direction: Direction, of acl: Reference<NetworkACL>
  ) {
    guard count > 20 else { return }
    let subject = topology.subject(acl)
    report(
      .aclRulesOverQuota, "\(subject.words) has \(count) \(direction.rawValue) rules, of 20",
      subject)
  }

  /// Reports subnets with IPv6 addresses whose ACL says nothing of IPv6 (R-NACL-3).
  private mutating func checkFamilies(of acl: NetworkACL, _ reference: Reference<NetworkACL>) {
    let silent = Direction.allCases.filter { direction in
      !acl.entries.contains { $0.direction == direction && $0.block.family == .ipv6 }
    }
    guard !silent.isEmpty,
      let subnet = acl.subnets.first(where: { reference in
        topology.subnets[reference]?.usableBlocks.contains { $0.family == .ipv6 } ?? false
      })
    else { return }
    let (subject, other) = (topology.subject(reference), topology.subject(subnet))
    let directions = silent.map { $0.rawValue }.joined(separator: " or ")
    report(
      .aclWithoutIPv6Rules,
      "\(subject.words) has no \(directions) rule for IPv6, and \(other.words) has IPv6 addresses",
      subject, other)
  }
}

extension NetworkACL.Entry {
  /// The earlier rules that together decide every packet of a rule; none where some packet is left.
  ///
  /// Where one of them decides all of it, it is named alone.
  static func shadowing(
    _ rule: NetworkACL.Entry, among earlier: ArraySlice<NetworkACL.Entry>
  ) -> [NetworkACL.Entry] {
    let packets = HeaderSpace(rule.box)
    if let one = earlier.first(where: { packets.isSubset(of: HeaderSpace($0.box)) }) {
      return [one]
    }
    var rest = packets
    var shadowing: [NetworkACL.Entry] = []
    for other in earlier where !rest.intersection(HeaderSpace(other.box)).isEmpty {
      rest = rest.subtracting(HeaderSpace(other.box))
      shadowing.append(other)
    }
    return rest.isEmpty ? shadowing : []
  }
}
