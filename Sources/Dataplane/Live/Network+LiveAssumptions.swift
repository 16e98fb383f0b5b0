import Addressing
import TopologyModel

extension Network {
  /// Undocumented behaviour that the outcome of a packet in time rests on.
  func assumptions(
    of packet: LivePacket, along hops: [Hop], _ changes: [RememberedChange],
    _ state: WalkState<OnePacket>
  ) -> [Assumption] {
    var found = assumptions(along: hops)
    if state.metTie { found.append(.firstOfTiedRoutes) }
    for hop in hops where !hop.isHypothetical {
      guard case .securityGroups(let interface) = hop.decision.component,
        hop.decision.code != .groupTrackedAllow
      else { continue }
      let own = changes.filter { $0.isHeld(by: interface) }
      if own.contains(where: { $0.endsUndocumented }) { found.append(.undocumentedTimers) }
      if packet.segment != .opening, hop.decision.code == .groupRuleAllow,
        !own.contains(where: { $0.before != nil && $0.after != nil })
      {
        found.append(.midStreamJudgedAsNew)
      }
    }
    return found.isEmpty ? [] : Assumption.allCases.filter { found.contains($0) }
  }
}

extension RememberedChange {
  fileprivate func isHeld(by interface: Reference<NetworkInterface>) -> Bool {
    if case .interface(interface, _)? = (after ?? before)?.holder { true } else { false }
  }

  /// The packet found an entry that had ended at a time which AWS does not tell (R-TRK-7).
  fileprivate var endsUndocumented: Bool {
    guard let before, after == nil else { return false }
    switch before.state {
    case .synSent, .synReceived, .closing, .closed: return true
    case .open: return before.request.ipProtocol.isICMP
    case .established, .single, .stream, .untracked: return false
    }
  }
}
