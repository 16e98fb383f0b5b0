import Addressing
import Dataplane
import Expectations
public import Simulation
public import SourceText
import TopologyModel

extension JSONWriter {
  /// Begins a `vpctrace.simulate/1` object; every event follows by ``moment(_:of:in:)``, and
  /// ``endSimulation(_:)`` ends it.
  public mutating func beginSimulation(_ scenario: Scenario) {
    beginObject()
    member("schema", "vpctrace.simulate/1")
    member("title", scenario.title)
    key("events")
    beginArray()
  }

  public mutating func endSimulation(_ score: ExpectationScore) {
    endArray()
    object("counts") {
      $0.member("met", score.count - score.failures)
      $0.member("failed", score.failures)
    }
    endObject()
  }

  /// Writes an event, and what came of it.
  ///
  /// - Parameters:
  ///   - moment: The event.
  ///   - scenario: Of which it is one.
  ///   - source: The scenario's text.
  public mutating func moment(_ moment: Moment, of scenario: Scenario, in source: SourceBuffer) {
    beginObject()
    member("index", moment.index)
    member("at", timeWords(moment.event.time))
    member("milliseconds", moment.event.time)
    location(source.position(ofOffset: moment.event.place.offset))
    member("note", moment.event.note)
    switch moment.result {
    case .traffic(let result): traffic(result, of: scenario, in: moment.network)
    case .edit(let result): edit(result, in: moment.network)
    case .tables(let connections, let translations):
      member("kind", "show")
      if let connections { flows("connections", connections, in: moment.network) }
      if let translations { flows("translations", translations, in: moment.network) }
    case .demand(let result):
      member("kind", "expect")
      member("expectation", scenario.words(of: result.demand, in: moment.network))
      member("result", result.isMet ? "met" : "failed")
      member("found", result.found.words)
    }
    endObject()
  }
}

// MARK: Traffic

extension JSONWriter {
  private mutating func traffic(
    _ result: TrafficResult, of scenario: Scenario, in network: Network
  ) {
    let conversation = scenario.conversations[result.conversation]
    member("kind", result.script.kind)
    member("conversation", conversation.name)
    member("from", conversation.source.word)
    member("to", conversation.destination.word)
    member("traffic", conversation.traffic.description)
    member("outcome", result.outcome.rawValue)
    array("outcomes", result.counts) { writer, entry in
      writer.beginObject()
      writer.member("outcome", entry.outcome.rawValue)
      writer.member("count", entry.count)
      writer.endObject()
    }
    array("samples", result.samples) { writer, sample in
      writer.beginObject()
      writer.member("flow", sample.member)
      writer.member("outcome", sample.outcome.rawValue)
      writer.array("packets", sample.packets) { writer, sent in
        writer.passage(sent.passage, by: sent.line.party.rawValue, in: network)
      }
      writer.endObject()
    }
  }

  private mutating func passage(_ passage: Passage, by sender: String, in network: Network) {
    beginObject()
    member("by", sender)
    if passage.packet.header.ipProtocol == .tcp { member("flags", passage.packet.flags.words) }
    member("outcome", passage.leg.outcome.rawValue)
    object("packet") { $0.packetMembers(passage.packet.header) }
    array("hops", passage.leg.hops) { writer, hop in
      writer.beginObject()
      writer.hopMembers(hop, in: network)
      writer.endObject()
    }
    array("changes", passage.changes) { writer, change in
      writer.beginObject()
      writer.member("holder", (change.after ?? change.before)?.holderLabel(in: network))
      if let before = change.before {
        writer.object("before") { $0.flowMembers(before, in: network) }
      }
      if let after = change.after { writer.object("after") { $0.flowMembers(after, in: network) } }
      writer.endObject()
    }
    assumptions(passage.assumptions)
    for reset in passage.reset {
      key("reset")
      self.passage(reset, by: "nat-gateway", in: network)
    }
    endObject()
  }
}

extension Script {
  /// The key of the event.
  fileprivate var kind: String {
    switch self {
    case .connect: "connect"
    case .request: "request"
    case .close: "close"
    case .reset: "reset"
    case .packet: "packet"
    }
  }
}

// MARK: Changes and tables

extension JSONWriter {
  private mutating func edit(_ result: EditResult, in network: Network) {
    member("kind", "change")
    member("change", result.edit.words(in: network))
    flows("tracked", result.tracked, in: network)
    flows("untracked", result.untracked, in: network)
    flows("forgotten", result.forgotten, in: network)
    assumptions(result.assumptions)
  }

  private mutating func flows(
    _ key: StaticString, _ flows: [RememberedFlow], in network: Network
  ) {
    array(key, flows) { writer, flow in
      writer.beginObject()
      writer.flowMembers(flow, in: network)
      writer.endObject()
    }
  }

  private mutating func flowMembers(_ flow: RememberedFlow, in network: Network) {
    switch flow.holder {
    case .interface(let interface, let opened):
      componentMembers(ComponentDescription(interface, in: network))
      member("opened", opened.rawValue)
      object("request") { $0.packetMembers(flow.request) }
    case .translator(let component, let outside):
      componentMembers(ComponentDescription(component, in: network))
      object("request") { $0.packetMembers(flow.request) }
      object("translated") { $0.packetMembers(outside) }
    }
    member("state", flow.state.rawValue)
    member("lastSeen", flow.lastSeen)
    member("expires", flow.expiry)
  }
}
