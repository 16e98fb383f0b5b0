import Addressing

extension NativeWriter {
  /// The VPC's tables, but for a main table that AWS implies.
  func routeTables(of vpc: Reference<VPC>) -> [(key: String, value: NativeValue)] {
    members.routeTables[vpc, default: []].compactMap { slot in
      guard let table = topology.routeTables[slot] else { return nil }
      let key = keys.routeTables[slot]
      return routeTable(table, key).map { (key: key, value: $0) }
    }
  }

  private func routeTable(_ table: RouteTable, _ key: String) -> NativeValue? {
    var written = start(.routeTable, key: key, id: table.id, name: table.name)
    written.set(.main, table.isMain, unless: key == "main")
    let propagated = propagation(of: table)
    written.set(.propagate, list: propagated.gateways.map { .text(keys.vpnGateways[$0]) })
    let routes = table.routes.filter { !isImplied($0, in: table.vpc) && !propagated.covers($0) }
    setRoutes(&written, routes, without: propagated.withheld)
    setGateways(&written, of: table)
    let isPlain =
      isComplete(table.vpc) && routes.isEmpty && written[.propagate] == nil
      && written[.gateway] == nil && written[.accepted] == nil && table.isMain
      && table.name == "main"
    return isPlain && table.id == "\(topology.vpcs.id(of: table.vpc))/main" ? nil : written.value
  }

  /// A `local` route of one of the VPC's blocks, as every table has them.
  private func isImplied(_ route: Route, in vpc: Reference<VPC>) -> Bool {
    guard route.target == .local, route.origin == .createRouteTable, !route.isBlackhole,
      case .block(let block) = route.destination
    else { return false }
    return topology.vpcs[vpc]?.usableBlocks.contains(block) == true
  }

  private func setGateways(_ written: inout NativeMembers, of table: RouteTable) {
    let gateways = table.associations.filter { $0.isAssociated }.compactMap {
      association -> NativeValue? in
      switch association.subject {
      case .internetGateway(let slot): .text(keys.internetGateways[slot])
      case .vpnGateway(let slot): .text(keys.vpnGateways[slot])
      default: nil
      }
    }
    if gateways.count == 1 {
      written[.gateway] = gateways[0]
    } else {
      written.set(.gateway, list: gateways)
    }
  }

  /// One route a destination as it is, several as a list, and none as an empty one.
  private func setRoutes(
    _ written: inout NativeMembers, _ routes: [Route], without withheld: [CIDRBlock]
  ) {
    var order: [String] = []
    var values: [String: [Route]] = [:]
    for route in routes {
      let destination = destination(of: route)
      if values[destination] == nil { order.append(destination) }
      values[destination, default: []].append(route)
    }
    order += withheld.map { $0.description }.filter { values[$0] == nil }
    guard !order.isEmpty else { return }
    written[.routes] = .object(
      order.map { destination in
        let routes = values[destination] ?? []
        return (
          key: destination,
          value: routes.count == 1 ? short(routes[0]) : .list(routes.map { long($0) })
        )
      })
  }

  private func destination(of route: Route) -> String {
    switch route.destination {
    case .block(let block): block.description
    case .prefixList(let list): "pl:\(keys.prefixLists[list])"
    }
  }

  private func short(_ route: Route) -> NativeValue {
    let word = word(for: route.target)
    let usual: Route.Origin = route.target == .local ? .createRouteTable : .createRoute
    let isPlain = route.origin == usual && (!route.isBlackhole || route.target == .missing)
    return isPlain ? .text(word) : long(route)
  }

  private func long(_ route: Route) -> NativeValue {
    var written = NativeMembers(.route)
    written.set(.target, word(for: route.target))
    written.set(
      .blackhole, route.isBlackhole || route.target == .missing, unless: route.target == .missing)
    let origin =
      switch route.origin {
      case .createRouteTable: "created"
      case .createRoute: "static"
      case .propagated: "propagated"
      case .advertised: "advertised"
      }
    written.set(.origin, origin, unless: route.target == .local ? "created" : "static")
    return written.value
  }

  private func word(for target: RouteTarget) -> String {
    switch target {
    case .local: "local"
    case .missing: "blackhole"
    case .internetGateway(let slot):
      keys.target(keys.internetGateways[slot], id: topology.internetGateways.id(of: slot))
    case .egressOnlyInternetGateway(let slot):
      keys.target(
        keys.egressOnlyInternetGateways[slot],
        id: topology.egressOnlyInternetGateways.id(of: slot))
    case .natGateway(let slot):
      keys.target(keys.natGateways[slot], id: topology.natGateways.id(of: slot))
    case .networkInterface(let slot):
      keys.target(keys.interfaces[slot], id: topology.networkInterfaces.id(of: slot))
    case .instance(let slot):
      keys.target(keys.instances[slot], id: topology.instances.id(of: slot))
    case .vpcPeeringConnection(let slot):
      keys.target(keys.peerings[slot], id: topology.vpcPeeringConnections.id(of: slot))
    case .vpnGateway(let slot):
      keys.target(keys.vpnGateways[slot], id: topology.vpnGateways.id(of: slot))
    case .unmodelled(let slot): topology.unmodelled.id(of: slot)
    }
  }
}

// MARK: Propagation (R-ROUTE-12)

extension NativeWriter {
  /// The gateways to write under `propagate`, and the routes that follow from it.
  private struct Propagation {
    var gateways: [Reference<VPNGateway>] = []
    var implied: Set<Reference<VPNGateway>> = []
    /// Blocks behind a gateway that the table has no route to all the same.
    var withheld: [CIDRBlock] = []

    func covers(_ route: Route) -> Bool {
      guard route.origin == .propagated, case .vpnGateway(let gateway) = route.target else {
        return false
      }
      return implied.contains(gateway)
    }
  }

  private func propagation(of table: RouteTable) -> Propagation {
    var propagation = Propagation()
    for gateway in table.propagatingGateways where topology.vpnGateways[gateway] != nil {
      let listed = table.routes.filter {
        $0.origin == .propagated && $0.target == .vpnGateway(gateway)
      }
      let blocks = blocks(behind: gateway)
      let isAsTold =
        listed.count == blocks.count && !listed.contains { $0.isBlackhole }
        && listed.allSatisfy { blocks.map { .block($0) }.contains($0.destination) }
      let canWithhold = !blocks.contains { block in
        table.routes.contains { $0.destination == .block(block) }
      }
      guard isAsTold || !listed.isEmpty || canWithhold else { continue }
      propagation.gateways.append(gateway)
      if listed.isEmpty { propagation.withheld += blocks }
      if isAsTold { propagation.implied.insert(gateway) }
    }
    return propagation
  }

  private func blocks(behind gateway: Reference<VPNGateway>) -> [CIDRBlock] {
    var blocks: [CIDRBlock] = []
    for (_, connection) in topology.vpnConnections.resources
    where connection.vpnGateway == gateway && connection.isAvailable {
      for route in connection.staticRoutes where route.isAvailable {
        if !blocks.contains(route.block) { blocks.append(route.block) }
      }
    }
    return blocks
  }
}
