public import SourceText

/// A network as it was declared: every resource of the input, each value knowing its place.
public struct Topology: Sendable {
  /// The files that the resources came from.
  public var sources = SourceCatalog()

  public var vpcs = ResourceTable<VPC>()
  public var subnets = ResourceTable<Subnet>()
  public var routeTables = ResourceTable<RouteTable>()
  public var prefixLists = ResourceTable<PrefixList>()
  public var internetGateways = ResourceTable<InternetGateway>()
  public var egressOnlyInternetGateways = ResourceTable<EgressOnlyInternetGateway>()
  public var natGateways = ResourceTable<NATGateway>()
  public var networkACLs = ResourceTable<NetworkACL>()
  public var securityGroups = ResourceTable<SecurityGroup>()
  public var networkInterfaces = ResourceTable<NetworkInterface>()
  public var instances = ResourceTable<Instance>()
  public var vpcPeeringConnections = ResourceTable<VPCPeeringConnection>()
  public var vpnGateways = ResourceTable<VPNGateway>()
  public var customerGateways = ResourceTable<CustomerGateway>()
  public var vpnConnections = ResourceTable<VPNConnection>()
  /// What is recognised and not walked.
  public var unmodelled = ResourceTable<UnmodelledResource>()

  public var elasticIPs: [ElasticIP] = []
  public var securityGroupVPCAssociations: [SecurityGroupVPCAssociation] = []
  public var encryptionControls: [EncryptionControl] = []
  /// One a Region at most.
  public var blockPublicAccess: [BlockPublicAccess] = []
  public var blockPublicAccessExclusions: [BlockPublicAccess.Exclusion] = []
  public var acceptedFindings: [AcceptedFinding] = []

  /// The kinds that the input speaks of, even where it lists none of them.
  ///
  /// A kind that is absent altogether takes AWS's default; an id that a present kind lacks is
  /// unknown.
  public var presentKinds: Set<ResourceKind> = []

  public init() {}
}
