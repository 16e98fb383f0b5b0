import TopologyModel

extension Network {
  /// Where the rule or route that decided is written.
  public func evidence(of decision: Decision) -> Evidence {
    switch (decision.component, decision.code) {
    case (.networkACL(let subnet), .aclDefaultDeny):
      return networkACL(of: subnet).map { .networkACLDefault($0) } ?? .platform
    case (_, _) where decision.row < 0: return .platform
    case (.securityGroups, _), (.networkACL, _):
      return tables.evidence(ofRule: RuleRow(raw: decision.row))
    case (.routeTable, _), (.impliedRouteTable, _):
      return tables.routeEvidence[Int(decision.row)]
    case (.vpc, .encryptionEnforced): return .encryptionControl(index: Int(decision.row))
    default: return .platform
    }
  }
}
