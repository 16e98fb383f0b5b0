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
public indirect enum Difference: Hashable, Sendable {
  case verdict(expected: Verdict, found: Verdict)
  /// It arrives, or may arrive, and must not.
  case arrives(Verdict)
  /// Something else decided; `nil` where nothing did.
  case decider(Decision?)
  /// The path does not meet what this names.
  case notThrough(Term)
  /// The path meets what it must avoid.
  case meets(Decision)
  /// The path that is told is as it should be, and one by another of equally good routes is not
  /// (R-ROUTE-7).
  case ofTiedRoute(Difference)
}

// MARK: Paths

/// What a demand looks at of a trace, or of a set of packets that share their path.
struct JudgedPath {
  let verdict: Verdict
  /// The path that is told, and those by the other routes of ties (R-ROUTE-7).
  let told: PathDecisions
  let tied: [PathDecisions]
  /// The denial of one of the routes or ports, where these disagree.
  let denial: Decision?

  init(_ trace: Trace) {
    verdict = trace.verdict
    told = trace.path
    tied = trace.tiedPaths
    denial = trace.alternatives.lazy.compactMap { $0.decision }.first
  }

  init(_ piece: SetPiece) {
    verdict = piece.verdict
    told = piece.path
    tied = piece.tiedPaths
    denial = piece.verdict == .ambiguous ? piece.blocker : nil
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
    if let difference = difference(of: path.told, decidedBy: path.denial) { return difference }
    return path.tied.lazy.compactMap { tied in
      difference(of: tied, decidedBy: path.denial).map { .ofTiedRoute($0) }
    }.first
  }

  /// `denial`: what decides instead of the path's own decision.
  private func difference(
    of path: PathDecisions, decidedBy denial: Decision?
  ) -> Difference? {
    let (decisions, deciding) = (path.all, denial ?? path.deciding)
    if let deciders, !(deciding.map { deciders.contains($0) } ?? false) {
      return .decider(deciding)
    }
    for waypoint in waypoints where !decisions.contains(where: waypoint.components.contains) {
      return .notThrough(waypoint.term)
    }
    return avoided.flatMap { avoided in
      decisions.first { avoided.contains($0) }.map { .meets($0) }
    }
  }
}
