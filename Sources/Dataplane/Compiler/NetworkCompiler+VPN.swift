import Addressing
import TopologyModel

extension NetworkCompiler {
  /// Compiles VPN connections and the prefixes that each virtual private gateway knows (R-VGW-1).
  mutating func compileVPNConnections() {
    var known: [Reference<VPNGateway>: [CIDRBlock: Reference<VPNConnection>]] = [:]
    for (reference, connection) in topology.vpnConnections.resources {
      guard let gateway = connection.vpnGateway else { continue }
      vpnConnections[reference] = VPNConnectionRecord(
        vpnGateway: gateway.index,
        isUp: connection.isAvailable
          && (connection.tunnels.isEmpty || connection.tunnels.contains { $0.isUp }),
        isDynamic: !connection.usesStaticRoutes)
      for route in connection.staticRoutes where route.isAvailable {
        prefer(reference, for: route.block, in: &known[gateway, default: [:]])
      }
    }
    for (gateway, connections) in dynamicConnections() {
      // What BGP told a gateway shows in the route tables that it propagates to.
      for block in propagatedBlocks(from: gateway) where known[gateway]?[block] == nil {
        for connection in connections {
          prefer(connection, for: block, in: &known[gateway, default: [:]])
        }
      }
    }
    for (reference, _) in topology.vpnGateways.resources {
      let entries = (known[reference] ?? [:]).map {
        (block: $0.key, value: UInt32($0.value.index))
      }
      vpnGateways[reference].prefixes = prefixes.add(entries)
      let connections = vpnConnections.filter { $0.vpnGateway == reference.index }
      vpnGateways[reference].hasConnections = !connections.isEmpty
      vpnGateways[reference].mayKnowMorePrefixes =
        connections.isEmpty || connections.contains { $0.isDynamic }
    }
  }

  /// Prefers connections that are up, then the smaller id, so that the order of files means nothing.
  private func prefer(
    _ connection: Reference<VPNConnection>, for block: CIDRBlock,
    in known: inout [CIDRBlock: Reference<VPNConnection>]
  ) {
    guard let standing = known[block] else {
      known[block] = connection
      return
    }
    let (isUp, wasUp) = (vpnConnections[connection].isUp, vpnConnections[standing].isUp)
    let isSmaller =
      topology.vpnConnections.id(of: connection) < topology.vpnConnections.id(of: standing)
    if (isUp && !wasUp) || (isUp == wasUp && isSmaller) { known[block] = connection }
  }

  private func dynamicConnections() -> [Reference<VPNGateway>: [Reference<VPNConnection>]] {
    var dynamic: [Reference<VPNGateway>: [Reference<VPNConnection>]] = [:]
    for (reference, connection) in topology.vpnConnections.resources
    where !connection.usesStaticRoutes {
      if let gateway = connection.vpnGateway { dynamic[gateway, default: []].append(reference) }
    }
    return dynamic
  }

  private func propagatedBlocks(from gateway: Reference<VPNGateway>) -> Set<CIDRBlock> {
    var blocks: Set<CIDRBlock> = []
    for (_, table) in topology.routeTables.resources {
      for route in table.routes
      where route.origin == .propagated && route.target == .vpnGateway(gateway) {
        if case .block(let block) = route.destination { blocks.insert(block) }
      }
    }
    return blocks
  }
}
