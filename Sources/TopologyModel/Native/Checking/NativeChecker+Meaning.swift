import Addressing
import SourceText

/// What the shapes of single values can't tell.
extension NativeChecker {
  mutating func checkMeaning(of node: JSONNode, _ object: NativeObject, at place: JSONNode) {
    checkReasons(in: node)
    switch object {
    case .vpc:
      checkGateways(of: node)
      let text = NativeText(tree: tree)
      if text.value(.cidr, of: node) == nil, text.flag(.complete, of: node) == true {
        reportMissing([.cidr], of: object, at: place)
      }
    case .instance: checkInterfaces(of: node)
    case .networkACL:
      checkNumbers(of: node, .inbound)
      checkNumbers(of: node, .outbound)
    case .networkACLRule, .securityGroupRule: checkTraffic(of: node)
    default: break
    }
  }

  /// What is accepted without a reason is soon accepted for none.
  private mutating func checkReasons(in node: JSONNode) {
    for (rule, reason) in NativeText(tree: tree).entries(.accepted, of: node) {
      guard let text = tree.string(of: reason), !text.utf8.contains(where: { $0 > 0x20 }) else {
        continue
      }
      tree.report(
        .fieldMissing, "\(tree.string(of: rule) ?? "") must be accepted for a reason", at: reason,
        to: &problems)
    }
  }

  /// An interface that an instance lists is attached to that instance.
  private mutating func checkInterfaces(of instance: JSONNode) {
    let text = NativeText(tree: tree)
    for (_, interface) in text.entries(.interfaces, of: instance) {
      guard let value = text.value(.instance, of: interface) else { continue }
      tree.report(
        .misplacedKey, "an interface belongs to the instance that lists it", at: value,
        to: &problems)
    }
  }

  /// A VPC has one gateway of a kind at most.
  private mutating func checkGateways(of vpc: JSONNode) {
    let text = NativeText(tree: tree)
    for key in [NativeKey.internetGateway, .egressOnlyInternetGateway, .vpnGateway] {
      guard let value = text.value(key, of: vpc), tree.kind(of: value) == .object,
        tree.count(of: value) != 1
      else { continue }
      tree.report(
        .wrongType, "\(key.rawValue) must hold exactly one name", at: value, to: &problems)
    }
  }

  /// Numbers are unique in their direction (R-NACL-2).
  private mutating func checkNumbers(of acl: JSONNode, _ direction: Direction) {
    let text = NativeText(tree: tree)
    var first: [Int: JSONNode] = [:]
    for rule in text.elements(direction == .inbound ? .inbound : .outbound, of: acl) {
      guard let number = number(of: rule, direction) else { continue }
      if let other = first[number] {
        tree.report(
          .duplicateACLRule, "\(direction.rawValue) rule \(number) is there twice", at: rule,
          related: [(message: "first here", node: other)], to: &problems)
      } else {
        first[number] = rule
      }
    }
  }

  private func number(of rule: JSONNode, _ direction: Direction) -> Int? {
    guard let text = tree.string(of: rule) else {
      return NativeText(tree: tree).integer(.number, of: rule)
    }
    return (try? NetworkACLRuleText(parsing: Array(text.utf8), direction))?.number
  }

  /// Ports belong to TCP and UDP, types and codes to ICMP (R-SG-3).
  private mutating func checkTraffic(of rule: JSONNode) {
    let text = NativeText(tree: tree)
    let ipProtocol = text.ipProtocol(of: rule)
    if let ports = text.value(.ports, of: rule), ipProtocol?.hasPorts != true {
      tree.report(
        .misplacedKey, "ports belong to tcp and udp alone", at: ports, to: &problems)
    }
    if let icmp = text.value(.icmp, of: rule), ipProtocol?.isICMP != true {
      tree.report(
        .misplacedKey, "icmp belongs to the protocols icmp and icmpv6 alone", at: icmp,
        to: &problems)
    }
  }
}

extension NativeText {
  /// The protocol of a rule in its object form; `nil` stands for all of them.
  func ipProtocol(of rule: JSONNode) -> IPProtocol? {
    guard let value = value(.ipProtocol, of: rule) else { return nil }
    if let number = tree.integer(of: value) { return UInt8(exactly: number).map { IPProtocol($0) } }
    return tree.string(of: value).flatMap { IPProtocol($0) }
  }
}
