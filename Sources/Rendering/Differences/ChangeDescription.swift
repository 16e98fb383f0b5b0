import Addressing
public import Analysis
import Dataplane
public import SourceText
import TopologyModel

/// A change of a topology in words, with its places.
public struct ChangeDescription: Hashable, Sendable {
  public let kind: TopologyChange.Kind
  /// What changed, as a sentence without a full stop.
  public let words: String
  /// What it is a change of; see ``ChangedComponent/init(of:in:)``.
  public let subject: ChangedComponent?
  /// Where it stands in the old topology, if it does.
  public let old: SourcePosition?
  /// Where it stands in the new topology, if it does.
  public let new: SourcePosition?

  /// Describes one of the changes of a difference.
  public init(_ change: TopologyChange, in difference: ReachabilityDifference) {
    kind = change.kind
    words = ChangeWords(difference).words(of: change)
    subject = ChangedComponent(
      of: change.subject, in: change.kind == .removed ? difference.old : difference.new)
    old = change.location(in: difference.old.topology).map {
      difference.old.topology.sources.position(of: $0)
    }
    new = change.location(in: difference.new.topology).map {
      difference.new.topology.sources.position(of: $0)
    }
  }

  /// The place to look at: in the new topology, or where it is gone from.
  public var position: SourcePosition? { new ?? old }
}

/// Finds words for changes; what is gone goes by its old name.
private struct ChangeWords {
  private let old: Network
  private let new: Network

  init(_ difference: ReachabilityDifference) {
    old = difference.old
    new = difference.new
  }

  func words(of change: TopologyChange) -> String {
    let network = change.kind == .removed ? old : new
    switch change.subject {
    case .securityGroupRule(let group, let direction, let traffic, let peer):
      let rule =
        "\(traffic.words) \(direction.preposition) \(peer.words(in: network))"
      return "\(direction.rawValue) rule of \(label(group)) \(change.kind.rawValue): \(rule)"
    case .networkACLEntry(let acl, let direction, let number):
      return entry(acl, direction, number, change.kind)
    case .route(let table, let destination): return route(table, destination, change.kind)
    case .routeTableAssociation(let user): return association(of: user)
    case .networkACLAssociation(let subnet):
      let acls = [old, new].map { network in
        (Int(subnet.index) < network.topology.subnets.count
          ? network.networkACL(of: subnet) : nil).map {
            ComponentDescription($0, in: network).fullLabel
          } ?? "none"
      }
      return "\(label(.subnet(subnet), new)) uses \(acls[1]), was \(acls[0])"
    case .elasticIP(let address): return "Elastic IP \(address.description) \(change.kind.rawValue)"
    case .encryptionControl(let vpc):
      return "encryption control of \(label(.vpc(vpc), network)) \(change.kind.rawValue)"
    case .blockPublicAccess: return "Block Public Access \(change.kind.rawValue)"
    case .presentKinds: return kindsWords
    case .securityGroupVPCAssociation(let group, let vpc):
      let verb = change.kind == .removed ? "is no longer associated" : "is associated"
      return "\(label(group)) \(verb) with \(label(.vpc(vpc), network))"
    default:
      let name = ComponentDescription(of: change.subject, in: network)?.fullLabel ?? "a row"
      let details = AlterationWords(old: old, new: new).details(of: change.subject)
      return "\(name) \(change.kind.rawValue)"
        + (details.isEmpty ? "" : ": \(details.joined(separator: "; "))")
    }
  }

  /// Kinds that one of the inputs alone speaks of, so that AWS's defaults stand in for them in the other.
  private var kindsWords: String {
    let (was, now) = (old.topology.kindsWithoutDefault, new.topology.kindsWithoutDefault)
    let parts = [("old", was.subtracting(now)), ("new", now.subtracting(was))].compactMap {
      side, kinds -> String? in
      let nouns = ResourceKind.allCases.filter { kinds.contains($0) }.map { "\($0.noun)s" }
      return nouns.isEmpty ? nil : "only the \(side) input tells of \(joinedByAnd(nouns))"
    }
    return parts.joined(separator: "; ")
  }

  private func label(_ component: Component, _ network: Network) -> String {
    ComponentDescription(component, in: network).fullLabel
  }

  private func label(_ group: Reference<SecurityGroup>) -> String {
    ComponentDescription(group, in: new).fullLabel
  }
}

// MARK: Rows

extension ChangeWords {
  private func entry(
    _ acl: Reference<NetworkACL>, _ direction: Direction, _ number: Int,
    _ kind: TopologyChange.Kind
  ) -> String {
    let rules = [old, new].map { network in
      network.topology.networkACLs[acl]?.entry(direction, number).map { entry in
        "\(entry.allows ? "allows" : "denies") \(entry.traffic.words) \(direction.preposition) "
          + entry.block.description
      }
    }
    let name = ComponentDescription(acl, in: new).fullLabel
    return "\(direction.rawValue) rule \(number) of \(name) \(kind.rawValue): "
      + words(rules[0], rules[1])
  }

  private func route(
    _ table: Reference<RouteTable>, _ destination: Route.Destination, _ kind: TopologyChange.Kind
  ) -> String {
    let targets = [old, new].map { network -> String? in
      let routes = (network.topology.routeTables[table]?.routes ?? []).filter {
        $0.destination == destination
      }
      guard !routes.isEmpty else { return nil }
      return routes.map {
        "-> \($0.target.words(in: network))\($0.isBlackhole ? " (blackhole)" : "")"
      }.joined(separator: ", ")
    }
    let network = kind == .removed ? old : new
    let place = destination.words(entry: nil, in: network)
    let name = if case .block = destination { place } else { "to \(place)" }
    return "route \(name) of \(label(.routeTable(table), new)) "
      + "\(kind.rawValue): \(words(targets[0], targets[1]))"
  }

  private func words(_ was: String?, _ now: String?) -> String {
    guard let now else { return was ?? "" }
    return was.map { "\(now), was \($0)" } ?? now
  }

  private func association(of user: RouteTableUser) -> String {
    let tables = [old, new].map { network in
      network.topology.routeTable(usedBy: user).map { label(.routeTable($0), network) }
    }
    let name =
      switch user {
      case .mainOf(let vpc): "the main table of \(label(.vpc(vpc), new))"
      case .subnet(let subnet): label(.subnet(subnet), new)
      case .internetGateway(let gateway): label(.internetGateway(gateway), new)
      case .vpnGateway(let gateway): label(.vpnGateway(gateway), new)
      }
    let none =
      if case .subnet = user { "the VPC's main route table" } else { "no route table" }
    if case .mainOf = user { return "\(name) is \(tables[1] ?? none), was \(tables[0] ?? none)" }
    return "\(name) uses \(tables[1] ?? none), was \(tables[0] ?? none)"
  }
}
