import Addressing
import TopologyModel

/// A request and its reply as they were walked, with every decision.
struct Exchange {
  let flow: Flow
  let request: Walked
  /// `nil` where the request has no answer or did not reach its end.
  let reply: Walked?

  /// One direction, walked.
  struct Walked {
    var hops: [Hop]
    let state: WalkState
    let terminal: Terminal
  }

  init(tables: NetworkTables, flow: Flow, tieRank: Int) {
    self.flow = flow
    var state = WalkState(flow, isReply: false)
    state.tieRank = tieRank
    let (request, memory) = Exchange.walk(
      tables, state, from: flow.start, sentBy: flow.origin, memory: OneExchange(),
      refused: flow.destinationLacksPublicAddress)
    self.request = request
    guard !flow.isOneWay, request.terminal != .nowhere, request.terminal != .service,
      let answer = request.state.header.reply
    else {
      reply = nil
      return
    }
    var answering = WalkState(answer, from: request.terminal)
    answering.tieRank = tieRank
    answering.isDenied = request.state.isDenied
    var (walked, _) = Exchange.walk(
      tables, answering, from: request.terminal.start, sentBy: request.terminal.component,
      memory: memory, refused: false)
    if walked.terminal != .nowhere
      && !flow.isAnswered(by: walked.state.header, at: walked.terminal)
    {
      walked.refuse(.replyNotRecognised)
    }
    reply = walked
  }

  private static func walk(
    _ tables: NetworkTables, _ state: WalkState, from start: Node, sentBy origin: Component?,
    memory: OneExchange, refused: Bool
  ) -> (Walked, OneExchange) {
    var walk = PacketWalk(
      tables: tables, state: state, recorder: HopRecorder(), memory: memory)
    if let origin { walk.record(origin, .packetSent) }
    if refused {
      walk.record(.internet, .noPublicAddress)
      return (
        Walked(hops: walk.recorder.hops, state: walk.state, terminal: .nowhere), walk.memory
      )
    }
    let terminal = walk.run(from: start)
    return (Walked(hops: walk.recorder.hops, state: walk.state, terminal: terminal), walk.memory)
  }

  var metTie: Bool { request.state.metTie || (reply?.state.metTie ?? false) }

  /// The rank was beyond the last of every tie that was met.
  var triedEveryTie: Bool { request.state.isBeyondTies && (reply?.state.isBeyondTies ?? true) }
}

extension Exchange.Walked {
  /// Turns the last hop, a delivery, into a refusal by whoever received the packet.
  mutating func refuse(_ code: DecisionCode) {
    guard let last = hops.popLast() else { return }
    hops.append(
      Hop(
        decision: Decision(last.decision.component, code, last.decision.direction),
        packet: last.packet, isHypothetical: last.isHypothetical))
  }
}

extension Flow {
  /// The component that the packet sets out from.
  var origin: Component {
    switch sender {
    case .networkInterface(let interface): .networkInterface(interface)
    case .internet: .internet
    case .onPremises(let connection): .onPremises(connection)
    }
  }
}

extension Terminal {
  /// The component that a packet arrived at, and that its answer sets out from.
  var component: Component? {
    switch self {
    case .interface(let interface): .networkInterface(Reference(Int(interface)))
    case .internet: .internet
    case .onPremises(let connection): .onPremises(Reference(Int(connection)))
    case .service, .nowhere: nil
    }
  }
}
