import Addressing
import SourceText

extension NativeBuilder {
  mutating func buildRouteTables(of vpc: JSONNode, _ place: Place) {
    let associations = tableAssociations(of: vpc, place)
    let mainID = names.holder(of: .mainTable, in: place.scope)?.id
    for member in text.entries(.routeTables, of: vpc) {
      let id = id(of: member.value)
      var table = RouteTable(id: id, vpc: place.vpc)
      table.name = name(of: member, id: id)
      table.location = location(of: member.name)
      if id == mainID {
        table.associations.append(RouteTable.Association(.main, location: table.location))
      }
      table.associations += (associations[id] ?? []).map {
        RouteTable.Association(.subnet($0.subnet), location: $0.location)
      }
      table.associations += gatewayAssociations(of: member.value, place)
      fill(&table, from: member.value, place)
      topology.routeTables.define(table, at: topology.routeTables.mention(id))
    }
    if let mainID { defineImpliedTable(mainID, place, associations[mainID] ?? []) }
  }

  private typealias SubnetAssociation = (subnet: Reference<Subnet>, location: SourceLocation)

  /// The subnets that name a table, by its id.
  private func tableAssociations(
    of vpc: JSONNode, _ place: Place
  ) -> [String: [SubnetAssociation]] {
    var associations: [String: [SubnetAssociation]] = [:]
    for member in text.entries(.subnets, of: vpc) {
      guard let value = text.value(.routeTable, of: member.value),
        let table = entry(.routeTable, of: member.value, .routeTable, in: place.scope),
        let subnet = topology.subnets.reference(to: id(of: member.value))
      else { continue }
      associations[table.id, default: []].append((subnet, location(of: value)))
    }
    return associations
  }

  private mutating func defineImpliedTable(
    _ id: String, _ place: Place, _ subnets: [SubnetAssociation]
  ) {
    let slot = topology.routeTables.mention(id)
    guard topology.routeTables[slot] == nil else { return }
    var table = RouteTable(id: id, vpc: place.vpc)
    table.name = "main"
    table.associations =
      [RouteTable.Association(.main)]
      + subnets.map { RouteTable.Association(.subnet($0.subnet), location: $0.location) }
    topology.routeTables.define(table, at: slot)
  }

  private func gatewayAssociations(
    of node: JSONNode, _ place: Place
  ) -> [RouteTable.Association] {
    text.oneOrMore(.gateway, of: node).compactMap { value in
      gateway(text.string(value), place).map {
        RouteTable.Association($0, location: location(of: value))
      }
    }
  }

  private func gateway(_ name: String, _ place: Place) -> RouteTable.Association.Subject? {
    let reference = NativeReference(.internetGateway, .vpnGateway)
    guard let found = entry(named: name, reference, in: place.scope) else { return nil }
    return found.kind == .internetGateway
      ? topology.internetGateways.reference(to: found.id).map { .internetGateway($0) }
      : topology.vpnGateways.reference(to: found.id).map { .vpnGateway($0) }
  }

  private func fill(_ table: inout RouteTable, from node: JSONNode, _ place: Place) {
    var withheld: Set<CIDRBlock> = []
    for (destination, value) in text.entries(.routes, of: node) {
      guard let block = self.destination(destination, place) else { continue }
      let isList = text.tree.kind(of: value) == .array
      if isList, text.tree.count(of: value) == 0, case .block(let block) = block {
        withheld.insert(block)
      }
      for route in isList ? Array(text.tree.elements(of: value)) : [value] {
        if let route = self.route(to: block, route, destination, place) {
          table.routes.append(route)
        }
      }
    }
    for value in text.elements(.propagate, of: node) {
      let found = entry(named: text.string(value), NativeReference(.vpnGateway), in: place.scope)
      guard let found, let gateway = topology.vpnGateways.reference(to: found.id) else { continue }
      table.propagatingGateways.append(gateway)
      propagate(from: gateway, into: &table, without: withheld, at: location(of: value))
    }
  }

  private func destination(_ key: JSONNode, _ place: Place) -> Route.Destination? {
    let word = text.string(key)
    guard word.hasPrefix("pl:") else { return text.block(key).map { .block($0) } }
    let name = String(word.utf8.dropFirst(3)) ?? ""
    return entry(named: name, NativeReference(.prefixList), in: place.scope)
      .flatMap { topology.prefixLists.reference(to: $0.id) }.map { .prefixList($0) }
  }

  private func route(
    to destination: Route.Destination, _ value: JSONNode, _ key: JSONNode, _ place: Place
  ) -> Route? {
    guard let word = text.tree.string(of: value) ?? text.text(.target, of: value),
      let target = target(word, place)
    else { return nil }
    var route = Route(to: destination, via: target)
    route.origin = origin(text.text(.origin, of: value), target)
    route.isBlackhole = word == "blackhole" || text.flag(.blackhole, of: value) ?? false
    route.location = location(of: key)
    return route
  }

  private func origin(_ word: String?, _ target: RouteTarget) -> Route.Origin {
    switch word {
    case "created": .createRouteTable
    case "propagated": .propagated
    case "advertised": .advertised
    case nil where target == .local: .createRouteTable
    default: .createRoute
    }
  }

  private func target(_ word: String, _ place: Place) -> RouteTarget? {
    if word == "local" { return .local }
    if word == "blackhole" { return .missing }
    guard let found = entry(named: word, .routeTarget, in: place.scope) else { return nil }
    let id = found.id
    return switch found.kind {
    case .internetGateway:
      topology.internetGateways.reference(to: id).map { .internetGateway($0) }
    case .egressOnlyInternetGateway:
      topology.egressOnlyInternetGateways.reference(to: id).map { .egressOnlyInternetGateway($0) }
    case .natGateway: topology.natGateways.reference(to: id).map { .natGateway($0) }
    case .networkInterface:
      topology.networkInterfaces.reference(to: id).map { .networkInterface($0) }
    case .instance: topology.instances.reference(to: id).map { .instance($0) }
    case .vpcPeeringConnection:
      topology.vpcPeeringConnections.reference(to: id).map { .vpcPeeringConnection($0) }
    case .vpnGateway: topology.vpnGateways.reference(to: id).map { .vpnGateway($0) }
    default: topology.unmodelled.reference(to: id).map { .unmodelled($0) }
    }
  }

  /// Adds a route for each block behind the gateway, unless the file lists the gateway's routes
  /// (R-ROUTE-12).
  private func propagate(
    from gateway: Reference<VPNGateway>, into table: inout RouteTable,
    without withheld: Set<CIDRBlock>, at location: SourceLocation
  ) {
    let isListed = table.routes.contains {
      $0.origin == .propagated && $0.target == .vpnGateway(gateway)
    }
    guard !isListed else { return }
    for block in blocksBehind[gateway] ?? [] where !withheld.contains(block) {
      var route = Route(to: .block(block), via: .vpnGateway(gateway))
      route.origin = .propagated
      route.location = location
      table.routes.append(route)
    }
  }
}
