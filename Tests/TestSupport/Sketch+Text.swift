public import Addressing
public import TopologyModel

extension Sketch {
  /// An address that a test's author wrote correctly.
  public func address(_ text: String) -> IPAddress {
    do { return try IPAddress(parsing: text) } catch { fatalError("\(text): \(error.message)") }
  }

  /// A block that a test's author wrote correctly.
  public func block(_ text: String) -> CIDRBlock {
    do { return try CIDRBlock.parse(text).block } catch {
      fatalError("\(text): \(error.message)")
    }
  }

  /// Reads `100 allow tcp 443 from 0.0.0.0/0`.
  public func aclEntry(_ text: String, _ direction: Direction) -> NetworkACL.Entry {
    var words = text.split(separator: " ").map(String.init)
    let number = Int(words.removeFirst()) ?? 0
    let allows = words.removeFirst() == "allow"
    let peer = words.removeLast()
    words.removeLast()
    let block = block(peer)
    return NetworkACL.Entry(
      number: number, direction, allows: allows, traffic(words, block.family), block)
  }

  /// Reads `tcp 443 from sg:web`.
  public mutating func groupRule(_ text: String) -> SecurityGroupRule {
    var words = text.split(separator: " ").map(String.init)
    let peer = words.removeLast()
    words.removeLast()
    if peer.hasPrefix("sg:") {
      let group = topology.securityGroups.mention(String(peer.dropFirst(3)))
      return SecurityGroupRule(traffic(words, .ipv4), .securityGroup(group))
    }
    if peer.hasPrefix("pl:") {
      let list = topology.prefixLists.mention(String(peer.dropFirst(3)))
      return SecurityGroupRule(traffic(words, .ipv4), .prefixList(list))
    }
    let block = block(peer)
    return SecurityGroupRule(traffic(words, block.family), .block(block))
  }

  private func traffic(_ words: [String], _ family: AddressFamily) -> TrafficPattern {
    let ports = words.count > 1 ? words[1] : ""
    switch words[0] {
    case "all": return .all
    case "tcp", "udp":
      let bounds = ports.split(separator: "-").compactMap { UInt16($0) }
      let range = bounds.isEmpty ? PortRange.all : PortRange(bounds[0], bounds[bounds.count - 1])
      return TrafficPattern(words[0] == "tcp" ? .tcp : .udp, ports: range)
    case "icmp", "icmpv6":
      let numbers = ports.split(separator: "/").map { UInt8($0) }
      return .icmp(
        words[0] == "icmp" ? .icmp : .icmpv6, type: numbers.first ?? nil,
        code: numbers.count > 1 ? numbers[1] : nil)
    default: return TrafficPattern(IPProtocol(UInt8(words[0]) ?? 255))
    }
  }
}
