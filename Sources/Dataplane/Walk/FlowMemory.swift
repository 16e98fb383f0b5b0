import Addressing

/// What stateful components remember of a flow.
///
/// Time is the caller's: seconds on any clock that does not run backwards (R-TRK-11). Memory is keyed by
/// the component *and* the header, so that a reply that leaves by another interface does not find the
/// entry (R-ENI-4).
protocol FlowMemory {
  /// Notes that a group let a packet pass an interface, in the direction that opens the flow (R-TRK-1).
  ///
  /// `isTracked` is `false` for an untracked flow, whose answers the rules judge (R-TRK-3).
  mutating func remember(_ header: PacketHeader, at interface: Int32, isTracked: Bool)

  /// What an interface knows of the flow that `header` answers or continues.
  mutating func state(of header: PacketHeader, at interface: Int32) -> TrackingState

  /// Makes the flow tracked everywhere, whatever the rules said (R-TRK-5).
  mutating func trackAlways()

  /// Gives a packet a translator's address and a port of its range (R-NAT-2).
  mutating func translate(
    _ header: PacketHeader, to address: IPAddress, at translator: Translator
  ) -> PacketHeader

  /// The header that the sender behind a translator is to see, or `nil` for an unsolicited packet.
  mutating func reverse(_ header: PacketHeader, at translator: Translator) -> PacketHeader?

  /// Whether a translator holds an entry that this packet, coming from inside, belongs to.
  mutating func holds(_ header: PacketHeader, at translator: Translator) -> Bool

  /// Notes that a NAT gateway sent a packet over a peering (R-NAT-15).
  mutating func rememberReturn(of header: PacketHeader, to natGateway: Int32, by peering: Int32)

  /// The peering and NAT gateway that a reply returns to without a route.
  mutating func returnPath(of header: PacketHeader) -> (peering: Int32, natGateway: Int32)?
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

/// The ports that translators send from (R-NAT-3).
let translatedPorts = PortRange(1024, .max)

extension PacketHeader {
  /// This header sent from `address`: the port is kept where it lies in the translator's range
  /// (R-NACL-18).
  @inline(__always)
  func translated(to address: IPAddress) -> PacketHeader {
    var header = self
    header.source = address
    if ipProtocol.hasPorts && !translatedPorts.contains(sourcePort) {
      header.sourcePort = translatedPorts.first
    }
    return header
  }
}
