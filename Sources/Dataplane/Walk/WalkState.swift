import Addressing

/// What travels with a packet, and what the network can no longer tell from it.
struct WalkState<Packet> {
  var packet: Packet
  /// The interface whose identity group references still see, or `-1` once it is lost (R-SG-6).
  var identity: Int32 = -1
  /// The interface that sent the packet, whoever can still tell, or `-1`.
  let sender: Int32
  let isReply: Bool
  /// The interface that a reply is likely to return to, or `-1`: a guess that spares a look-up.
  var requester: Int32 = -1
  /// Routers, gateways and appliances that may still pass the packet on before the path counts as a
  /// loop (R-PIPE-10).
  var hopsLeft = 64
  var isDenied = false
  var isUndetermined = false
  /// The appliance that forwarded the packet last, or `-1`.
  var appliance: Int32 = -1
  /// The last appliances that forwarded the packet since it was rewritten, or `-1`: where it comes to one
  /// of them again, it goes in a circle.
  var forwarders = SIMD8<Int32>(repeating: -1)
  /// The NAT gateway that the packet has just left, or `-1`: its flows over peering return to it
  /// (R-NAT-15), and its subnet must not be reached through an appliance (R-ROUTE-17).
  var natGateway: Int32 = -1
  /// The packet began in a VPC of the model, or was in one.
  var leftVPC = false
  /// A VPC that enforces encryption was met (R-ENC-1).
  var metEncryption = false
  /// Which of equally good routes to take: 0 for the first (R-ROUTE-7).
  var tieRank = 0
  /// A route with ties was taken.
  var metTie = false
  /// No tie that was met has more routes than the rank asks for.
  var isBeyondTies = true
}
