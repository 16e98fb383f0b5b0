public import Addressing
public import Dataplane
public import SourceText
public import TopologyModel

/// A hop in words: the one record that text and JSON are both made from.
public struct HopDescription: Hashable, Sendable {
  public let component: ComponentDescription
  public let direction: Direction?
  public let code: DecisionCode
  /// See ``EvidenceDescription/rule``.
  public let rule: String?
  /// `nil` for what AWS implies.
  public let location: SourcePosition?
  /// The header as it leaves the hop.
  public let packet: PacketHeader
  public let isHypothetical: Bool
  /// What was decided and why, without capital and full stop.
  public let message: String
  /// See ``briefMessage(in:)``.
  private let decision: Decision

  public var action: Decision.Action { code.action }

  /// The message for a line that tells decision, component and place already; it may be empty.
  func briefMessage(in network: Network) -> String {
    decision.briefMessage(packet, in: network)
  }

  /// Describes a hop of a trace through `network`.
  public init(_ hop: Hop, in network: Network) {
    self.init(hop.decision, hop.packet, isHypothetical: hop.isHypothetical, in: network)
  }

  /// Describes a decision about a packet.
  public init(
    _ decision: Decision, _ packet: PacketHeader, isHypothetical: Bool = false, in network: Network
  ) {
    let evidence = network.evidence(of: decision)
    let description = EvidenceDescription(evidence, in: network)
    component = ComponentDescription(decision.component, deciding: evidence, in: network)
    direction = decision.direction
    code = decision.code
    rule = description.rule
    location = network.topology.sources.position(of: description.location)
    self.packet = packet
    self.isHypothetical = isHypothetical
    message = decision.message(packet, in: network)
    self.decision = decision
  }
}

extension ComponentDescription {
  /// Describes a component by the very group whose rule decided.
  init(_ component: Component, deciding evidence: Evidence, in network: Network) {
    guard case .securityGroups(let interface) = component,
      case .securityGroupRule(let group, _, _) = evidence
    else {
      self.init(component, in: network)
      return
    }
    self.init(group, in: network)
    attachedTo = network.topology.networkInterfaces.id(of: interface)
  }
}
