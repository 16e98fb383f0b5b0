import Addressing
import Dataplane
import TopologyModel

extension Station.Check {
  /// What the decisions of one station say was read there.
  init(_ hops: some Sequence<Hop>) {
    self = .none(.platform)
    for hop in hops {
      let check = Station.Check(hop.decision)
      // What an interface did outweighs that a packet begins or ends there.
      if self == .none(.platform) || check == .none(.ownAddresses) { self = check }
    }
  }

  private init(_ decision: Decision) {
    self =
      switch decision.code {
      case .groupRuleAllow, .groupNoMatch, .groupNoRules, .groupReferenceLost: .groupRules
      case .aclRuleAllow, .aclRuleDeny, .aclDefaultDeny: .aclEntries
      case .routeLocal, .routeMatch, .noRoute, .routeBlackhole, .routeTargetUnknown: .routes
      case .vpnGatewayForwards where decision.row >= 0: .prefixes
      case .vpnGatewayNoPrefix: .prefixes
      case .groupAssumedAllow, .aclAssumedAllow: .assumedList
      case .groupTrackedAllow: .none(.tracked)
      case .sameSubnet: .none(.sameSubnet)
      case .deliveredToService: .none(.linkLocalService)
      case .interfaceStateUnknown, .unknownDestination: .none(.end)
      case let code where code.action == .undetermined: .unknown
      default: .none(Station.Reason(decision))
      }
  }
}

extension Station.Reason {
  fileprivate init(_ decision: Decision) {
    self =
      switch (decision.component, decision.code) {
      case (_, .sourceDestCheckDeny), (_, .applianceForwards), (_, .applianceTranslates),
        (_, .applianceReverses):
        .ownAddresses
      case (.networkInterface, _), (.internet, _), (.onPremises, _): .end
      case (_, .publicAccessBlocked), (.subnet, _), (.vpc, _), (.linkLocalService, _): .platform
      default: .gateway
      }
  }
}

extension Station.Memory {
  /// What a station of the request remembers; `reply` tells whether it recognised the answer.
  init(request hop: Hop, reply: Leg?) {
    switch hop.decision.component {
    case .networkACL: self = .stateless
    case .securityGroups:
      guard hop.decision.action == .allow else {
        self = .none
        return
      }
      let answer = reply?.hops.first {
        $0.decision.component == hop.decision.component && hop.packet.isAnswered(by: $0.packet)
      }
      self =
        switch answer?.decision.code {
        case nil: .unproven
        case .groupTrackedAllow: .remembers
        default: .keepsNoEntry
        }
    default: self = hop.decision.code.makesEntry ? .remembers : .none
    }
  }

  /// What a station of the reply remembers of the request that came by `forward`.
  init(reply hop: Hop, forward: Leg) {
    switch (hop.decision.component, hop.decision.code) {
    case (.networkACL, _): self = .stateless
    case (_, .groupTrackedAllow), (_, .natReverses), (_, .applianceReverses),
      (_, .peeringReturnsToSender):
      self = .recalls
    case (.securityGroups, _):
      let sawRequest = forward.hops.contains {
        $0.decision.component == hop.decision.component && $0.packet.isAnswered(by: hop.packet)
      }
      self = sawRequest ? .keepsNoEntry : .neverSawRequest
    case (_, .egressOnlyForwards) where hop.decision.direction == .inbound: self = .recalls
    case (_, .natNoState), (_, .natUnsolicited), (_, .egressOnlyNotInitiated):
      self = .neverSawRequest
    default: self = hop.decision.code.makesEntry ? .neverSawRequest : .none
    }
  }
}

extension DecisionCode {
  /// A translator or an egress-only gateway notes whose packet this was.
  fileprivate var makesEntry: Bool {
    switch self {
    case .natTranslates, .applianceTranslates, .egressOnlyForwards: true
    default: false
    }
  }
}
