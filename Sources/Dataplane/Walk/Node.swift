/// A place that a packet comes to, as data: a kind and dense indices.
///
/// Nothing is stored a node; the successors are computed from the tables. The concrete walker carries a
/// packet from node to node, the set walker a set of packets.
enum Node: Hashable, Sendable {
  /// A guest hands a packet to its interface, or passes one on (R-PIPE-1).
  case send(interface: Int32, isForwarded: Bool)
  /// A packet leaves an interface or NAT gateway for its subnet's switch and router.
  case leave(subnet: Int32, interface: Int32)
  /// The router of a VPC hands a packet to the subnet and interface that hold its destination.
  ///
  /// `from` is the subnet whose boundary need not be crossed, or `-1`.
  case deliver(vpc: Int32, from: Int32)
  /// A packet reaches an interface, by its address or by a route (R-PIPE-2).
  case receive(interface: Int32)
  /// A route led to an interface or NAT gateway of `subnet`; `from` is the sender's subnet or `-1`.
  case enter(interface: Int32, from: Int32)
  case natGateway(Int32, from: Int32)
  case internetGatewayOut(Int32, vpc: Int32, from: Int32)
  case egressOnlyOut(Int32, vpc: Int32)
  /// The packet is on the internet, on its way to its destination.
  case internet
  case peering(Int32, from: Int32)
  case vpnGatewayOut(Int32)
  /// A packet comes out of a VPN connection.
  case vpnGatewayIn(connection: Int32)
  case end(Terminal)
}

/// Where a walk ends.
enum Terminal: Hashable, Sendable {
  case interface(Int32)
  case internet
  case onPremises(Int32)
  /// An Amazon service at a link-local address.
  case service
  /// Dropped, or beyond the model: the last decision says which.
  case nowhere
}
