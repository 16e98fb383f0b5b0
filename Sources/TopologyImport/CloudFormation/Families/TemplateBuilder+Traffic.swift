import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  /// A protocol by number or name; `nil` within stands for every one.
  mutating func ipProtocol(_ key: String, of object: TemplateObject) -> Lookup<IPProtocol?> {
    guard let value = object[key] else {
      reader.missing(key, of: object)
      return .broken
    }
    return noting(reader.text(key, of: object), value).flatMap { word in
      if word == "-1" || word == "all" { return .known(nil) }
      if let ipProtocol = IPProtocol(word) { return .known(ipProtocol) }
      reader.fail(
        .unknownValue, "\(key) is no protocol", at: value.node,
        hint: "write tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1 for all")
      return .broken
    }
  }

  /// A range of ports, both ends of which must be given; all where both are -1.
  mutating func ports(
    _ first: String, _ last: String, of object: TemplateObject
  ) -> Lookup<PortRange> {
    let (low, high) = (port(first, of: object), port(last, of: object))
    return low.flatMap { low in
      high.flatMap { range(low, $0, endingAt: object[last]?.node ?? object.node) }
    }
  }

  private mutating func range(
    _ low: Int, _ high: Int, endingAt node: JSONNode
  ) -> Lookup<PortRange> {
    if low == -1 && high == -1 { return .known(.all) }
    guard let low = UInt16(exactly: low), let high = UInt16(exactly: high), low <= high else {
      reader.fail(
        .portsReversed, "the ports run from \(low) down to \(high)", at: node,
        hint: "a range runs upwards")
      return .broken
    }
    return .known(PortRange(low, high))
  }

  private mutating func port(_ key: String, of object: TemplateObject) -> Lookup<Int> {
    guard let value = object[key] else {
      reader.missing(key, of: object)
      return .broken
    }
    return noting(reader.integer(key, of: object, in: .min ... .max), value).flatMap { number in
      if (-1...65_535).contains(number) { return .known(number) }
      reader.fail(
        .portOutOfRange, "\(key) is \(number), and ports are 0 to 65535", at: value.node,
        hint: number > 65_535 ? "write 65535 for the last port" : "write 0 for the first port")
      return .broken
    }
  }

  /// One ICMP type, or all (-1 or absent), and one code, or all.
  mutating func icmpTraffic(
    _ ipProtocol: IPProtocol, type: String, code: String, of object: TemplateObject
  ) -> Lookup<TrafficPattern> {
    var numbers: [UInt8?] = []
    for key in [type, code] {
      switch noting(reader.integer(key, of: object, in: -1...255), object[key]) {
      case .known(let number): numbers.append(UInt8(exactly: number))
      case .absent: numbers.append(nil)
      case .unknown(let unknown): return .unknown(unknown)
      case .broken: return .broken
      }
    }
    return .known(.icmp(ipProtocol, type: numbers[0], code: numbers[1]))
  }

  /// The same, once it is noted that nobody knows it yet.
  private mutating func noting<Value>(
    _ lookup: Lookup<Value>, _ value: TemplateValue?
  ) -> Lookup<Value> {
    _ = reader.known(lookup, value)
    return lookup
  }
}
