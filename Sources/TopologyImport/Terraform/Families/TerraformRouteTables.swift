import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func buildRouteTables() {
    let inline = resources("aws_route_table", "aws_default_route_table", "data.aws_route_table")
    for index in inline { buildRouteTable(index) }
    for resource in design.formerResources where resource.type == "aws_route" { forget(resource) }
    for index in resources("aws_route") { addRoute(index) }
    for index in resources("aws_vpc_endpoint") { addEndpointRoutes(index) }
    buildAssociations(inline)
    propagate(inline)
    for table in tables.finished() {
      topology.routeTables.define(table, at: topology.routeTables.mention(table.id))
    }
  }

  private mutating func buildRouteTable(_ index: Int) {
    let id = resource(index).address
    var table = RouteTable(id: id, vpc: vpcOfTable(index))
    table.name = nameTag(index)
    table.location = location(index)
    tables.define(table)
    for name in ["route", "routes"] {
      for block in blocks(name, of: index) { addRoute(block, name, of: index, to: id) }
    }
  }

  /// A default table names its VPC by the table that it takes over.
  private mutating func vpcOfTable(_ index: Int) -> Reference<VPC> {
    let id = resource(index).address
    if let main = tables.mainOfVPC.first(where: { $0.value == id }) { return main.key }
    return vpc(of: index)
  }

  private mutating func addRoute(
    _ block: TerraformBlock, _ name: String, of index: Int, to table: String
  ) {
    guard let destination = destination(block, of: index, in: name) else { return }
    tables.add(
      route(to: destination, block, of: index, in: (name, block), at: block.values), to: table)
  }

  /// Adds a route that is a resource of its own.
  private mutating func addRoute(_ index: Int) {
    let attributes = resource(index).attributes
    guard let destination = destination(attributes, of: index, in: nil) else { return }
    let place = TerraformLinker.Place(resource: index)
    switch linker.link("route_table_id", [.routeTable], at: place) {
    case .none: reportUnknown("route_table_id", of: index)
    case .one(let table):
      warnOfInlineRoutes(in: table, besides: index)
      let route = route(to: destination, attributes, of: index, in: nil, at: values(index))
      tables.add(route, to: table)
    case .unclear(let candidates):
      reportUnclear("route_table_id", candidates, of: index)
      var route = Route(to: destination, via: undeterminedTarget("route_table_id", of: index))
      route.location = location(index)
      for table in candidates where !hasRoute(to: destination, in: table) {
        tables.add(route, to: table)
      }
    }
  }

  func hasRoute(to destination: Route.Destination, in table: String) -> Bool {
    tables[table]?.routes.contains { $0.destination == destination } == true
  }

  private mutating func undeterminedTarget(_ key: String, of index: Int) -> RouteTarget {
    .unmodelled(topology.unmodelled.mention(placeholder(key, of: index)))
  }

  /// Takes away what a table still repeats of a route that goes or changes.
  private mutating func forget(_ resource: TerraformResource) {
    guard let id = linker.known("route_table_id", of: resource.attributes) else { return }
    let values = resource.attributes.values
    let block =
      reader.block("destination_cidr_block", of: values)
      ?? reader.block("destination_ipv6_cidr_block", of: values)
    if let block { tables.removeRoute(to: .block(block), from: linker.identity(ofID: id)) }
  }

  private mutating func warnOfInlineRoutes(in table: String, besides index: Int) {
    guard let owner = design.resource(at: table), hasExpression("route", of: owner) else { return }
    warnOfConflict(owner, "route blocks", index)
  }
}

// MARK: Destinations and targets

extension TerraformBuilder {
  private mutating func destination(
    _ block: TerraformBlock, of index: Int, in name: String?
  ) -> Route.Destination? {
    let keys: [(StaticString, String)] =
      name == nil
      ? [
        ("destination_cidr_block", "destination_cidr_block"),
        ("destination_ipv6_cidr_block", "destination_ipv6_cidr_block"),
      ] : [("cidr_block", "cidr_block"), ("ipv6_cidr_block", "ipv6_cidr_block")]
    for (key, _) in keys {
      if let destination = cidr(key, of: block) { return .block(destination) }
    }
    let inner = name.map { ($0, block) }
    if let list = named("destination_prefix_list_id", .prefixList, of: index, in: inner) {
      return .prefixList(topology.prefixLists.mention(list))
    }
    for (_, key) in keys where linker.isUnknown(key, of: block) {
      reportUnknown(key, of: index)
      return .prefixList(topology.prefixLists.mention(placeholder(key, of: index)))
    }
    return nil
  }

