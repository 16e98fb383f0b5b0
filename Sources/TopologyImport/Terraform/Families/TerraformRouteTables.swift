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

  private func hasRoute(to destination: Route.Destination, in table: String) -> Bool {
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

// MARK: Associations

extension TerraformBuilder {
  private mutating func buildAssociations(_ inline: [Int]) {
    for index in inline {
      for block in blocks("associations", of: index) {
        guard let id = reader.id("subnet_id", of: block.values) else { continue }
        let subnet = topology.subnets.mention(linker.identity(ofID: id))
        tables.associate(
          RouteTable.Association(.subnet(subnet), location: reader.location(of: block.values)),
          with: resource(index).address)
      }
    }
    for index in resources("aws_route_table_association") { associate(index) }
    for index in resources("aws_vpc", "aws_default_vpc") { moveMain(index) }
    for index in resources("aws_main_route_table_association") {
      let vpc = vpc(of: index)
      if let table = named("route_table_id", .routeTable, of: index) {
        tables.mainOfVPC[vpc] = table
        if table == placeholder("route_table_id", of: index) {
          defineUndetermined("route_table_id", of: index, in: vpc)
        }
      }
    }
  }

  /// A state may tell that another than the first table is main.
  private mutating func moveMain(_ index: Int) {
    guard let id = linker.known("main_route_table_id", of: resource(index).attributes) else {
      return
    }
    let table = linker.identity(ofID: id)
    if tables[table] != nil {
      tables.mainOfVPC[topology.vpcs.mention(resource(index).address)] = table
    }
  }

  private mutating func associate(_ index: Int) {
    let table = named("route_table_id", .routeTable, of: index)
    guard let table else { return reportUnknown("route_table_id", of: index) }
    if let gateway = named("gateway_id", .internetGateway, .vpnGateway, of: index) {
      let subject: RouteTable.Association.Subject =
        linker.kind(of: gateway) == .vpnGateway
        ? .vpnGateway(topology.vpnGateways.mention(gateway))
        : .internetGateway(topology.internetGateways.mention(gateway))
      return tables.associate(
        RouteTable.Association(subject, location: location(index)), with: table)
    }
    associateSubnets(of: index, with: table)
  }

  private mutating func associateSubnets(of index: Int, with table: String) {
    let place = TerraformLinker.Place(resource: index)
    var (subnets, table) = ([String](), table)
    switch linker.link("subnet_id", [.subnet], at: place) {
    case .none: return reportUnknown("subnet_id", of: index)
    case .one(let id): subnets = [id]
    case .unclear(let candidates):
      reportUnclear("subnet_id", candidates, of: index)
      subnets = candidates
      table = placeholder("subnet_id", of: index)
    }
    for id in subnets {
      let subnet = topology.subnets.mention(id)
      if tables[table] == nil, table.utf8.starts(with: resource(index).address.utf8) {
        let key = table == placeholder("subnet_id", of: index) ? "subnet_id" : "route_table_id"
        let vpc =
          topology.subnets[subnet]?.vpc ?? topology.vpcs.mention(placeholder(key, of: index))
        defineUndetermined(key, of: index, in: vpc)
      }
      tables.associate(
        RouteTable.Association(.subnet(subnet), location: location(index)), with: table)
    }
  }

  private mutating func defineUndetermined(
    _ key: String, of index: Int, in vpc: Reference<VPC>
  ) {
    tables.defineUndetermined(
      placeholder(key, of: index), in: vpc, via: undeterminedTarget(key, of: index),
      at: location(index))
  }

  /// Propagated routes lead to what is behind static connections (R-ROUTE-12).
  private mutating func propagate(_ inline: [Int]) {
    for index in inline {
      for id in allNamed("propagating_vgws", .vpnGateway, of: index).ids {
        propagate(from: id, into: resource(index).address, at: location(index))
      }
    }
    for index in resources("aws_vpn_gateway_route_propagation") {
      guard let gateway = named("vpn_gateway_id", .vpnGateway, of: index),
        let table = named("route_table_id", .routeTable, of: index)
      else { continue }
      propagate(from: gateway, into: table, at: location(index))
    }
  }

  private mutating func propagate(
    from id: String, into table: String, at location: SourceLocation
  ) {
    let gateway = topology.vpnGateways.mention(id)
    tables.propagate(from: gateway, into: table)
    for (_, connection) in topology.vpnConnections.resources
    where connection.vpnGateway == gateway {
      for behind in connection.staticRoutes
      where !hasRoute(to: .block(behind.block), in: table) {
        var route = Route(to: .block(behind.block), via: .vpnGateway(gateway))
        route.origin = .propagated
        route.location = location
        tables.add(route, to: table)
      }
    }
  }
}

// MARK: Conflicts

extension TerraformBuilder {
  /// Whether the source itself gives an attribute; a state has no source to tell.
  func hasExpression(_ key: String, of index: Int) -> Bool {
    design.source(of: resource(index)).flatMap { design.tree.member("expressions", of: $0) }
      .flatMap { design.tree.member(named: key, of: $0) } != nil
  }

  mutating func warnOfConflict(_ owner: Int, _ inline: String, _ separate: Int) {
    reader.warn(
      .rulesConflict,
      "\(resource(owner).address) has \(inline) and \(resource(separate).address) besides: "
        + "each apply removes what the other made",
      at: resource(separate).node, hint: "give all of them in one of the two ways")
  }
}
