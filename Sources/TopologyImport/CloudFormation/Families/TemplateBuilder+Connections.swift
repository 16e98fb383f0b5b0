import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  mutating func buildConnections() {
    buildCustomerGateways()
    buildVPNConnections()
    for resource in resources("AWS::EC2::VPCPeeringConnection") { buildPeering(resource) }
  }

  /// CloudFormation accepts a peering within the account by itself, and one with another account by
  /// the role that the template names (R-PCX-4).
  private mutating func buildPeering(_ resource: TemplateResource) {
    let properties = reader.properties(of: resource)
    guard let requester = reader.requiredID("VpcId", of: properties, .vpc),
      let accepter = reader.requiredID("PeerVpcId", of: properties, .vpc)
    else { return }
    var far = side(accepter)
    if properties["PeerRegion"] != nil {
      far.region = reader.text("PeerRegion", of: properties).value ?? "another Region"
    }
    far.ownerID = reader.text("PeerOwnerId", of: properties).value
    var peering = VPCPeeringConnection(
      id: resource.id, requester: side(requester), accepter: far)
    peering.name = reader.nameTag(of: properties)
    peering.location = location(of: resource)
    if far.ownerID != nil, properties["PeerRoleArn"] == nil, topology.vpcs[far.vpc] == nil {
      peering.status = .unknown
    }
    topology.vpcPeeringConnections.define(
      peering, at: topology.vpcPeeringConnections.mention(resource.id))
  }

  private mutating func side(_ id: String) -> VPCPeeringConnection.Side {
    let slot = topology.vpcs.mention(id)
    var side = VPCPeeringConnection.Side(vpc: slot)
    side.region = reader.region
    side.blocks = topology.vpcs[slot]?.usableBlocks ?? []
    return side
  }

  private mutating func buildCustomerGateways() {
    for resource in resources("AWS::EC2::CustomerGateway") {
      let properties = reader.properties(of: resource)
      var gateway = CustomerGateway(id: resource.id)
      gateway.name = reader.nameTag(of: properties)
      gateway.address = reader.address("IpAddress", of: properties).value
      gateway.location = location(of: resource)
      topology.customerGateways.define(
        gateway, at: topology.customerGateways.mention(resource.id))
    }
  }

  private mutating func buildVPNConnections() {
    let routes = staticRoutes()
    for resource in resources("AWS::EC2::VPNConnection") {
      let properties = reader.properties(of: resource)
      var connection = VPNConnection(id: resource.id)
      connection.name = reader.nameTag(of: properties)
      connection.customerGateway = reader.requiredID(
        "CustomerGatewayId", of: properties, .customerGateway
      ).map { topology.customerGateways.mention($0) }
      connection.vpnGateway = reader.id("VpnGatewayId", of: properties, .vpnGateway)
        .map { topology.vpnGateways.mention($0) }
      connection.usesStaticRoutes = reader.flag("StaticRoutesOnly", of: properties) ?? false
      connection.staticRoutes = routes[resource.id] ?? []
      connection.location = location(of: resource)
      topology.vpnConnections.define(
        connection, at: topology.vpnConnections.mention(resource.id))
    }
  }

  private mutating func staticRoutes() -> [String: [VPNConnection.StaticRoute]] {
    var routes: [String: [VPNConnection.StaticRoute]] = [:]
    for resource in resources("AWS::EC2::VPNConnectionRoute") {
      let properties = reader.properties(of: resource)
      let key = "DestinationCidrBlock"
      if properties[key] == nil { reader.missing(key, of: properties) }
      guard
        let connection = reader.requiredID("VpnConnectionId", of: properties, .vpnConnection),
        let block = reader.known(reader.block(key, of: properties), properties[key])
      else { continue }
      routes[connection, default: []].append(
        VPNConnection.StaticRoute(block, location: location(of: resource)))
    }
    return routes
  }

  /// The account's switch against internet traffic, where the template sets it (R-BPA-1).
  mutating func buildPublicAccess() {
    for resource in resources("AWS::EC2::VPCBlockPublicAccessOptions") {
      let properties = reader.properties(of: resource)
      let word = reader.text("InternetGatewayBlockMode", of: properties).value
      topology.blockPublicAccess.append(
        BlockPublicAccess(
          mode: word.flatMap { BlockPublicAccess.Mode(rawValue: $0) } ?? .off,
          location: location(of: resource)))
    }
    for resource in resources("AWS::EC2::VPCBlockPublicAccessExclusion") {
      let properties = reader.properties(of: resource)
      let subject: BlockPublicAccess.Exclusion.Subject? =
        reader.id("SubnetId", of: properties, .subnet)
        .map { .subnet(topology.subnets.mention($0)) }
        ?? reader.id("VpcId", of: properties, .vpc).map { .vpc(topology.vpcs.mention($0)) }
      let word = reader.text("InternetGatewayExclusionMode", of: properties).value
      guard let subject,
        let mode = word.flatMap({ BlockPublicAccess.Exclusion.Mode(rawValue: $0) })
      else { continue }
      topology.blockPublicAccessExclusions.append(
        BlockPublicAccess.Exclusion(
          id: resource.id, mode: mode, subject: subject, location: location(of: resource)))
    }
  }
}
