public import Dataplane

/// What somebody who knows the network expects of a packet.
public struct Expectation: Hashable, Sendable {
  public let flow: Flow
  public let verdict: Verdict
  /// What must decide the verdict; `nil` where anything may.
  public let decidingCode: DecisionCode?

  public init(_ flow: Flow, _ verdict: Verdict, decidedBy code: DecisionCode? = nil) {
    self.flow = flow
    self.verdict = verdict
    decidingCode = code
  }

  /// Walks the packet and compares.
  public func judge(in network: Network) -> Judgement { judge(network.trace(flow)) }

  /// Compares with a trace of ``flow``.
  public func judge(_ trace: Trace) -> Judgement {
    let deciding = trace.decidingDecision
    var differences: [Judgement.Difference] = []
    if trace.verdict != verdict {
      differences.append(.verdict(expected: verdict, found: trace.verdict))
    }
    if let decidingCode, deciding?.code != decidingCode {
      differences.append(.decidingCode(expected: decidingCode, found: deciding?.code))
    }
    return Judgement(deciding: deciding, differences: differences)
  }
}

/// How a packet fared against an expectation.
public struct Judgement: Hashable, Sendable {
  /// The decision that the verdict found rests on; it explains what differs.
  public let deciding: Decision?
  /// Empty where the expectation is met.
  public let differences: [Difference]

  public var isMet: Bool { differences.isEmpty }

  public enum Difference: Hashable, Sendable {
    case verdict(expected: Verdict, found: Verdict)
    case decidingCode(expected: DecisionCode, found: DecisionCode?)
  }
}

extension Trace {
  /// The decision that the verdict rests on: the first denial, else the first one that the model could
  /// not make, else the request's last, which delivers it.
  public var decidingDecision: Decision? {
    let decisions = (forward.hops + (reply?.hops ?? [])).map { $0.decision }
    return decisions.first { $0.action == .deny } ?? decisions.first { $0.action == .undetermined }
      ?? forward.hops.last?.decision
  }
}
