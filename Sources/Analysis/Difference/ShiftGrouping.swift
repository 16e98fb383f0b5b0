import Addressing
import Dataplane
import TopologyModel

/// Puts shifts together that a reader takes for one: of one cause and one traffic, from the same ends to
/// the same ends.
struct ShiftGrouping {
  private let classes: HostClasses
  private let senders: [ComparedSender]
  private let places: [ComparedPlaces.Place]
  private let families: [PairFamily]
  private let held: HeldAddresses

  init(_ classes: HostClasses, _ comparison: NetworkComparison) {
    self.classes = classes
    senders = comparison.senders
    places = comparison.places
    families = comparison.families
    held = comparison.held
  }

  /// What shifts of a group have in common but their ends.
  private struct Topic: Hashable {
    let before: Verdict
    let after: Verdict
    let cause: ChangeCause
  }

  func groups(of shifts: [(shift: VerdictShift, cause: ChangeCause)]) -> [ReachabilityShift] {
    var topics = Ledger<Topic, VerdictShift>()
    for (shift, cause) in shifts {
      topics.add(shift, to: Topic(before: shift.before, after: shift.after, cause: cause))
    }
    let groups = topics.entries.flatMap { topic, shifts -> [ReachabilityShift] in
      let table = table(of: shifts)
      return table.rows(gaps: gaps(of: table)).map { row in
        let part = ReachabilityShift.Part(
          from: ends(row.ends.from.map { table.from.elements[$0] }),
          to: ends(row.ends.to.map { table.to.elements[$0] }))
        return ReachabilityShift(
          before: topic.before, after: topic.after, parts: [part],
          isOutsideSendersSubnet: row.isOutsideSendersSubnet, traffic: row.traffic,
          cause: topic.cause)
      }
    }
    return groups.joiningFamilies().sorted { $0.kind.rank < $1.kind.rank }
  }

  private func gaps(of table: TrafficTable) -> TrafficGaps {
    TrafficGaps(
      fromHomes: table.from.elements.map { home(of: $0) },
      toHomes: table.to.elements.map { home(of: $0) },
      isFromInternet: table.from.elements.map { if case .internet = $0 { true } else { false } },
      isInside: table.to.elements.map { isInside($0) },
      fromHost: table.from.elements.map { soleHost(of: $0) },
      toHost: table.to.elements.map { soleHost(of: $0) })
  }

  /// The interface that alone is meant by an end.
  private func soleHost(of end: FlowEnd) -> Reference<NetworkInterface>? {
    guard case .hosts(let hostClass, _) = end, classes.members[hostClass].count == 1 else {
      return nil
    }
    return classes.members[hostClass][0]
  }

  /// The subnet in which the private addresses of an end's hosts lie.
  private func home(of end: FlowEnd) -> Reference<Subnet>? {
    guard case .hosts(let hostClass, _) = end, ownAddress(of: end) != nil else { return nil }
    return classes.subnet(of: hostClass)
  }

  /// An end at which its hosts are to be reached over IPv4 from inside alone.
  private func isInside(_ end: FlowEnd) -> Bool { ownAddress(of: end)?.isIPv4 ?? false }

  /// The address of an end's first host, if it is not a public one that stands for another.
  private func ownAddress(of end: FlowEnd) -> IPAddress? {
    guard case .hosts(let hostClass, let address) = end else { return nil }
    let own = classes.addresses(of: classes.members[hostClass][0]).own
    return address < own.count ? own[address] : nil
  }
}

extension ReachabilityShift.Kind {
  /// The place among the kinds.
  fileprivate var rank: Int { ReachabilityShift.Kind.allCases.firstIndex(of: self) ?? 0 }
}

// MARK: Tables

/// Which ends have which traffic.
private struct TrafficTable {
  var from = Numbering<FlowEnd>()
  var to = Numbering<FlowEnd>()
  private var traffic = Numbering<[TrafficBox]>()
  private var pairs: [PairMatrix] = []

  /// The place of a traffic's pairs.
  mutating func place(of boxes: [TrafficBox]) -> Int {
    let place = traffic.number(of: TrafficBox.canonical(boxes))
    if place == pairs.count { pairs.append(PairMatrix()) }
    return place
  }

  mutating func insert(_ one: FlowEnd, _ other: FlowEnd, at place: Int) {
    pairs[place].insert(from.number(of: one), to.number(of: other))
  }

  /// Traffic from any of some ends to any of others.
  struct Row {
    let traffic: [TrafficBox]
    let ends: PairMatrix.Rectangle
    let isOutsideSendersSubnet: Bool
  }

  /// The pairs of each traffic: with all of a pair's traffic together, or with what many pairs have in
  /// common apart from the rest, whichever makes fewer rows.
  func rows(gaps: TrafficGaps) -> [Row] {
    let whole = zip(traffic.elements, pairs).flatMap { TrafficTable.rows(of: $1, $0, gaps) }
    guard pairs.count > 1, whole.count > 2 else { return whole }
    let parts = TrafficBox.sharedParts(of: traffic.elements).flatMap { boxes, owners in
      var union = PairMatrix()
      for owner in owners { union.formUnion(pairs[owner]) }
      return TrafficTable.rows(of: union, boxes, gaps)
    }
    return parts.count < whole.count ? parts : whole
  }

