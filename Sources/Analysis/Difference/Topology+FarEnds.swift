import TopologyModel

extension Topology {
  /// Replaces what routes lead to, and what rules of security groups name.
  mutating func mapFarEnds(
    _ destination: (Route.Destination) -> Route.Destination,
    _ peer: (SecurityGroupRule.Peer) -> SecurityGroupRule.Peer
  ) {
    for (reference, table) in Array(routeTables.resources) {
      var mapped = table
      for index in mapped.routes.indices {
        mapped.routes[index].destination = destination(mapped.routes[index].destination)
      }
      routeTables.define(mapped, at: reference)
    }
    for (reference, group) in Array(securityGroups.resources) {
      var mapped = group
      for index in mapped.inbound.indices {
        mapped.inbound[index].peer = peer(mapped.inbound[index].peer)
      }
      for index in mapped.outbound.indices {
        mapped.outbound[index].peer = peer(mapped.outbound[index].peer)
      }
      securityGroups.define(mapped, at: reference)
    }
  }
}
