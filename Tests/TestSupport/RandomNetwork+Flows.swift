import Addressing
public import Dataplane
import TopologyModel

extension RandomNetwork {
  /// What a flow is, apart from the order in which its network was declared.
  public struct Draw: Sendable {
    fileprivate let sender: String
    /// The address that the packet is sent to.
    public let destination: String
    fileprivate let traffic: Traffic
    fileprivate let sourcePort: UInt16
    fileprivate let isPortDefaulted: Bool
    fileprivate let isOneWay: Bool
  }

  /// Flows between anything that the network holds, and some that it does not.
  public mutating func flows(_ count: Int) -> [Draw] {
    (0..<count).map { _ in
      let port = pick([22, 53, 80, 443] as [UInt16])
      let traffic = pick(
        [.tcp(port), .tcp(port), .udp(port), .ping, .icmp(3, 4), .other(47)] as [Traffic])
      let isPortDefaulted = oneIn(4)
      return Draw(
        sender: oneIn(5) ? "internet" : oneIn(8) ? "premises" : pick(interfaces),
        destination: pick(destinations), traffic: traffic,
        sourcePort: isPortDefaulted ? 32768 : pick([500, 1024, 40000, 65000]),
        isPortDefaulted: isPortDefaulted, isOneWay: oneIn(8))
    }
  }

  /// The flow in a sketch of this network.
  public func flow(_ draw: Draw, in sketch: Sketch) -> Flow {
    let isIPv4 = !draw.destination.contains(":")
    var flow: Flow
    if draw.sender == "internet" {
      flow = sketch.flow(
        fromInternet: isIPv4 ? "198.51.100.1" : "2001:db8:ffff::1", to: draw.destination,
        draw.traffic, sourcePort: draw.sourcePort)
    } else if draw.sender == "premises", isIPv4,
      sketch.topology.vpnConnections.reference(to: "vgw-1-vpn") != nil
    {
      flow = sketch.flow(
        fromOnPremises: "192.168.7.7", by: "vgw-1-vpn", to: draw.destination, draw.traffic,
        sourcePort: draw.sourcePort)
    } else {
      let name = draw.sender == "premises" ? "eni-1-1-1" : draw.sender
      let interface = sketch.topology.networkInterfaces.reference(to: name) ?? Reference(0)
      flow = sketch.flow(
        from: interface, to: draw.destination, draw.traffic, sourcePort: draw.sourcePort)
    }
    if draw.isPortDefaulted && flow.header.ipProtocol.hasPorts {
      flow.defaultedSourcePorts = ClientPorts(.linux)
    }
    flow.isOneWay = draw.isOneWay
    return flow
  }
}
