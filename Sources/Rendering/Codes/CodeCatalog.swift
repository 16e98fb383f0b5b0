public import Dataplane

/// What every decision code means, what helps, and what AWS calls it: the one source of
/// `Docs/codes.md`.
public enum CodeCatalog {
  /// What is to be said about a code wherever it occurs.
  public struct Entry: Hashable, Sendable {
    /// What the code says, as a sentence.
    public let meaning: String
    /// What lets the packet pass, as a sentence; `nil` where nothing is wrong.
    public let remedy: String?
    /// AWS Reachability Analyzer's explanation code for the same finding, where there is one.
    public let reachabilityAnalyzerCode: String?

    init(_ meaning: String, remedy: String? = nil, aws: String? = nil) {
      self.meaning = meaning
      self.remedy = remedy
      reachabilityAnalyzerCode = aws
    }
  }

  /// The entry of a code.
  public static subscript(code: DecisionCode) -> Entry {
    switch code {
    case .packetSent: .packetSent
    case .delivered: .delivered
    case .deliveredToInternet: .deliveredToInternet
    case .deliveredToOnPremises: .deliveredToOnPremises
    case .deliveredToService: .deliveredToService
    case .replyNotRecognised: .replyNotRecognised
    case .noPublicAddress: .noPublicAddress
    case .privateAddressOnInternet: .privateAddressOnInternet
    case .unknownDestination: .unknownDestination
    case .interfaceNotAttached: .interfaceNotAttached
    case .instanceNotRunning: .instanceNotRunning
    case .interfaceStateUnknown: .interfaceStateUnknown
    case .sourceDestCheckDeny: .sourceDestCheckDeny
    case .applianceForwards: .applianceForwards
    case .applianceTranslates: .applianceTranslates
    case .applianceReverses: .applianceReverses
    case .appliancePathUnpredictable: .appliancePathUnpredictable
    case .componentNotModelled: .componentNotModelled
    case .groupRuleAllow: .groupRuleAllow
    case .groupTrackedAllow: .groupTrackedAllow
    case .groupNoMatch: .groupNoMatch
    case .groupNoRules: .groupNoRules
    case .groupReferenceLost: .groupReferenceLost
    case .groupUnknown: .groupUnknown
    case .groupAssumedAllow: .groupAssumedAllow
    case .groupTrackingLimit: .groupTrackingLimit
    case .aclRuleAllow: .aclRuleAllow
    case .aclRuleDeny: .aclRuleDeny
    case .aclDefaultDeny: .aclDefaultDeny
    case .aclUnknown: .aclUnknown
    case .aclAssumedAllow: .aclAssumedAllow
    case .sameSubnet: .sameSubnet
    case .routeLocal: .routeLocal
    case .routeMatch: .routeMatch
    case .noRoute: .noRoute
    case .routeBlackhole: .routeBlackhole
    case .routeTargetUnknown: .routeTargetUnknown
    case .routePrefixListUnknown: .routePrefixListUnknown
    case .routeTableUnknown: .routeTableUnknown
    case .noSuchAddress: .noSuchAddress
    case .routingLoop: .routingLoop
    case .internetGatewayTranslates: .internetGatewayTranslates
    case .internetGatewayForwards: .internetGatewayForwards
    case .internetGatewayNoPublicAddress: .internetGatewayNoPublicAddress
    case .internetGatewayPrivateDestination: .internetGatewayPrivateDestination
    case .internetGatewayPrivateSource: .internetGatewayPrivateSource
    case .internetGatewayNotAttached: .internetGatewayNotAttached
    case .internetGatewayRedirects: .internetGatewayRedirects
    case .internetGatewayApplianceNotPublic: .internetGatewayApplianceNotPublic
    case .internetGatewayDeniedByInterface: .internetGatewayDeniedByInterface
    case .spoofedSource: .spoofedSource
    case .publicAccessBlocked: .publicAccessBlocked
    case .encryptionEnforced: .encryptionEnforced
    case .egressOnlyForwards: .egressOnlyForwards
    case .egressOnlyNotInitiated: .egressOnlyNotInitiated
    case .natTranslates: .natTranslates
    case .natReverses: .natReverses
    case .natUnsolicited: .natUnsolicited
    case .natNoState: .natNoState
    case .natPortsExhausted: .natPortsExhausted
    case .natProtocol: .natProtocol
    case .natSourceOutsideVPC: .natSourceOutsideVPC
    case .natNotModelled: .natNotModelled
    case .peeringForwards: .peeringForwards
    case .peeringReturnsToSender: .peeringReturnsToSender
    case .peeringOutsideVPC: .peeringOutsideVPC
    case .peeringVPCUnknown: .peeringVPCUnknown
    case .vpnGatewayForwards: .vpnGatewayForwards
    case .vpnGatewayNoPrefix: .vpnGatewayNoPrefix
    case .vpnGatewayPrefixesUnknown: .vpnGatewayPrefixesUnknown
    case .vpnGatewayNoInterface: .vpnGatewayNoInterface
    case .vpnGatewayFamily: .vpnGatewayFamily
    case .vpnConnectionForwards: .vpnConnectionForwards
    case .vpnConnectionDown: .vpnConnectionDown
    }
  }
}
