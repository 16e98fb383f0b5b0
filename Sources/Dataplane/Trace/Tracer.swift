import Addressing
import TopologyModel

/// Makes a ``Trace`` of a walked exchange: the verdict, what it rests on, and what to know beside it.
struct Tracer {
  let network: Network
  let exchange: Exchange

  var trace: Trace {
    let forward = leg(exchange.request)
    let reply = exchange.reply.map { leg($0) }
    var verdict = verdict(forward, reply)
    var notes = notes(verdict)
    var alternatives: [Alternative] = []
    if let judgement = PortJudgement(network: network, exchange: exchange) {
      notes += judgement.notes
      if let disagreement = judgement.disagreement(verdict) {
        verdict = .ambiguous
        alternatives = disagreement
      }
    }
    return Trace(
      flow: exchange.flow, verdict: verdict, forward: forward, reply: reply,
      assumptions: assumptions, notes: notes, alternatives: alternatives)
  }

  private func leg(_ walked: Exchange.Walked) -> Leg {
    let ownDenial = walked.hops.contains { $0.decision.action == .deny }
    let isUndetermined = walked.hops.contains { $0.decision.action == .undetermined }
    return Leg(
      outcome: ownDenial ? .dropped : isUndetermined ? .undetermined : .delivered,
      hops: walked.hops, reachedEnd: walked.terminal != .nowhere)
  }

  /// A certain denial outweighs an unknown one, wherever they stand.
  private func verdict(_ forward: Leg, _ reply: Leg?) -> Verdict {
    if forward.outcome == .dropped { return .dropped }
    if reply?.outcome == .dropped { return .replyDropped }
    if forward.outcome == .undetermined || reply?.outcome == .undetermined {
      return .undetermined
    }
    return .delivered
  }

  private var hops: [Hop] { exchange.request.hops + (exchange.reply?.hops ?? []) }
}

extension Tracer {
  private func notes(_ verdict: Verdict) -> [Note] {
    var notes: [Note] = []
    let request = exchange.request
    if case .interface = request.terminal, !request.state.isDenied {
      notes.append(.deliveredToInterface)
    }
    if request.terminal == .service { notes.append(.linkLocalServiceUnfiltered) }
    if !exchange.flow.isOneWay && exchange.flow.header.reply == nil { notes.append(.noReplyToICMP) }
    if let ports = exchange.flow.defaultedSourcePorts { notes.append(.clientPorts(ports)) }
    if let zones = zonesCrossed { notes.append(zones) }
    notes += defaultsTaken.map { Note.defaultAssumed($0) }
    notes += tunnelChoices
    if verdict == .dropped || verdict == .replyDropped {
      notes += hops.filter { $0.decision.action == .undetermined }
        .map { .undeterminedBehindDenial($0.decision) }
    }
    if let admitted = otherSourcesAdmitted { notes.append(admitted) }
    return notes
  }

  private var zonesCrossed: Note? {
    guard case .networkInterface(let sender) = exchange.flow.sender,
      case .interface(let receiver) = exchange.request.terminal
    else { return nil }
    let subnets = [sender.index, receiver].map {
      Reference<Subnet>(Int(network.tables.interfaces[Int($0)].subnet))
    }
    let zones = subnets.map { network.topology.subnets[$0]?.availabilityZone }
    guard let from = zones[0], let to = zones[1], from != to else { return nil }
    return .zonesCrossed(from: subnets[0], to: subnets[1])
  }

  /// Kinds that the input does not hold at all, where the path took AWS's default for them.
  private var defaultsTaken: [ResourceKind] {
    var kinds: [ResourceKind] = []
    let present = network.topology.presentKinds
    func add(_ kind: ResourceKind) {
      if !present.contains(kind) && !kinds.contains(kind) { kinds.append(kind) }
    }
    for hop in hops {
      switch (hop.decision.component, hop.decision.code) {
      case (_, .aclAssumedAllow): add(.networkACL)
      case (.securityGroups, _): add(.securityGroup)
      case (.impliedRouteTable, _): add(.routeTable)
      case (.networkInterface(let interface), .packetSent),
        (.networkInterface(let interface), .delivered):
        if network.topology.networkInterfaces[interface]?.instance != nil { add(.instance) }
      case (.internetGateway, _): add(.internetGateway)
      default: break
      }
    }
    return kinds
  }

