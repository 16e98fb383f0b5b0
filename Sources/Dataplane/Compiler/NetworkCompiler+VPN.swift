import Addressing
import TopologyModel

extension NetworkCompiler {
  /// Compiles VPN connections and the prefixes that each virtual private gateway knows (R-VGW-1).
  mutating func compileVPNConnections() {
    var known: [Reference<VPNGateway>: [CIDRBlock: KnownPrefix]] = [:]
    for (reference, connection) in topology.vpnConnections.resources {
      guard let gateway = connection.vpnGateway else { continue }
      vpnConnections[reference] = VPNConnectionRecord(
        vpnGateway: gateway.index,
        isUp: connection.isAvailable
          && (connection.tunnels.isEmpty || connection.tunnels.contains { $0.isUp }),
        isDynamic: !connection.usesStaticRoutes)
      for (index, route) in connection.staticRoutes.enumerated() where route.isAvailable {
        prefer(
          KnownPrefix(connection: reference, source: .vpnStaticRoute(reference, index: index)),
          for: route.block, in: &known[gateway, default: [:]])
      }
    }
    for (gateway, connections) in dynamicConnections() {
      // What BGP told a gateway shows in the route tables that it propagates to.
      for (block, source) in propagatedBlocks(from: gateway) where known[gateway]?[block] == nil {
        for connection in connections {
          prefer(
            KnownPrefix(connection: connection, source: source), for: block,
            in: &known[gateway, default: [:]])
        }
      }
    }
    for (reference, _) in topology.vpnGateways.resources {
      vpnGateways[reference].prefixes = add(known[reference] ?? [:])
      let connections = vpnConnections.filter { $0.vpnGateway == reference.index }
      vpnGateways[reference].hasConnections = !connections.isEmpty
      vpnGateways[reference].mayKnowMorePrefixes =
        connections.isEmpty || connections.contains { $0.isDynamic }
    }
  }

  /// A connection behind which a gateway knows a prefix, and what tells of it.
  private struct KnownPrefix {
    let connection: Reference<VPNConnection>
    let source: Evidence
  }

  private mutating func add(_ known: [CIDRBlock: KnownPrefix]) -> PrefixForest.Table {
    var entries: [(block: CIDRBlock, value: UInt32)] = []
    for (block, prefix) in known {
      entries.append((block: block, value: UInt32(vpnRoutes.count)))
      vpnRoutes.append(prefix.connection.index)
      vpnRouteEvidence.append(prefix.source)
    }
    return prefixes.add(entries)
  }

  /// Prefers connections that are up, then the smaller id, so that the order of files means nothing.
  private func prefer(
    _ prefix: KnownPrefix, for block: CIDRBlock, in known: inout [CIDRBlock: KnownPrefix]
  ) {
    guard let standing = known[block]?.connection else {
      known[block] = prefix
      return
    }
    let connection = prefix.connection
    let (isUp, wasUp) = (vpnConnections[connection].isUp, vpnConnections[standing].isUp)
    let isSmaller =
      topology.vpnConnections.id(of: connection) < topology.vpnConnections.id(of: standing)
    if (isUp && !wasUp) || (isUp == wasUp && isSmaller) { known[block] = prefix }
  }

  private func dynamicConnections() -> [Reference<VPNGateway>: [Reference<VPNConnection>]] {
    var dynamic: [Reference<VPNGateway>: [Reference<VPNConnection>]] = [:]
    for (reference, connection) in topology.vpnConnections.resources
    where !connection.usesStaticRoutes {
      if let gateway = connection.vpnGateway { dynamic[gateway, default: []].append(reference) }
    }
    return dynamic
  }

  /// The blocks that a gateway propagates, each with a route that tells of it: the one in the table of the
  /// smallest id.
  private func propagatedBlocks(from gateway: Reference<VPNGateway>) -> [CIDRBlock: Evidence] {
    var blocks: [CIDRBlock: Evidence] = [:]
    let tables = topology.routeTables.resources.sorted { $0.resource.id < $1.resource.id }
    for (reference, table) in tables {
      for (index, route) in table.routes.enumerated()
      where route.origin == .propagated && route.target == .vpnGateway(gateway) {
        guard case .block(let block) = route.destination, blocks[block] == nil else { continue }
        blocks[block] = .route(reference, index: index, prefixListEntry: nil)
      }
    }
    return blocks
  }
}
