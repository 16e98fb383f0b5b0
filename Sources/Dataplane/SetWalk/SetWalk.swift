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

  /// Walks every packet of a set that one sender sends, each with the port that it has.
  ///
  /// - Parameters:
  ///   - sender: Who sends them all.
  ///   - space: The packets as they are sent; addresses are not checked to be the sender's, but the
  ///     network does (R-ENI-1).
  ///   - isOneWay: Leaves the replies out.
  /// - Returns: Pieces that share no packet and together hold all of `space`, each with its own path.
  /// - Complexity: One walk for every box of packets that goes a way of its own.
  public func pieces(
    from sender: Flow.Sender, of space: HeaderSpace, isOneWay: Bool = false
  ) -> [SetPiece] {
    pieces(from: sender, of: space, strangers: [], isOneWay: isOneWay)
  }

  /// Walks every packet of a set, whatever port its client and the translators on its way choose
  /// (R-NACL-18).
  ///
  /// Of TCP and UDP the source ports of `space` mean nothing: what is judged is the client's whole range,
  /// as it is for a flow with ``Flow/defaultedSourcePorts``. Where ports disagree, a piece is
  /// `ambiguous`.
  ///
  /// - Returns: Pieces as ``pieces(from:of:)`` gives them, each with all of the client's ports.
  public func pieces(
    from sender: Flow.Sender, of space: HeaderSpace, fromAnyOf ports: ClientPorts
  ) -> [SetPiece] {
    pieces(from: sender, of: space, fromAnyOf: ports, strangers: [])
  }

  /// Walks as ``pieces(from:of:isOneWay:)`` does those packets whose stranger ends nobody holds.
  ///
  /// The boxes of a piece may hold others as well, which mean nothing.
  package func pieces(
    from sender: Flow.Sender, of space: HeaderSpace, strangers: StrangerEnds, isOneWay: Bool
  ) -> [SetPiece] {
    pieces(of: space) { box in
      let exchanges = exchanges(
        from: sender, of: box, choice: nil, strangers: strangers, isOneWay: isOneWay)
      return exchanges.last.map { SetOutcome(exchanges, of: $0.sent) }
    }
  }

  /// Walks as ``pieces(from:of:fromAnyOf:)`` does those packets whose stranger ends nobody holds.
  package func pieces(
    from sender: Flow.Sender, of space: HeaderSpace, fromAnyOf ports: ClientPorts,
    strangers: StrangerEnds
  ) -> [SetPiece] {
    let (withPorts, others) = space.partedByPorts(sentFrom: ports.range)
    return pieces(from: sender, of: others, strangers: strangers, isOneWay: false)
      + pieces(of: withPorts) { anyPortOutcome(from: sender, of: $0, strangers: strangers) }
  }

  /// The lowest packet of a box whose stranger ends nobody holds; `nil` where there is none.
  package func lowest(of box: HeaderBox, strangers: StrangerEnds) -> PacketHeader? {
    gaps.lowest(of: box, strangers)
  }

  /// Walks boxes of packets that one sender sends and tells their verdicts alone.
  ///
  /// - Parameters:
  ///   - sender: Who sends them all.
  ///   - boxes: The packets as they are sent.
  ///   - strangers: Ends of which only those addresses are meant that nothing in the network holds; where
  ///     such an end has none, the verdict means nothing.
  ///   - isOneWay: Leaves the replies out.
  /// - Returns: Boxes that together hold the same packets, each with what becomes of all of it.
  package func verdicts(
    from sender: Flow.Sender, of boxes: [HeaderBox], strangers: StrangerEnds = [],
    isOneWay: Bool = false
  ) -> [(packets: HeaderBox, verdict: Verdict)] {
    var verdicts: [(packets: HeaderBox, verdict: Verdict)] = []
    var rest = boxes
    while let box = rest.popLast() {
      let outcome = verdict(from: sender, of: box, strangers: strangers, isOneWay: isOneWay)
      verdicts.append(outcome)
      box.subtract(outcome.packets, into: &rest)
    }
    return verdicts
  }

  /// Walks some of a box's packets, the lowest among them, by every route of a tie, and keeps no path.
  package func verdict(
    from sender: Flow.Sender, of box: HeaderBox, strangers: StrangerEnds = [],
    isOneWay: Bool = false
  ) -> (packets: HeaderBox, verdict: Verdict) {
    var (packets, verdict): (HeaderBox, Verdict?) = (box, nil)
    walk(from: sender, of: box, choice: nil, strangers: strangers, isOneWay: isOneWay) {
      (exchange: SetExchange<VerdictOnly>) in
      packets = exchange.sent
      verdict = (verdict ?? exchange.verdict) == exchange.verdict ? exchange.verdict : .ambiguous
    }
    return (packets, verdict ?? .dropped)
  }

  /// Walks boxes until nothing is left of them.
  ///
  /// `walk` is given a box and tells of some of its packets, or `nil` where none are meant.
  private func pieces(
    of space: HeaderSpace, walking walk: (HeaderBox) -> SetOutcome?
  ) -> [SetPiece] {
    var paths: [SetOutcome.Path: [SetOutcome]] = [:]
    var order: [SetOutcome.Path] = []
    var rest = space.boxes
    while let box = rest.popLast() {
      guard let outcome = walk(box) else { continue }
      let path = outcome.path
      if paths[path] == nil { order.append(path) }
      paths[path, default: []].append(outcome)
      box.subtract(outcome.sent, into: &rest)
    }
    return order.map { path in
      let outcomes = paths[path] ?? []
      return SetPiece(
        sent: HeaderSpace(disjoint: outcomes.map { $0.sent }),
        arrivals: outcomes.flatMap { $0.arrivals }, path: path.decisions, tiedPaths: path.tied,
        blocker: path.blocker, verdict: path.verdict)
    }
  }

  /// Walks some of a box's packets, for every choice of ports that leads another way.
  private func anyPortOutcome(
    from sender: Flow.Sender, of box: HeaderBox, strangers: StrangerEnds
  ) -> SetOutcome? {
    var (cell, walked) = (box, [SetExchange<PathRecorder>]())
    var rest = [PortChoice(client: box.sourcePorts, translators: translatedPorts)]
    while let ports = rest.popLast() {
      cell.sourcePorts = ports.client
      walked += exchanges(
        from: sender, of: cell, choice: ports.translators, strangers: strangers, isOneWay: false)
      guard let last = walked.last else { return nil }
      cell = last.sent
      rest += ports.subtracting(
        PortChoice(client: cell.sourcePorts, translators: last.choice ?? translatedPorts))
    }
    cell.sourcePorts = box.sourcePorts
    return SetOutcome(walked, of: cell)
  }

  /// Walks some of a box's packets, by every route of a tie; the last walk is of those that are of all.
  ///
  /// There are none where nobody is meant.
  private func exchanges(
    from sender: Flow.Sender, of box: HeaderBox, choice: PortRange?, strangers: StrangerEnds,
    isOneWay: Bool
  ) -> [SetExchange<PathRecorder>] {
    var exchanges: [SetExchange<PathRecorder>] = []
    walk(from: sender, of: box, choice: choice, strangers: strangers, isOneWay: isOneWay) {
      exchanges.append($0)
    }
    return exchanges
  }

  /// Walks the lowest packet of a box, and those that go with it, by one route of a tie after the other
  /// (R-ROUTE-7); each walk is of no more packets than the one before it.
  private func walk<Record>(
    from sender: Flow.Sender, of box: HeaderBox, choice: PortRange?, strangers: StrangerEnds,
    isOneWay: Bool, visit: (SetExchange<Record>) -> Void
  ) {
    guard let lowest = gaps.lowest(of: box, strangers) else { return }
    var flow = Flow(sender, lowest)
    flow.isOneWay = isOneWay
    var exchange = SetExchange<Record>(
      network.tables, gaps, flow, box, strangers: strangers, choice: choice, tieRank: 0)
    visit(exchange)
    guard exchange.metTie else { return }
    for rank in 1...Network.mostTies {
      exchange = SetExchange(
        network.tables, gaps, flow, exchange.sent, strangers: strangers, choice: exchange.choice,
        tieRank: rank)
      visit(exchange)
      if exchange.triedEveryTie { return }
    }
  }
}