  private var tunnelChoices: [Note] {
    var notes: [Note] = []
    for hop in hops where hop.decision.code == .vpnConnectionForwards {
      guard case .vpnConnection(let reference) = hop.decision.component,
        hop.decision.direction == .outbound,
        let tunnels = network.topology.vpnConnections[reference]?.tunnels,
        let up = tunnels.firstIndex(where: { $0.isUp }), tunnels.count > 1
      else { continue }
      notes.append(.tunnelChosen(reference, tunnel: up))
    }
    return notes
  }

  /// Public sources that a filter admits where it refuses the default internet client.
  private var otherSourcesAdmitted: Note? {
    guard exchange.flow.sender == .internet,
      let refusal = exchange.request.hops.first(where: { $0.decision.action == .deny }),
      refusal.decision.direction == .inbound
    else { return nil }
    let admitted = network.sourcesAdmitted(by: refusal)
    return admitted.isEmpty ? nil : .otherSourcesAdmitted(admitted)
  }
}

extension Tracer {
  /// Undocumented behaviour, listed only where the other reading would change the verdict or the
  /// hop that decides it.
  private var assumptions: [Assumption] {
    var found: Set<Assumption> = []
    var previous: Decision?
    for hop in hops {
      let decision = hop.decision
      switch decision.code {
      case .applianceForwards: found.insert(.applianceHopOrder)
      case .applianceTranslates: found.insert(.applianceIsNATInstance)
      case .peeringReturnsToSender: found.insert(.natGatewayNeedsNoReturnRoute)
      case .egressOnlyNotInitiated: found.insert(.inboundIgnoresRouteTable)
      case .internetGatewayTranslates where isHairpin(previous, decision):
        found.insert(.hairpinRewriting)
      case .routeBlackhole where isInactivePeering(decision):
        found.insert(.blackholePeeringRouteDrops)
      case .peeringForwards, .peeringOutsideVPC:
        if exchange.request.state.appliance >= 0 { found.insert(.applianceToPeering) }
      case .groupNoMatch, .groupNoRules:
        if isICMPError(hop.packet) { found.insert(.icmpErrorsNeedARule) }
      case .deliveredToService where isWindowsActivation(hop.packet):
        found.insert(.windowsActivationAddresses)
      case .routeMatch where isAdvertised(decision): found.insert(.routeServerRanksAsPropagated)
      default: break
      }
      previous = decision
    }
    for hop in exchange.reply?.hops ?? [] where isMidStream(hop) {
      found.insert(.midStreamJudgedAsNew)
    }
    return Assumption.allCases.filter { found.contains($0) }
  }

  /// Out by an internet gateway and straight in again by one.
  private func isHairpin(_ previous: Decision?, _ decision: Decision) -> Bool {
    previous?.code == .internetGatewayTranslates && previous?.direction == .outbound
      && decision.direction == .inbound && previous?.component == decision.component
  }

  private func isInactivePeering(_ decision: Decision) -> Bool {
    decision.row >= 0 && network.tables.routes[Int(decision.row)].kind == .inactivePeering
  }

  private func isAdvertised(_ decision: Decision) -> Bool {
    guard case .route(let table, let index, _) = network.evidence(of: decision) else {
      return false
    }
    return network.topology.routeTables[table]?.routes[index].origin == .advertised
  }

  /// An answer of TCP that a group's rules let pass though the interface knows of no request
  /// (R-TRK-8).
  private func isMidStream(_ hop: Hop) -> Bool {
    guard hop.decision.code == .groupRuleAllow, hop.packet.ipProtocol == .tcp,
      case .securityGroups(let interface) = hop.decision.component
    else { return false }
    return !exchange.request.hops.contains {
      $0.decision.component == .securityGroups(interface)
    }
  }

  private func isICMPError(_ header: PacketHeader) -> Bool {
    guard let icmp = header.icmp else { return false }
    return header.ipProtocol == .icmp ? [3, 4, 5, 11, 12].contains(icmp.type) : icmp.type < 128
  }

  private func isWindowsActivation(_ header: PacketHeader) -> Bool {
    header.destination.isIPv4
      && LinkLocalServices.isWindowsActivation(header.destination.ipv4Bits)
  }
}
