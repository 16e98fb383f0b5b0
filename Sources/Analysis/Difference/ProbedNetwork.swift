import Addressing
import Dataplane
import TopologyModel

/// A network that packets are sent through to see what becomes of them, even those of senders and to
/// addresses that it does not have, but another that it is compared with: they are dropped.
struct ProbedNetwork {
  let network: Network
  private let walk: SetWalk
  /// Addresses that only the other network has.
  private let missing: Set<IPAddress>

  /// - Parameters:
  ///   - network: What to send packets through.
  ///   - contested: The addresses that some of the networks that are compared have, and others perhaps not.
  init(_ network: Network, contested: Set<IPAddress>) {
    self.network = network
    walk = SetWalk(network)
    missing = contested.isEmpty ? [] : contested.subtracting(network.heldAddresses)
  }

  /// What becomes of some packets.
  ///
  /// - Parameters:
  ///   - sender: Who sends them.
  ///   - boxes: The packets as they are sent, all from one source to one destination, in boxes that share
  ///     none.
  ///   - strangers: Ends that nobody holds.
  /// - Returns: The same packets in boxes of one verdict each.
  func outcomes(
    from sender: Flow.Sender, _ boxes: [HeaderBox], strangers: StrangerEnds
  ) -> [Outcome] {
    guard let first = boxes.first, has(sender, at: first.source), has(first.destination) else {
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
    guard has(shift.sender, at: shift.packets.source), has(shift.packets.destination) else {
      return .dropped
    }
    return walk.verdict(
      from: shift.sender, of: shift.packets, strangers: shift.strangers
    ).verdict
  }

  struct Outcome {
    let packets: HeaderBox
    let verdict: Verdict
  }

  /// Whether a destination is not one that only the other network has.
  private func has(_ destination: AddressRange) -> Bool {
    destination.first != destination.last || !missing.contains(destination.first)
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

extension Network {
  /// What interfaces, NAT gateways and Elastic IPs have, the public addresses that stand for others among it.
  var heldAddresses: Set<IPAddress> {
    var held = Set(topology.elasticIPs.map { $0.publicAddress })
    for (_, gateway) in topology.natGateways.resources {
      for own in gateway.addresses {
        held.insert(own.privateAddress)
        if let twin = own.publicAddress { held.insert(twin) }
      }
    }
    for (reference, interface) in topology.networkInterfaces.resources {
      for own in interface.addresses.map({ $0.address }) {
        held.insert(own)
        if own.isIPv4, let twin = publicAddress(of: own, on: reference) { held.insert(twin) }
      }
    }
    return held
  }
}
