public import Addressing
import Dataplane
public import TopologyModel

/// What a flow log says of packets of one flow that passed one interface one way, before it is put into a
/// format's fields.
public struct FlowLogEntry: Hashable, Sendable {
  /// Whose interface it is (R-FL-1).
  public enum Interface: Hashable, Sendable {
    case networkInterface(Reference<NetworkInterface>)
    /// That of a NAT gateway, which the input need not name.
    case natGateway(Reference<NATGateway>)
  }

  public let interface: Interface
  public let direction: Direction
  /// The packet as it passed the interface.
  public let header: PacketHeader
  /// What the groups and the ACL made of it (R-FL-4).
  public let action: FlowLogRecord.Action
  /// Block Public Access refused it; AWS counts no bytes of such packets (R-FL-9).
  public let isRefusedByPublicAccess: Bool
  /// `nil` for packets that came in, and where AWS has no number (R-FL-7).
  public let path: TrafficPath?
  /// Of all packets together (R-FL-8).
  public var tcpFlags: UInt8 = 0
  public var packets: UInt64 = 1
  public var bytes: UInt64 = 0
  /// When the first packet came and when the interval ended, in seconds since 1970.
  public var start: Int64 = 0
  public var end: Int64 = 0
}

/// One packet beyond its header: what a flow log counts of it.
public struct FlowLogPacket: Hashable, Sendable {
  /// FIN 1, SYN 2, RST 4 and, with SYN only, ACK 16: a lone ACK counts as 0 (R-FL-8).
  public var tcpFlags: UInt8
  /// Of the whole IP packet.
  public var bytes: UInt64
  /// Seconds since 1970.
  public var time: Int64

  public init(tcpFlags: UInt8 = 0, bytes: UInt64, time: Int64) {
    self.tcpFlags = tcpFlags
    self.bytes = bytes
    self.time = time
  }
}

extension FlowLogPacket {
  /// The smallest packet that can have a header; TCP's flags are those that AWS counts.
  init(_ header: PacketHeader, _ flags: TCPFlags, time: Int64) {
    self.init(
      tcpFlags: header.ipProtocol == .tcp ? flags.logged : 0,
      bytes: FlowLogPacket.smallest(header), time: time)
  }

  init(_ packet: LivePacket, time: Int64) { self.init(packet.header, packet.flags, time: time) }

  private static func smallest(_ header: PacketHeader) -> UInt64 {
    let network: UInt64 = header.source.isIPv4 ? 20 : 40
    switch header.ipProtocol {
    case .tcp: return network + 20
    case .udp, .icmp, .icmpv6: return network + 8
    default: return network
    }
  }
}

extension TCPFlags {
  /// FIN, SYN and RST, and ACK where it answers a SYN (R-FL-8).
  fileprivate var logged: UInt8 {
    let counted: TCPFlags = contains(.syn) ? [.fin, .syn, .rst, .ack] : [.fin, .rst]
    return intersection(counted).rawValue
  }
}
