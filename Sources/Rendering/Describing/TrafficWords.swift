import Addressing
import TopologyModel

extension TrafficPattern {
  /// The traffic as the AWS console puts it: `all traffic`, `tcp 443`, `icmp type 8`.
  var words: String {
    guard let ipProtocol else { return "all traffic" }
    if ipProtocol.hasPorts { return "\(ipProtocol.description) \(ports.description)" }
    guard ipProtocol.isICMP, ports != .all else { return ipProtocol.words }
    let first = ICMPMessage(packed: ports.first)
    let isOneCode = ports.first == ports.last
    return isOneCode
      ? "\(ipProtocol.description) \(first.description)"
      : "\(ipProtocol.description) type \(first.type)"
  }
}

extension TrafficPattern {
  /// The same in rules' own short form: `all`, `tcp 443`.
  var briefWords: String { ipProtocol == nil ? "all" : words }
}

extension IPProtocol {
  /// The name, or `protocol 200` where it has none.
  var words: String { name ?? "protocol \(number)" }
}

extension PacketHeader {
  /// What the packet is: `tcp 5432`, `icmp 8/0`, `gre`.
  var trafficWords: String {
    if ipProtocol.hasPorts { return "\(ipProtocol.words) \(destinationPort)" }
    return icmp.map { "\(ipProtocol.words) \($0.description)" } ?? ipProtocol.words
  }

  /// Protocol and both ends: `tcp 10.0.1.10:32768 -> 10.0.2.5:5432`.
  var words: String { "\(protocolWords) \(ends)" }

  /// Both ends: `10.0.1.10:32768 -> 10.0.2.5:5432`.
  var ends: String {
    guard ipProtocol.hasPorts else { return "\(source.description) -> \(destination.description)" }
    return "\(source.withPort(sourcePort)) -> \(destination.withPort(destinationPort))"
  }

  private var protocolWords: String {
    icmp.map { "\(ipProtocol.words) \($0.description)" } ?? ipProtocol.words
  }
}

extension IPAddress {
  /// `10.0.1.10:443`, or `[2001:db8::1]:443`.
  fileprivate func withPort(_ port: UInt16) -> String {
    isIPv4 ? "\(description):\(port)" : "[\(description)]:\(port)"
  }
}

/// `first, second and third`.
func joinedByAnd(_ words: [String]) -> String {
  guard let last = words.last, words.count > 1 else { return words.first ?? "" }
  return "\(words.dropLast().joined(separator: ", ")) and \(last)"
}

/// `1 finding`, `2 findings`.
func counted(_ count: Int, _ noun: String) -> String {
  "\(count) \(noun)\(count == 1 ? "" : "s")"
}
