public import Analysis
public import Dataplane
import SourceText
import TopologyModel

/// What a topology makes of a flow log, to be printed.
public struct FlowLogReport {
  public let explainer: FlowLogExplainer
  let network: Network
  /// The log as the user typed it.
  let path: String
  /// Causes that the topology knows, those with the most records first.
  let explained: [FlowLogGroup]
  /// Causes that show that the topology is not what was logged.
  let contradictions: [FlowLogGroup]

  public init(_ explainer: FlowLogExplainer, of path: String, in network: Network) {
    self.explainer = explainer
    self.path = path
    self.network = network
    let groups = explainer.groups
    explained = groups.filter { !$0.cause.isContradiction }
    contradictions = groups.filter { $0.cause.isContradiction }
  }

  /// Whether some records say what the topology denies.
  public var hasContradictions: Bool { !contradictions.isEmpty }
}

/// A cause in words.
struct FlowLogCauseWords {
  let interface: String
  /// `inbound` or `outbound`, empty where it can't be told.
  let direction: String
  let sentence: String
  let hop: HopDescription?
  /// Where the deciding rule stands, or what it belongs to.
  let location: SourcePosition?

  init(_ group: FlowLogGroup, in network: Network) {
    let cause = group.cause
    interface =
      cause.interface.map { ComponentDescription($0, in: network).briefLabel }
      ?? FlowLogCauseWords.id(of: cause.kind)
    direction = cause.direction?.rawValue ?? ""
    hop = cause.decision.flatMap { decision in
      group.examples.first?.header.map { HopDescription(decision, $0, in: network) }
    }
    location =
      hop?.location
      ?? network.topology.sources.position(of: hop?.component.location)
    let decided = hop.map { "\($0.component.label): \($0.message)" } ?? ""
    switch cause.kind {
    case .denied: sentence = decided
    case .unsolicited:
      sentence =
        "\(decided); as an answer it would pass, so it came late or without the connection it belongs to"
    case .undetermined: sentence = "can't be told: \(decided)"
    case .rejectedThoughAllowed: sentence = "rejected, though every filter allows it"
    case .acceptedThoughDenied: sentence = "accepted, though \(decided)"
    case .strangeAddresses: sentence = "neither address is the interface's"
    case .unknownInterface: sentence = "the input does not hold the interface"
    }
  }

  private static func id(of kind: FlowLogCause.Kind) -> String {
    if case .unknownInterface(let id) = kind { id } else { "" }
  }
}
