import Addressing
import SourceText
import TopologyModel

extension TemplateBuilder {
  mutating func buildGateways() {
    let attachments = gatewayAttachments()
    for resource in resources("AWS::EC2::InternetGateway") {
      var gateway = InternetGateway(id: resource.id)
      gateway.name = reader.nameTag(of: reader.property("Tags", of: resource))
      gateway.attachments = attachments[resource.id] ?? []
      gateway.location = location(of: resource)
      topology.internetGateways.define(
        gateway, at: topology.internetGateways.mention(resource.id))
    }
    for resource in resources("AWS::EC2::VPNGateway") {
      var gateway = VPNGateway(id: resource.id)
      gateway.name = reader.nameTag(of: reader.property("Tags", of: resource))
      gateway.attachments = attachments[resource.id] ?? []
      gateway.location = location(of: resource)
      topology.vpnGateways.define(gateway, at: topology.vpnGateways.mention(resource.id))
    }
    for resource in resources("AWS::EC2::EgressOnlyInternetGateway") {
      let properties = reader.properties(of: resource)
      guard let vpc = reader.requiredID("VpcId", of: properties, .vpc) else { continue }
      var gateway = EgressOnlyInternetGateway(id: resource.id)
      gateway.name = reader.nameTag(of: properties)
      gateway.attachments = [GatewayAttachment(vpc: topology.vpcs.mention(vpc))]
      gateway.location = location(of: resource)
      topology.egressOnlyInternetGateways.define(
        gateway, at: topology.egressOnlyInternetGateways.mention(resource.id))
    }
  }

  /// Internet and VPN gateways are attached to VPCs by resources of their own.
  private mutating func gatewayAttachments() -> [String: [GatewayAttachment]] {
    var attachments: [String: [GatewayAttachment]] = [:]
    for resource in resources("AWS::EC2::VPCGatewayAttachment") {
      let properties = reader.properties(of: resource)
      guard let vpc = reader.requiredID("VpcId", of: properties, .vpc) else { continue }
      let gateways = [
        reader.id("InternetGatewayId", of: properties, .internetGateway),
        reader.id("VpnGatewayId", of: properties, .vpnGateway),
      ]
      for case let gateway? in gateways {
        attachments[gateway, default: []].append(
          GatewayAttachment(vpc: topology.vpcs.mention(vpc)))
      }
    }
    return attachments
  }

  mutating func buildNATGateways() {
    for resource in resources("AWS::EC2::NatGateway") {
      let properties = reader.properties(of: resource)
      var gateway = NATGateway(id: resource.id)
      gateway.name = reader.nameTag(of: properties)
      gateway.isRegional = reader.text("AvailabilityMode", of: properties).value == "regional"
      gateway.connectivity =
        reader.text("ConnectivityType", of: properties).value == "private" ? .private : .public
      gateway.location = location(of: resource)
      if gateway.isRegional {
        gateway.vpc = reader.id("VpcId", of: properties, .vpc).map { topology.vpcs.mention($0) }
      } else if let subnet = reader.requiredID("SubnetId", of: properties, .subnet) {
        gateway.subnet = topology.subnets.mention(subnet)
        gateway.vpc = topology.vpcs.mention(vpc(ofSubnet: subnet))
        gateway.addresses = addresses(of: gateway, properties, resource)
      }
      topology.natGateways.define(gateway, at: topology.natGateways.mention(resource.id))
    }
  }

  private mutating func addresses(
    of gateway: NATGateway, _ properties: TemplateObject, _ resource: TemplateResource
  ) -> [NATGateway.Address] {
    guard let vpc = gateway.vpc,
      let own = reader.known(
        reader.address("PrivateIpAddress", of: properties), properties["PrivateIpAddress"])
        ?? allocate(
          from: gateway.subnet.flatMap { topology.subnets[$0]?.ipv4Block }, vpc, resource.key)
    else { return [] }
    var address = NATGateway.Address(privateAddress: own)
    address.isPrimary = true
    address.isAssumed = properties["PrivateIpAddress"] == nil
    guard gateway.connectivity == .public else { return [address] }
    guard let allocation = reader.requiredID("AllocationId", of: properties, .elasticIP) else {
      return [address]
    }
    address.publicAddress =
      elasticIPs[allocation]?.publicAddress ?? allocatePublic(resource.key)
    elasticIPs[allocation]?.privateAddress = own
    return [address]
  }
}
