import Addressing
public import Dataplane
public import SourceText
import TopologyModel

/// A rule or route that was looked at, in words: why it decided, or why not.
public struct ConsideredDescription: Hashable, Sendable {
  /// The group or ACL that the rule belongs to, where a decision looked at several.
  public let owner: ComponentDescription?
  public let rule: String?
  public let location: SourcePosition?
  public let fate: Considered.Fate
  /// What the rule compares and the packet has; empty for routes.
  public let matched: [Considered.Field]
  public let unmatched: [Considered.Field]
  /// Bits of a route's prefix.
  public let prefixLength: Int?
  /// What the rule says.
  public let words: String

  /// Describes one of the things that a decision considered.
  public init(_ considered: Considered, in network: Network) {
    let description = EvidenceDescription(considered.evidence, in: network)
    rule = description.rule
    words = description.words ?? "AWS's own rule"
    location = network.topology.sources.position(of: description.location)
    fate = considered.fate
    let fields = considered.evidence.comparedFields(in: network)
    if case .mismatch(let mismatched) = considered.fate {
      unmatched = Considered.Field.allCases.filter { mismatched.contains($0) }
      // Neither addresses of two families nor ports of two protocols can be compared.
      var incomparable: Set<Considered.Field> = []
      if mismatched.contains(.family) { incomparable.formUnion([.source, .destination]) }
      if mismatched.contains(.ipProtocol) { incomparable.formUnion([.port, .icmp]) }
      matched = fields.filter { !mismatched.contains($0) && !incomparable.contains($0) }
    } else {
      unmatched = []
      matched = considered.fate == .unknown ? [] : fields
    }
    prefixLength = considered.evidence.prefixLength(in: network)
    owner = considered.evidence.owner(in: network)
  }

  /// Why the rule decided, or why it did not.
  public var reason: String {
    switch fate {
    case .decided: "decides"
    case .alsoMatches: "matches too, after the deciding one"
    case .mismatch: mismatchReason
    case .shorterPrefix: "matches, and loses to a longer prefix"
    case .lowerRank: "matches, and loses to a route of higher rank"
    case .hiddenByLocal: "a propagated route inside the VPC loses to local"
    case .unknown: "can't be judged: the input does not hold what it names"
    }
  }

  /// The fate as a stable name.
  public var fateName: String {
    switch fate {
    case .decided: "decided"
    case .alsoMatches: "also-matches"
    case .mismatch: "mismatch"
    case .shorterPrefix: "shorter-prefix"
    case .lowerRank: "lower-rank"
    case .hiddenByLocal: "hidden-by-local"
    case .unknown: "unknown"
    }
  }

  private var mismatchReason: String {
    let names = joinedByAnd(unmatched.map { $0.rawValue })
    guard !matched.isEmpty else { return "\(names) \(unmatched.count == 1 ? "differs" : "differ")" }
    return "\(names) \(unmatched.count == 1 ? "differs" : "differ"); "
      + "\(joinedByAnd(matched.map { $0.rawValue })) \(matched.count == 1 ? "matches" : "match")"
  }
}

extension Evidence {
  /// What the rule compares with the packet, whatever came of it.
  fileprivate func comparedFields(in network: Network) -> [Considered.Field] {
    switch self {
    case .securityGroupRule(let group, let direction, let index):
      let rules = network.topology.securityGroups[group]?.rules(direction) ?? []
      return rules.indices.contains(index) ? rules[index].traffic.comparedFields(direction) : []
    case .networkACLEntry(let acl, let index):
      let entries = network.topology.networkACLs[acl]?.entries ?? []
      guard entries.indices.contains(index) else { return [] }
      return entries[index].traffic.comparedFields(entries[index].direction)
    case .route, .impliedLocalRoute: return [.destination]
    case .platform, .networkACLDefault, .vpnStaticRoute, .blockPublicAccess, .encryptionControl:
      return []
    }
  }

  fileprivate func prefixLength(in network: Network) -> Int? {
    switch self {
    case .route(let table, let index, let entry):
      let routes = network.topology.routeTables[table]?.routes ?? []
      guard routes.indices.contains(index) else { return nil }
      switch routes[index].destination {
      case .block(let block): return block.prefixLength
      case .prefixList(let list):
        let entries = network.topology.prefixLists[list]?.entries ?? []
        guard let entry, entries.indices.contains(entry) else { return nil }
        return entries[entry].block.prefixLength
      }
    case .impliedLocalRoute(let block, let vpc):
      let blocks = network.topology.vpcs[vpc]?.blocks ?? []
      return blocks.indices.contains(block) ? blocks[block].block.prefixLength : nil
    default: return nil
    }
  }

  fileprivate func owner(in network: Network) -> ComponentDescription? {
    guard case .securityGroupRule(let group, _, _) = self else { return nil }
    return ComponentDescription(group, in: network)
  }
}

extension TrafficPattern {
  fileprivate func comparedFields(_ direction: Direction) -> [Considered.Field] {
    let peer: Considered.Field = direction == .inbound ? .source : .destination
    guard let ipProtocol else { return [.family, peer] }
    let head: [Considered.Field] = [.family, .ipProtocol, peer]
    return ipProtocol.hasPorts ? head + [.port] : ipProtocol.isICMP ? head + [.icmp] : head
  }
}
