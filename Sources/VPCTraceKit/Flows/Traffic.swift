public import Addressing

/// What is sent: a protocol, and its port or message.
public enum Traffic: Hashable, Sendable {
  case tcp(port: UInt16)
  case udp(port: UInt16)
  /// ICMP over IPv4 and ICMPv6 over IPv6; `nil` is the echo request of either.
  case icmp(ICMPMessage? = nil)
  /// A protocol without ports, by number; 1 and 58 belong to one family.
  case other(IPProtocol, ICMPMessage? = nil)

  /// The only family that can carry the traffic, where there is but one.
  var family: AddressFamily? {
    switch self {
    case .other(.icmp, _): .ipv4
    case .other(.icmpv6, _): .ipv6
    default: nil
    }
  }

  /// The header that carries the traffic; protocols without ports leave the client's port out.
  func header(from source: IPAddress, to destination: IPAddress, clientPort: UInt16) -> PacketHeader
  {
    var header = PacketHeader(
      source: source, destination: destination, ipProtocol: ipProtocol(over: source.family))
    switch self {
    case .tcp(let port), .udp(let port):
      header.sourcePort = clientPort
      header.destinationPort = port
    case .icmp(let message), .other(_, let message):
      guard header.ipProtocol.isICMP else { break }
      let echoRequest = ICMPMessage(type: header.ipProtocol == .icmp ? 8 : 128)
      header.destinationPort = (message ?? echoRequest).packed
    }
    return header
  }

  private func ipProtocol(over family: AddressFamily) -> IPProtocol {
    switch self {
    case .tcp: .tcp
    case .udp: .udp
    case .icmp: family == .ipv4 ? .icmp : .icmpv6
    case .other(let ipProtocol, _): ipProtocol
    }
  }
}
