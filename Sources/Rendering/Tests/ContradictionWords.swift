import Addressing
import Dataplane
import Expectations
import TopologyModel

/// A contradiction in words.
struct ContradictionWords {
  /// What is otherwise than it should be: `dropped and not delivered`.
  let difference: String
  /// The packet that shows it, on one line: ``Trace/summary(in:)``.
  let summary: String
  /// The packets that all go the same way, where they are several.
  let packets: String?
  /// The packet that shows it, walked.
  let trace: Trace

  init(_ contradiction: Contradiction, in network: Network) {
    trace = network.trace(contradiction.flow)
    difference = contradiction.difference.words(in: network)
    summary = trace.summary(in: network)
    packets = contradiction.packets.words
  }
}

extension Difference {
  fileprivate func words(in network: Network) -> String {
    func label(_ decision: Decision) -> String {
      ComponentDescription(decision.component, in: network).fullLabel
    }
    return switch self {
    case .verdict(let expected, let found): "\(found.rawValue), and not \(expected.rawValue)"
    case .arrives(.replyDropped): "it gets through, though its reply does not"
    case .arrives(.delivered): "it gets through"
    case .arrives(let verdict): "it may get through: \(verdict.rawValue)"
    case .decider(let decision):
      "decided by \(decision.map { "\(label($0)) (\($0.code.rawValue))" } ?? "nothing")"
    case .notThrough(let term): "the path is not through \(term.word)"
    case .meets(let decision): "the path is through \(label(decision))"
    case .ofTiedRoute(let difference):
      "by another of equally good routes: \(difference.words(in: network))"
    }
  }
}

extension HeaderBox {
  /// `tcp 0-442 from 10.0.1.0-10.0.1.255 to 10.0.2.5`; `nil` for a single packet.
  fileprivate var words: String? {
    guard
      source.first != source.last || destination.first != destination.last
        || protocols.first != protocols.last || destinationPorts.first != destinationPorts.last
    else { return nil }
    return "\(trafficWords) from \(source.words) to \(destination.words)"
  }

  private var trafficWords: String {
    guard protocols.first == protocols.last else {
      return protocols == .all
        ? "all traffic" : "protocols \(protocols.first.number)-\(protocols.last.number)"
    }
    let ipProtocol = protocols.first
    if ipProtocol.isICMP, destinationPorts.last &- destinationPorts.first <= 0xff {
      return TrafficPattern(ipProtocol, ports: destinationPorts).words
    }
    guard ipProtocol.hasPorts else { return ipProtocol.words }
    return destinationPorts == .all
      ? ipProtocol.words : "\(ipProtocol.words) \(destinationPorts.description)"
  }
}

extension AddressRange {
  fileprivate var words: String {
    first == last ? first.description : "\(first.description)-\(last.description)"
  }
}

extension Limit {
  /// What was left out, as a sentence.
  func sentence(in network: Network) -> String {
    let topology = network.topology
    switch self {
    case .appliances(let interfaces):
      return "\(Limit.names(of: interfaces, in: network)) may forward packets of others, and was "
        + "asked about as a sender from its own addresses alone"
    case .unmodelled(let resources):
      let names = resources.map { topology.unmodelled.id(of: $0) }
      return "what comes by \(joinedByAnd(names)) is not modelled, and was not asked about"
    case .unknownPremises(let connections):
      let names = connections.map { topology.vpnConnections.id(of: $0) }
      return "the input does not tell which addresses are behind \(joinedByAnd(names))"
    case .otherAddresses(let interfaces):
      return "of \(Limit.names(of: interfaces, in: network)) the first address of each family was "
        + "asked about, and no other"
    }
  }

  /// The first few by name, and how many more there are.
  private static func names(
    of interfaces: [Reference<NetworkInterface>], in network: Network
  ) -> String {
    let names = interfaces.prefix(5).map { ComponentDescription($0, in: network).briefLabel }
    let others = interfaces.count - names.count
    return joinedByAnd(others > 0 ? names + ["\(others) more"] : names)
  }
}
