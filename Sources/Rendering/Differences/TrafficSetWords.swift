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

  /// Runs of one protocol with the same source ports are told together, and so are source ports of the same
  /// destination ports.
  private var listed: String {
    var parts = Ledger<Self, PortRange>()
    var rest = self[...]
    while let first = rest.first {
      let run = rest.prefix {
        $0.protocols == first.protocols && $0.sourcePorts == first.sourcePorts
      }
      parts.add(
        first.sourcePorts,
        to: run.map { TrafficBox($0.protocols, destinationPorts: $0.destinationPorts) })
      rest = rest.dropFirst(run.count)
    }
    return parts.entries.map { Self.words(of: $0.key, from: $0.values) }
      .joined(separator: "; ")
  }

  private static func words(of run: [TrafficBox], from sources: [PortRange]) -> String {
    let ports = sources.map { $0.description }.joined(separator: ", ")
    let clients = sources == [.all] ? "" : " from ports \(ports)"
    let protocols = run[0].protocols
    guard protocols.first == protocols.last else {
      return "\(protocols.words)\(run.portWords)\(clients)"
    }
    let ipProtocol = protocols.first
    if run.count == 1, run[0].destinationPorts == .all { return "\(ipProtocol.words)\(clients)" }
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
