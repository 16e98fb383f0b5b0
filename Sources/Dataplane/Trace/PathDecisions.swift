/// What is decided on one path, there and back.
public struct PathDecisions: Hashable, Sendable {
  /// Up to the end or the first denial.
  public let forward: [Decision]
  /// The same for the reply; `nil` where none sets out.
  public let reply: [Decision]?

  /// All of them, there and back.
  public var all: [Decision] { forward + (reply ?? []) }

  /// The first denial, else the first decision that the model could not make, else the delivery; `nil`
  /// where nothing was decided.
  public var deciding: Decision? {
    let all = all
    return all.first { $0.action == .deny } ?? all.first { $0.action == .undetermined }
      ?? forward.last
  }
}

extension [PathDecisions] {
  /// Those that differ from `path` and from each other, in order.
  func distinct(from path: PathDecisions) -> [PathDecisions] {
    reduce(into: []) { distinct, other in
      if other != path && !distinct.contains(other) { distinct.append(other) }
    }
  }
}
