public import Addressing

/// The traffic that an expectation speaks of, in its own short form: `tcp 443`, `udp 1024-65535`,
/// `ping`, `icmp 3/4`, `gre`, `all`.
public enum TrafficTerm: Hashable, Sendable {
  /// Every protocol.
  case all
  /// The echo request of either family.
  case ping
  /// TCP or UDP to ports, ICMP messages by their packed form, all of another protocol.
  case of(IPProtocol, PortRange)

  /// The only family that can carry the traffic, where there is but one.
  public var family: AddressFamily? {
    switch self {
    case .of(.icmp, _): .ipv4
    case .of(.icmpv6, _): .ipv6
    default: nil
    }
  }
}

extension TrafficTerm: CustomStringConvertible {
  public var description: String {
    switch self {
    case .all: return "all"
    case .ping: return "ping"
    case .of(let ipProtocol, let ports):
      let name = ipProtocol.description
      guard ports != .all else { return name }
      guard ipProtocol.isICMP else { return "\(name) \(ports.description)" }
      let message = ICMPMessage(packed: ports.first)
      let isOneCode = ports.first == ports.last
      return isOneCode ? "\(name) \(message.description)" : "\(name) \(message.type)"
    }
  }
}

extension TrafficTerm {
  /// Parts of a header: what protocols, and which of their destination ports.
  struct Part: Hashable {
    let protocols: ProtocolRange
    let sourcePorts: PortRange
    let destinationPorts: PortRange
  }

  /// The packets that a sender with these client ports sends, over one family.
  ///
  /// Protocols without ports have none here either, so that each packet is asked about once.
  func parts(over family: AddressFamily, clientPorts: PortRange) -> [Part] {
    func part(_ ipProtocol: IPProtocol, _ ports: PortRange) -> Part {
      let hasPorts = ipProtocol.hasPorts
      return Part(
        protocols: ProtocolRange(ipProtocol), sourcePorts: hasPorts ? clientPorts : PortRange(0),
        destinationPorts: hasPorts || ipProtocol.isICMP ? ports : PortRange(0))
    }
    if let own = self.family, own != family { return [] }
    switch self {
    case .ping:
      return family == .ipv4
        ? [part(.icmp, PortRange(ICMPMessage(type: 8).packed))]
        : [part(.icmpv6, PortRange(ICMPMessage(type: 128).packed))]
    case .of(let ipProtocol, let ports): return [part(ipProtocol, ports)]
    case .all:
      let icmp: IPProtocol = family == .ipv4 ? .icmp : .icmpv6
      return [part(.tcp, .all), part(.udp, .all), part(icmp, .all)]
        + TrafficTerm.protocolsWithoutPorts.map {
          Part(protocols: $0, sourcePorts: PortRange(0), destinationPorts: PortRange(0))
        }
    }
  }

  /// The traffic whatever the client's ports, for leaving it out of a whole space.
  func wholeParts(over family: AddressFamily) -> [Part] {
    switch self {
    case .all: return [Part(protocols: .all, sourcePorts: .all, destinationPorts: .all)]
    case .of(let ipProtocol, let ports):
      if let own = self.family, own != family { return [] }
      let ports = ipProtocol.hasPorts || ipProtocol.isICMP ? ports : .all
      return [
        Part(protocols: ProtocolRange(ipProtocol), sourcePorts: .all, destinationPorts: ports)
      ]
    case .ping:
      return parts(over: family, clientPorts: .all).map {
        Part(
          protocols: $0.protocols, sourcePorts: .all, destinationPorts: $0.destinationPorts)
      }
    }
  }

  private static let protocolsWithoutPorts: [ProtocolRange] = {
    var ranges = [ProtocolRange.all]
    for other in [IPProtocol.icmp, .tcp, .udp, .icmpv6] {
      ranges = ranges.flatMap { $0.subtracting(ProtocolRange(other)) }
    }
    return ranges
  }()
}

extension HeaderSpace {
  /// All packets of some traffic, whoever sends them to whom.
  public init(_ traffic: [TrafficTerm], over family: AddressFamily) {
    let addresses = AddressRange(all: family)
    self.init(
      union: traffic.flatMap { $0.wholeParts(over: family) }.map { part in
        HeaderBox(
          source: addresses, destination: addresses, protocols: part.protocols,
          sourcePorts: part.sourcePorts, destinationPorts: part.destinationPorts)
      })
  }
}
