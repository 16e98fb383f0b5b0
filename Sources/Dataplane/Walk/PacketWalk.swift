import Addressing
import TopologyModel

/// Carries a packet, or a set of packets in the shape of a ``Specimen``, from node to node until it ends.
///
/// One direction; what stateful components remember outlives it in `memory`. With ``OnePacket``,
/// ``VerdictOnly`` and ``OneExchange`` it makes no allocation on ordinary paths.
///
/// It borrows its tables, and is not to outlive the ``Network`` that they belong to.
struct PacketWalk<Record: Recorder, Memory: FlowMemory> {
  private let unmanagedTables: Unmanaged<NetworkTables>
  var state: WalkState<Memory.Packet>
  var recorder: Record
  var memory: Memory

  @inline(__always)
  init(
    tables: NetworkTables, state: WalkState<Memory.Packet>, recorder: Record, memory: Memory
  ) {
    unmanagedTables = .passUnretained(tables)
    self.state = state
    self.recorder = recorder
    self.memory = memory
  }

  var tables: NetworkTables {
    @inline(__always) get { unmanagedTables._withUnsafeGuaranteedRef { $0 } }
  }

  /// Walks to the end.
  @inline(__always)
  mutating func run(from start: Node) -> Terminal {
    var node = start
    while true {
      if case .end(let terminal) = node { return terminal }
      if state.hopsLeft < 0 { return end(longPath(at: node)) }
      node = step(node)
      if state.isDenied && !Record.walksPastDenials { return .nowhere }
    }
  }

  @inline(__always)
  private mutating func step(_ node: Node) -> Node {
    switch node {
    case .send(let interface, let isForwarded): send(interface, isForwarded: isForwarded)
    case .leave(let subnet, let interface): leave(subnet, interface)
    case .deliver(let vpc, let from): deliver(vpc, from: from)
    case .receive(let interface): receive(interface)
    case .enter(let interface, let from): enter(interface, from: from)
    case .natGateway(let gateway, let from): natGateway(gateway, from: from)
    case .internetGatewayOut(let gateway, let vpc, let from):
      internetGatewayOut(gateway, vpc: vpc, from: from)
    case .egressOnlyOut(let gateway, let vpc): egressOnlyOut(gateway, vpc: vpc)
    case .internet: internet()
    case .peering(let peering, let from): self.peering(peering, from: from)
    case .vpnGatewayOut(let gateway): vpnGatewayOut(gateway)
    case .vpnGatewayIn(let connection): vpnGatewayIn(connection)
    case .end: node
    }
  }

  /// Records a decision; after a filter's denial the walk may go on.
  @inline(__always)
  mutating func record(
    _ component: @autoclosure () -> Component, _ code: DecisionCode, _ direction: Direction? = nil,
    row: Int32 = -1
  ) {
    if code.isHop { state.hopsLeft -= 1 }
    if Record.keepsDecisions {
      recorder.record(
        Decision(component(), code, direction, row: row), state.packet.header,
        isHypothetical: state.isDenied)
    }
    switch code.action {
    case .deny:
      state.isDenied = true
      state.packet.noteDenial()
      memory.noteDenial()
    case .undetermined: state.isUndetermined = true
    case .translate: state.forwarders = SIMD8(repeating: -1)
    default: break
    }
  }

  /// Records a denial or an unknown that ends the walk: there is no path behind it.
  @inline(never)
  mutating func stop(
    _ component: Component, _ code: DecisionCode, _ direction: Direction? = nil, row: Int32 = -1
  ) -> Node {
    record(component, code, direction, row: row)
    return .end(.nowhere)
  }

  private func end(_ node: Node) -> Terminal {
    if case .end(let terminal) = node { terminal } else { .nowhere }
  }

  /// The path is longer than any path may be, and so taken for a loop (R-PIPE-10).
  @inline(never)
  private mutating func longPath(at node: Node) -> Node {
    let vpc: Int32 =
      switch node {
      case .leave(let subnet, _): tables.subnets[Int(subnet)].vpc
      case .send(let interface, _), .receive(let interface), .enter(let interface, _):
        tables.interfaces[Int(interface)].vpc
      case .natGateway(let gateway, _): tables.natGateways[Int(gateway)].vpc
      case .deliver(let vpc, _), .internetGatewayOut(_, let vpc, _), .egressOnlyOut(_, let vpc),
        .peering(_, let vpc):
        vpc
      case .vpnGatewayOut(let gateway): tables.vpnGateways[Int(gateway)].vpc
      case .internet, .vpnGatewayIn, .end: -1
      }
    return stop(vpc >= 0 ? .vpc(Reference(Int(vpc))) : .internet, .routingLoop)
  }
}
