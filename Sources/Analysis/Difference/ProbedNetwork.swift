import Addressing
import Dataplane
import TopologyModel

/// A network that packets are sent through to see what becomes of them, even those of senders that it
/// does not have: theirs are dropped.
struct ProbedNetwork {
  let network: Network
  private let walk: SetWalk

  init(_ network: Network) {
    self.network = network
    walk = SetWalk(network)
  }

  /// What becomes of some packets.
  ///
  /// - Parameters:
  ///   - sender: Who sends them.
  ///   - boxes: The packets as they are sent, all from one source, in boxes that share none.
  ///   - strangers: Ends that nobody holds.
  /// - Returns: The same packets in boxes of one verdict each.
  func outcomes(
    from sender: Flow.Sender, _ boxes: [HeaderBox], strangers: StrangerEnds
  ) -> [Outcome] {
    guard let source = boxes.first?.source, has(sender, at: source) else {
      return boxes.map { Outcome(packets: $0, verdict: .dropped) }
    }
    return walk.verdicts(from: sender, of: boxes, strangers: strangers).map {
      Outcome(packets: $0, verdict: $1)
    }
  }

  /// What becomes of the packets of a shift.
  func outcomes(of shift: VerdictShift) -> [Outcome] {
    outcomes(from: shift.sender, [shift.packets], strangers: shift.strangers)
  }

  /// What becomes of the lowest packet of a shift.
  func firstVerdict(of shift: VerdictShift) -> Verdict {
    guard has(shift.sender, at: shift.packets.source) else { return .dropped }
    return walk.verdict(
      from: shift.sender, of: shift.packets, strangers: shift.strangers
    ).verdict
  }

  struct Outcome {
    let packets: HeaderBox
    let verdict: Verdict
  }

  /// Whether a sender is there and may send from `source`.
  private func has(_ sender: Flow.Sender, at source: AddressRange) -> Bool {
    switch sender {
    case .internet: return true
    case .onPremises(let connection):
      return network.topology.vpnConnections.resource(at: connection) != nil
    case .networkInterface(let interface):
      guard let known = network.topology.networkInterfaces.resource(at: interface) else {
        return false
      }
      return known.addresses.contains { AddressRange($0.address) == source }
        || known.prefixes.contains { AddressRange($0).contains(source) }
    }
  }
}
