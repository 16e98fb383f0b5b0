import SourceText
import TopologyModel

/// The top-level keys by which answers are recognised.
enum AnswerKey: String, CaseIterable {
  case vpcs = "Vpcs"
  case subnets = "Subnets"
  case routeTables = "RouteTables"
  case internetGateways = "InternetGateways"
  case egressOnlyInternetGateways = "EgressOnlyInternetGateways"
  case natGateways = "NatGateways"
  case networkACLs = "NetworkAcls"
  case securityGroups = "SecurityGroups"
  case securityGroupRules = "SecurityGroupRules"
  case securityGroupVPCAssociations = "SecurityGroupVpcAssociations"
  case prefixLists = "PrefixLists"
  case networkInterfaces = "NetworkInterfaces"
  case reservations = "Reservations"
  case addresses = "Addresses"
  case peeringConnections = "VpcPeeringConnections"
  case vpnGateways = "VpnGateways"
  case vpnConnections = "VpnConnections"
  case customerGateways = "CustomerGateways"
  case blockPublicAccessOptions = "VpcBlockPublicAccessOptions"
  case blockPublicAccessExclusions = "VpcBlockPublicAccessExclusions"
  case encryptionControls = "VpcEncryptionControls"
  case directConnectAssociations = "directConnectGatewayAssociations"

  // Kept by id and name.
  case transitGateways = "TransitGateways"
  case transitGatewayAttachments = "TransitGatewayAttachments"
  case transitGatewayVPCAttachments = "TransitGatewayVpcAttachments"
  case transitGatewayPeeringAttachments = "TransitGatewayPeeringAttachments"
  case transitGatewayConnects = "TransitGatewayConnects"
  case transitGatewayRouteTables = "TransitGatewayRouteTables"
  case vpcEndpoints = "VpcEndpoints"
  case loadBalancers = "LoadBalancers"
  case classicLoadBalancers = "LoadBalancerDescriptions"
  case targetGroups = "TargetGroups"
  case directConnectGateways = "directConnectGateways"
  case virtualInterfaces = "virtualInterfaces"
  case clientVPNEndpoints = "ClientVpnEndpoints"
  case carrierGateways = "CarrierGateways"
  case localGateways = "LocalGateways"
  case coreNetworks = "CoreNetworks"
  case odbNetworks = "odbNetworks"

  // Answers that do not name their subject.
  case entries = "Entries"
  case routes = "Routes"
  case associations = "Associations"
  case routeTablePropagations = "TransitGatewayRouteTablePropagations"
  case attributes = "Attributes"
  case targetHealth = "TargetHealthDescriptions"

  /// The JSON type of the value.
  var container: JSONKind { self == .blockPublicAccessOptions ? .object : .array }

  /// Whether the answer does not say what it is about.
  var isUnnamed: Bool {
    switch self {
    case .entries, .routes, .associations, .routeTablePropagations, .attributes, .targetHealth: true
    default: false
    }
  }

  /// The kind of resource that is known to be listed where the key is present.
  var kind: ResourceKind? {
    switch self {
    case .vpcs: .vpc
    case .subnets: .subnet
    case .routeTables: .routeTable
    case .internetGateways: .internetGateway
    case .egressOnlyInternetGateways: .egressOnlyInternetGateway
    case .natGateways: .natGateway
    case .networkACLs: .networkACL
    case .securityGroups, .securityGroupRules: .securityGroup
    case .prefixLists, .entries: .prefixList
    case .networkInterfaces: .networkInterface
    case .reservations: .instance
    case .addresses: .elasticIP
    case .peeringConnections: .vpcPeeringConnection
    case .vpnGateways: .vpnGateway
    case .vpnConnections: .vpnConnection
    case .customerGateways: .customerGateway
    case .blockPublicAccessOptions: .blockPublicAccess
    case .encryptionControls: .encryptionControl
    default: unmodelledFamily?.kind
    }
  }
}

