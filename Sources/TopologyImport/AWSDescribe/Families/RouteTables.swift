import Addressing
import SourceText
import TopologyModel

extension AWSDescribeImporter {
  mutating func readRouteTable(_ node: JSONNode) {
    let vpc = vpc(of: node)
    guard
      let (id, slot) = reader.admit(node, "RouteTableId", .routeTable, into: &topology.routeTables)
    else { return }
    var table = RouteTable(id: id, vpc: vpc)
    table.name = reader.nameTag(of: node)
    for association in reader.objects("Associations", of: node) {
      if let association = readAssociation(association) { table.associations.append(association) }
    }
    for gateway in reader.objects("PropagatingVgws", of: node) {
      guard let id = reader.requiredID("GatewayId", of: gateway) else { continue }
      table.propagatingGateways.append(topology.vpnGateways.mention(id))
    }
    for route in reader.objects("Routes", of: node) {
      if let route = readRoute(route) { table.routes.append(route) }
    }
    table.location = reader.location(of: node)
    topology.routeTables.define(table, at: slot)
  }

  private mutating func readAssociation(_ node: JSONNode) -> RouteTable.Association? {
    guard let subject = associationSubject(node) else { return nil }
    let state = reader.object("AssociationState", of: node)
    let word = state.flatMap { reader.text("State", of: $0) }
    return RouteTable.Association(
      subject, isAssociated: word == nil || word == "associated",
      location: reader.location(of: node))
  }

  private mutating func associationSubject(
    _ node: JSONNode
  ) -> RouteTable.Association.Subject? {
    if let id = reader.id("SubnetId", of: node) { return .subnet(topology.subnets.mention(id)) }
    if let id = reader.id("GatewayId", of: node) {
      switch ResourceKind(ofID: id) {
      case .internetGateway: return .internetGateway(topology.internetGateways.mention(id))
      case .vpnGateway: return .vpnGateway(topology.vpnGateways.mention(id))
      default:
        reader.warn(.unknownValue, "a route table can't be associated with \(id)", at: node)
        return nil
      }
    }
    if reader.flag("Main", of: node) == true { return .main }
    reader.warn(.fieldMissing, "this association names neither subnet nor gateway", at: node)
    return nil
  }

  private mutating func readRoute(_ node: JSONNode) -> Route? {
    let destination = routeDestination(node)
    let target = routeTarget(node)
    let origin = reader.choice("Origin", of: node, Self.routeOrigin)
    let isBlackhole = reader.choice("State", of: node, Self.isBlackhole)
    guard let destination else { return nil }
    var route = Route(to: destination, via: target)
    route.origin = origin ?? .createRoute
    route.isBlackhole = isBlackhole ?? false
    route.location = reader.location(of: node)
    return route
  }

  private mutating func routeDestination(_ node: JSONNode) -> Route.Destination? {
    if let id = reader.id("DestinationPrefixListId", of: node) {
      return .prefixList(topology.prefixLists.mention(id))
    }
    if reader.has("DestinationIpv6CidrBlock", of: node) {
      return reader.block("DestinationIpv6CidrBlock", of: node).map { .block($0) }
    }
    return reader.requiredBlock("DestinationCidrBlock", of: node).map { .block($0) }
  }

  private static func routeOrigin(_ word: String) -> Route.Origin? {
    switch word {
    case "CreateRouteTable": .createRouteTable
    case "CreateRoute": .createRoute
    case "EnableVgwRoutePropagation": .propagated
    case "Advertisement": .advertised
    default: nil
    }
  }

  private static func isBlackhole(_ word: String) -> Bool? {
    switch word {
    case "active": false
    case "blackhole", "filtered": true
    default: nil
    }
  }
}

// MARK: Targets (R-ROUTE-8)

extension AWSDescribeImporter {
  private mutating func routeTarget(_ node: JSONNode) -> RouteTarget {
    if let id = reader.id("GatewayId", of: node) { return gatewayTarget(id) }
    if let id = reader.id("NatGatewayId", of: node) {
      return .natGateway(topology.natGateways.mention(id))
    }
    if let id = reader.id("NetworkInterfaceId", of: node) {
      return .networkInterface(topology.networkInterfaces.mention(id))
    }
    if let id = reader.id("InstanceId", of: node) {
      return .instance(topology.instances.mention(id))
    }
    if let id = reader.id("VpcPeeringConnectionId", of: node) {
      return .vpcPeeringConnection(topology.vpcPeeringConnections.mention(id))
    }
    if let id = reader.id("EgressOnlyInternetGatewayId", of: node) {
      return .egressOnlyInternetGateway(topology.egressOnlyInternetGateways.mention(id))
    }
    for key in Self.unmodelledTargets {
      if let id = reader.id(key, of: node) { return .unmodelled(topology.unmodelled.mention(id)) }
    }
    return .missing
  }

  private static let unmodelledTargets: [StaticString] = [
    "TransitGatewayId", "CarrierGatewayId", "LocalGatewayId", "CoreNetworkArn", "OdbNetworkArn",
  ]

  /// `GatewayId` holds gateways of several kinds, which only the id tells apart.
  private mutating func gatewayTarget(_ id: String) -> RouteTarget {
    if id == "local" { return .local }
    return switch ResourceKind(ofID: id) {
    case .internetGateway: .internetGateway(topology.internetGateways.mention(id))
    case .vpnGateway: .vpnGateway(topology.vpnGateways.mention(id))
    case .egressOnlyInternetGateway:
      .egressOnlyInternetGateway(topology.egressOnlyInternetGateways.mention(id))
    case .natGateway: .natGateway(topology.natGateways.mention(id))
    default: .unmodelled(topology.unmodelled.mention(id))
    }
  }
}
