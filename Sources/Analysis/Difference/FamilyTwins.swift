import Addressing
import Dataplane
import TopologyModel

extension [ReachabilityShift] {
  /// The same with what happened over IPv4 and over IPv6 alike told at once.
  ///
  /// No packet has addresses of both families: of the ends of two twins the connections of each are meant,
  /// and there are no others.
  func joiningFamilies() -> [ReachabilityShift] {
    var twins = Ledger<FamilyTwin, Int>()
    for index in indices {
      if let twin = FamilyTwin(self[index]) { twins.add(index, to: twin) }
    }
    var (joined, isTold) = (self, [Bool](repeating: false, count: count))
    for (_, places) in twins.entries where places.count == 2 {
      let (one, other) = (self[places[0]], self[places[1]])
      guard one.family != other.family else { continue }
      joined[places[0]] = one.family == .ipv4 ? one.joined(with: other) : other.joined(with: one)
      isTold[places[1]] = true
    }
    return zip(joined, isTold).filter { !$1 }.map { $0.0 }
  }
}

/// What shifts of the two families have in common if a reader takes them for one.
private struct FamilyTwin: Hashable {
  let before: Verdict
  let after: Verdict
  let from: End
  let to: End
  let isOutsideSendersSubnet: Bool
  let traffic: [TrafficBox]

  /// Ends without their addresses.
  struct End: Hashable {
    let interfaces: Set<Reference<NetworkInterface>>
    let connections: Set<Reference<VPNConnection>>
    let isInternet: Bool
    let hasOtherAddresses: Bool

    init(_ ends: ShiftEnds) {
      interfaces = Set(ends.hosts.map { $0.interface })
      connections = Set(ends.premises.map { $0.connection })
      isInternet = !ends.internet.isEmpty
      hasOtherAddresses = !ends.addresses.isEmpty
    }
  }

  init?(_ shift: ReachabilityShift) {
    guard shift.family != nil else { return nil }
    before = shift.before
    after = shift.after
    from = End(shift.from)
    to = End(shift.to)
    isOutsideSendersSubnet = shift.isOutsideSendersSubnet
    traffic = shift.traffic
  }
}

extension ReachabilityShift {
  /// The family of its packets, where all are of one.
  fileprivate var family: AddressFamily? {
    let families = Set((from.ranges + to.ranges).map { $0.family })
    return families.count == 1 ? families.first : nil
  }

  /// What rests on other changes than its twin is undone by taking back those of both.
  fileprivate func joined(with twin: ReachabilityShift) -> ReachabilityShift {
    let changes = Set(cause.changes + twin.cause.changes).sorted()
    return ReachabilityShift(
      before: before, after: after, from: from.joined(with: twin.from),
      to: to.joined(with: twin.to),
      isOutsideSendersSubnet: isOutsideSendersSubnet, traffic: traffic,
      cause: cause == twin.cause ? cause : ChangeCause(changes: changes, isEachEnough: false))
  }
}

extension ShiftEnds {
  fileprivate var ranges: [AddressRange] {
    hosts.map { $0.range } + internet + premises.map { $0.range } + addresses
  }

  fileprivate func joined(with other: ShiftEnds) -> ShiftEnds {
    var ends = self
    ends.hosts += other.hosts
    ends.internet += other.internet
    ends.premises += other.premises
    ends.addresses += other.addresses
    return ends
  }
}
