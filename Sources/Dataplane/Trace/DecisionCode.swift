/// The stable names of everything that a stage can decide.
///
/// `Docs/codes.md` has a row for each, with its meaning, its remedy and the AWS Reachability Analyzer
/// code that means the same; a test walks `allCases` to see to it.
public enum DecisionCode: String, CaseIterable, Sendable {
  // The ends of a path.
  case packetSent = "PACKET_SENT"
  case delivered = "DELIVERED"
  case deliveredToInternet = "DELIVERED_TO_INTERNET"
  case deliveredToOnPremises = "DELIVERED_TO_ON_PREMISES"
  case deliveredToService = "DELIVERED_TO_SERVICE"
  case replyNotRecognised = "REPLY_NOT_RECOGNISED"
  case noPublicAddress = "NO_PUBLIC_ADDRESS"
  case privateAddressOnInternet = "PRIVATE_ADDRESS_ON_INTERNET"
  case unknownDestination = "UNKNOWN_DESTINATION"

  // Interfaces.
  case interfaceNotAttached = "INTERFACE_NOT_ATTACHED"
  case instanceNotRunning = "INSTANCE_NOT_RUNNING"
  case interfaceStateUnknown = "INTERFACE_STATE_UNKNOWN"
  case sourceDestCheckDeny = "SOURCE_DEST_CHECK_DENY"
  case applianceForwards = "APPLIANCE_FORWARDS"
  case applianceTranslates = "APPLIANCE_TRANSLATES"
  case applianceReverses = "APPLIANCE_REVERSES"
  case appliancePathUnpredictable = "APPLIANCE_PATH_UNPREDICTABLE"
  case componentNotModelled = "COMPONENT_NOT_MODELLED"

  // Security groups.
  case groupRuleAllow = "SG_RULE_ALLOW"
  case groupTrackedAllow = "SG_TRACKED_ALLOW"
  case groupNoMatch = "SG_NO_RULE_MATCHES"
  case groupNoRules = "SG_HAS_NO_RULES"
  case groupReferenceLost = "SG_REFERENCES_NOT_PRESERVED"
  case groupUnknown = "SG_UNKNOWN"
  case groupAssumedAllow = "SG_ASSUMED_ALLOW"
  case groupTrackingLimit = "SG_TRACKING_LIMIT"

  // Network ACLs.
  case aclRuleAllow = "NACL_RULE_ALLOW"
  case aclRuleDeny = "NACL_RULE_DENY"
  case aclDefaultDeny = "NACL_DEFAULT_DENY"
  case aclUnknown = "NACL_UNKNOWN"
  case aclAssumedAllow = "NACL_ASSUMED_ALLOW"

  // Routing.
  case sameSubnet = "SAME_SUBNET"
  case routeLocal = "ROUTE_LOCAL"
  case routeMatch = "ROUTE_MATCH"
  case noRoute = "NO_ROUTE"
  case routeBlackhole = "ROUTE_BLACKHOLE"
  case routeTargetUnknown = "ROUTE_TARGET_UNKNOWN"
  case routePrefixListUnknown = "ROUTE_PREFIX_LIST_UNKNOWN"
  case routeTableUnknown = "ROUTE_TABLE_UNKNOWN"
  case noSuchAddress = "NO_SUCH_ADDRESS"
  case routingLoop = "ROUTING_LOOP"

  // Internet gateways.
  case internetGatewayTranslates = "IGW_TRANSLATES"
  case internetGatewayForwards = "IGW_FORWARDS"
  case internetGatewayNoPublicAddress = "IGW_NO_PUBLIC_ADDRESS"
  case internetGatewayPrivateDestination = "IGW_PRIVATE_DESTINATION"
  case internetGatewayPrivateSource = "IGW_PRIVATE_SOURCE"
  case internetGatewayNotAttached = "IGW_NOT_ATTACHED"
  case internetGatewayRedirects = "IGW_INGRESS_REDIRECTED"
  case internetGatewayApplianceNotPublic = "IGW_APPLIANCE_NOT_PUBLIC"
  case internetGatewayDeniedByInterface = "IGW_DENIED_BY_INTERFACE"
  case spoofedSource = "GATEWAY_REJECTS_SPOOFED_SOURCE"
  case publicAccessBlocked = "VPC_BLOCK_PUBLIC_ACCESS"
  case encryptionEnforced = "VPC_ENCRYPTION_ENFORCED"
  case egressOnlyForwards = "EIGW_FORWARDS"
  case egressOnlyNotInitiated = "EIGW_NOT_INITIATED_INSIDE"

  // NAT gateways.
  case natTranslates = "NAT_TRANSLATES"
  case natReverses = "NAT_REVERSES"
  case natUnsolicited = "NAT_UNSOLICITED"
  case natNoState = "NAT_NO_STATE"
  case natPortsExhausted = "NAT_PORTS_EXHAUSTED"
  case natProtocol = "NAT_PROTOCOL_NOT_SUPPORTED"
  case natSourceOutsideVPC = "NAT_SOURCE_OUTSIDE_VPC"
  case natNotModelled = "NAT_NOT_MODELLED"

  // Peering.
  case peeringForwards = "PEERING_FORWARDS"
  case peeringReturnsToSender = "PEERING_RETURNS_TO_SENDER"
  case peeringOutsideVPC = "PEERING_ADDRESS_OUTSIDE_VPC"
  case peeringVPCUnknown = "PEERING_VPC_UNKNOWN"

  // Virtual private gateways and VPN connections.
  case vpnGatewayForwards = "VGW_FORWARDS"
  case vpnGatewayNoPrefix = "VGW_NO_PREFIX"
  case vpnGatewayPrefixesUnknown = "VGW_PREFIXES_UNKNOWN"
  case vpnGatewayNoInterface = "VGW_NO_SUCH_INTERFACE"
  case vpnGatewayFamily = "VGW_IPV6_NOT_SUPPORTED"
  case vpnConnectionForwards = "VPN_FORWARDS"
  case vpnConnectionDown = "VPN_DOWN"

  /// What the code says became of the packet.
  public var action: Decision.Action {
    switch self {
    case .packetSent: .emit
    case .delivered, .deliveredToInternet, .deliveredToOnPremises, .deliveredToService: .deliver
    case .groupRuleAllow, .groupTrackedAllow, .groupAssumedAllow, .aclRuleAllow, .aclAssumedAllow,
      .internetGatewayForwards, .egressOnlyForwards:
      .allow
    case .sameSubnet, .routeLocal, .routeMatch, .applianceForwards, .peeringForwards,
      .peeringReturnsToSender, .vpnGatewayForwards, .vpnConnectionForwards:
      .route
    case .internetGatewayTranslates, .natTranslates, .natReverses, .applianceTranslates,
      .applianceReverses:
      .translate
    case .unknownDestination, .interfaceStateUnknown, .appliancePathUnpredictable,
      .componentNotModelled, .groupUnknown, .aclUnknown, .routeTargetUnknown,
      .routePrefixListUnknown, .routeTableUnknown, .encryptionEnforced, .natNotModelled,
      .peeringVPCUnknown, .vpnGatewayPrefixesUnknown:
      .undetermined
    default: .deny
    }
  }

  /// A router, gateway or appliance passes the packet on: one of a path's 64 hops (R-PIPE-10).
  ///
  /// Filters are none.
  @inline(__always)
  var isHop: Bool {
    switch self {
    case .internetGatewayForwards, .egressOnlyForwards: true
    // The hop of the same appliance is told already.
    case .applianceTranslates: false
    default: action == .route || action == .translate
    }
  }
}
