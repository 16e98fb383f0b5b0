import Addressing
public import TopologyModel

/// A network in time: packets pass it one after the other, and its stateful components remember them.
///
/// ```swift
/// var live = LiveNetwork(network)
/// let passage = live.send(LivePacket(sender, header, .syn))
/// live.advance(to: 350_000)
/// live.change(to: Network(topologyWithoutTheRule))
/// ```
///
/// Time is the caller's, in milliseconds on any clock that does not run backwards (R-TRK-11). A value type: a
/// copy goes its own way.
public struct LiveNetwork: Sendable {
  public private(set) var network: Network
  var table = ConnectionTable()

  /// A network that has just woken up, with the idle timeouts that its topology tells.
  public init(_ network: Network) {
    self.network = network
    for (interface, resource) in network.topology.networkInterfaces.resources
    where resource.idleTimeouts != IdleTimeouts() {
      setTimeouts(resource.idleTimeouts, of: interface)
    }
  }

  /// Milliseconds on the caller's clock.
  public var now: Int { table.now }

  /// Moves the clock on; a time that is past changes nothing.
  public mutating func advance(to time: Int) { table.advance(to: time) }

  /// Puts another version of the network in place, at once and for every packet to come.
  ///
  /// What is remembered stays: a tracked flow outlives the rule that admitted it, an untracked one and the ACLs go
  /// by the new rules (R-TRK-4, R-NACL-15).
  ///
  /// - Precondition: The topology has the same slots as the one before, as an edited copy has.
  public mutating func change(to network: Network) { self.network = network }

  /// Sets how long an interface remembers flows that nobody uses (R-TRK-6).
  public mutating func setTimeouts(
    _ timeouts: IdleTimeouts, of interface: Reference<NetworkInterface>
  ) {
    table.setTimeouts(timeouts, of: interface.index)
  }

  /// Sets how many flows an interface can track, together with the others of its instance (R-TRK-10).
  public mutating func limitTracking(at interface: Reference<NetworkInterface>, to limit: Int) {
    let sharers = network.topology.interfaces(ofInstanceOf: interface)
    table.limitTracking(at: sharers.map { $0.index }, to: limit)
  }

  /// Drops what an interface remembers, as when its instance stops.
  public mutating func forget(_ interface: Reference<NetworkInterface>) {
    table.forget(interface: interface.index)
  }

  /// Drops what a NAT gateway remembers, as when it is deleted.
  public mutating func forget(_ natGateway: Reference<NATGateway>) {
    table.forget(natGateway: natGateway.index)
  }
}

// MARK: Packets

extension LiveNetwork {
  /// A walk's end.
  private typealias Walked = (state: WalkState<OnePacket>, terminal: Terminal)

  /// Sends a packet and keeps every decision; behind a denial the walk goes on as if it had been allowed, and
  /// changes nothing.
  public mutating func send(_ packet: LivePacket) -> Passage {
    send(packet, from: packet.sender.component, packet.sender.start, answering: nil)
  }

  /// Sends the answer to a packet; whoever sent that one refuses an answer that is not its exact reverse
  /// (R-IGW-12).
  public mutating func send(_ answer: LivePacket, answering request: LivePacket) -> Passage {
    var answer = answer
    answer.isReply = true
    return send(
      answer, from: answer.sender.component, answer.sender.start, answering: request)
  }

  /// Sends a packet and tells only whether it arrived, without an allocation on ordinary paths.
  public mutating func deliver(_ packet: LivePacket) -> Bool {
    var recorder = VerdictOnly()
    let end = walk(packet, packet.sender.component, packet.sender.start, &recorder)
    return !end.state.isDenied && !end.state.isUndetermined && end.terminal != .nowhere
  }

