import Addressing
import Analysis
import Dataplane
import SourceText
import TopologyModel

/// A station of a story in words.
struct StationWords {
  /// Where the packet is: `Security group web of web-1, on the way out`.
  let title: String
  /// Which list was read there, or why none was.
  let list: String
  /// What was decided, a sentence for each decision that is not told by `list`.
  let decisions: [String]
  /// What the station remembers; `nil` where there is nothing to remember.
  let memory: String?
  /// The same in one clause, for a table: `rule 100 allows`.
  let brief: String
  /// The station's name in a table: `ACL data`.
  let label: String

  init(_ station: Station, of story: Story, in network: Network) {
    let hops = story.hops(of: station).map { HopDescription($0, in: network) }
    let deciding = hops.first { $0.action == .deny } ?? hops.first { $0.action == .undetermined }
    let shown = deciding ?? hops[hops.count - 1]
    let owner = StationWords.owner(of: station.component, in: network)
    title = StationWords.title(station, shown.component, owner)
    list = station.listWords
    decisions = StationWords.decisions(station, hops) + station.subnetWords
    memory = deciding?.action == .deny && !station.isOnReply ? nil : station.memoryWords
    brief = station.isHypothetical ? "(\(shown.cellWords))" : shown.cellWords
    label = shown.component.briefLabel + (owner.map { " of \($0)" } ?? "")
  }

  private static func title(
    _ station: Station, _ component: ComponentDescription, _ owner: String?
  ) -> String {
    let name =
      component.kind == ResourceKind.networkInterface.rawValue
      ? component.briefLabel : component.label.capitalised
    let place = owner.map { "\(name) of \($0)" } ?? name
    switch (station.component, station.direction) {
    case (.securityGroups, let way?), (.networkACL, let way?):
      return "\(place), on the way \(way == .inbound ? "in" : "out")"
    default: return place
    }
  }

  /// Whose groups these are, or which subnet's ACL.
  private static func owner(of component: Component, in network: Network) -> String? {
    switch component {
    case .securityGroups(let interface):
      ComponentDescription(interface, in: network).briefLabel
    case .networkACL(let subnet):
      ComponentDescription(.subnet(subnet), in: network).label
    default: nil
    }
  }

  private static func decisions(_ station: Station, _ hops: [HopDescription]) -> [String] {
    switch station.check {
    case .none(.tracked), .none(.sameSubnet), .assumedList: []
    default:
      hops.filter { $0.code != .packetSent }.map { hop in
        let place = hop.location.map { " (\($0.path):\($0.line))" } ?? ""
        return "\(hop.message.capitalised)\(place)."
      }
    }
  }
}

extension Station {
  /// Which list was read, or why none was, as a sentence.
  fileprivate var listWords: String {
    let way = direction?.rawValue ?? ""
    return switch check {
    case .groupRules: "Read: the \(way) rules of its groups, all of them as one list."
    case .aclEntries: "Read: its \(way) rules, from the lowest number up."
    case .routes: "Read: its routes, of which the longest prefix wins."
    case .prefixes: "Read: the prefixes that it knows, of which the longest wins."
    case .assumedList: "No list: the input holds none, and AWS's own default was assumed."
    case .unknown: "Not known: what is read here, or all of it, can't be told."
    case .none(.end): "No list: this is an end of the path, and no filter stands here."
    case .none(.ownAddresses): "No list: an interface looks at whose addresses a packet bears."
    case .none(.tracked): "No list: it remembers the request that this packet answers."
    case .none(.sameSubnet):
      "No list: both ends are in this subnet, so that no route table and no network ACL is asked."
    case .none(.linkLocalService):
      "No list: no security group and no network ACL filters Amazon's own services."
    case .none(.gateway): "No list: it has no rules."
    case .none(.platform): "No list: the platform itself decides."
    }
  }

  /// Why no ACL was asked before, though the packet is routed.
  fileprivate var subnetWords: [String] {
    staysInSubnet
      ? ["That is in the same subnet, whose border is not crossed: no network ACL is asked."] : []
  }

  /// What the station remembers, as a sentence.
  fileprivate var memoryWords: String? {
    switch memory {
    case .none: nil
    case .stateless:
      isOnReply
        ? "It remembers nothing of the request: the reply needs a rule of its own."
        : "It will remember nothing of this packet."
    case .remembers:
      component.isSecurityGroups
        ? "It remembers the connection: the reply will need no rule."
        : "It notes whose packet this is, for the reply."
    case .unproven: "It remembers what it lets through; no reply came by to show it."
    case .recalls: component.isSecurityGroups ? nil : "It remembers the request that this answers."
    case .keepsNoEntry:
      isOnReply
        ? "It kept no entry of this flow (R-TRK-3), so its rules are read again."
        : "It keeps no entry: this traffic is open to everybody, both ways (R-TRK-3)."
    case .neverSawRequest: "It never saw the request, and takes this packet for something new."
    }
  }
}

extension HopDescription {
  /// What was decided, in the few words that a cell of a table has room for.
  fileprivate var cellWords: String {
    switch code {
    case .groupRuleAllow: "a rule allows"
    case .groupTrackedAllow: "remembered: no list"
    case .groupAssumedAllow, .aclAssumedAllow: "AWS's default allows"
    case .groupNoMatch, .groupNoRules, .groupReferenceLost: "no rule: DENIED"
    case .aclRuleAllow: "rule \(rule ?? "") allows"
    case .aclRuleDeny, .aclDefaultDeny: "rule \(rule ?? "") DENIES"
    case .routeLocal: "local"
    case .routeMatch: "route \(rule ?? "")"
    case .noRoute: "NO ROUTE"
    case .sameSubnet: "same subnet: no list"
    case .packetSent: "sends"
    case .natReverses, .applianceReverses: "translates back"
    default: actionWords
    }
  }

  private var actionWords: String {
    switch action {
    case .emit: "sends"
    case .allow, .route: "passes it on"
    case .deny: "DENIED"
    case .translate: "translates"
    case .deliver: "arrives"
    case .undetermined: "NOT KNOWN"
    }
  }
}

extension Component {
  var isSecurityGroups: Bool { if case .securityGroups = self { true } else { false } }
  var isNetworkACL: Bool { if case .networkACL = self { true } else { false } }
}

extension String {
  /// With a capital first letter, where that is one of ASCII.
  var capitalised: String {
    guard let first = utf8.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first) else {
      return self
    }
    return String(decoding: [first & ~0x20] + utf8.dropFirst(), as: UTF8.self)
  }
}
