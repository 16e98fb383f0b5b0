import TopologyModel

extension TemplateResource {
  /// What resources of a type are; `nil` for types that are no part of a network.
  static func kind(of type: String) -> ResourceKind? {
    if let kind = kinds[type] { return kind }
    guard !bystanders.contains(type) else { return nil }
    return networkPrefixes.contains { type.hasPrefix($0) } ? .other : nil
  }

  /// Types whose resources are of a kind of their own, walked or not.
  private static let kinds: [String: ResourceKind] = [
    "AWS::EC2::VPC": .vpc, "AWS::EC2::Subnet": .subnet, "AWS::EC2::RouteTable": .routeTable,
    "AWS::EC2::InternetGateway": .internetGateway,
    "AWS::EC2::EgressOnlyInternetGateway": .egressOnlyInternetGateway,
    "AWS::EC2::NatGateway": .natGateway, "AWS::EC2::EIP": .elasticIP,
    "AWS::EC2::NetworkAcl": .networkACL, "AWS::EC2::SecurityGroup": .securityGroup,
    "AWS::EC2::PrefixList": .prefixList, "AWS::EC2::NetworkInterface": .networkInterface,
    "AWS::EC2::Instance": .instance, "AWS::EC2::VPCPeeringConnection": .vpcPeeringConnection,
    "AWS::EC2::VPNGateway": .vpnGateway, "AWS::EC2::CustomerGateway": .customerGateway,
    "AWS::EC2::VPNConnection": .vpnConnection,
    "AWS::EC2::TransitGateway": .transitGateway,
    "AWS::EC2::TransitGatewayAttachment": .transitGatewayAttachment,
    "AWS::EC2::TransitGatewayVpcAttachment": .transitGatewayAttachment,
    "AWS::EC2::TransitGatewayPeeringAttachment": .transitGatewayAttachment,
    "AWS::EC2::TransitGatewayConnect": .transitGatewayAttachment,
    "AWS::EC2::TransitGatewayRouteTable": .transitGatewayRouteTable,
    "AWS::EC2::VPCEndpoint": .vpcEndpoint, "AWS::EC2::CarrierGateway": .carrierGateway,
    "AWS::EC2::ClientVpnEndpoint": .clientVPNEndpoint,
    "AWS::ElasticLoadBalancingV2::LoadBalancer": .loadBalancer,
    "AWS::ElasticLoadBalancingV2::TargetGroup": .targetGroup,
    "AWS::ElasticLoadBalancing::LoadBalancer": .loadBalancer,
    "AWS::NetworkManager::CoreNetwork": .coreNetwork,
  ]

  /// Types that say something of another resource, and are no resource of the network by themselves.
  static let attachments: Set<String> = [
    "AWS::EC2::EIPAssociation", "AWS::EC2::GatewayRouteTableAssociation",
    "AWS::EC2::NetworkAclEntry", "AWS::EC2::NetworkInterfaceAttachment", "AWS::EC2::Route",
    "AWS::EC2::SecurityGroupEgress", "AWS::EC2::SecurityGroupIngress",
    "AWS::EC2::SecurityGroupVpcAssociation", "AWS::EC2::SubnetCidrBlock",
    "AWS::EC2::SubnetNetworkAclAssociation", "AWS::EC2::SubnetRouteTableAssociation",
    "AWS::EC2::VPCBlockPublicAccessExclusion", "AWS::EC2::VPCBlockPublicAccessOptions",
    "AWS::EC2::VPCCidrBlock", "AWS::EC2::VPCGatewayAttachment", "AWS::EC2::VPNConnectionRoute",
    "AWS::EC2::VPNGatewayRoutePropagation",
  ]

  /// Types of the services below that change nothing of a packet's path.
  private static let bystanders: Set<String> = attachments.union([
    "AWS::EC2::CapacityReservation", "AWS::EC2::CapacityReservationFleet",
    "AWS::EC2::CustomerGatewayAssociation", "AWS::EC2::DHCPOptions",
    "AWS::EC2::EnclaveCertificateIamRoleAssociation", "AWS::EC2::FlowLog", "AWS::EC2::Host",
    "AWS::EC2::IPAM", "AWS::EC2::IPAMAllocation", "AWS::EC2::IPAMPool", "AWS::EC2::IPAMPoolCidr",
    "AWS::EC2::IPAMResourceDiscovery", "AWS::EC2::IPAMResourceDiscoveryAssociation",
    "AWS::EC2::IPAMScope", "AWS::EC2::KeyPair", "AWS::EC2::LaunchTemplate",
    "AWS::EC2::NetworkInsightsAccessScope", "AWS::EC2::NetworkInsightsAccessScopeAnalysis",
    "AWS::EC2::NetworkInsightsAnalysis", "AWS::EC2::NetworkInsightsPath",
    "AWS::EC2::NetworkInterfacePermission", "AWS::EC2::NetworkPerformanceMetricSubscription",
    "AWS::EC2::PlacementGroup", "AWS::EC2::SnapshotBlockPublicAccess",
    "AWS::EC2::TrafficMirrorFilter", "AWS::EC2::TrafficMirrorFilterRule",
    "AWS::EC2::TrafficMirrorSession", "AWS::EC2::TrafficMirrorTarget",
    "AWS::EC2::VPCDHCPOptionsAssociation", "AWS::EC2::VPCEndpointConnectionNotification",
    "AWS::EC2::VPCEndpointServicePermissions", "AWS::EC2::Volume", "AWS::EC2::VolumeAttachment",
  ])

  /// Services whose resources make, carry or filter packets, or have interfaces in subnets.
  private static let networkPrefixes = [
    "AWS::EC2::", "AWS::NetworkFirewall::", "AWS::NetworkManager::",
    "AWS::DirectConnect::", "AWS::VpcLattice::", "AWS::GlobalAccelerator::",
    "AWS::CloudFormation::Stack", "AWS::AutoScaling::AutoScalingGroup", "AWS::ECS::Service",
    "AWS::EKS::Cluster", "AWS::EKS::Nodegroup", "AWS::EFS::MountTarget", "AWS::RDS::DB",
    "AWS::ElastiCache::", "AWS::Redshift::Cluster", "AWS::OpenSearchService::Domain",
    "AWS::MSK::Cluster", "AWS::AmazonMQ::Broker", "AWS::DocDB::DB", "AWS::Neptune::DB",
    "AWS::Route53Resolver::ResolverEndpoint", "AWS::FSx::FileSystem", "AWS::Transfer::Server",
  ]
}
