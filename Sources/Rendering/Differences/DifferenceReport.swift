public import Analysis
import Dataplane
import TopologyModel

/// A difference with names and places looked up, ready to be printed.
public struct DifferenceReport: Sendable {
  public let difference: ReachabilityDifference
  public let entries: [Entry]
  /// Changes on which nothing that is listed rests.
  public let idle: [ChangeDescription]

  /// One thing that changed.
  public struct Entry: Sendable {
    public let shift: ReachabilityShift
    public let from: EndsDescription
    public let to: EndsDescription
    public let traffic: String
    public let causes: [ChangeDescription]
  }

  public init(_ difference: ReachabilityDifference) {
    self.difference = difference
    let names = EndNames(difference)
    let descriptions = difference.changes.map { ChangeDescription($0, in: difference) }
    entries = difference.shifts.map { shift in
      Entry(
        shift: shift, from: names.description(of: shift.from, facing: shift.to),
        to: names.description(of: shift.to, facing: shift.from), traffic: shift.traffic.words,
        causes: shift.cause.changes.map { descriptions[$0] })
    }
    let active = Set(difference.shifts.flatMap { $0.cause.changes })
    idle = descriptions.indices.filter {
      !active.contains($0) && !difference.changes[$0].isPartOfAnother(in: difference)
    }.map { descriptions[$0] }
  }

  /// `2 opened, 1 closed`, or `nil` where nothing changed.
  var counts: String? {
    let parts = ReachabilityShift.Kind.allCases.compactMap { kind -> String? in
      let count = entries.count { $0.shift.kind == kind }
      return count > 0 ? "\(count) \(kind.words)" : nil
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

extension DifferenceReport.Entry {
  /// What happened, and for what is uncertain between which verdicts.
  var title: String {
    shift.kind == .uncertain
      ? "uncertain (was \(shift.before.words), is \(shift.after.words))" : shift.kind.words
  }

  /// To whom, in one line.
  var destination: String {
    to.line + (shift.parts.count > 1 ? ", not from all of these at every address" : "")
      + (shift.isOutsideSendersSubnet ? ", outside of the sender's subnet" : "")
  }

  /// How the causes act together, where there are several.
  var causeNote: String? {
    guard !causes.isEmpty else {
      return "no single change: ids decide between claims of one address"
    }
    guard causes.count > 1 else { return nil }
    return shift.cause.isEachEnough
      ? "taking back any one of these undoes it:" : "taking back all of these undoes it:"
  }
}

extension TopologyChange {
  /// Whether a change follows from another: that of an instance from its interfaces', and an association from
  /// what is associated, where that is new or gone.
  fileprivate func isPartOfAnother(in difference: ReachabilityDifference) -> Bool {
    let (old, new) = (difference.old.topology, difference.new.topology)
    switch subject {
    case .networkACLAssociation(let subnet), .routeTableAssociation(.subnet(let subnet)):
      return old.subnets.resource(at: subnet) == nil || new.subnets[subnet] == nil
    case .routeTableAssociation(.mainOf(let vpc)):
      return old.vpcs.resource(at: vpc) == nil || new.vpcs[vpc] == nil
    case .instance(let instance):
      return kind != .altered
        && (kind == .added ? new : old).networkInterfaces.resources.contains {
          $0.resource.instance == instance
        }
    default: return false
    }
  }
}

extension ReachabilityShift.Kind {
  var words: String {
    switch self {
    case .opened: "opened"
    case .closed: "closed"
    case .replyLost: "lost the reply"
    case .replyRegained: "regained the reply"
    case .requestOpened: "opened one way"
    case .requestClosed: "closed one way"
    case .uncertain: "uncertain"
    }
  }
}

extension Verdict {
  fileprivate var words: String { self == .replyDropped ? "without a reply" : rawValue }
}
