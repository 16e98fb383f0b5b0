import Addressing
import Dataplane
import TopologyModel

/// Finds the changes that caused shifts, by taking changes back and sending the packets again.
struct CauseSearch {
  private let old: Topology
  private let new: Topology
  private let changes: [TopologyChange]
  private let footprints: [ChangeFootprint]
  /// Addresses that only one of the topologies has.
  private let contested: Set<IPAddress>
  private var networks: [[Int]: ProbedNetwork] = [:]
  /// Sets of changes that explained shifts together, the first found first.
  private var sets: [[Int]] = []

  /// Packets of a shift, and what is known of their cause.
  private struct Suspicion {
    var shift: VerdictShift
    /// The changes that can touch the packets at all.
    let suspects: [Int]
    /// Those of which each alone is enough.
    var culprits: [Int] = []
  }

  init(
    _ old: Topology, _ new: Topology, _ changes: [TopologyChange], _ footprints: [ChangeFootprint],
    _ contested: Set<IPAddress>
  ) {
    self.old = old
    self.new = new
    self.changes = changes
    self.footprints = footprints
    self.contested = contested
  }

  /// Divides shifts into parts of one cause each.
  mutating func causes(of shifts: [VerdictShift]) -> [(shift: VerdictShift, cause: ChangeCause)] {
    var suspicions = shifts.map { Suspicion(shift: $0, suspects: suspects(of: $0)) }
    for change in changes.indices { accuse(change, &suspicions) }
    return suspicions.flatMap { suspicion in
      suspicion.culprits.isEmpty
        ? joint(suspicion)
        : [(suspicion.shift, ChangeCause(changes: suspicion.culprits, isEachEnough: true))]
    }
  }

  private func suspects(of shift: VerdictShift) -> [Int] {
    footprints.indices.filter {
      footprints[$0].touches(shift.sender, shift.packets, to: shift.receiver)
    }
  }

  /// Takes one change back and notes whose packets fare as before.
  private mutating func accuse(_ change: Int, _ suspicions: inout [Suspicion]) {
    guard suspicions.contains(where: { $0.suspects.contains(change) }) else { return }
    let network = network(undoing: [change])
    suspicions = suspicions.flatMap { suspicion -> [Suspicion] in
      guard suspicion.suspects.contains(change) else { return [suspicion] }
      let shift = suspicion.shift
      return network.outcomes(of: shift).map { outcome in
        var part = suspicion
        part.shift.packets = outcome.packets
        if outcome.verdict == shift.before { part.culprits.append(change) }
        return part
      }
    }
  }

  /// Finds, for packets that no single change explains, sets of changes that do together.
  private mutating func joint(
    _ suspicion: Suspicion
  ) -> [(shift: VerdictShift, cause: ChangeCause)] {
    var parts: [(shift: VerdictShift, cause: ChangeCause)] = []
    var rest = [suspicion.shift]
    while let shift = rest.popLast() {
      let culprits = jointSet(of: suspicion.suspects, explaining: shift)
      guard !culprits.isEmpty else {
        parts.append((shift, ChangeCause(changes: [], isEachEnough: false)))
        continue
      }
      let network = network(undoing: culprits)
      for outcome in network.outcomes(of: shift) {
        var part = shift
        part.packets = outcome.packets
        if outcome.verdict == shift.before {
          parts.append((part, ChangeCause(changes: culprits, isEachEnough: false)))
        } else {
          rest.append(part)
        }
      }
    }
    return parts
  }

  /// A set that explained others, if one explains the lowest packet, else the smallest that does; empty
  /// where even all suspects do not.
  private mutating func jointSet(of suspects: [Int], explaining shift: VerdictShift) -> [Int] {
    for set in sets where set.allSatisfy({ suspects.contains($0) }) {
      if explains(set, shift) { return set }
    }
    guard explains(suspects, shift) else { return [] }
    let set = smallestSet(of: suspects, explaining: shift)
    sets.append(set)
    return set
  }

  /// Leaves out of the suspects, run by run and then one by one, what is not needed to explain the
  /// lowest packet.
  private mutating func smallestSet(of suspects: [Int], explaining shift: VerdictShift) -> [Int] {
    var needed = suspects
    var length = max(suspects.count / 2, 1)
    while true {
      var start = 0
      while start < needed.count {
        let end = min(start + length, needed.count)
        let fewer = Array(needed[..<start] + needed[end...])
        if explains(fewer, shift) { needed = fewer } else { start = end }
      }
      if length == 1 { return needed }
      length /= 2
    }
  }

  private mutating func explains(_ changes: [Int], _ shift: VerdictShift) -> Bool {
    network(undoing: changes).firstVerdict(of: shift) == shift.before
  }

  private mutating func network(undoing undone: [Int]) -> ProbedNetwork {
    if let known = networks[undone] { return known }
    if networks.count >= CauseSearch.mostNetworks { networks = [:] }
    let network = ProbedNetwork(
      Network(new.undoing(undone.map { changes[$0] }, from: old)), contested: contested)
    networks[undone] = network
    return network
  }

  /// Networks that are kept at most, as each may be large.
  private static let mostNetworks = 64
}
