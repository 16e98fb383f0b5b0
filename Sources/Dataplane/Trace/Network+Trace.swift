import Addressing
import TopologyModel

extension Network {
  /// Walks a packet to its end, and its reply back, keeping every decision.
  ///
  /// Past filters that deny, the walk goes on as if they had allowed, so that one trace names
  /// everything that must change.
  public func trace(_ flow: Flow) -> Trace {
    let exchange = Exchange(tables: tables, flow: flow, tieRank: 0)
    let trace = exchange.trace(in: self)
    return exchange.metTie ? settleTies(trace) : trace
  }

  /// The verdict alone: no evidence is kept, and nothing is allocated on ordinary paths.
  public func verdict(of flow: Flow) -> Verdict {
    if flow.defaultedSourcePorts != nil || flow.destinationLacksPublicAddress {
      return trace(flow).verdict
    }
    var walk = PacketWalk(
      tables: tables, state: WalkState(OnePacket(flow.header), of: flow),
      recorder: VerdictOnly(), memory: OneExchange<OnePacket>())
    defer { walk.memory.free() }
    let terminal = walk.run(from: flow.start)
    if walk.state.metTie { return trace(flow).verdict }
    if walk.state.isDenied { return .dropped }
    guard terminal != .nowhere else { return .undetermined }
    let isUndetermined = walk.state.isUndetermined
    guard !flow.isOneWay, terminal != .service, let answer = walk.state.packet.answer() else {
      return isUndetermined ? .undetermined : .delivered
    }
    walk.state = WalkState(answer, to: flow, from: terminal)
    walk.memory.beginReply()
    let returned = walk.run(from: terminal.start)
    if walk.state.metTie { return trace(flow).verdict }
    if walk.state.isDenied { return .replyDropped }
    if returned != .nowhere && !flow.isAnswered(by: walk.state.packet.header, at: returned) {
      return .replyDropped
    }
    return isUndetermined || walk.state.isUndetermined ? .undetermined : .delivered
  }

  /// Walks every route of a tie: one verdict and a note, or `ambiguous` (R-ROUTE-7).
  private func settleTies(_ first: Trace) -> Trace {
    var alternatives: [Trace] = []
    for rank in 1...Network.mostTies {
      let exchange = Exchange(tables: tables, flow: first.flow, tieRank: rank)
      alternatives.append(exchange.trace(in: self))
      if exchange.triedEveryTie { break }
    }
    return first.settled(with: alternatives, in: self)
  }

  /// Routes of one prefix that are tried at most.
  static let mostTies = 16
}

extension Flow {
  /// The node at which the packet sets out.
  var start: Node { sender.start }

  /// Where the reply must arrive.
  var home: Terminal {
    switch sender {
    case .networkInterface(let interface): .interface(interface.index)
    case .internet: .internet
    case .onPremises(let connection): .onPremises(connection.index)
    }
  }

  /// Whether a reply that arrived is the exact reverse of the request (R-IGW-12).
  func isAnswered(by header: PacketHeader, at terminal: Terminal) -> Bool {
    guard self.header.isAnswered(by: header) else { return false }
    switch (terminal, home) {
    // Another connection of the same site may bring it (R-VPN-4).
    case (.onPremises, .onPremises): return true
    default: return terminal == home
    }
  }
}

extension Terminal {
  /// The node at which whoever received a packet sends the answer.
  var start: Node {
    switch self {
    case .interface(let interface): .send(interface: interface, isForwarded: false)
    case .internet: .internet
    case .onPremises(let connection): .vpnGatewayIn(connection: connection)
    case .service, .nowhere: .end(.nowhere)
    }
  }
}

extension WalkState {
  /// A packet of a flow at its sender.
  init(_ packet: Packet, of flow: Flow) {
    self.init(packet, from: flow.home.interface, isReply: false)
  }

  /// An answer to a flow, at whoever received the request.
  init(_ answer: Packet, to flow: Flow, from terminal: Terminal) {
    self.init(answer, from: terminal.interface, isReply: true)
    requester = flow.home.interface
  }

  /// A packet at its sender: an interface, or `-1` for a host outside.
  init(_ packet: Packet, from interface: Int32, isReply: Bool) {
    self.init(packet: packet, identity: interface, sender: interface, isReply: isReply)
  }
}

extension Terminal {
  /// The interface that this is, or `-1`.
  fileprivate var interface: Int32 {
    if case .interface(let index) = self { index } else { -1 }
  }
}
