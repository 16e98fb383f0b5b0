public import Addressing

/// Walks sets of packets there and back: what a trace tells of one packet, for all of a set at once.
///
/// A packet of the set is walked as a ``Specimen`` that finds out which others go its way; these make a
/// piece, and the rest is walked in the same manner until nothing is left. Make one and ask it often: it
/// keeps the network's addresses in order.
public struct SetWalk: Sendable {
  public let network: Network
  private let gaps: AddressGaps

  /// - Complexity: O(*n* log *n*) in the network's addresses.
  public init(_ network: Network) {
    self.network = network
    gaps = AddressGaps(network.tables.addressIndex)
  }

  /// Walks every packet of a set that one sender sends.
  ///
  /// - Parameters:
  ///   - sender: Who sends them all.
  ///   - space: The packets as they are sent; addresses are not checked to be the sender's, but the
  ///     network does (R-ENI-1).
  /// - Returns: Pieces that share no packet and together hold all of `space`, each with its own path.
  /// - Complexity: One walk for every box of packets that goes a way of its own.
  public func pieces(from sender: Flow.Sender, of space: HeaderSpace) -> [SetPiece] {
    var paths: [Path: [SetExchange]] = [:]
    var order: [Path] = []
    var rest = space.boxes
    while let box = rest.popLast() {
      let (exchange, verdict) = exchange(of: Flow(sender, box.lowest), box)
      let path = Path(forward: exchange.forward, reply: exchange.reply, verdict: verdict)
      if paths[path] == nil { order.append(path) }
      paths[path, default: []].append(exchange)
      rest += box.subtracting(exchange.sent)
    }
    return order.map { path in
      let exchanges = paths[path] ?? []
      return SetPiece(
        sent: HeaderSpace(disjoint: exchanges.map { $0.sent }),
        arrivals: exchanges.map { $0.arrived },
        forward: path.forward, reply: path.reply, verdict: path.verdict)
    }
  }

  /// Walks boxes of packets that one sender sends and tells their verdicts alone.
  ///
  /// - Parameters:
  ///   - sender: Who sends them all.
  ///   - boxes: The packets as they are sent.
  /// - Returns: Boxes that together hold the same packets, each with what becomes of all of it.
  package func verdicts(
    from sender: Flow.Sender, of boxes: [HeaderBox]
  ) -> [(packets: HeaderBox, verdict: Verdict)] {
    var verdicts: [(packets: HeaderBox, verdict: Verdict)] = []
    var rest = boxes
    while let box = rest.popLast() {
      let (exchange, verdict) = exchange(of: Flow(sender, box.lowest), box)
      verdicts.append((exchange.sent, verdict))
      rest += box.subtracting(exchange.sent)
    }
    return verdicts
  }

  /// What tells one piece from another.
  private struct Path: Hashable {
    let forward: [Decision]
    let reply: [Decision]?
    let verdict: Verdict
  }

  /// Walks a packet with those of its box that go the same way, by every route of a tie (R-ROUTE-7).
  private func exchange(of flow: Flow, _ box: HeaderBox) -> (SetExchange, Verdict) {
    let first = SetExchange(network.tables, gaps, flow, box, tieRank: 0)
    guard first.metTie else { return (first, first.verdict) }
    var (last, agrees) = (first, true)
    for rank in 1...Network.mostTies {
      last = SetExchange(network.tables, gaps, flow, last.sent, tieRank: rank)
      agrees = agrees && last.verdict == first.verdict
      if last.triedEveryTie { break }
    }
    return (first.narrowed(to: last), agrees ? first.verdict : .ambiguous)
  }
}

extension Network {
  /// Walks a set of packets once; for more questions make a ``SetWalk`` and keep it.
  public func walkSet(from sender: Flow.Sender, _ space: HeaderSpace) -> [SetPiece] {
    SetWalk(self).pieces(from: sender, of: space)
  }
}
