import Addressing
import SourceText
import TopologyModel

/// What a rule's protocol field says.
enum ProtocolChoice {
  /// `-1`.
  case all
  case one(IPProtocol)
}

extension AnswerReader {
  /// A protocol by number or name; `-1` and `all` stand for every one.
  mutating func ipProtocol(_ key: StaticString, of node: JSONNode) -> ProtocolChoice? {
    guard let value = value(key, of: node) else { return missing(key, of: node) }
    guard let word = text(key, of: node) else { return nil }
    if word == "-1" || word == "all" { return .all }
    if let ipProtocol = IPProtocol(word) { return .one(ipProtocol) }
    fail(
      .unknownValue, "\(key) is no protocol", at: value,
      hint: "AWS writes tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1 for all")
    return nil
  }

  /// A range of ports; all where neither end is given, or both are -1.
  mutating func ports(
    _ first: StaticString, _ last: StaticString, of node: JSONNode
  ) -> PortRange? {
    guard has(first, of: node) || has(last, of: node) else { return .all }
    let ends = (first: port(first, of: node), last: port(last, of: node))
    guard let low = ends.first, let high = ends.last else { return nil }
    if low == -1 && high == -1 { return .all }
    guard let low = UInt16(exactly: low), let high = UInt16(exactly: high), low <= high else {
      fail(
        .portsReversed, "the ports run from \(low) down to \(high)",
        at: value(last, of: node) ?? node, hint: "a range runs upwards, or from -1 to -1 for all")
      return nil
    }
    return PortRange(low, high)
  }

  private mutating func port(_ key: StaticString, of node: JSONNode) -> Int? {
    guard let value = value(key, of: node) else { return missing(key, of: node) }
    guard let port = integer(key, of: node, in: .min ... .max) else { return nil }
    guard (-1...65_535).contains(port) else {
      fail(
        .portOutOfRange, "\(key) is \(port), and ports are 0 to 65535", at: value,
        hint: port > 65_535 ? "write 65535 for the last port" : "write -1 for every port")
      return nil
    }
    return port
  }

  /// One ICMP type, or all (-1 or absent), and one code, or all.
  mutating func icmpTraffic(
    _ ipProtocol: IPProtocol, type: StaticString, code: StaticString, of node: JSONNode
  ) -> TrafficPattern? {
    let range = -1...255
    let typeNumber = integer(type, of: node, in: range)
    let codeNumber = integer(code, of: node, in: range)
    if has(type, of: node) && typeNumber == nil || has(code, of: node) && codeNumber == nil {
      return nil
    }
    return .icmp(
      ipProtocol, type: typeNumber.flatMap { UInt8(exactly: $0) },
      code: codeNumber.flatMap { UInt8(exactly: $0) })
  }
}