  /// Rectangles of the pairs, or of those with pairs that none of them is, where that makes fewer: such as
  /// nobody sends anything between, or such as lie within a subnet.
  private static func rows(
    of pairs: PairMatrix, _ traffic: [TrafficBox], _ gaps: TrafficGaps
  ) -> [Row] {
    var rectangles = pairs.rectangles
    var isLoose = false
    if rectangles.count > 1 {
      let sent = pairs.filled { gaps.isUnsent($0, $1) }
      let loose = (sent ?? pairs).filled { gaps.isWithinSubnet($0, $1) }
      for candidate in [(sent, false), (loose, true)] {
        guard let found = candidate.0?.rectangles, found.count < rectangles.count else { continue }
        (rectangles, isLoose) = (found, candidate.1)
      }
    }
    return rectangles.map { ends in
      let spansSubnet = ends.from.contains { from in
        ends.to.contains { gaps.isWithinSubnet(from, $0) }
      }
      return Row(traffic: traffic, ends: ends, isOutsideSendersSubnet: isLoose && spansSubnet)
    }
  }
}

/// Pairs of a table's ends that need not be told apart from others.
private struct TrafficGaps {
  /// The subnets of private addresses.
  let fromHomes: [Reference<Subnet>?]
  let toHomes: [Reference<Subnet>?]
  let isFromInternet: [Bool]
  /// Receivers' addresses for IPv4 inside.
  let isInside: [Bool]
  /// Interfaces that are alone at an end.
  let fromHost: [Reference<NetworkInterface>?]
  let toHost: [Reference<NetworkInterface>?]

  /// Nothing is sent from the internet to addresses that interfaces have inside, nor from an interface to itself.
  func isUnsent(_ from: Int, _ to: Int) -> Bool {
    isFromInternet[from] && isInside[to] || fromHost[from].map { $0 == toHost[to] } ?? false
  }

  func isWithinSubnet(_ from: Int, _ to: Int) -> Bool {
    fromHomes[from].map { $0 == toHomes[to] } ?? false
  }
}

extension ShiftGrouping {
  /// The addresses of packets at both ends.
  private struct Spot: Hashable {
    let source: AddressRange
    let destination: AddressRange
  }

  /// Every pair with its traffic; ranges are cut wherever one of them begins or ends.
  private func table(of shifts: [VerdictShift]) -> TrafficTable {
    var table = TrafficTable()
    let cuts = RangeCuts(shifts.flatMap { [$0.packets.source, $0.packets.destination] })
    var shiftsOfFamily = Ledger<Int, VerdictShift>()
    for shift in shifts { shiftsOfFamily.add(shift, to: shift.family) }
    for (number, shifts) in shiftsOfFamily.entries {
      let pairs = families[number].pairs
      var traffic = Ledger<Spot, TrafficBox>()
      for shift in shifts {
        for spot in spots(of: shift.packets, between: pairs[0], cuts) {
          traffic.add(TrafficBox(shift.packets), to: spot)
        }
      }
      for (spot, boxes) in traffic.entries {
        let place = table.place(of: boxes)
        for pair in pairs {
          table.insert(
            senders[Int(pair.from)].end.narrowed(to: spot.source),
            places[Int(pair.to)].end.narrowed(to: spot.destination), at: place)
        }
      }
    }
    return table
  }

  /// The packets' addresses in pieces, save for those that stand for a class.
  private func spots(
    of packets: HeaderBox, between pair: EndPair, _ cuts: RangeCuts
  ) -> [Spot] {
    func pieces(of range: AddressRange, at end: FlowEnd) -> [AddressRange] {
      if end.isSingle { return [range] }
      return cuts.pieces(of: range).filter { !held.isNobody(end.narrowed(to: $0)) }
    }
    return pieces(of: packets.source, at: senders[Int(pair.from)].end).flatMap { source in
      pieces(of: packets.destination, at: places[Int(pair.to)].end).map {
        Spot(source: source, destination: $0)
      }
    }
  }
}

// MARK: Ends

extension ShiftGrouping {
  /// Every member of every class, ranges joined.
  private func ends(_ flowEnds: [FlowEnd]) -> ShiftEnds {
    var ends = ShiftEnds()
    for end in flowEnds {
      switch end {
      case .hosts(let hostClass, let address):
        for member in classes.members[hostClass] {
          let own = classes.addresses(of: member).all[address]
          ends.hosts.append(ShiftEnds.Host(interface: member, range: AddressRange(own)))
        }
      case .delegated(let interface, let range):
        ends.hosts.append(ShiftEnds.Host(interface: interface, range: range))
      case .internet(let range): ends.internet += held.internet(in: range)
      case .onPremises(let connection, let range):
        ends.premises.append(ShiftEnds.Premises(connection: connection, range: range))
      case .addresses(let range): ends.addresses += held.destinations(in: range)
      case .held(let address): ends.addresses.append(AddressRange(address))
      }
    }
    ends.hosts.sort { $0.precedes($1) }
    ends.internet = ends.internet.joined
    ends.addresses = ends.addresses.joined
    return ends
  }
}
