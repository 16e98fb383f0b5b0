public import Dataplane
import TopologyModel

/// A trace told to a learner: the stations of the request and of its reply, in walking order.
///
/// Every decision of the trace belongs to exactly one station; nothing is told that was not decided.
public struct Story: Sendable {
  public let trace: Trace
  public let request: [Station]
  /// Empty where no reply was traced.
  public let reply: [Station]

  public init(_ trace: Trace) {
    self.trace = trace
    request = Story.stations(of: trace.forward, startingAt: 1) {
      Station.Memory(request: $0, reply: trace.reply)
    }
    guard let leg = trace.reply else {
      reply = []
      return
    }
    reply = Story.stations(of: leg, isReply: true, startingAt: request.count + 1) {
      Station.Memory(reply: $0, forward: trace.forward)
    }
  }

  /// The hops of a station, in walking order.
  public func hops(of station: Station) -> ArraySlice<Hop> {
    let leg = station.isOnReply ? trace.reply : trace.forward
    return leg?.hops[station.hops] ?? []
  }

  /// The station at which a hop of the trace was decided.
  ///
  /// - Returns: `nil` for a hop of another trace.
  public func station(of blocker: Blocker) -> Station? {
    (blocker.isOnReply ? reply : request).first { hops(of: $0).contains(blocker.hop) }
  }

  private static func stations(
    of leg: Leg, isReply: Bool = false, startingAt first: Int, memory: (Hop) -> Station.Memory
  ) -> [Station] {
    var stations: [Station] = []
    var start = 0
    while start < leg.hops.count {
      let hop = leg.hops[start]
      let end = leg.hops[start...].firstIndex { !$0.isDecided(besides: hop) } ?? leg.hops.count
      let hops = leg.hops[start..<end]
      let memories = hops.map(memory)
      stations.append(
        Station(
          number: first + stations.count, isOnReply: isReply, component: hop.decision.component,
          direction: hop.decision.direction, hops: start..<end, check: Station.Check(hops),
          memory: memories.first { $0 != .none } ?? .none,
          staysInSubnet: hop.staysInSubnet(behind: leg.hops[..<start].last),
          isHypothetical: hop.isHypothetical))
      start = end
    }
    return stations
  }
}

extension Hop {
  /// Whether this is the route of a packet that no ACL was asked about when it left the interface before.
  fileprivate func staysInSubnet(behind before: Hop?) -> Bool {
    guard decision.code == .routeMatch, case .securityGroups? = before?.decision.component else {
      return false
    }
    return before?.decision.direction == .outbound
  }

  /// Both decisions were taken at one place, the one right after the other.
  fileprivate func isDecided(besides other: Hop) -> Bool {
    guard decision.component == other.decision.component, isHypothetical == other.isHypothetical
    else { return false }
    switch decision.component {
    case .securityGroups, .networkACL: return decision.direction == other.decision.direction
    default: return true
    }
  }
}
