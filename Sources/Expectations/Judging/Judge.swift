import Addressing
public import Dataplane

/// An expectation with its names looked up: what to ask, and what to demand of the answers.
public struct PreparedExpectation: Sendable {
  public let expectation: Expectation
  public let questions: [Question]
  public let demand: Demand
  /// What the questions leave out.
  public let limits: [Limit]

  public init(
    _ expectation: Expectation, _ questions: [Question], _ demand: Demand, limits: [Limit] = []
  ) {
    self.expectation = expectation
    self.questions = questions
    self.demand = demand
    self.limits = limits
  }
}

/// Judges expectations of one network; free to share between threads.
public struct Judge: Sendable {
  public let network: Network
  private let sets: SetWalk

  /// - Complexity: O(*n* log *n*) in the network's addresses.
  public init(_ network: Network) {
    self.network = network
    sets = SetWalk(network)
  }

  /// Asks every question of an expectation.
  ///
  /// - Complexity: A trace for a flow; for a space one walk for every set of packets that goes a way
  ///   of its own.
  public func judge(_ prepared: PreparedExpectation) -> ExpectationResult {
    var result = ExpectationResult(prepared)
    judge(prepared, into: &result) { _ in false }
    return result
  }

  /// Whether an expectation is met; nobody is asked after the first sender who contradicts it.
  public func isMet(_ prepared: PreparedExpectation) -> Bool {
    var result = ExpectationResult(prepared)
    judge(prepared, into: &result) { !$0.isMet }
    return result.isMet
  }

  private func judge(
    _ prepared: PreparedExpectation, into result: inout ExpectationResult,
    until isEnough: (ExpectationResult) -> Bool
  ) {
    for question in prepared.questions {
      switch question {
      case .flow(let flow): judge(flow, prepared.demand, into: &result)
      case .space(let space):
        for end in space.senders where !isEnough(result) {
          judge(space, from: end, prepared.demand, into: &result)
        }
      }
      if isEnough(result) { return }
    }
  }

  private func judge(_ flow: Flow, _ demand: Demand, into result: inout ExpectationResult) {
    let path = JudgedPath(network.trace(flow))
    guard let difference = demand.difference(of: path) else { return }
    result.add(Contradiction(flow, packets: HeaderBox(flow.header), difference))
  }

  private func judge(
    _ space: SpaceQuestion, from end: SendingEnd, _ demand: Demand,
    into result: inout ExpectationResult
  ) {
    for sent in space.sent(by: end) {
      for piece in pieces(of: sent, from: end, demand) {
        guard let difference = demand.difference(of: JudgedPath(piece)),
          let contradiction = contradiction(of: piece, sent, from: end, demand, difference)
        else { continue }
        result.add(contradiction)
      }
    }
  }

  private func pieces(
    of sent: SpaceQuestion.Sent, from end: SendingEnd, _ demand: Demand
  ) -> [SetPiece] {
    demand.isOfAnyPort
      ? sets.pieces(
        from: end.sender, of: sent.packets, fromAnyOf: end.clientPorts, strangers: sent.strangers)
      : sets.pieces(
        from: end.sender, of: sent.packets, strangers: sent.strangers, isOneWay: demand.isOneWay)
  }

  /// One of the packets of a piece, from or to the host that stands for the internet where it may be.
  private func contradiction(
    of piece: SetPiece, _ sent: SpaceQuestion.Sent, from end: SendingEnd, _ demand: Demand,
    _ difference: Difference
  ) -> Contradiction? {
    let boxes = piece.sent.boxes
    guard let box = boxes.first(where: { $0.holdsInternetHost }) ?? boxes.first,
      var header = sets.lowest(of: box, strangers: sent.strangers)
    else { return nil }
    if box.source.contains(internetHost) { header.source = internetHost }
    if box.destination.contains(internetHost) { header.destination = internetHost }
    var flow = Flow(end.sender, header)
    flow.isOneWay = demand.isOneWay
    if demand.isOfAnyPort && header.ipProtocol.hasPorts {
      flow.defaultedSourcePorts = end.clientPorts
    }
    return Contradiction(flow, packets: box, difference)
  }
}

extension Demand {
  /// The replies are judged for whatever port a client may choose (R-NACL-18), as traces do.
  fileprivate var isOfAnyPort: Bool {
    if case .verdict = claim { !isOneWay } else { false }
  }
}

extension HeaderBox {
  fileprivate var holdsInternetHost: Bool {
    source.contains(internetHost) || destination.contains(internetHost)
  }
}

/// An address for documentation (RFC 5737), as traces have it.
private let internetHost = IPAddress(198, 51, 100, 10)
