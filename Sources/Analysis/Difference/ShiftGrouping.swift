import Addressing
import Dataplane
import TopologyModel

/// Puts shifts together that a reader takes for one: of one cause and one traffic, from the same ends to
/// the same ends.
struct ShiftGrouping {
  private let classes: HostClasses

  init(_ classes: HostClasses) { self.classes = classes }

  /// What shifts of a group have in common but their ends.
  private struct Topic: Hashable {
    let before: Verdict
    let after: Verdict
    let cause: ChangeCause
  }

  private struct Pair: Hashable {
    let from: FlowEnd
    let to: FlowEnd
  }

  func groups(of shifts: [(shift: VerdictShift, cause: ChangeCause)]) -> [ReachabilityShift] {
    var topics = Ledger<Topic, (pair: Pair, traffic: TrafficBox)>()
    for (shift, cause) in shifts {
      topics.add(
        (Pair(from: shift.from, to: shift.to), TrafficBox(shift.packets)),
        to: Topic(before: shift.before, after: shift.after, cause: cause))
    }
    let groups = topics.entries.flatMap { topic, rows in
      rectangles(of: rows).map { rectangle in
        ReachabilityShift(
          before: topic.before, after: topic.after, from: ends(rectangle.from),
          to: ends(rectangle.to), traffic: rectangle.traffic, cause: topic.cause)
      }
    }
    return groups.sorted { $0.kind.rank < $1.kind.rank }
  }

  /// Every pair of `from` and `to` has all of the traffic.
  private struct Rectangle {
    let from: [FlowEnd]
    let to: [FlowEnd]
    let traffic: [TrafficBox]
  }

  private func rectangles(of rows: [(pair: Pair, traffic: TrafficBox)]) -> [Rectangle] {
    let cuts = RangeCuts(rows.flatMap { [$0.pair.from, $0.pair.to] }.compactMap { $0.range })
    var traffic = Ledger<Pair, TrafficBox>()
    for row in rows {
      for from in cuts.pieces(of: row.pair.from) {
        for to in cuts.pieces(of: row.pair.to) {
          traffic.add(row.traffic, to: Pair(from: from, to: to))
        }
      }
    }
    var pairs = Ledger<[TrafficBox], Pair>()
    for (pair, boxes) in traffic.entries { pairs.add(pair, to: TrafficBox.canonical(boxes)) }
    return pairs.entries.flatMap { traffic, pairs in
      let byFrom = products(of: pairs, { $0.from }, { $0.to })
      let byTo = products(of: pairs, { $0.to }, { $0.from })
      return byFrom.count <= byTo.count
        ? byFrom.map { Rectangle(from: $0, to: $1, traffic: traffic) }
        : byTo.map { Rectangle(from: $1, to: $0, traffic: traffic) }
    }
  }

  /// Puts those together that are paired with the same others.
  private func products(
    of pairs: [Pair], _ one: (Pair) -> FlowEnd, _ other: (Pair) -> FlowEnd
  ) -> [([FlowEnd], [FlowEnd])] {
    var partners = Ledger<FlowEnd, FlowEnd>()
    for pair in pairs { partners.add(other(pair), to: one(pair)) }
    var groups = Ledger<Set<FlowEnd>, FlowEnd>()
    var ordered: [Set<FlowEnd>: [FlowEnd]] = [:]
    for (end, others) in partners.entries {
      groups.add(end, to: Set(others))
      if ordered[Set(others)] == nil { ordered[Set(others)] = others }
    }
    return groups.entries.map { ($0.values, ordered[$0.key] ?? []) }
  }
}

/// Lists by key, in the order in which keys were first met.
private struct Ledger<Key: Hashable, Value> {
  private(set) var entries: [(key: Key, values: [Value])] = []
  private var places: [Key: Int] = [:]

  mutating func add(_ value: Value, to key: Key) {
    if let place = places[key] {
      entries[place].values.append(value)
    } else {
      places[key] = entries.count
      entries.append((key, [value]))
    }
  }
}

/// Cuts ranges wherever one of them begins or ends, so that no two pieces overlap without being the same.
private struct RangeCuts {
  /// Where pieces begin, ascending.
  private let ipv4: [IPAddress]
  private let ipv6: [IPAddress]

  init(_ ranges: [AddressRange]) {
    let starts = Set(ranges.flatMap { [$0.first] + ($0.last.successor.map { [$0] } ?? []) })
    ipv4 = starts.filter { $0.isIPv4 }.sorted()
    ipv6 = starts.filter { !$0.isIPv4 }.sorted()
  }

  func pieces(of end: FlowEnd) -> [FlowEnd] {
    guard let range = end.range else { return [end] }
    let starts = range.family == .ipv4 ? ipv4 : ipv6
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= range.first { low = middle + 1 } else { high = middle }
    }
    var pieces: [FlowEnd] = []
    var first = range.first
    for start in starts[low...] {
      guard start <= range.last, let last = start.predecessor else { break }
      pieces.append(end.narrowed(to: AddressRange(first, last)))
      first = start
    }
    return pieces + [end.narrowed(to: AddressRange(first, range.last))]
  }
}

extension ReachabilityShift.Kind {
  /// The place among the kinds.
  fileprivate var rank: Int { ReachabilityShift.Kind.allCases.firstIndex(of: self) ?? 0 }
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
      case .internet(let range): ends.internet.append(range)
      case .onPremises(let connection, let range):
        ends.premises.append(ShiftEnds.Premises(connection: connection, range: range))
      case .addresses(let range): ends.addresses.append(range)
      }
    }
    ends.hosts.sort { $0.range.first < $1.range.first }
    ends.internet = ends.internet.joined
    ends.addresses = ends.addresses.joined
    return ends
  }
}
