import Addressing
import TopologyModel

extension Exchange {
  /// The ``Trace`` of this exchange: the verdict, what it rests on, and what to know beside it.
  func trace(in network: Network) -> Trace {
    let forward = request.leg
    let reply = self.reply?.leg
    let answers = reply?.hops ?? []
    var verdict = verdict(forward, reply)
    var notes = notes(verdict, answers, network)
    var alternatives: [Alternative] = []
    if let judgement = PortJudgement(network: network, exchange: self, answers: answers) {
      notes += judgement.notes
      if let disagreement = judgement.disagreement() {
        verdict = .ambiguous
        alternatives = disagreement
      }
    }
    return Trace(
      flow: flow, verdict: verdict, forward: forward, reply: reply,
      assumptions: assumptions(answers, network), notes: notes, alternatives: alternatives)
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
}

extension Exchange.Walked {
  var leg: Leg {
    var outcome = Leg.Outcome.delivered
    for hop in hops {
      switch hop.decision.action {
      case .deny: outcome = .dropped
      case .undetermined where outcome == .delivered: outcome = .undetermined
      default: break
      }
    }
    return Leg(outcome: outcome, hops: hops, reachedEnd: terminal != .nowhere)
  }
}

extension Exchange {
  /// `answers`: the hops of the reply, where there is one.
  private func notes(_ verdict: Verdict, _ answers: [Hop], _ network: Network) -> [Note] {
    var notes: [Note] = []
    notes.reserveCapacity(2)
    if case .interface = request.terminal, !request.state.isDenied {
      notes.append(.deliveredToInterface)
    }
    if request.terminal == .service { notes.append(.linkLocalServiceUnfiltered) }
    if !flow.isOneWay && flow.header.reply == nil { notes.append(.noReplyToICMP) }
    if let ports = flow.defaultedSourcePorts { notes.append(.clientPorts(ports)) }
    if let zones = zonesCrossed(network) { notes.append(zones) }
    if !network.tables.absentKinds.isEmpty {
      notes += defaultsTaken(request.hops + answers, network).map { Note.defaultAssumed($0) }
    }
    notes += addressesAssumed(network)
    let isDenied = verdict == .dropped || verdict == .replyDropped
    addNotes(on: request.hops, isDenied: isDenied, network, to: &notes)
    addNotes(on: answers, isDenied: isDenied, network, to: &notes)
    if let admitted = otherSourcesAdmitted(network) { notes.append(admitted) }
    return notes
  }

  private func zonesCrossed(_ network: Network) -> Note? {
    guard case .networkInterface(let sender) = flow.sender,
      case .interface(let receiver) = request.terminal
    else { return nil }
    let tables = network.tables
    let from = tables.interfaces[Int(sender.index)].subnet
    let to = tables.interfaces[Int(receiver)].subnet
    guard tables.zonesDiffer(from, to) else { return nil }
    return .zonesCrossed(from: Reference(Int(from)), to: Reference(Int(to)))
  }

  /// The ends whose addresses the input leaves open.
  private func addressesAssumed(_ network: Network) -> [Note] {
    guard network.tables.hasAssumedAddresses else { return [] }
    var ends: [Reference<NetworkInterface>] = []
    if case .networkInterface(let sender) = flow.sender { ends.append(sender) }
    // A NAT gateway's interface may be known to the compiled network alone.
    let declared = Int32(truncatingIfNeeded: network.topology.networkInterfaces.count)
    if case .interface(let receiver) = request.terminal, receiver < declared {
      ends.append(Reference(Int(receiver)))
    }
    return ends.filter { end in
      network.topology.networkInterfaces[end]?.addresses.contains { $0.isAssumed } == true
    }.map { .addressAssumed($0) }
  }

  /// Kinds that the input does not hold at all, where the path took AWS's default for them.
  private func defaultsTaken(_ hops: [Hop], _ network: Network) -> [ResourceKind] {
    var kinds: Set<ResourceKind> = []
    for hop in hops {
      switch (hop.decision.component, hop.decision.code) {
      case (_, .aclAssumedAllow): kinds.insert(.networkACL)
      case (.securityGroups, _): kinds.insert(.securityGroup)
      case (.impliedRouteTable, _): kinds.insert(.routeTable)
      case (.networkInterface(let interface), .packetSent),
        (.networkInterface(let interface), .delivered):
        if network.topology.networkInterfaces[interface]?.instance != nil {
          kinds.insert(.instance)
        }
      case (.internetGateway, _): kinds.insert(.internetGateway)
      default: break
      }
    }
    return network.tables.absentKinds.filter { kinds.contains($0) }
  }

  /// What few know, or could not be known, of the hops of one direction.
  private func addNotes(
    on hops: [Hop], isDenied: Bool, _ network: Network, to notes: inout [Note]
  ) {
    for hop in hops {
      switch (hop.decision.code, hop.decision.component) {
      case (.applianceTranslates, .networkInterface(let interface)):
        notes.append(.takenForNATInstance(interface))
      case (.peeringReturnsToSender, .vpcPeeringConnection(let peering)):
        notes.append(.returnedWithoutRoute(peering))
      case (.vpnConnectionForwards, .vpnConnection(let connection))
      where hop.decision.direction == .outbound:
        if let tunnel = chosenTunnel(of: connection, network) {
          notes.append(.tunnelChosen(connection, tunnel: tunnel))
        }
      default:
        if isDenied && hop.decision.action == .undetermined {
          notes.append(.undeterminedBehindDenial(hop.decision))
        }
      }
    }
  }

  /// The first tunnel that is up, of several.
  private func chosenTunnel(
    of connection: Reference<VPNConnection>, _ network: Network
  ) -> Int? {
    guard let tunnels = network.topology.vpnConnections[connection]?.tunnels, tunnels.count > 1
    else { return nil }
    return tunnels.firstIndex { $0.isUp }
  }

  /// Public sources that a filter admits where it refuses the default internet client.
  private func otherSourcesAdmitted(_ network: Network) -> Note? {
    guard flow.sender == .internet,
      let refusal = request.hops.first(where: { $0.decision.action == .deny }),
      refusal.decision.direction == .inbound
    else { return nil }
    let admitted = network.sourcesAdmitted(by: refusal)
    return admitted.isEmpty ? nil : .otherSourcesAdmitted(admitted)
  }
}
