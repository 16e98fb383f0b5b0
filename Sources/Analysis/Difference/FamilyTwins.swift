import Addressing
import Dataplane
import TopologyModel

extension [ReachabilityShift] {
  /// The same with what happened over IPv4 and over IPv6 alike told at once.
  ///
  /// A host has one IPv6 address for everybody, and over IPv4 perhaps one for those inside and one for the
  /// internet: then what is one over IPv6 is in several parts over IPv4.
  func joiningFamilies() -> [ReachabilityShift] {
    var topics = Ledger<FamilyTopic, Int>()
    for index in indices {
      if let topic = FamilyTopic(self[index]) { topics.add(index, to: topic) }
    }
    var (joined, isTold) = (self, [Bool](repeating: false, count: count))
    for (_, places) in topics.entries where places.count > 1 {
      for twins in FamilyTwins(places, of: self).all {
        let parts = twins.ipv4.map { self[$0] }
        guard let first = twins.ipv4.first else { continue }
        for place in twins.ipv4 + [twins.ipv6] { isTold[place] = true }
        joined[first] = parts[0].joined(with: Array(parts.dropFirst()), and: self[twins.ipv6])
        isTold[first] = false
      }
    }
    return zip(joined, isTold).filter { !$1 }.map { $0.0 }
  }
}

/// What shifts have in common if a reader may take them for one, whoever sends.
private struct FamilyTopic: Hashable {
  let before: Verdict
  let after: Verdict
  let to: FamilyEnd
  let isOutsideSendersSubnet: Bool
  let traffic: [TrafficBox]

  init?(_ shift: ReachabilityShift) {
    guard shift.family != nil else { return nil }
    before = shift.before
    after = shift.after
    to = FamilyEnd(shift.to)
    isOutsideSendersSubnet = shift.isOutsideSendersSubnet
    traffic = shift.traffic
  }
}

/// Ends without their addresses.
private struct FamilyEnd: Hashable {
  var interfaces: Set<Reference<NetworkInterface>>
  var connections: Set<Reference<VPNConnection>>
  var isInternet: Bool
  var hasOtherAddresses: Bool

  init(_ ends: ShiftEnds) {
    interfaces = Set(ends.hosts.map { $0.interface })
    connections = Set(ends.premises.map { $0.connection })
    isInternet = !ends.internet.isEmpty
    hasOtherAddresses = !ends.addresses.isEmpty
  }
}

/// Shifts over IPv4, by their places, and those over IPv6 that say the same, among shifts of one topic.
private struct FamilyTwins {
  private(set) var all: [(ipv4: [Int], ipv6: Int)] = []
  private var left: [Int]

  init(_ places: [Int], of shifts: [ReachabilityShift]) {
    left = places.filter { shifts[$0].family == .ipv4 }
    let others = places.filter { shifts[$0].family == .ipv6 }
    let senders = Dictionary(
      uniqueKeysWithValues: places.map { ($0, FamilyEnd(shifts[$0].from)) })
    let single = others.filter { place in
      others.count { senders[$0] == senders[place] } == 1
    }
    for place in single {
      take(left.filter { senders[$0] == senders[place] }, as: place) { $0.count == 1 }
    }
    for place in single where !all.contains(where: { $0.ipv6 == place }) {
      var ofCause = Ledger<ChangeCause, Int>()
      for other in left { ofCause.add(other, to: shifts[other].cause) }
      let groups = ofCause.entries.map { $0.values }.filter { group in
        FamilyEnd(ShiftEnds(union: group.map { shifts[$0].from })) == senders[place]
      }
      take(groups.first ?? [], as: place) { _ in groups.count == 1 }
    }
  }

  private mutating func take(_ group: [Int], as ipv6: Int, if isClear: ([Int]) -> Bool) {
    guard isClear(group) else { return }
    all.append((group, ipv6))
    left.removeAll { group.contains($0) }
  }
}

extension ReachabilityShift {
  /// The family of its packets, where all are of one.
  fileprivate var family: AddressFamily? {
    let families = Set((from.ranges + to.ranges).map { $0.family })
    return families.count == 1 ? families.first : nil
  }

  /// One shift of this and others over IPv4, of one cause, and of the twin over IPv6.
  ///
  /// No packet has addresses of both families: in a part of ends of both the connections of each are meant.
  /// What rests on other changes than its twin is undone by taking back those of both.
  fileprivate func joined(
    with others: [ReachabilityShift], and twin: ReachabilityShift
  ) -> ReachabilityShift {
    let changes = Set(cause.changes + twin.cause.changes).sorted()
    let own = parts + others.flatMap { $0.parts }
    let joint =
      own.count == 1 && twin.parts.count == 1
      ? [
        Part(
          from: ShiftEnds(union: [from, twin.from]), to: ShiftEnds(union: [to, twin.to]))
      ] : own + twin.parts
    return ReachabilityShift(
      before: before, after: after, parts: joint,
      isOutsideSendersSubnet: isOutsideSendersSubnet, traffic: traffic,
      cause: cause == twin.cause ? cause : ChangeCause(changes: changes, isEachEnough: false))
  }
}

extension ShiftEnds {
  fileprivate var ranges: [AddressRange] {
    hosts.map { $0.range } + internet + premises.map { $0.range } + addresses
  }
}