  private mutating func route(
    to destination: Route.Destination, _ block: TerraformBlock, of index: Int,
    in inner: (name: String, block: TerraformBlock)?, at node: JSONNode
  ) -> Route {
    let id = targetID(of: index, in: inner)
    var route = Route(to: destination, via: id.map { target($0) } ?? .missing)
    route.isBlackhole =
      reader.id("state", of: block.values) == "blackhole"
      || id.map { design.destroyedIDs.contains($0) } == true
    if route.target == .local { route.origin = .createRouteTable }
    route.location = reader.location(of: node)
    return route
  }

  /// Attributes that name a target, an instance after its interface, which a state has both of.
  private static let targets: [(key: String, kinds: [ResourceKind])] = [
    ("gateway_id", [.internetGateway, .vpnGateway, .vpcEndpoint]),
    ("nat_gateway_id", [.natGateway]), ("transit_gateway_id", [.transitGateway]),
    ("vpc_peering_connection_id", [.vpcPeeringConnection]),
    ("egress_only_gateway_id", [.egressOnlyInternetGateway]),
    ("vpc_endpoint_id", [.vpcEndpoint]), ("carrier_gateway_id", [.carrierGateway]),
    ("local_gateway_id", [.localGateway]), ("core_network_arn", [.coreNetwork]),
    ("network_interface_id", [.networkInterface]), ("instance_id", [.instance]),
  ]

  private mutating func targetID(
    of index: Int, in inner: (name: String, block: TerraformBlock)?
  ) -> String? {
    for (key, kinds) in Self.targets {
      let place = TerraformLinker.Place(resource: index, inner: inner)
      switch linker.link(key, kinds, at: place) {
      case .none: continue
      case .one(let id): return id
      case .unclear(let candidates):
        reportUnclear(key, candidates, of: index, in: inner?.name)
        return placeholder(key, of: index)
      }
    }
    return nil
  }

  private mutating func target(_ id: String) -> RouteTarget {
    if id == "local" { return .local }
    switch linker.kind(of: id) {
    case .internetGateway: return .internetGateway(topology.internetGateways.mention(id))
    case .vpnGateway: return .vpnGateway(topology.vpnGateways.mention(id))
    case .natGateway: return .natGateway(topology.natGateways.mention(id))
    case .vpcPeeringConnection:
      return .vpcPeeringConnection(topology.vpcPeeringConnections.mention(id))
    case .egressOnlyInternetGateway:
      return .egressOnlyInternetGateway(topology.egressOnlyInternetGateways.mention(id))
    case .networkInterface: return .networkInterface(topology.networkInterfaces.mention(id))
    case .instance: return .instance(topology.instances.mention(id))
    default: return .unmodelled(topology.unmodelled.mention(id))
    }
  }

  /// A gateway endpoint puts a route to its service into tables, which no route resource shows.
  private mutating func addEndpointRoutes(_ index: Int) {
    let type = reader.id("vpc_endpoint_type", of: values(index)) ?? "Gateway"
    guard type == "Gateway", let service = reader.id("service_name", of: values(index)) else {
      return
    }
    let endpoint = resource(index).address
    var ids = allNamed("route_table_ids", .routeTable, of: index).ids
    for association in resources("aws_vpc_endpoint_route_table_association")
    where named("vpc_endpoint_id", .vpcEndpoint, of: association) == endpoint {
      ids += named("route_table_id", .routeTable, of: association).map { [$0] } ?? []
    }
    let list = prefixList(ofService: service, index)
    for id in ids {
      var route = Route(
        to: .prefixList(list), via: .unmodelled(topology.unmodelled.mention(endpoint)))
      route.location = location(index)
      tables.add(route, to: id)
    }
  }
}
