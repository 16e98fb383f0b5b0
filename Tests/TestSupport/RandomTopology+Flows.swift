public import Addressing
public import Dataplane
import TopologyModel

extension RandomTopology {
  /// Everyone who may send a packet.
  public var senders: [Flow.Sender] {
    interfaces.map { .networkInterface($0) } + [.internet]
      + sketch.topology.vpnConnections.references.map { .onPremises($0) }
  }

  /// Packets of a sender to anywhere: from its own addresses and a stranger's, or from a block elsewhere.
  public func space(of sender: Flow.Sender) -> HeaderSpace {
    var sources: [CIDRBlock]
    switch sender {
    case .networkInterface(let reference):
      let own = sketch.topology.networkInterfaces[reference]?.addresses ?? []
      sources = own.map { CIDRBlock(host: $0.address) } + [sketch.block("10.9.9.9/32")]
    case .internet: sources = ["198.51.100.0/24", "2001:db8:99::/64"].map { sketch.block($0) }
    case .onPremises: sources = ["192.168.0.0/24", "2001:db8:98::/64"].map { sketch.block($0) }
    }
    return HeaderSpace(
      union: sources.map {
        HeaderBox(source: AddressRange($0), destination: AddressRange(all: $0.family))
      })
  }

  /// A packet of a sender that has business in the network, more often than not.
  public func header(
    from sender: Flow.Sender, using random: inout SeededGenerator
  ) -> PacketHeader {
    let isIPv4 = Int.random(in: 0..<3, using: &random) > 0
    let source: IPAddress =
      switch sender {
      case .networkInterface(let reference):
        sketch.topology.networkInterfaces[reference]?.addresses[isIPv4 ? 0 : 1].address
          ?? IPAddress(ipv4: 0)
      case .internet: sketch.address(isIPv4 ? "198.51.100.10" : "2001:db8:99::10")
      case .onPremises: sketch.address(isIPv4 ? "192.168.0.10" : "2001:db8:98::10")
      }
    let ipProtocol: IPProtocol =
      [.tcp, .tcp, .udp, isIPv4 ? .icmp : .icmpv6, IPProtocol(47)].randomElement(using: &random)
      ?? .tcp
    var header = PacketHeader(
      source: source, destination: destination(isIPv4: isIPv4, using: &random),
      ipProtocol: ipProtocol)
    header.sourcePort = [123, 1024, 40000, 65535].randomElement(using: &random) ?? 0
    header.destinationPort = [22, 53, 123, 443, 8443].randomElement(using: &random) ?? 0
    if ipProtocol.isICMP {
      let type: UInt8 = [isIPv4 ? 8 : 128, 3].randomElement(using: &random) ?? 0
      header.destinationPort = ICMPMessage(type: type).packed
    }
    return header
  }

  private func destination(isIPv4: Bool, using random: inout SeededGenerator) -> IPAddress {
    let others =
      isIPv4
      ? [
        "198.51.100.20", "192.0.2.7", "192.168.0.10", "192.168.1.10", "172.16.0.1", "10.0.1.77",
        "169.254.169.254", "10.1.0.2", "203.0.113.200", "10.0.2.244",
      ]
      : ["2001:db8:99::7", "2606:4700::1", "2001:db8:0:1::77", "fd00:ec2::254"]
    switch Int.random(in: 0..<4, using: &random) {
    case 0:
      let texts = isIPv4 ? others + publicAddresses : others
      return sketch.address(texts.randomElement(using: &random) ?? "::")
    default:
      let target = interfaces.randomElement(using: &random) ?? Reference(0)
      return sketch.topology.networkInterfaces[target]?.addresses[isIPv4 ? 0 : 1].address
        ?? IPAddress(ipv4: 0)
    }
  }
}
