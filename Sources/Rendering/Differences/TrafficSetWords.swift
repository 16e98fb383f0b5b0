import Addressing
import Analysis
import TopologyModel

extension [TrafficBox] {
  /// The traffic in words: `tcp 22, 443`, `all traffic but tcp 443`.
  var words: String {
    let complement = TrafficBox.complement(of: self)
    if complement.isEmpty { return "all traffic" }
    if complement.count < count { return "all traffic but \(complement.listed)" }
    return listed
  }

  /// Runs of one protocol with the same source ports are told together.
  private var listed: String {
    var parts: [String] = []
    var rest = self[...]
    while let first = rest.first {
      let run = rest.prefix {
        $0.protocols == first.protocols && $0.sourcePorts == first.sourcePorts
      }
      parts.append(Self.words(of: Array(run), first))
      rest = rest.dropFirst(run.count)
    }
    return parts.joined(separator: "; ")
  }

  private static func words(of run: [TrafficBox], _ first: TrafficBox) -> String {
    let clients = first.sourcePorts == .all ? "" : " from ports \(first.sourcePorts.description)"
    guard first.protocols.first == first.protocols.last else {
      return "\(first.protocols.words)\(run.portWords)\(clients)"
    }
    let ipProtocol = first.protocols.first
    if run.count == 1, first.destinationPorts == .all { return "\(ipProtocol.words)\(clients)" }
    let kinds = run.map { $0.destinationPorts.words(of: ipProtocol) }
    return "\(ipProtocol.words) \(kinds.joined(separator: ", "))\(clients)"
  }

  /// The ports of several protocols, which may have none.
  private var portWords: String {
    if count == 1, self[0].destinationPorts == .all { return "" }
    return " ports \(map { $0.destinationPorts.description }.joined(separator: ", "))"
  }
}

extension ProtocolRange {
  fileprivate var words: String {
    self == .all ? "any protocol" : "protocols \(first.number)-\(last.number)"
  }
}

extension PortRange {
  /// Ports, or for ICMP types with their codes.
  fileprivate func words(of ipProtocol: IPProtocol) -> String {
    guard ipProtocol.isICMP else { return description }
    let (low, high) = (ICMPMessage(packed: first), ICMPMessage(packed: last))
    if first == last { return low.description }
    guard low.code == 0, high.code == .max else {
      return "\(low.description)-\(high.description)"
    }
    return low.type == high.type ? "type \(low.type)" : "types \(low.type)-\(high.type)"
  }
}