extension AnswerKey {
  /// How resources that no packet is walked through are named in their answers.
  var unmodelledFamily: UnmodelledFamily? {
    switch self {
    case .transitGateways: UnmodelledFamily(.transitGateway, id: "TransitGatewayId")
    case .transitGatewayAttachments, .transitGatewayVPCAttachments,
      .transitGatewayPeeringAttachments, .transitGatewayConnects:
      UnmodelledFamily(.transitGatewayAttachment, id: "TransitGatewayAttachmentId")
    case .transitGatewayRouteTables:
      UnmodelledFamily(.transitGatewayRouteTable, id: "TransitGatewayRouteTableId")
    case .vpcEndpoints: UnmodelledFamily(.vpcEndpoint, id: "VpcEndpointId")
    case .loadBalancers:
      UnmodelledFamily(.loadBalancer, id: "LoadBalancerArn", name: "LoadBalancerName")
    case .classicLoadBalancers:
      UnmodelledFamily(.loadBalancer, id: "LoadBalancerName", name: "LoadBalancerName")
    case .targetGroups:
      UnmodelledFamily(.targetGroup, id: "TargetGroupArn", name: "TargetGroupName")
    case .directConnectGateways:
      UnmodelledFamily(
        .directConnectGateway, id: "directConnectGatewayId", name: "directConnectGatewayName")
    case .virtualInterfaces:
      UnmodelledFamily(
        .directConnectVirtualInterface, id: "virtualInterfaceId", name: "virtualInterfaceName")
    case .clientVPNEndpoints: UnmodelledFamily(.clientVPNEndpoint, id: "ClientVpnEndpointId")
    case .carrierGateways: UnmodelledFamily(.carrierGateway, id: "CarrierGatewayId")
    case .localGateways: UnmodelledFamily(.localGateway, id: "LocalGatewayId")
    case .coreNetworks: UnmodelledFamily(.coreNetwork, id: "CoreNetworkArn")
    case .odbNetworks: UnmodelledFamily(.odbNetwork, id: "odbNetworkArn", name: "displayName")
    default: nil
    }
  }

  /// Keys of answers that tell nothing of a packet's path: known, so that they are not called
  /// foreign.
  static let passedOver: Set<String> = [
    "AccountAttributes", "AddressTransfers", "AuthorizationRules", "AvailabilityZones",
    "ByoipCidrs", "CapacityReservations", "ClientVpnTargetNetworks", "CoipPools", "Connections",
    "ConnectionNotificationSet", "DhcpOptions", "Fleets", "FlowLogs", "Hosts", "HostReservationSet",
    "IamInstanceProfileAssociations", "Images", "InstanceConnectEndpoints", "InstanceEventWindows",
    "InstanceStatuses", "InstanceTypeOfferings", "InstanceTypes", "IpamPools", "IpamScopes",
    "Ipams", "Ipv6Pools", "KeyPairs", "LaunchTemplateVersions", "LaunchTemplates", "Listeners",
    "LocalGatewayRouteTableVpcAssociations", "LocalGatewayRouteTables",
    "LocalGatewayVirtualInterfaceGroups", "LocalGatewayVirtualInterfaces", "MovingAddressStatuses",
    "NetworkInsightsAccessScopeAnalyses", "NetworkInsightsAccessScopes", "NetworkInsightsAnalyses",
    "NetworkInsightsPaths", "NetworkInterfacePermissions", "PlacementGroups",
    "PrefixListAssociations", "PublicIpv4Pools", "Regions", "ReservedInstances",
    "RouteServerEndpoints", "RouteServerPeers", "RouteServers", "Rules", "SecurityGroupForVpcs",
    "SecurityGroupReferenceSet", "ServiceConfigurations", "ServiceDetails", "ServiceNames",
    "Snapshots", "SpotFleetRequestConfigs", "SpotInstanceRequests", "SslPolicies",
    "StaleSecurityGroupSet", "TagDescriptions", "Tags", "TrafficMirrorFilters",
    "TrafficMirrorSessions", "TrafficMirrorTargets", "TransitGatewayConnectPeers",
    "TransitGatewayMulticastDomains", "TransitGatewayPolicyTables",
    "TransitGatewayPrefixListReferences", "TransitGatewayRouteTableAnnouncements", "TrustStores",
    "VerifiedAccessEndpoints", "VerifiedAccessGroups", "VerifiedAccessInstances",
    "VerifiedAccessTrustProviders", "Volumes", "VolumesModifications", "VpcEndpointConnections",
    "connections", "directConnectGatewayAttachments", "lags", "virtualGateways",
  ]
}
