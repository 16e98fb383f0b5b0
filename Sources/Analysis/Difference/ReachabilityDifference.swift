public import Addressing
public import Dataplane
public import TopologyModel

/// What a change of a network changes for its packets.
///
/// Packets are those that an interface sends from its own addresses to anything but itself and the services
/// beside it (R-PIPE-7), that hosts with public addresses send over the internet, and that the premises
/// behind a VPN connection send.
public struct ReachabilityDifference: Sendable {
  public let old: Network
  /// The new network; where it speaks of something that the old one has, it uses the same reference.
  public let new: Network
  /// Everything that is declared otherwise.
  public let changes: [TopologyChange]
  /// Everything that fares otherwise; no packet of one sender is in two of them.
  public let shifts: [ReachabilityShift]

  /// Compares two topologies, whose ids need not be the same.
  ///
  /// Things are the same that have one id, else one name, else one address or place; prefix lists that AWS
  /// keeps are the same by their name.
  ///
  /// - Complexity: One walk of each network for every way of packets between two profiles of interfaces that
  ///   changes may touch; a look-up for every two classes; O(*n* log *n*) for what is the same.
  public init(from old: Topology, to new: Topology) {
    let lists = ManagedPrefixLists(old, new)
    var before = lists.joined(in: old)
    var after = lists.joined(in: new).realigned(with: before)
    before.keepManagedEntries(of: after)
    after.keepManagedEntries(of: before)
    self.old = Network(before)
    self.new = Network(after)
    changes = TopologyChange.all(from: before, to: after)
    shifts =
      changes.isEmpty
      ? [] : ReachabilityDifference.shifts(from: self.old, to: self.new, by: changes)
  }

  private static func shifts(
    from old: Network, to new: Network, by changes: [TopologyChange]
  ) -> [ReachabilityShift] {
    let networks = [old, new]
    let contested = old.heldAddresses.symmetricDifference(new.heldAddresses)
    let neighbours = NetworkNeighbours(networks)
    let footprints = changes.map { ChangeFootprint(of: $0, networks, neighbours) }
    let classes = HostClasses(networks, neighbours)
    let comparison = NetworkComparison(
      ProbedNetwork(old, contested: contested), ProbedNetwork(new, contested: contested),
      footprints, classes, neighbours)
    var search = CauseSearch(old.topology, new.topology, changes, footprints, contested)
    let owners = ChangeOwners(changes, classes, neighbours)
    let causes = search.causes(of: comparison.shifts).map { shift, cause in
      (shift: shift, cause: owners.cause(cause, of: shift))
    }
    return ShiftGrouping(classes, comparison).groups(of: causes)
  }

  /// Something opened or closed, or lost or regained its reply.
  public var hasCertainShifts: Bool { shifts.contains { $0.kind != .uncertain } }

  /// The changes on which no shift rests, in the order of ``changes``.
  public var idleChanges: [TopologyChange] {
    let active = Set(shifts.flatMap { $0.cause.changes })
    return changes.indices.filter { !active.contains($0) }.map { changes[$0] }
  }
}

/// Packets that fare otherwise than before.
public struct ReachabilityShift: Sendable {
  public let before: Verdict
  public let after: Verdict
  /// From whom: the ends of all ``parts``.
  public let from: ShiftEnds
  /// To whom: the ends of all ``parts``.
  public let to: ShiftEnds
  /// Which of ``from`` to which of ``to``; several where not every sender is meant at every address of a
  /// receiver.
  public let parts: [Part]
  /// Of the private addresses of ``to`` only those are meant that are not in the sender's own subnet.
  public let isOutsideSendersSubnet: Bool
  /// What they are, in boxes that share nothing, ascending.
  public let traffic: [TrafficBox]
  public let cause: ChangeCause

  /// From any of some ends to any of others.
  ///
  /// Of the addresses of ``to`` those are meant that are of the sender's family and not its own, and for the
  /// internet none that an interface has for IPv4 inside: nothing is sent there from outside.
  public struct Part: Hashable, Sendable {
    public let from: ShiftEnds
    public let to: ShiftEnds
  }

  init(
    before: Verdict, after: Verdict, parts: [Part], isOutsideSendersSubnet: Bool,
    traffic: [TrafficBox], cause: ChangeCause
  ) {
    self.before = before
    self.after = after
    from = parts.count == 1 ? parts[0].from : ShiftEnds(union: parts.map { $0.from })
    to = parts.count == 1 ? parts[0].to : ShiftEnds(union: parts.map { $0.to })
    self.parts = parts
    self.isOutsideSendersSubnet = isOutsideSendersSubnet
    self.traffic = traffic
    self.cause = cause
  }

  public enum Kind: String, CaseIterable, Sendable {
    /// Did not arrive, and now does, and so does the reply.
    case opened
    /// Was delivered, and no longer arrives.
    case closed
    /// Still arrives, but the reply does not any more.
    case replyLost = "reply-lost"
    /// Arrived before, and now the reply does so, too.
    case replyRegained = "reply-regained"
    /// Did not arrive, and now does, though no reply comes back.
    case requestOpened = "request-opened"
    /// Arrived, though no reply came back, and no longer does.
    case requestClosed = "request-closed"
    /// Before or after, the model can't tell.
    case uncertain
  }

  public var kind: Kind {
    switch (before, after) {
    case (.dropped, .delivered): .opened
    case (.delivered, .dropped): .closed
    case (.delivered, .replyDropped): .replyLost
    case (.replyDropped, .delivered): .replyRegained
    case (.dropped, .replyDropped): .requestOpened
    case (.replyDropped, .dropped): .requestClosed
    default: .uncertain
    }
  }
}

/// One end of connections: everybody who may send them, or everything that they may be sent to.
public struct ShiftEnds: Hashable, Sendable {
  /// Interfaces with the one address, or delegated prefix, that is meant.
  public internal(set) var hosts: [Host] = []
  /// Hosts on the internet that send.
  public internal(set) var internet: [AddressRange] = []
  /// Hosts behind VPN connections that send.
  public internal(set) var premises: [Premises] = []
  /// Destinations that are no interface's address.
  public internal(set) var addresses: [AddressRange] = []

  init() {}

  /// What is in any of some ends.
  init(union all: [ShiftEnds]) {
    hosts = Set(all.flatMap { $0.hosts }).sorted { $0.precedes($1) }
    internet = all.flatMap { $0.internet }.joined
    premises = Set(all.flatMap { $0.premises }).sorted { $0.precedes($1) }
    addresses = all.flatMap { $0.addresses }.joined
  }

  public struct Host: Hashable, Sendable {
    public let interface: Reference<NetworkInterface>
    public let range: AddressRange

    func precedes(_ other: Host) -> Bool {
      range.first != other.range.first
        ? range.first < other.range.first : interface.index < other.interface.index
    }
  }

  public struct Premises: Hashable, Sendable {
    public let connection: Reference<VPNConnection>
    public let range: AddressRange

    func precedes(_ other: Premises) -> Bool {
      connection != other.connection
        ? connection.index < other.connection.index : range.first < other.range.first
    }
  }
}
