import Addressing
import Dataplane
import TestSupport

/// Packets that follow each other through sketches, with one memory.
struct LiveSketch {
  private(set) var live: LiveNetwork

  init(_ sketch: Sketch) { live = LiveNetwork(sketch.network) }

  /// Moves the clock on, in seconds.
  mutating func advance(to seconds: Int) { live.advance(to: seconds * 1000) }

  /// Draws the network anew.
  mutating func change(to sketch: Sketch) { live.change(to: sketch.network) }

  mutating func send(_ flow: Flow, _ flags: TCPFlags = .syn) -> Passage {
    live.send(LivePacket(flow.sender, flow.header, flags))
  }

  /// Sends a packet and its answer.
  mutating func exchange(_ flow: Flow) -> Verdict {
    let request = LivePacket(flow.sender, flow.header, .syn)
    let passage = live.send(request)
    guard passage.isDelivered, let receiver = passage.receiver,
      let answer = passage.arrived.reply
    else { return .dropped }
    let reply = live.send(LivePacket(receiver, answer, [.syn, .ack]), answering: request)
    return reply.isDelivered ? .delivered : .replyDropped
  }

  /// TCP's handshake, or a request and its response.
  mutating func connect(_ flow: Flow) -> Verdict {
    let verdict = exchange(flow)
    if flow.header.ipProtocol == .tcp { _ = send(flow, .ack) }
    return verdict
  }
}

extension Passage {
  var denials: [DecisionCode] {
    leg.hops.map { $0.decision.code }.filter { $0.action == .deny }
  }
}
