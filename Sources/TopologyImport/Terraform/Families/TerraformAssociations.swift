import Addressing
import SourceText
import TopologyModel

extension TerraformBuilder {
  mutating func buildAssociations(_ inline: [Int]) {
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
        defineIfOutside(table, in: vpc, at: index)
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
      if let vpc = topology.subnets[subnet]?.vpc { defineIfOutside(table, in: vpc, at: index) }
      tables.associate(
        RouteTable.Association(.subnet(subnet), location: location(index)), with: table)
    }
  }

  /// Lets a table that the file does not hold, or that can't be told, leave open where packets go.
  private mutating func defineIfOutside(_ id: String, in vpc: Reference<VPC>, at index: Int) {
    guard tables[id] == nil else { return }
    tables.defineUndetermined(
      id, in: vpc, via: .unmodelled(topology.unmodelled.mention(id)), at: location(index))
  }

  /// Propagated routes lead to what is behind static connections (R-ROUTE-12).
  mutating func propagate(_ inline: [Int]) {
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