  private mutating func send(
    _ packet: LivePacket, from origin: Component, _ start: Node, answering request: LivePacket?
  ) -> Passage {
    table.keepsJournal = true
    defer { table.keepsJournal = false }
    var recorder = HopRecorder()
    let end = walk(packet, origin, start, &recorder)
    let clock = table.clock
    let changes = table.journal.map { RememberedChange($0, clock) }
    var walked = Exchange.Walked(
      hops: recorder.hops, state: end.state, terminal: end.terminal)
    let arrived = end.state.packet.header
    if let request, end.terminal != .nowhere,
      !request.flow.isAnswered(by: arrived, at: end.terminal)
    {
      walked.refuse(.replyNotRecognised)
    }
    let leg = walked.leg
    return Passage(
      packet: packet, leg: leg, arrived: arrived,
      receiver: leg.outcome == .dropped ? nil : end.terminal.sender, changes: changes,
      reset: reset(of: packet, leg),
      assumptions: network.assumptions(of: packet, along: leg.hops, changes, end.state))
  }

  /// Walks a packet with the table as its memory, which is handed over and taken back uncopied.
  private mutating func walk<Record: Recorder>(
    _ packet: LivePacket, _ origin: Component, _ start: Node, _ recorder: inout Record
  ) -> Walked {
    table.begin(packet.segment)
    let isReply = isReply(packet)
    let state = WalkState(
      OnePacket(packet.header), from: packet.sender.interface, isReply: isReply)
    var walk = PacketWalk(
      tables: network.tables, state: state, recorder: recorder, memory: ConnectionTable())
    swap(&walk.memory, &table)
    walk.record(origin, .packetSent)
    let terminal: Terminal
    if packet.destinationLacksPublicAddress {
      walk.record(.internet, .noPublicAddress)
      terminal = .nowhere
    } else {
      terminal = walk.run(from: start)
    }
    swap(&walk.memory, &table)
    recorder = walk.recorder
    return (walk.state, terminal)
  }

  /// Whether a packet answers another, as far as its sender's interface can tell.
  private mutating func isReply(_ packet: LivePacket) -> Bool {
    if let isReply = packet.isReply { return isReply }
    guard case .networkInterface(let interface) = packet.sender else { return false }
    if packet.header.ipProtocol.isICMP { return packet.header.question != nil }
    return packet.flags.isSuperset(of: [.syn, .ack])
      || table.knowsQuestion(of: packet.header, at: interface.index)
  }

  /// A NAT gateway answers a TCP packet of a connection that it does not know with a reset, which looks
  /// as if the far end had sent it (R-NAT-6).
  private mutating func reset(of packet: LivePacket, _ leg: Leg) -> [Passage] {
    guard !packet.flags.contains(.rst),
      let refusal = leg.hops.first(where: { $0.decision.action == .deny }),
      refusal.decision.code == .natNoState, refusal.packet.ipProtocol == .tcp,
      case .natGateway(let gateway) = refusal.decision.component,
      let header = refusal.packet.reply
    else { return [] }
    let subnet = network.tables.natGateways[Int(gateway.index)].subnet
    let reset = LivePacket(.internet, header, [.rst], isReply: true)
    return [
      send(
        reset, from: refusal.decision.component, .leave(subnet: subnet, interface: -1),
        answering: nil)
    ]
  }
}

// MARK: Ends

extension Flow.Sender {
  /// The node at which packets set out.
  var start: Node {
    switch self {
    case .networkInterface(let interface): .send(interface: interface.index, isForwarded: false)
    case .internet: .internet
    case .onPremises(let connection): .vpnGatewayIn(connection: connection.index)
    }
  }

  var interface: Int32 {
    if case .networkInterface(let interface) = self { interface.index } else { -1 }
  }

  var component: Component {
    switch self {
    case .networkInterface(let interface): .networkInterface(interface)
    case .internet: .internet
    case .onPremises(let connection): .onPremises(connection)
    }
  }
}

extension LivePacket {
  /// The packet as the flow that it opens.
  fileprivate var flow: Flow { Flow(sender, header) }
}

extension Terminal {
  /// Whoever received a packet, as the sender of the answer.
  fileprivate var sender: Flow.Sender? {
    switch self {
    case .interface(let interface): .networkInterface(Reference(Int(interface)))
    case .internet: .internet
    case .onPremises(let connection): .onPremises(Reference(Int(connection)))
    case .service, .nowhere: nil
    }
  }
}
