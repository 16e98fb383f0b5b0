import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  mutating func buildRouteTables() {
    for resource in resources("AWS::EC2::RouteTable") {
      let properties = reader.properties(of: resource)
      guard let vpc = reader.requiredID("VpcId", of: properties, .vpc) else { continue }
      var table = RouteTable(id: resource.id, vpc: topology.vpcs.mention(vpc))
      table.name = reader.nameTag(of: properties)
      table.location = location(of: resource)
      topology.routeTables.define(table, at: topology.routeTables.mention(resource.id))
    }
    associateSubnets()
    associateGateways()
    for resource in resources("AWS::EC2::Route") { addRoute(resource) }
    for resource in resources("AWS::EC2::VPCEndpoint") { addRoutes(toEndpoint: resource) }
    for resource in resources("AWS::EC2::VPNGatewayRoutePropagation") { propagate(resource) }
  }

  private mutating func associateSubnets() {
    var first: [String: TemplateResource] = [:]
    for resource in resources("AWS::EC2::SubnetRouteTableAssociation") {
      let properties = reader.properties(of: resource)
      guard let subnet = reader.requiredID("SubnetId", of: properties, .subnet),
        let table = reader.requiredID("RouteTableId", of: properties, .routeTable)
      else { continue }
      reportSecond(resource, of: subnet, &first)
      let owner = topology.vpcs.mention(vpc(ofSubnet: subnet))
      let association = RouteTable.Association(
        .subnet(topology.subnets.mention(subnet)), location: location(of: resource))
      change(table, ownedBy: owner) { $0.associations.append(association) }
    }
  }

  private mutating func associateGateways() {
    for resource in resources("AWS::EC2::GatewayRouteTableAssociation") {
      let properties = reader.properties(of: resource)
      guard let table = reader.requiredID("RouteTableId", of: properties, .routeTable),
        let gateway = reader.requiredID("GatewayId", of: properties, .internetGateway, .vpnGateway)
      else { continue }
      let subject: RouteTable.Association.Subject =
        topology.vpnGateways.reference(to: gateway).map { .vpnGateway($0) }
        ?? .internetGateway(topology.internetGateways.mention(gateway))
      let association = RouteTable.Association(subject, location: location(of: resource))
      change(table, ownedBy: nil) { $0.associations.append(association) }
    }
  }

  /// Changes a table; one outside of the template, of which no route is known, is made where its
  /// VPC is known.
  private mutating func change(
    _ id: String, ownedBy vpc: Reference<VPC>?, _ body: (inout RouteTable) -> Void
  ) {
    let slot = topology.routeTables.mention(id)
    guard var table = topology.routeTables[slot] ?? vpc.map({ unknownTable(id, $0) }) else {
      return
    }
    body(&table)
    topology.routeTables.define(table, at: slot)
  }

  /// A table whose routes nobody knows: one to an unknown list of blocks.
  private mutating func unknownTable(_ id: String, _ vpc: Reference<VPC>) -> RouteTable {
    var table = RouteTable(id: id, vpc: vpc)
    let list = topology.prefixLists.mention("the routes of \(id)")
    table.routes = [
      Route(to: .prefixList(list), via: .unmodelled(topology.unmodelled.mention(id)))
    ]
    return table
  }

  private mutating func addRoute(_ resource: TemplateResource) {
    let properties = reader.properties(of: resource)
    guard let id = reader.requiredID("RouteTableId", of: properties, .routeTable),
      let destination = destination(of: properties)
    else { return }
    var route = Route(to: destination, via: target(of: properties))
    route.location = location(of: resource)
    change(id, ownedBy: nil) { $0.routes.append(route) }
  }

  private mutating func destination(of properties: TemplateObject) -> Route.Destination? {
    for key in ["DestinationCidrBlock", "DestinationIpv6CidrBlock"] where properties[key] != nil {
      switch reader.block(key, of: properties) {
      case .known(let block): return .block(block)
      case .unknown(let unknown):
        if let value = properties[key] { reader.note(unknown, at: value.node) }
        return .prefixList(topology.prefixLists.mention(unknown.title))
      case .absent, .broken: return nil
      }
    }
    guard properties["DestinationPrefixListId"] != nil else {
      reader.missing("DestinationCidrBlock", of: properties)
      return nil
    }
    return reader.id("DestinationPrefixListId", of: properties, .prefixList)
      .map { .prefixList(prefixList($0)) }
  }

  /// A gateway endpoint is a route to its service in each of its tables.
  private mutating func addRoutes(toEndpoint resource: TemplateResource) {
    let properties = reader.properties(of: resource)
    let type = reader.text("VpcEndpointType", of: properties)
    guard (type.value ?? "Gateway") == "Gateway" else { return }
    let service = reader.text("ServiceName", of: properties).value ?? "\(resource.id)/service"
    var route = Route(
      to: .prefixList(prefixList(ofService: service)),
      via: .unmodelled(topology.unmodelled.mention(resource.id)))
    route.location = location(of: resource)
    for table in reader.ids("RouteTableIds", of: properties, .routeTable) {
      change(table, ownedBy: nil) { $0.routes.append(route) }
    }
  }

  /// A table gets a route for each block behind the gateway (R-ROUTE-12).
  private mutating func propagate(_ resource: TemplateResource) {
    let properties = reader.properties(of: resource)
    guard let id = reader.requiredID("VpnGatewayId", of: properties, .vpnGateway) else { return }
    let gateway = topology.vpnGateways.mention(id)
    let routes = blocks(behind: gateway).map { block in
      var route = Route(to: .block(block), via: .vpnGateway(gateway))
      route.origin = .propagated
      route.location = location(of: resource)
      return route
    }
    for table in reader.ids("RouteTableIds", of: properties, .routeTable) {
      change(table, ownedBy: nil) {
        $0.propagatingGateways.append(gateway)
        $0.routes += routes
      }
    }
  }

  /// The blocks of the gateway's static connections, each once.
  private func blocks(behind gateway: Reference<VPNGateway>) -> [CIDRBlock] {
    var blocks: [CIDRBlock] = []
    for (_, connection) in topology.vpnConnections.resources
    where connection.vpnGateway == gateway {
      for route in connection.staticRoutes where !blocks.contains(route.block) {
        blocks.append(route.block)
      }
    }
    return blocks
  }
}

