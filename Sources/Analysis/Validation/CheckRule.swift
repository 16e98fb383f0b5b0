/// What `vpctrace check` looks for, by the stable names that scripts and suppressions use.
///
/// What each rule means is told by its ``description``; `Docs/checks.md` is generated
/// from that.
public enum CheckRule: String, CaseIterable, Sendable {
  // Addresses.
  case vpcBlockSize = "VPC_BLOCK_SIZE"
  case vpcBlockForbidden = "VPC_BLOCK_FORBIDDEN"
  case vpcBlockClassE = "VPC_BLOCK_CLASS_E"
  case vpcBlockUsedByServices = "VPC_BLOCK_USED_BY_SERVICES"
  case vpcBlockPublicSpace = "VPC_BLOCK_PUBLIC_SPACE"
  case vpcBlocksOverlap = "VPC_BLOCKS_OVERLAP"
  case vpcBlockMixing = "VPC_BLOCK_MIXING"
  case vpcBlockCoversRoute = "VPC_BLOCK_COVERS_ROUTE"
  case vpcWithoutIPv4Block = "VPC_WITHOUT_IPV4_BLOCK"
  case vpcOverQuota = "VPC_OVER_QUOTA"
  case subnetSize = "SUBNET_SIZE"
  case subnetOutsideVPC = "SUBNET_OUTSIDE_VPC"
  case subnetSpansBlocks = "SUBNET_SPANS_BLOCKS"
  case subnetsOverlap = "SUBNETS_OVERLAP"
  case subnetNearlyFull = "SUBNET_NEARLY_FULL"
  case connectedVPCsOverlap = "CONNECTED_VPCS_OVERLAP"
  case onPremisesOverlapsVPC = "ON_PREMISES_OVERLAPS_VPC"
  case onPremisesCoversVPC = "ON_PREMISES_COVERS_VPC"
  case onPremisesOverlap = "ON_PREMISES_OVERLAP"
  case unconnectedOverlap = "UNCONNECTED_OVERLAP"
  case addressOutsideSubnet = "ADDRESS_OUTSIDE_SUBNET"
  case addressReserved = "ADDRESS_RESERVED"
  case addressGivenTwice = "ADDRESS_GIVEN_TWICE"
  case publicAddressGivenTwice = "PUBLIC_ADDRESS_GIVEN_TWICE"

  // Routing.
  case routeBlackhole = "ROUTE_BLACKHOLE"
  case routeTargetMissing = "ROUTE_TARGET_MISSING"
  case routeTargetInOtherVPC = "ROUTE_TARGET_IN_OTHER_VPC"
  case applianceChecksSourceAndDestination = "APPLIANCE_CHECKS_SOURCE_DEST"
  case applianceStopped = "APPLIANCE_STOPPED"
  case routeWithinLocalRefused = "ROUTE_WITHIN_LOCAL_REFUSED"
  case propagatedRouteHidden = "PROPAGATED_ROUTE_HIDDEN"
  case routesOverQuota = "ROUTES_OVER_QUOTA"
  case peeringRouteOneSided = "PEERING_ROUTE_ONE_SIDED"
  case peeringUnused = "PEERING_UNUSED"
  case peeringRouteNeedsTransit = "PEERING_ROUTE_NEEDS_TRANSIT"
  case peersOverlap = "PEERS_OVERLAP"
  case natGatewayWithoutInternet = "NAT_GATEWAY_WITHOUT_INTERNET"
  case natGatewayServesOwnSubnet = "NAT_GATEWAY_SERVES_OWN_SUBNET"
  case natGatewayOfOtherZone = "NAT_GATEWAY_OF_OTHER_ZONE"
  case internetGatewayUnused = "INTERNET_GATEWAY_UNUSED"
  case subnetNamedPublic = "SUBNET_NAMED_PUBLIC"
  case subnetNamedPrivate = "SUBNET_NAMED_PRIVATE"
  case mainTableHasInternetRoute = "MAIN_TABLE_HAS_INTERNET_ROUTE"
  case subnetOnMainTable = "SUBNET_ON_MAIN_TABLE"
  case routeTableUnused = "ROUTE_TABLE_UNUSED"
  case publicAddressUnrouted = "PUBLIC_ADDRESS_UNROUTED"
  case vpnRouteWithoutPrefix = "VPN_ROUTE_WITHOUT_PREFIX"
  case vpnGatewayUnused = "VPN_GATEWAY_UNUSED"
  case gatewayTableOneWay = "GATEWAY_TABLE_ONE_WAY"
  case privateSubnetOpenOverIPv6 = "PRIVATE_SUBNET_OPEN_OVER_IPV6"

  // Filters.
  case aclRuleShadowed = "ACL_RULE_SHADOWED"
  case aclBlocksReply = "ACL_BLOCKS_REPLY"
  case aclWithoutIPv6Rules = "ACL_WITHOUT_IPV6_RULES"
  case aclUnused = "ACL_UNUSED"
  case aclRulesOverQuota = "ACL_RULES_OVER_QUOTA"
  case groupRuleImplied = "GROUP_RULE_IMPLIED"
  case groupReferenceEmpty = "GROUP_REFERENCE_EMPTY"
  case ruleAddressImpossible = "RULE_ADDRESS_IMPOSSIBLE"
  case groupReferenceLost = "GROUP_REFERENCE_LOST"
  case groupReferenceHidden = "GROUP_REFERENCE_HIDDEN"
  case groupUnused = "GROUP_UNUSED"
  case groupRulesOverQuota = "GROUP_RULES_OVER_QUOTA"
  case groupsOverQuota = "GROUPS_OVER_QUOTA"
  case ipv6WiderThanIPv4 = "IPV6_WIDER_THAN_IPV4"
  case adminPortOpenToWorld = "ADMIN_PORT_OPEN_TO_WORLD"
  case databasePortOpenToWorld = "DATABASE_PORT_OPEN_TO_WORLD"

  // Resilience.
  case natGatewaySingleZone = "NAT_GATEWAY_SINGLE_ZONE"
  case tierInOneZone = "TIER_IN_ONE_ZONE"

  // Accepted findings.
  case acceptanceUnknown = "ACCEPTANCE_UNKNOWN"
  case acceptanceStale = "ACCEPTANCE_STALE"
}

extension CheckRule {
  /// How much a finding matters.
  public enum Severity: String, CaseIterable, Comparable, Sendable {
    /// AWS refuses it, or it can't work as it is written.
    case error
    /// It most likely does something else than was meant.
    case warning
    /// Worth knowing; it may well be meant.
    case info

    /// The graver one is less.
    public static func < (one: Severity, other: Severity) -> Bool { one.rank < other.rank }

    private var rank: Int {
      switch self {
      case .error: 0
      case .warning: 1
      case .info: 2
      }
    }
  }

  /// What rules are listed under.
  public enum Family: String, CaseIterable, Sendable {
    case addresses
    case routing
    case filters
    case resilience
    case acceptances
  }

  /// What a rule teaches wherever it fires.
  public struct Description: Hashable, Sendable {
    public let family: Family
    public let severity: Severity
    /// What is the case where the rule fires, without capital and full stop.
    public let title: String
    /// Why it matters, as sentences.
    public let why: String
    /// How to mend it, as sentences.
    public let fix: String
    /// Rules of the semantics reference that it rests on.
    public let semantics: [String]

    init(
      _ family: Family, _ severity: Severity, _ title: String, why: String, fix: String,
      _ semantics: String...
    ) {
      self.family = family
      self.severity = severity
      self.title = title
      self.why = why
      self.fix = fix
      self.semantics = semantics
    }
  }

  public var severity: Severity { description.severity }
}
