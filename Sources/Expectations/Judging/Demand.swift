public import Dataplane

/// What is demanded of the packets of a question.
public struct Demand: Sendable {
  public let claim: Claim
  public var isOneWay = false
  /// One of these must decide; `nil` where anything may.
  public var deciders: ComponentSet?
  /// Each of these must be on the path, there or back.
  public var waypoints: [(term: Term, components: ComponentSet)] = []
  /// None of these may be on the path.
  public var avoided: ComponentSet?

  public enum Claim: Hashable, Sendable {
    case verdict(Verdict)
    /// No packet arrives, whatever becomes of its answer.
    case nothingArrives
  }

  public init(_ claim: Claim) { self.claim = claim }
}

/// Components that a term names, or what they decide.
public struct ComponentSet: Hashable, Sendable {
  public var components: Set<Component> = []
  public var codes: Set<DecisionCode> = []

  public init() {}

  public var isEmpty: Bool { components.isEmpty && codes.isEmpty }

  public mutating func formUnion(_ other: ComponentSet) {
    components.formUnion(other.components)
    codes.formUnion(other.codes)
  }

  func contains(_ decision: Decision) -> Bool {
    components.contains(decision.component) || codes.contains(decision.code)
  }
}

/// How a packet departs from what was demanded.
public enum Difference: Hashable, Sendable {
  case verdict(expected: Verdict, found: Verdict)
  /// It arrives, or may arrive, and must not.
  case arrives(Verdict)
  /// Something else decided; `nil` where nothing did.
  case decider(Decision?)
  /// The path does not meet what this names.
  case notThrough(Term)
  /// The path meets what it must avoid.
  case meets(Decision)
}

// MARK: Paths

/// What a demand looks at of a trace, or of a set of packets that share their path.
struct JudgedPath {
  let verdict: Verdict
  /// There and back, up to the first denial.
  let decisions: [Decision]
  let deciding: Decision?

  init(_ trace: Trace) {
    verdict = trace.verdict
    let hops = trace.forward.hops + (trace.reply?.hops ?? [])
    decisions = hops.filter { !$0.isHypothetical }.map { $0.decision }
    let denial = trace.alternatives.lazy.compactMap { $0.decision }.first
    deciding = JudgedPath.deciding(denial, decisions, trace.forward.hops.last?.decision)
  }

  init(_ piece: SetPiece) {
    verdict = piece.verdict
    decisions = piece.forward + (piece.reply ?? [])
    deciding = JudgedPath.deciding(piece.blocker, decisions, piece.forward.last)
  }

  /// The first denial, else the first decision that the model could not make, else the delivery.
  ///
  /// `denial`: of one of the routes or ports where these disagree.
  private static func deciding(
    _ denial: Decision?, _ decisions: [Decision], _ last: Decision?
  ) -> Decision? {
    denial ?? decisions.first { $0.action == .deny }
      ?? decisions.first { $0.action == .undetermined } ?? last
  }
}

extension Demand {
  /// The first departure of a path from what is demanded; `nil` where there is none.
  func difference(of path: JudgedPath) -> Difference? {
    switch claim {
    case .verdict(let expected):
      if path.verdict != expected { return .verdict(expected: expected, found: path.verdict) }
    case .nothingArrives:
      if path.verdict != .dropped { return .arrives(path.verdict) }
    }
    if let deciders, !(path.deciding.map { deciders.contains($0) } ?? false) {
      return .decider(path.deciding)
    }
    for waypoint in waypoints where !path.decisions.contains(where: waypoint.components.contains) {
      return .notThrough(waypoint.term)
    }
    return avoided.flatMap { avoided in
      path.decisions.first { avoided.contains($0) }.map { .meets($0) }
    }
  }
}
