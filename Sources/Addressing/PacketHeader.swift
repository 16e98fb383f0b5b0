/// The fields of a packet that a VPC looks at.
public struct PacketHeader: Hashable, Sendable {
  public var source: IPAddress
  public var destination: IPAddress
  /// The source port of TCP and UDP, the echo identifier of ICMP, else 0.
  public var sourcePort: UInt16
  /// The destination port of TCP and UDP, ``ICMPMessage/packed`` of ICMP, else 0.
  public var destinationPort: UInt16
  public var ipProtocol: IPProtocol

  @inlinable
  public init(
    source: IPAddress, destination: IPAddress, ipProtocol: IPProtocol, sourcePort: UInt16 = 0,
    destinationPort: UInt16 = 0
  ) {
    self.source = source
    self.destination = destination
    self.ipProtocol = ipProtocol
    self.sourcePort = sourcePort
    self.destinationPort = destinationPort
  }

  /// The one family of both addresses.
  @inlinable public var family: AddressFamily { source.family }

  /// What an ICMP or ICMPv6 packet says it is; `nil` for other protocols.
  @inlinable public var icmp: ICMPMessage? {
    ipProtocol.isICMP ? ICMPMessage(packed: destinationPort) : nil
  }

  /// Whether `other` is the header of the answer to this packet.
  ///
  /// The same as comparing it with ``reply``, which this spares.
  @inlinable
  @inline(__always)
  public func isAnswered(by other: PacketHeader) -> Bool {
    guard
      source == other.destination && destination == other.source && ipProtocol == other.ipProtocol
    else { return false }
    if ipProtocol.isICMP { return reply == other }
    return sourcePort == other.destinationPort && destinationPort == other.sourcePort
  }

  /// The header of the answer to this packet, or `nil` for an ICMP message that has none.
  ///
  /// Addresses and ports change places; an ICMP request becomes its reply (RFC 792, RFC 4443).
  @inlinable public var reply: PacketHeader? {
    if ipProtocol.isICMP {
      guard let answer = ICMPMessage(packed: destinationPort).reply(over: ipProtocol) else {
        return nil
      }
      return PacketHeader(
        source: destination, destination: source, ipProtocol: ipProtocol, sourcePort: sourcePort,
        destinationPort: answer.packed)
    }
    return PacketHeader(
      source: destination, destination: source, ipProtocol: ipProtocol,
      sourcePort: destinationPort, destinationPort: sourcePort)
  }
}
