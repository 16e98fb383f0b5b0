public import Addressing
public import TopologyModel

/// A packet to send, who sends it, and how its reply is to be judged.
public struct Flow: Hashable, Sendable {
  /// Who sends the packet.
  public enum Sender: Hashable, Sendable {
    case networkInterface(Reference<NetworkInterface>)
    case internet
    /// A host behind a VPN connection.
    case onPremises(Reference<VPNConnection>)
  }

  public var sender: Sender
  public var header: PacketHeader
  /// The client's whole range where the source port is a mere default (R-NACL-18); `nil` where the
  /// user named a port, and for protocols without ports.
  public var defaultedSourcePorts: ClientPorts?
  /// The client's whole range where the user named a port: ports that would fail are noted, and
  /// change no verdict (R-NACL-18).
  public var otherSourcePorts: ClientPorts?
  /// Leaves the reply out.
  public var isOneWay = false
  /// The destination was named from the internet and has no public address to send to.
  public var destinationLacksPublicAddress = false

  public init(_ sender: Sender, _ header: PacketHeader) {
    self.sender = sender
    self.header = header
  }
}

/// The range from which a client's system takes its ports, and whose it is (R-NACL-13).
public struct ClientPorts: Hashable, Sendable {
  public enum Origin: String, Sendable {
    case linux = "Linux"
    case windows = "Windows"
    case internet = "an internet client"
    case natGateway = "a NAT gateway"
    case lambda = "Lambda"
    case loadBalancer = "a load balancer"
    case onPremises = "an on-premises host"
  }

  public let range: PortRange
  public let origin: Origin

  /// The range that clients of this origin use.
  public init(_ origin: Origin) {
    self.origin = origin
    range =
      switch origin {
      case .linux, .onPremises: PortRange(32768, 61000)
      case .windows: PortRange(49152, 65535)
      case .internet, .natGateway, .lambda, .loadBalancer: PortRange(1024, 65535)
      }
  }
}
