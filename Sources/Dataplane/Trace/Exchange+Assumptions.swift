import Addressing
import TopologyModel

extension Exchange {
  /// Undocumented behaviour, listed only where the other reading would change the verdict or the
  /// hop that decides it.
  ///
  /// `answers`: the hops of the reply, where there is one.
  func assumptions(_ answers: [Hop], _ network: Network) -> [Assumption] {
    var found = network.assumptions(along: request.hops)
    found += network.assumptions(along: answers)
    for answer in answers where !answer.isHypothetical && isMidStream(answer) {
      found.append(.midStreamJudgedAsNew)
    }
    return found.isEmpty ? [] : Assumption.allCases.filter { found.contains($0) }
  }

  /// An answer of TCP that a group's rules let pass though the interface knows of no request
  /// (R-TRK-8).
  private func isMidStream(_ hop: Hop) -> Bool {
    guard hop.decision.code == .groupRuleAllow, hop.packet.ipProtocol == .tcp,
      case .securityGroups(let interface) = hop.decision.component
    else { return false }
    return !request.hops.contains {
      $0.decision.component == .securityGroups(interface)
    }
  }
}

extension Network {
  /// Undocumented behaviour that the decisions of one packet's way rest on, in walking order.
  ///
  /// What is said behind a denial is hypothetical, and rests on nothing: the denial decides in any case.
  func assumptions(along hops: [Hop]) -> [Assumption] {
    var found: [Assumption] = []
    for index in hops.indices where !hops[index].isHypothetical {
      if let assumption = assumption(behind: index, of: hops) { found.append(assumption) }
    }
    return found
  }

  private func assumption(behind index: Int, of hops: [Hop]) -> Assumption? {
    let decision = hops[index].decision
    var packet: PacketHeader { hops[index].packet }
    switch decision.code {
    case .groupNoMatch, .groupNoRules, .groupReferenceLost, .groupUnknown, .aclRuleDeny,
      .aclDefaultDeny, .aclUnknown:
      if isOfApplianceVisit(index, of: hops) { return .applianceHopOrder }
      return decision.isGroupDenial && packet.isICMPError ? .icmpErrorsNeedARule : nil
    case .routeBlackhole:
      return hidesAnotherRoute(index, of: hops) ? .unusablePeeringRouteDrops : nil
    case .routeMatch:
      return tiesWithAdvertised(decision) ? .routeServerRanksAsPropagated : nil
    case .routingLoop: return decision.isPathTooLong ? .noPathIsLonger : nil
    case .peeringOutsideVPC:
      return isForThePeer(packet, decision) ? .peeringNeedsSourceInVPC : nil
    case .internetGatewayTranslates: return isHairpin(index, of: hops) ? .hairpinRewriting : nil
    case .internetGatewayForwards:
      return leavesByEgressOnlyGateway(packet, decision) ? .inboundIgnoresRoutes : nil
    case .deliveredToService:
      return packet.isForWindowsActivation ? .windowsActivationAddresses : nil
    default: return nil
    }
  }

  /// A filter of the way into an appliance or out of it, whose order is not documented (R-ROUTE-16).
  private func isOfApplianceVisit(_ index: Int, of hops: [Hop]) -> Bool {
    let neighbour: Hop? =
      hops[index].decision.direction == .inbound
      ? hops[index...].first { !$0.decision.isOfFilter }
      : hops[..<index].last { !$0.decision.isOfFilter }
    switch neighbour?.decision.code {
    case .applianceForwards, .applianceTranslates, .applianceReverses: return true
    default: return false
    }
  }

  /// The route leads to a peering that is not active, and without it another one would be taken
  /// (R-ROUTE-9).
  private func hidesAnotherRoute(_ index: Int, of hops: [Hop]) -> Bool {
    let row = hops[index].decision.row
    guard row >= 0, tables.routes[Int(row)].kind == .inactivePeering else { return false }
    let leg = Leg(outcome: .dropped, hops: hops, reachedEnd: false)
    return considered(at: index, of: leg).contains {
      $0.fate == .shorterPrefix || $0.fate == .lowerRank
    }
  }

  private func tiesWithAdvertised(_ decision: Decision) -> Bool {
    let ties = tables.routes[Int(decision.row)].ties
    return tables.ties[Int(ties.start)..<Int(ties.end)].contains { row in
      guard case .route(let table, let index, _) = tables.routeEvidence[Int(row)] else {
        return false
      }
      return topology.routeTables[table]?.routes[index].origin == .advertised
    }
  }

  /// The packet is at home in the other VPC, so that nothing but its source keeps it from there
  /// (R-ROUTE-18).
  private func isForThePeer(
    _ header: PacketHeader, _ decision: Decision
  ) -> Bool {
    guard case .vpcPeeringConnection(let peering) = decision.component else { return false }
    let record = tables.peerings[Int(peering.index)]
    var packet = OnePacket(header)
    return packet.lies(.destination, inVPC: record.requester, of: tables)
      || packet.lies(.destination, inVPC: record.accepter, of: tables)
  }

  /// Out by an internet gateway and straight in again by it (R-IGW-7).
  private func isHairpin(_ index: Int, of hops: [Hop]) -> Bool {
    guard index > 0, hops[index].decision.direction == .inbound else { return false }
    let before = hops[index - 1].decision
    return before.code == .internetGatewayTranslates && before.direction == .outbound
      && before.component == hops[index].decision.component
  }

  /// The packet came in over IPv6 for a subnet whose answers leave by an egress-only gateway
  /// (R-IGW-11).
  private func leavesByEgressOnlyGateway(
    _ header: PacketHeader, _ decision: Decision
  ) -> Bool {
    guard decision.direction == .inbound,
      case .internetGateway(let gateway) = decision.component
    else { return false }
    var packet = OnePacket(header)
    let owner = packet.owner(
      of: .destination, in: tables.internetGateways[Int(gateway.index)].vpc, of: tables)
    guard owner >= 0 else { return false }
    let table = tables.subnets[Int(tables.interfaces[Int(owner)].subnet)].table
    guard table >= 0,
      let row = packet.longestMatch(.source, in: tables.tables[Int(table)].routes, of: tables)
    else { return false }
    return tables.routes[Int(row)].kind == .egressOnlyInternetGateway
  }
}

extension Decision {
  /// The path was cut for its length, and not because it comes back to a place (R-PIPE-10).
  package var isPathTooLong: Bool {
    switch (code, component) {
    case (.routingLoop, .vpc), (.routingLoop, .internet): true
    default: false
    }
  }

  fileprivate var isGroupDenial: Bool {
    if case .securityGroups = component { action == .deny } else { false }
  }

  fileprivate var isOfFilter: Bool {
    switch component {
    case .securityGroups, .networkACL: true
    default: code == .sourceDestCheckDeny
    }
  }
}

extension PacketHeader {
  fileprivate var isICMPError: Bool {
    guard let icmp else { return false }
    return ipProtocol == .icmp ? [3, 4, 5, 11, 12].contains(icmp.type) : icmp.type < 128
  }

  fileprivate var isForWindowsActivation: Bool {
    destination.isIPv4 && LinkLocalServices.isWindowsActivation(destination.ipv4Bits)
  }
}
