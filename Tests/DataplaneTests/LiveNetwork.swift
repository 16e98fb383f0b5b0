import Addressing
import TestSupport

@testable import Dataplane

/// Packets that follow each other through networks that change, with one memory.
struct LiveNetwork {
  var table = ConnectionTable()

  /// Where a packet came to, and why.
  struct Arrival {
    let hops: [Hop]
    let header: PacketHeader
    let terminal: Terminal

    var denials: [DecisionCode] {
      hops.map { $0.decision.code }.filter { $0.action == .deny }
    }

    var isDelivered: Bool { denials.isEmpty && terminal != .nowhere }
  }

  /// Walks one packet, stopping at nothing; a filter that denies it leaves no entry behind.
  mutating func send(
    _ flow: Flow, through sketch: Sketch, _ segment: TCPSegment = .ordinary
  ) -> Arrival {
    table.segment = segment
    defer { table.segment = .ordinary }
    return walk(WalkState(OnePacket(flow.header), of: flow), from: flow.start, sketch.network)
  }

  /// Walks a packet and its answer.
  mutating func exchange(_ flow: Flow, through sketch: Sketch) -> Verdict {
    let network = sketch.network
    let request = walk(WalkState(OnePacket(flow.header), of: flow), from: flow.start, network)
    guard request.isDelivered, let answer = OnePacket(request.header).answer() else {
      return .dropped
    }
    let reply = walk(
      WalkState(answer, to: flow, from: request.terminal), from: request.terminal.start, network)
    return reply.isDelivered && flow.isAnswered(by: reply.header, at: reply.terminal)
      ? .delivered : .replyDropped
  }

  /// Walks one packet from a node.
  mutating func walk(
    _ state: WalkState<OnePacket>, from start: Node, _ network: Network
  ) -> Arrival {
    let before = table
    var walk = PacketWalk(
      tables: network.tables, state: state, recorder: HopRecorder(), memory: table)
    let terminal = walk.run(from: start)
    table = walk.state.isDenied ? before : walk.memory
    return Arrival(
      hops: walk.recorder.takeHops(), header: walk.state.packet.header, terminal: terminal)
  }
}
