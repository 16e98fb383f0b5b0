public import Addressing
public import TopologyModel

/// What became of a packet and of its reply, hop by hop, as values; nothing is worded yet.
public struct Trace: Sendable {
  public let flow: Flow
  public internal(set) var verdict: Verdict
  public let forward: Leg
  /// `nil` when one-way, or when the forward walk did not reach its end.
  public let reply: Leg?
  /// Undocumented behaviour that the verdict, or the hop that decides it, rests on.
  public internal(set) var assumptions: [Assumption]
  public internal(set) var notes: [Note]
  /// The paths, targets or client ports that disagree, where the verdict is `ambiguous`.
  public internal(set) var alternatives: [Alternative] = []
  /// The paths by the other routes of ties that were met, whether or not they agree (R-ROUTE-7).
  public internal(set) var tiedPaths: [PathDecisions] = []

  /// The decisions of the hops, but for those behind a denial.
  public var path: PathDecisions {
    let isReplySent = forward.outcome != .dropped
    return PathDecisions(
      forward: forward.decisions, reply: isReplySent ? reply?.decisions : nil)
  }

  /// Every hop that denies, in walking order: the forward ones, then the reply's.
  public var blockers: [Blocker] {
    guard forward.outcome == .dropped || reply?.outcome == .dropped else { return [] }
    let forwardDenials = forward.hops.filter { $0.decision.action == .deny }
    let replyDenials = (reply?.hops ?? []).filter { $0.decision.action == .deny }
    return forwardDenials.map { Blocker(hop: $0, isOnReply: false) }
      + replyDenials.map { Blocker(hop: $0, isOnReply: true) }
  }
}

/// The five answers.
public enum Verdict: String, CaseIterable, Sendable {
  /// There and, unless one-way, back.
  case delivered
  /// On the way there.
  case dropped
  /// On the way back.
  case replyDropped = "reply-dropped"
  /// Equally good paths, targets or client ports disagree.
  case ambiguous
  /// The model ends before the packet does.
  case undetermined
}

/// One direction of a trace.
public struct Leg: Sendable {
  public enum Outcome: String, Sendable {
    case delivered
    case dropped
    case ambiguous
    case undetermined
  }

  public let outcome: Outcome
  public let hops: [Hop]
  /// The walk came to a destination, past denials perhaps.
  public let reachedEnd: Bool

  fileprivate var decisions: [Decision] {
    hops.prefix { !$0.isHypothetical }.map { $0.decision }
  }
}

/// One decision and the packet as it leaves it.
public struct Hop: Hashable, Sendable {
  public let decision: Decision
  public let packet: PacketHeader
  /// Behind a denial: what would happen if the filters before it allowed.
  public let isHypothetical: Bool
}

/// A hop that denies the packet or its reply.
public struct Blocker: Hashable, Sendable {
  public let hop: Hop
  public let isOnReply: Bool

  package init(hop: Hop, isOnReply: Bool) {
    self.hop = hop
    self.isOnReply = isOnReply
  }
}

/// One of several outcomes of an ambiguous trace.
public struct Alternative: Sendable {
  public enum Cause: Hashable, Sendable {
    /// Client ports of these ranges.
    case clientPorts([PortRange])
    /// This route of equally good ones (R-ROUTE-7).
    case route(Evidence)
  }

  public let cause: Cause
  public let verdict: Verdict
  /// The decision that makes this alternative what it is, where it is a denial.
  public let decision: Decision?
}

/// A rule of the semantics that AWS does not document, as this verdict rests on it.
public enum Assumption: String, CaseIterable, Sendable {
  case replacedGroupsActAsRules = "R-TRK-4"
  case undocumentedTimers = "R-TRK-7"
  case icmpErrorsNeedARule = "R-TRK-9"
  case midStreamJudgedAsNew = "R-TRK-8"
  case noPathIsLonger = "R-PIPE-10"
  case firstOfTiedRoutes = "R-ROUTE-7"
  case unusablePeeringRouteDrops = "R-ROUTE-9"
  case routeServerRanksAsPropagated = "R-ROUTE-11"
  case applianceHopOrder = "R-ROUTE-16"
  case peeringNeedsSourceInVPC = "R-ROUTE-18"
  case hairpinRewriting = "R-IGW-7"
  case inboundIgnoresRoutes = "R-IGW-11"
  case windowsActivationAddresses = "R-PIPE-7"
}

/// What the user should know beside the verdict.
public enum Note: Hashable, Sendable {
  /// The guest's own firewall and listener are not known.
  case deliveredToInterface
  case zonesCrossed(from: Reference<Subnet>, to: Reference<Subnet>)
  /// The default client ports that the reply was judged for.
  case clientPorts(ClientPorts)
  /// Ports of the client's or a NAT's range for which a filter on the way back denies.
  case failingPorts([PortRange], of: ClientPorts, at: Decision)
  /// Nothing filters link-local services, and they do not answer pings (R-PIPE-7).
  case linkLocalServiceUnfiltered
  /// This ICMP message has no answer.
  case noReplyToICMP
  /// The input holds no resource of this kind at all: AWS's default was taken.
  case defaultAssumed(ResourceKind)
  /// AWS has yet to choose this interface's address; the reader took a free one of its subnet.
  case addressAssumed(Reference<NetworkInterface>)
  /// The traced internet client is refused, and these public sources are admitted.
  case otherSourcesAdmitted([CIDRBlock])
  /// Two prefix-list routes tie; all of their targets give this verdict (R-ROUTE-7).
  case tiedRoutesAgree
  /// A reply over a peering returns to the NAT gateway that sent the request, for which the far VPC
  /// needs no route (R-NAT-15).
  case returnedWithoutRoute(Reference<VPCPeeringConnection>)
  /// The input does not say what a forwarding instance with a public address does (R-NATI-1).
  case takenForNATInstance(Reference<NetworkInterface>)
  /// BGP or static routes leave the choice of tunnel to AWS; this one was taken (R-VPN-4).
  case tunnelChosen(Reference<VPNConnection>, tunnel: Int)
  /// What would be undetermined behind the denial that decides.
  case undeterminedBehindDenial(Decision)
}
