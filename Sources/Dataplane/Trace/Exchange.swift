import Addressing
import TopologyModel

/// A request and its reply as they were walked, with every decision.
struct Exchange {
  let flow: Flow
  let request: Walked
  /// `nil` where the request has no answer, did not reach its end, or was sent one way.
  let reply: Walked?

  /// One direction, walked.
  struct Walked {
    var hops: [Hop]
    let state: WalkState<OnePacket>
    let terminal: Terminal
  }

  init(tables: NetworkTables, flow: Flow, tieRank: Int) {
    self.flow = flow
    var state = WalkState(OnePacket(flow.header), of: flow)
    state.tieRank = tieRank
    var walk = PacketWalk(
      tables: tables, state: state, recorder: HopRecorder(), memory: OneExchange<OnePacket>())
    defer { walk.memory.free() }
    walk.record(flow.origin, .packetSent)
    let request: Walked
    if flow.destinationLacksPublicAddress {
      walk.record(.internet, .noPublicAddress)
      request = Walked(hops: walk.recorder.hops, state: walk.state, terminal: .nowhere)
    } else {
      let terminal = walk.run(from: flow.start)
      request = Walked(hops: walk.recorder.hops, state: walk.state, terminal: terminal)
    }
    self.request = request
    guard !flow.isOneWay, let origin = request.terminal.component,
      let answer = request.state.packet.answer()
    else {
      reply = nil
      return
    }
    walk.recorder = HopRecorder()
    walk.state = WalkState(answer, to: flow, from: request.terminal)
    walk.state.tieRank = tieRank
    walk.state.isDenied = request.state.isDenied
    walk.memory.beginReply()
    walk.record(origin, .packetSent)
    let terminal = walk.run(from: request.terminal.start)
    var answered = Walked(
      hops: walk.recorder.hops, state: walk.state, terminal: terminal)
    if terminal != .nowhere && !flow.isAnswered(by: answered.state.packet.header, at: terminal) {
      answered.refuse(.replyNotRecognised)
    }
    reply = answered
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
  var origin: Component { sender.component }
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