extension HeaderSpace {
  /// The packets of TCP and UDP, as if sent from any of `ports`, and all others.
  fileprivate func partedByPorts(
    sentFrom ports: PortRange
  ) -> (withPorts: HeaderSpace, others: HeaderSpace) {
    let all = [AddressFamily.ipv4, .ipv6].flatMap { family in
      [IPProtocol.tcp, .udp].map { ipProtocol in
        let addresses = AddressRange(all: family)
        return HeaderBox(
          source: addresses, destination: addresses, protocols: ProtocolRange(ipProtocol))
      }
    }
    let (withPorts, others) = (
      intersection(HeaderSpace(disjoint: all)), subtracting(HeaderSpace(disjoint: all))
    )
    // Boxes that differ in their source ports alone become one, which takes long to find out.
    guard withPorts.boxes.contains(where: { $0.sourcePorts != ports }) else {
      return (withPorts, others)
    }
    let sent = withPorts.boxes.map { box in
      var box = box
      box.sourcePorts = ports
      return box
    }
    return (HeaderSpace(union: sent), others)
  }
}

extension Network {
  /// Walks a set of packets once; for more questions make a ``SetWalk`` and keep it.
  public func walkSet(from sender: Flow.Sender, _ space: HeaderSpace) -> [SetPiece] {
    SetWalk(self).pieces(from: sender, of: space)
  }
}
