public import SourceText

/// A network as it was declared: every resource of the input, each value knowing its place.
///
/// Resources have three properties in common: `id` is what AWS calls the resource, or what its design
/// does before it exists, and is unique among those of its kind; `name` is the text of its `Name` tag;
/// `location` is where it is declared, `nil` for what the input implies and does not say.
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
  /// Groups that are usable in further VPCs (R-SG-8).
  public var securityGroupVPCAssociations: [SecurityGroupVPCAssociation] = []
  /// Settings that refuse unencrypted paths (R-ENC-1).
  public var encryptionControls: [EncryptionControl] = []
  /// One a Region at most.
  public var blockPublicAccess: [BlockPublicAccess] = []
  public var blockPublicAccessExclusions: [BlockPublicAccess.Exclusion] = []
  /// What `vpctrace check` is not to count, as the design says.
  public var acceptedFindings: [AcceptedFinding] = []

  /// The kinds that the input speaks of, even where it lists none of them.
  ///
  /// A kind that is absent altogether takes AWS's default; an id that a present kind lacks is
  /// unknown.
  public var presentKinds: Set<ResourceKind> = []

  /// A topology of nothing, of which no kind is present.
  public init() {}
}
