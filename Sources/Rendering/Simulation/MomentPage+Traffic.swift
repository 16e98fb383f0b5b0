import Addressing
import Dataplane
import Simulation
import SourceText
import TopologyModel

extension MomentPage {
  mutating func traffic(_ result: TrafficResult) {
    let conversation = scenario.conversations[result.conversation]
    head("\(result.script.words) \(conversation.words)")
    if conversation.count > 1 {
      canvas.row(
        "", result.counts.map { "\($0.count) \($0.outcome.rawValue)" }.joined(separator: ", "))
    }
    for sample in result.samples {
      if conversation.count > 1 {
        canvas.row("", "the first that is \(sample.outcome.rawValue):", .faint)
      }
      self.sample(sample)
    }
  }

  private mutating func sample(_ sample: TrafficResult.Sample) {
    if sample.outcome == .unsent {
      canvas.row("", "UNSENT: the server has heard of no request that it could answer", .bad)
    }
    for sent in sample.packets { packet(sent.passage, sent.line) }
    let changes = sample.packets.flatMap { $0.passage.allChanges }
    for change in MemoryChangeWords.all(of: changes, in: network) {
      canvas.row(change.holder, change.words)
    }
    assumptions(sample.assumptions)
  }

  private mutating func packet(_ passage: Passage, _ line: Script.Line) {
    let arrow = line.party == .client ? "->" : "<-"
    fate(of: passage, "\(arrow) \(line.flags.words)")
    for reset in passage.reset { fate(of: reset, "<- RST") }
  }

  /// What became of a packet, and why.
  private mutating func fate(of passage: Passage, _ label: String) {
    switch passage.leg.outcome {
    case .delivered:
      canvas.row(label, "delivered: \(passage.arrived.words)", labelTone: .plain)
      let reasons = passage.reasons(in: network)
      if !reasons.isEmpty { canvas.row("", reasons.joined(separator: "; "), .faint) }
    case .dropped: stop("DROPPED", .bad, at: passage.denial, label)
    case .undetermined, .ambiguous: stop("UNKNOWN", .uncertain, at: passage.unknown, label)
    }
  }

  private mutating func stop(
    _ word: String, _ tone: TextCanvas.Tone, at hop: Hop?, _ label: String
  ) {
    guard let hop = hop.map({ HopDescription($0, in: network) }) else { return }
    canvas.row(
      label, "\(word) by \(hop.component.fullLabel): \(hop.message)", tone, labelTone: .plain)
    let declared = network.topology.sources.position(of: hop.component.location)
    if let place = hop.location ?? declared { canvas.row("", place.description, .faint) }
  }
}

extension Passage {
  /// With those of the reset that it led to.
  fileprivate var allChanges: [RememberedChange] { changes + reset.flatMap { $0.changes } }

  /// The hop at which the model ends.
  fileprivate var unknown: Hop? { leg.hops.first { $0.decision.action == .undetermined } }

  /// What the components that remember had to say, in short.
  fileprivate func reasons(in network: Network) -> [String] {
    leg.hops.filter { $0.isOfMemory }.map {
      HopDescription($0, in: network).reason(in: network)
    }
  }
}

extension Hop {
  /// It is a decision of a component that remembers flows.
  fileprivate var isOfMemory: Bool {
    switch decision.component {
    case .securityGroups: true
    default: decision.code.action == .translate && decision.code != .internetGatewayTranslates
    }
  }
}

extension HopDescription {
  /// `SG web in: tcp 22 from 0.0.0.0/0`.
  fileprivate func reason(in network: Network) -> String {
    let way = direction.map { $0 == .inbound ? " in" : " out" } ?? ""
    let message = code == .groupTrackedAllow ? "tracked" : briefMessage(in: network)
    return "\(component.briefLabel)\(way): \(message)"
  }
}
