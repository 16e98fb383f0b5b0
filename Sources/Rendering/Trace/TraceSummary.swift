import Addressing
public import Dataplane

extension Trace {
  /// The verdict, the packet and what decided, on one line that changes as little as possible from
  /// version to version: `dropped tcp 10.0.1.10:32768 -> 10.0.2.5:5432 NACL_RULE_DENY acl-0a 90`.
  public func summary(in network: Network) -> String {
    let line = "\(verdict.rawValue) \(flow.header.words)"
    guard let deciding = decidingHop else { return line }
    let hop = HopDescription(deciding.hop, in: network)
    let way = deciding.isOnReply ? " reply" : ""
    let component = hop.component.id ?? hop.component.attachedTo ?? hop.component.kind
    return "\(line)\(way) \(hop.code.rawValue) \(component)\(hop.rule.map { " \($0)" } ?? "")"
  }

  /// The first denial, or where there is none the hop at which the model ends.
  var decidingHop: Blocker? {
    blockers.first ?? firstUndetermined(forward, isOnReply: false)
      ?? reply.flatMap { firstUndetermined($0, isOnReply: true) }
  }

  private func firstUndetermined(_ leg: Leg, isOnReply: Bool) -> Blocker? {
    leg.hops.first { $0.decision.action == .undetermined }
      .map { Blocker(hop: $0, isOnReply: isOnReply) }
  }
}
