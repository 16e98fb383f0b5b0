public import Addressing

/// A packet to send into a ``LiveNetwork``.
public struct LivePacket: Hashable, Sendable {
  public var sender: Flow.Sender
  public var header: PacketHeader
  /// Of TCP; others have none.
  public var flags: TCPFlags
  /// Whether it answers another packet; `nil` leaves it to the sender's interface to know.
  public var isReply: Bool?
  /// It is meant for something that has no public address to send to.
  public var destinationLacksPublicAddress = false

  public init(
    _ sender: Flow.Sender, _ header: PacketHeader, _ flags: TCPFlags = [], isReply: Bool? = nil
  ) {
    self.sender = sender
    self.header = header
    self.flags = flags
    self.isReply = isReply
  }

  var segment: TCPSegment { header.ipProtocol == .tcp ? flags.segment : .opening }
}

/// What became of one packet, and what it changed in what components remember.
public struct Passage: Sendable {
  public let packet: LivePacket
  /// The packet's way, hop by hop.
  public let leg: Leg
  /// The header at the end of the way.
  public let arrived: PacketHeader
  /// Who received it and may answer; `nil` where it was dropped, or taken by a link-local service.
  public let receiver: Flow.Sender?
  /// In the order in which the packet met them.
  public let changes: [RememberedChange]
  /// The reset that a NAT gateway sent back: one passage or none (R-NAT-6).
  public let reset: [Passage]
  /// Undocumented behaviour that the outcome, or the hop that decides it, rests on.
  public let assumptions: [Assumption]

  public var isDelivered: Bool { leg.outcome == .delivered }

  /// The first hop that denies the packet.
  public var denial: Hop? { leg.hops.first { $0.decision.action == .deny } }
}

/// A change in what a component remembers of a flow.
public struct RememberedChange: Hashable, Sendable {
  /// `nil` where it knew nothing.
  public let before: RememberedFlow?
  /// `nil` where the entry had ended when the packet came.
  public let after: RememberedFlow?
}