// MARK: Targets (R-ROUTE-8)

extension TemplateBuilder {
  private mutating func target(of properties: TemplateObject) -> RouteTarget {
    if properties["GatewayId"] != nil { return gatewayTarget(properties) }
    if let id = reader.id("NatGatewayId", of: properties, .natGateway) {
      return .natGateway(topology.natGateways.mention(id))
    }
    if let id = reader.id("NetworkInterfaceId", of: properties, .networkInterface) {
      return .networkInterface(topology.networkInterfaces.mention(id))
    }
    if let id = reader.id("InstanceId", of: properties, .instance) {
      return .instance(topology.instances.mention(id))
    }
    if let id = reader.id("VpcPeeringConnectionId", of: properties, .vpcPeeringConnection) {
      return .vpcPeeringConnection(topology.vpcPeeringConnections.mention(id))
    }
    if let id = reader.id(
      "EgressOnlyInternetGatewayId", of: properties, .egressOnlyInternetGateway)
    {
      return .egressOnlyInternetGateway(topology.egressOnlyInternetGateways.mention(id))
    }
    for key in TemplateBuilder.unmodelledTargets {
      if let id = reader.id(key, of: properties) {
        return .unmodelled(topology.unmodelled.mention(id))
      }
    }
    if !TemplateBuilder.targets.contains(where: { properties[$0] != nil }) {
      reader.fail(
        .fieldMissing, "this route has no target", at: properties.node,
        hint: "such as GatewayId or NatGatewayId")
    }
    return .missing
  }

  private static let unmodelledTargets = [
    "TransitGatewayId", "VpcEndpointId", "CarrierGatewayId", "LocalGatewayId", "CoreNetworkArn",
  ]

  private static let targets =
    unmodelledTargets + [
      "NatGatewayId", "NetworkInterfaceId", "InstanceId", "VpcPeeringConnectionId",
      "EgressOnlyInternetGatewayId",
    ]

  /// `GatewayId` holds gateways of several kinds, which only the id tells apart.
  private mutating func gatewayTarget(_ properties: TemplateObject) -> RouteTarget {
    guard let id = reader.id("GatewayId", of: properties, .internetGateway, .vpnGateway) else {
      return .missing
    }
    if id == "local" { return .local }
    if let reference = topology.internetGateways.reference(to: id) {
      return .internetGateway(reference)
    }
    if let reference = topology.vpnGateways.reference(to: id) { return .vpnGateway(reference) }
    return switch ResourceKind(ofID: id) {
    case .internetGateway: .internetGateway(topology.internetGateways.mention(id))
    case .vpnGateway: .vpnGateway(topology.vpnGateways.mention(id))
    default: .unmodelled(topology.unmodelled.mention(id))
    }
  }
}
