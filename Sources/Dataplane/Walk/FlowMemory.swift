import Addressing

/// What stateful components remember of a flow.
///
/// Time is the caller's: seconds on any clock that does not run backwards (R-TRK-11). Memory is keyed by
/// the component *and* the header, so that a reply that leaves by another interface does not find the
/// entry (R-ENI-4).
protocol FlowMemory {
  associatedtype Packet: WalkedPacket

  /// Notes that a group let a packet pass an interface, in the direction that opens the flow (R-TRK-1).
  ///
  /// `isTracked` is `false` for an untracked flow, whose answers the rules judge (R-TRK-3).
  ///
  /// - Returns: `false` where the interface tracks as many flows as it can (R-TRK-10).
  mutating func remember(
    _ packet: inout Packet, at interface: Int32, isInbound: Bool, isTracked: Bool
  ) -> Bool

  /// What an interface knows of the flow that `packet` answers or continues, passing it inbound or
  /// outbound.
  mutating func state(
    of packet: inout Packet, at interface: Int32, isInbound: Bool
  ) -> TrackingState

  /// Makes the flow of `packet` tracked at every interface that it passed, whatever the rules said
  /// (R-TRK-5).
  mutating func trackAlways(_ packet: inout Packet)

  /// Hears that the packet is denied: what follows of its walk is hypothetical.
  mutating func noteDenial()

  /// Gives a packet a translator's address and a port of its range (R-NAT-2).
  mutating func translate(
    _ packet: inout Packet, to address: IPAddress, at translator: Translator
  ) -> Translated

  /// Notes a packet that a translator passes on as it is.
  mutating func pass(_ packet: inout Packet, at translator: Translator)

  /// Turns an answer into what the sender behind a translator is to see.
  ///
  /// - Returns: `false`, and nothing changed, for an unsolicited packet.
  mutating func reverse(_ packet: inout Packet, at translator: Translator) -> Bool

  /// Notes that a NAT gateway sent a packet over a peering (R-NAT-15).
  mutating func rememberReturn(of packet: inout Packet, to natGateway: Int32, by peering: Int32)

  /// The peering and NAT gateway that a reply returns to without a route.
  mutating func returnPath(of packet: inout Packet) -> (peering: Int32, natGateway: Int32)?
}

/// What became of a packet at a translator.
enum Translated: Sendable {
  case done
  /// It continues a TCP connection that the translator does not know (R-NAT-6).
  case unknownConnection
  /// Every port is in use (R-NAT-5).
  case noFreePort
}

enum TrackingState: UInt8, Sendable {
  case unknown
  case tracked
  case untracked
}

/// A component that rewrites sources and undoes it for replies.
enum Translator: Hashable, Sendable {
  case natGateway(Int32)
  /// An instance that forwards (R-NATI-1).
  case appliance(Int32)
  /// It rewrites nothing; it remembers (R-EIGW-1).
  case egressOnlyGateway(Int32)
}
