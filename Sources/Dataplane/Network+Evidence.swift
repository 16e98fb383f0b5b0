import TopologyModel

extension Network {
  /// Where the rule or route that decided is written.
  public func evidence(of decision: Decision) -> Evidence {
    switch (decision.component, decision.code) {
    case (.networkACL(let subnet), .aclDefaultDeny):
      return networkACL(of: subnet).map { .networkACLDefault($0) } ?? .platform
    case (.internetGateway(let gateway), .publicAccessBlocked):
      return publicAccess(at: topology.internetGateways[gateway]?.attachments ?? [])
    case (.egressOnlyInternetGateway(let gateway), .publicAccessBlocked):
      return publicAccess(at: topology.egressOnlyInternetGateways[gateway]?.attachments ?? [])
    case (_, _) where decision.row < 0: return .platform
    case (.securityGroups, _), (.networkACL, _):
      return tables.evidence(ofRule: RuleRow(raw: decision.row))
    case (.routeTable, _), (.impliedRouteTable, _):
      return tables.routeEvidence[Int(decision.row)]
    case (.vpnGateway, .vpnGatewayForwards): return tables.vpnRouteEvidence[Int(decision.row)]
    case (.vpc, .encryptionEnforced): return .encryptionControl(index: Int(decision.row))
    default: return .platform
    }
  }
  /// The Block Public Access setting over the VPC of a gateway (R-BPA-1).
  private func publicAccess(at attachments: [GatewayAttachment]) -> Evidence {
    attachments.first { $0.isAttached }
      .flatMap { topology.publicAccessSetting(of: $0.vpc) }
      .map { .blockPublicAccess(index: $0) } ?? .platform
  }
}
