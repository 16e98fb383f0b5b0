import Addressing
import Dataplane
import Expectations

/// What was expected so far, to find expectations that no network can meet together.
///
/// Two contradict each other where they want different ends of packets that both speak of, however the
/// ends of these were named.
struct ExpectationLedger {
  private struct Entry {
    let expectation: Expectation
    let ends: Ends
    /// The senders of each allowance of an `only`; `nil` for all.
    let allowed: [Int?]
  }

  /// Numbers of sets.
  private struct Ends: Hashable {
    let sources: Int
    let destinations: Int
  }

  private struct Subject: Hashable {
    let ends: Ends
    let outcome: Outcome
  }

  private let spaces: EndSpaces
  private var sets = EndSets()
  private var entries: [Entry] = []
  /// Places of entries.
  private var entriesAbout: [Subject: [Int]] = [:]
  private var outcomes: Set<Outcome> = []
  /// The sets that others were expected to reach, or be reached from.
  private var destinationsFrom: [Int: Set<Int>] = [:]
  private var sourcesTo: [Int: Set<Int>] = [:]

  init(_ spaces: EndSpaces) { self.spaces = spaces }

  /// Enters an expectation.
  ///
  /// - Returns: The first of the earlier ones that contradict it.
  mutating func enter(_ resolved: ResolvedExpectation) -> Expectation? {
    let expectation = resolved.expectation
    let ends = Ends(
      sources: number(of: resolved.sources, named: expectation.sources),
      destinations: number(of: resolved.destinations, named: expectation.destinations))
    let allowances = zip(resolved.allowed, expectation.claim.allowances).map { ends, allowance in
      ends.map { number(of: $0, named: allowance.sources ?? []) }
    }
    let entry = Entry(expectation: expectation, ends: ends, allowed: allowances)
    let contradicted = firstContradicted(by: entry)
    let subject = Subject(ends: ends, outcome: Outcome(expectation))
    entriesAbout[subject, default: []].append(entries.count)
    entries.append(entry)
    outcomes.insert(subject.outcome)
    destinationsFrom[ends.sources, default: []].insert(ends.destinations)
    sourcesTo[ends.destinations, default: []].insert(ends.sources)
    return contradicted
  }

  private mutating func number(of ends: [ExpectedEnds], named terms: [Term]) -> Int {
    sets.number(ofWords: terms.map { $0.word }, members: ends.flatMap { $0.members })
  }

  private func firstContradicted(by entry: Entry) -> Expectation? {
    let outcome = Outcome(entry.expectation)
    let others = outcomes.filter { $0.excludes(outcome) }
    guard !others.isEmpty else { return nil }
    var first: Int?
    for ends in earlierEnds(meeting: entry.ends) {
      for other in others {
        for place in entriesAbout[Subject(ends: ends, outcome: other)] ?? []
        where place < first ?? .max && contradict(entry, entries[place]) {
          first = place
        }
      }
    }
    return first.map { entries[$0].expectation }
  }

  /// What earlier expectations spoke of that has a sender and a receiver in common with `ends`.
  private func earlierEnds(meeting ends: Ends) -> [Ends] {
    let sources = sets.overlapping[ends.sources]
    let destinations = sets.overlapping[ends.destinations]
    if sources.count <= destinations.count {
      return sources.flatMap { source in
        destinations.shared(with: destinationsFrom[source] ?? []).map {
          Ends(sources: source, destinations: $0)
        }
      }
    }
    return destinations.flatMap { destination in
      sources.shared(with: sourcesTo[destination] ?? []).map {
        Ends(sources: $0, destinations: destination)
      }
    }
  }
}

// MARK: Packets

extension ExpectationLedger {
  /// Whether two expectations that want different outcomes speak of a packet between two ends.
  private func contradict(_ one: Entry, _ other: Entry) -> Bool {
    AddressFamily.allCases.contains { family in
      let traffic = one.expectation.traffic(over: family)
        .intersection(other.expectation.traffic(over: family))
      guard !traffic.isEmpty else { return false }
      var sources = shared(one.ends.sources, other.ends.sources, over: family)
      for entry in [one, other] {
        sources = senders(among: sources, refused: traffic, by: entry, over: family)
      }
      let destinations = shared(one.ends.destinations, other.ends.destinations, over: family)
      return sources.contains { source in destinations.contains { $0 != source } }
    }
  }

  private func shared(_ one: Int, _ other: Int, over family: AddressFamily) -> [ExpectedEnd] {
    sets.members[one].intersection(sets.members[other]).filter { spaces.offers($0, family) }
  }

  /// Those who have some of the traffic refused, as no allowance admits all of it; everyone where there
  /// are no allowances.
  private func senders(
    among ends: [ExpectedEnd], refused traffic: HeaderSpace, by entry: Entry,
    over family: AddressFamily
  ) -> [ExpectedEnd] {
    guard !entry.allowed.isEmpty else { return ends }
    let allowances = entry.expectation.claim.allowances
    var isRefused: [[Bool]: Bool] = [:]
    return ends.filter { end in
      let admits = entry.allowed.map { $0.map { sets.members[$0].contains(end) } ?? true }
      if let known = isRefused[admits] { return known }
      let admitted = zip(allowances, admits).flatMap { $1 ? $0.traffic : [] }
      let refuses = !traffic.isSubset(of: HeaderSpace(admitted, over: family))
      isRefused[admits] = refuses
      return refuses
    }
  }
}

/// What an expectation wants to become of its packets.
private struct Outcome: Hashable {
  let verdict: Verdict
  let isOneWay: Bool

  init(_ expectation: Expectation) {
    switch expectation.claim {
    case .verdict(let verdict, _):
      (self.verdict, isOneWay) = (verdict, expectation.isOneWay)
    case .only: (verdict, isOneWay) = (.dropped, true)
    }
  }

  /// Whether no packet can come to both: what is dropped is dropped one-way too.
  func excludes(_ other: Outcome) -> Bool {
    isOneWay == other.isOneWay
      ? verdict != other.verdict : (verdict == .dropped) != (other.verdict == .dropped)
  }
}

extension Expectation {
  /// All that the expectation may speak of.
  fileprivate func traffic(over family: AddressFamily) -> HeaderSpace {
    guard self.family == nil || self.family == family else { return HeaderSpace() }
    guard case .verdict(_, let traffic) = claim else { return HeaderSpace([.all], over: family) }
    return HeaderSpace(traffic, over: family)
  }
}

extension Set<Int> {
  fileprivate func shared(with other: Set<Int>) -> [Int] {
    count <= other.count ? filter(other.contains) : other.filter(contains)
  }
}
