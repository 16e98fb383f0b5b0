import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readNetworkACL(_ node: JSONNode) {
    let vpc = vpc(of: node)
    guard
      let (id, slot) = reader.admit(node, "NetworkAclId", .networkACL, into: &topology.networkACLs)
    else { return }
    var acl = NetworkACL(id: id, vpc: vpc)
    acl.name = reader.nameTag(of: node)
    acl.isDefault = reader.flag("IsDefault", of: node) ?? false
    for association in reader.objects("Associations", of: node) {
      guard let subnet = reader.requiredID("SubnetId", of: association) else { continue }
      acl.subnets.append(topology.subnets.mention(subnet))
    }
    for rule in reader.objects("Entries", of: node) {
      guard let entry = reader.networkACLEntry(rule) else { continue }
      reportTakenNumber(of: entry, rule, in: acl)
      acl.entries.append(entry)
    }
    acl.location = reader.location(of: node)
    topology.networkACLs.define(acl, at: slot)
  }

  /// Numbers are unique in their direction (R-NACL-2).
  private mutating func reportTakenNumber(
    of entry: NetworkACL.Entry, _ node: JSONNode, in acl: NetworkACL
  ) {
    guard let first = acl.entry(entry.direction, entry.number) else { return }
    reader.fail(
      .duplicateACLRule, "\(entry.direction.rawValue) rule \(entry.number) is there twice",
      at: node,
      firstAt: first.location, hint: "a number stands once in a direction: was the answer edited?")
  }
}

extension AnswerReader {
  /// Reads a rule; `nil` for the closing `*` entries, which every ACL has, and for a broken one.
  fileprivate mutating func networkACLEntry(_ node: JSONNode) -> NetworkACL.Entry? {
    let number = requiredInteger("RuleNumber", of: node, in: 1...65_535)
    if let number, number >= 32_767 { return nil }
    // Every field is read before one is missed, so that all problems are found at once.
    let isOutbound = requiredFlag("Egress", of: node)
    let allows = requiredChoice("RuleAction", of: node, Self.allows)
    let block =
      has("Ipv6CidrBlock", of: node)
      ? requiredBlock("Ipv6CidrBlock", of: node) : requiredBlock("CidrBlock", of: node)
    let traffic = networkACLTraffic(node, family: block?.family ?? .ipv6)
    guard let number, let isOutbound, let allows, let block, let traffic else { return nil }
    return NetworkACL.Entry(
      number: number, isOutbound ? .outbound : .inbound, allows: allows, traffic, block,
      location: location(of: node))
  }

  private static func allows(_ word: String) -> Bool? {
    word == "allow" ? true : word == "deny" ? false : nil
  }

  /// Ports count for TCP and UDP, type and code for ICMP, neither for other protocols (R-NACL-5).
  private mutating func networkACLTraffic(
    _ node: JSONNode, family: AddressFamily
  ) -> TrafficPattern? {
    guard let choice = ipProtocol("Protocol", of: node) else { return nil }
    guard case .one(let ipProtocol) = choice else { return .all }
    if ipProtocol.hasPorts {
      guard let range = object("PortRange", of: node) else { return TrafficPattern(ipProtocol) }
      return ports("From", "To", of: range).map { TrafficPattern(ipProtocol, ports: $0) }
    }
    let appliesToFamily = ipProtocol == .icmp || ipProtocol == .icmpv6 && family == .ipv6
    guard appliesToFamily, let icmp = object("IcmpTypeCode", of: node) else {
      return TrafficPattern(ipProtocol)
    }
    return icmpTraffic(ipProtocol, type: "Type", code: "Code", of: icmp)
  }
}
