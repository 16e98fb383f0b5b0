import Dataplane
import TopologyModel

/// The way that a packet takes from an interface, by the number that AWS logs (R-FL-7).
///
/// Numbers are those of the current text: 6, which once stood for a local gateway, is not written. Of the two
/// numbers for an internet gateway the one of Nitro instances is.
public enum TrafficPath: Int, Sendable {
  /// Another interface of the VPC, an appliance or NAT gateway among them.
  case sameVPC = 1
  case vpnGateway = 3
  case peeringWithinRegion = 4
  case peeringAcrossRegions = 5
  case internetGateway = 8
}

extension TrafficPath {
  /// The way that the first of `hops` that routes a packet leads it.
  ///
  /// - Returns: `nil` where none routes it, or where AWS has no number for the target.
  init?(_ hops: some Sequence<Hop>, in network: Network) {
    for hop in hops {
      let decision = hop.decision
      switch (decision.code, decision.component) {
      case (.sameSubnet, _), (.routeLocal, _): self = .sameVPC
      case (.peeringReturnsToSender, .vpcPeeringConnection(let peering)):
        self.init(.vpcPeeringConnection(peering), in: network.topology)
      case (.routeMatch, _):
        guard case .route(let table, let index, _) = network.evidence(of: decision),
          let routes = network.topology.routeTables[table]?.routes, routes.indices.contains(index)
        else { return nil }
        self.init(routes[index].target, in: network.topology)
      default: continue
      }
      return
    }
    return nil
  }

  private init?(_ target: RouteTarget, in topology: Topology) {
    switch target {
    case .local, .natGateway, .networkInterface, .instance: self = .sameVPC
    case .internetGateway: self = .internetGateway
    case .vpnGateway: self = .vpnGateway
    case .vpcPeeringConnection(let peering):
      let isWithinRegion = topology.vpcPeeringConnections[peering]?.isWithinOneRegion ?? true
      self = isWithinRegion ? .peeringWithinRegion : .peeringAcrossRegions
    case .egressOnlyInternetGateway, .unmodelled, .missing: return nil
    }
  }
}
