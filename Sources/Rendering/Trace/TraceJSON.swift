import Addressing
import Analysis
public import Dataplane
import SourceText
import TopologyModel

extension JSONWriter {
  /// Writes a trace as a `vpctrace.trace/1` object.
  ///
  /// With ``Detail/summary`` hops and notes are left out.
  public mutating func trace(_ trace: Trace, in network: Network, detail: Detail) {
    beginObject()
    traceMembers(trace, in: network, detail: detail)
    endObject()
  }

  mutating func traceMembers(_ trace: Trace, in network: Network, detail: Detail) {
    member("schema", "vpctrace.trace/1")
    object("flow") {
      $0.packetMembers(trace.flow.header)
      if trace.flow.isOneWay { $0.member("oneWay", true) }
    }
    member("verdict", trace.verdict.rawValue)
    leg("forward", trace.forward, of: trace, in: network, detail: detail)
    if let reply = trace.reply { leg("reply", reply, of: trace, in: network, detail: detail) }
    blockers(of: trace, in: network, detail: detail)
    if !trace.alternatives.isEmpty { alternatives(of: trace, in: network) }
    assumptions(trace.assumptions)
    if detail != .summary { notes(trace.notes, in: network) }
  }

  /// Writes what a result rests on that AWS does not document.
  mutating func assumptions(_ assumptions: [Assumption]) {
    array("assumptions", assumptions) { writer, assumption in
      writer.beginObject()
      writer.member("rule", assumption.rawValue)
      writer.member("message", assumption.sentence)
      writer.endObject()
    }
  }

  /// Writes what could not be traced in place of a result.
  public mutating func traceError(_ message: String, line: Int) {
    beginObject()
    member("schema", "vpctrace.trace/1")
    member("line", line)
    member("error", message)
    endObject()
  }

  private mutating func leg(
    _ key: StaticString, _ leg: Leg, of trace: Trace, in network: Network, detail: Detail
  ) {
    object(key) { writer in
      writer.member("outcome", leg.outcome.rawValue)
      guard detail != .summary else { return }
      writer.array("hops", leg.hops.indices) { writer, index in
        writer.beginObject()
        writer.hopMembers(leg.hops[index], in: network)
        if detail == .full {
          writer.considered(network.considered(at: index, of: leg), in: network)
        }
        writer.endObject()
      }
    }
  }

  private mutating func blockers(of trace: Trace, in network: Network, detail: Detail) {
    array("blockers", trace.blockers.enumerated()) { writer, blocker in
      writer.beginObject()
      writer.member("direction", blocker.element.isOnReply ? "reply" : "forward")
      if blocker.offset == 0 { writer.member("first", true) }
      writer.object("hop") { $0.hopMembers(blocker.element.hop, in: network) }
      if detail != .summary {
        let remedy = Remedy(for: blocker.element, of: trace, in: network)
        writer.member("remedy", remedy.sentence(in: network))
      }
      writer.endObject()
    }
  }

  private mutating func alternatives(of trace: Trace, in network: Network) {
    array("alternatives", trace.alternatives) { writer, alternative in
      writer.beginObject()
      writer.member("verdict", alternative.verdict.rawValue)
      switch alternative.cause {
      case .clientPorts(let ranges):
        writer.array("clientPorts", ranges) { $0.string($1.description) }
      case .route(let evidence):
        let route = EvidenceDescription(evidence, in: network)
        writer.member("route", route.rule)
        writer.location(network.topology.sources.position(of: route.location))
      }
      if let decision = alternative.decision {
        let component = ComponentDescription(decision.component, in: network)
        writer.object("decidedBy") {
          $0.componentMembers(component)
          $0.member("direction", decision.direction?.rawValue)
        }
      }
      writer.endObject()
    }
  }

  private mutating func notes(_ notes: [Note], in network: Network) {
    array("notes", notes) { writer, note in
      writer.beginObject()
      writer.member("note", note.name)
      writer.member("message", note.sentence(in: network))
      writer.endObject()
    }
  }
}

extension JSONWriter {
  mutating func hopMembers(_ hop: Hop, in network: Network) {
    firstMembers(of: hop.decision) { writer in
      let description = HopDescription(hop, in: network)
      writer.componentMembers(description.component)
      writer.member("direction", description.direction?.rawValue)
      writer.member("action", description.action.rawValue)
      writer.member("code", description.code.rawValue)
      writer.member("rule", description.rule)
      writer.location(description.location)
    }
    object("packet") { $0.packetMembers(hop.packet) }
    member("message", hop.decision.message(hop.packet, in: network))
    if hop.isHypothetical { member("hypothetical", true) }
  }

  mutating func componentMembers(_ component: ComponentDescription) {
    member("kind", component.kind)
    member("id", component.id)
    member("name", component.name)
    member("attachedTo", component.attachedTo)
  }

  private mutating func considered(_ considered: [Considered], in network: Network) {
    guard !considered.isEmpty else { return }
    array("considered", considered) { writer, item in
      let description = ConsideredDescription(item, in: network)
      writer.beginObject()
      writer.member("owner", description.owner?.id)
      writer.member("rule", description.rule)
      writer.location(description.location)
      writer.member("fate", description.fateName)
      writer.member("prefixLength", description.prefixLength)
      writer.array("matched", description.matched) { $0.string($1.rawValue) }
      writer.array("unmatched", description.unmatched) { $0.string($1.rawValue) }
      writer.member("message", "\(description.words): \(description.reason)")
      writer.endObject()
    }
  }

  mutating func packetMembers(_ packet: PacketHeader) {
    key("source")
    plainString { packet.source.append(to: &$0) }
    key("destination")
    plainString { packet.destination.append(to: &$0) }
    key("protocol")
    let ipProtocol = packet.ipProtocol
    if ipProtocol.hasPorts || ipProtocol.isICMP {
      string(ipProtocol.description)
    } else {
      number(Int(ipProtocol.number))
    }
    if ipProtocol.hasPorts {
      member("sourcePort", Int(packet.sourcePort))
      member("destinationPort", Int(packet.destinationPort))
    } else if let icmp = packet.icmp {
      member("icmpType", Int(icmp.type))
      member("icmpCode", Int(icmp.code))
    }
  }

  mutating func location(_ position: SourcePosition?) {
    guard let position else { return }
    object("location") {
      $0.member("file", position.path)
      $0.member("line", position.line)
      $0.member("column", position.column)
    }
  }
}
