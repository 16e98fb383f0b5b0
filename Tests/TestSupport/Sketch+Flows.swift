import Addressing
public import Dataplane
public import TopologyModel

/// The traffic of a test's flow.
public enum Traffic: Sendable {
  case tcp(UInt16)
  case udp(UInt16)
  case ping
  case icmp(UInt8, UInt8 = 0)
  case other(UInt8)
}

extension Sketch {
  /// A flow from an interface's first address of the destination's family.
  public func flow(
    from source: Reference<NetworkInterface>, to destination: String, _ traffic: Traffic,
    sourcePort: UInt16 = 40000
  ) -> Flow {
    let target = address(destination)
    let own = topology.networkInterfaces[source]?.addresses ?? []
    let sender = own.first { $0.address.family == target.family }?.address ?? target
    return Flow(.networkInterface(source), header(sender, target, traffic, sourcePort))
  }

  /// A flow from a host on the internet.
  public func flow(
    fromInternet source: String = "198.51.100.10", to destination: String, _ traffic: Traffic,
    sourcePort: UInt16 = 40000
  ) -> Flow {
    Flow(.internet, header(address(source), address(destination), traffic, sourcePort))
  }

  /// A flow from a host behind a VPN connection.
  public func flow(
    fromOnPremises source: String, by connection: String, to destination: String,
    _ traffic: Traffic, sourcePort: UInt16 = 40000
  ) -> Flow {
    let reference = topology.vpnConnections.reference(to: connection) ?? Reference(0)
    return Flow(
      .onPremises(reference),
      header(address(source), address(destination), traffic, sourcePort))
  }

  private func header(
    _ source: IPAddress, _ destination: IPAddress, _ traffic: Traffic, _ sourcePort: UInt16
  ) -> PacketHeader {
    let isIPv4 = destination.family == .ipv4
    switch traffic {
    case .tcp(let port):
      return PacketHeader(
        source: source, destination: destination, ipProtocol: .tcp, sourcePort: sourcePort,
        destinationPort: port)
    case .udp(let port):
      return PacketHeader(
        source: source, destination: destination, ipProtocol: .udp, sourcePort: sourcePort,
        destinationPort: port)
    case .ping:
      return header(source, destination, .icmp(isIPv4 ? 8 : 128), sourcePort)
    case .icmp(let type, let code):
      return PacketHeader(
        source: source, destination: destination, ipProtocol: isIPv4 ? .icmp : .icmpv6,
        sourcePort: 1, destinationPort: ICMPMessage(type: type, code: code).packed)
    case .other(let number):
      return PacketHeader(
        source: source, destination: destination, ipProtocol: IPProtocol(number))
    }
  }
}

extension Sketch {
  /// The trace of a flow from an interface.
  public func trace(
    from source: Reference<NetworkInterface>, to destination: String, _ traffic: Traffic,
    sourcePort: UInt16 = 40000
  ) -> Trace {
    network.trace(flow(from: source, to: destination, traffic, sourcePort: sourcePort))
  }

  /// The trace of a flow from a host on the internet.
  public func trace(
    fromInternet source: String = "198.51.100.10", to destination: String, _ traffic: Traffic
  ) -> Trace {
    network.trace(flow(fromInternet: source, to: destination, traffic))
  }

  /// The trace of a flow from a host behind a VPN connection.
  public func trace(
    fromOnPremises source: String, by connection: String, to destination: String,
    _ traffic: Traffic
  ) -> Trace {
    network.trace(
      flow(fromOnPremises: source, by: connection, to: destination, traffic))
  }
}

extension Trace {
  /// ``codes`` in one line.
  public var path: String { codes.joined(separator: " ") }

  /// The rules that the verdict rests on though AWS does not document them.
  public var assumed: [String] { assumptions.map { $0.rawValue } }

  /// The shortest form that shows the behaviour: the code of every hop, the reply's behind `<`.
  public var codes: [String] {
    forward.hops.map { $0.decision.code.rawValue }
      + (reply.map { ["<"] + $0.hops.map { $0.decision.code.rawValue } } ?? [])
  }

  /// The codes of the hops that deny, in walking order.
  public var blockerCodes: [String] { blockers.map { $0.hop.decision.code.rawValue } }
}
