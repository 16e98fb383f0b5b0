import Addressing
public import Dataplane
public import SourceText
import TopologyModel

/// A deciding rule or route in words.
public struct EvidenceDescription: Hashable, Sendable {
  /// An ACL's rule number or `*`, a group rule's id or place (from 1), a route's destination.
  public let rule: String?
  /// What the rule says: `rule 100 allows tcp 443 from 10.0.0.0/8`.
  public let words: String?
  /// The same for a line that tells the decision already: `100: tcp 443 from 10.0.0.0/8`.
  public let brief: String?
  /// `nil` for what AWS implies.
  public let location: SourceLocation?

  /// Describes evidence of `topology`.
  public init(_ evidence: Evidence, in network: Network) {
    switch evidence {
    case .platform: self.init(rule: nil, words: nil, location: nil)
    case .securityGroupRule(let group, let direction, let index):
      self.init(group, direction, index, in: network)
    case .networkACLEntry(let acl, let index): self.init(acl, index, in: network)
    case .networkACLDefault:
      self.init(rule: "*", words: "the closing rule * denies what no rule matches", location: nil)
    case .route(let table, let index, let entry): self.init(table, index, entry, in: network)
    case .impliedLocalRoute(let block, let vpc):
      let blocks = network.topology.vpcs[vpc]?.blocks ?? []
      let destination = blocks.indices.contains(block) ? blocks[block].block.description : nil
      self.init(
        rule: destination, words: destination.map { "route \($0) -> local" },
        brief: destination.map { "\($0) -> local" }, location: nil)
    case .vpnStaticRoute(let connection, let index):
      self.init(staticRoute: index, of: connection, in: network)
    case .blockPublicAccess(let index):
      self.init(rule: nil, words: nil, location: network.topology.blockPublicAccess[index].location)
    case .encryptionControl(let index):
      self.init(
        rule: nil, words: nil, location: network.topology.encryptionControls[index].location)
    }
  }

  private init(
    rule: String?, words: String?, brief: String? = nil, location: SourceLocation?
  ) {
    self.rule = rule
    self.words = words
    self.brief = brief ?? words
    self.location = location
  }

  private init(
    _ group: Reference<SecurityGroup>, _ direction: Direction, _ index: Int, in network: Network
  ) {
    let rules = network.topology.securityGroups[group]?.rules(direction) ?? []
    guard rules.indices.contains(index) else {
      self.init(rule: nil, words: nil, location: nil)
      return
    }
    let rule = rules[index]
    let name = rule.id ?? "\(index + 1)"
    let peer = "\(direction.preposition) \(rule.peer.words(in: network))"
    self.init(
      rule: name, words: "rule \(name) allows \(rule.traffic.words) \(peer)",
      brief:
        "\(rule.traffic.briefWords) \(direction.preposition) \(rule.peer.briefWords(in: network))",
      location: rule.location)
  }

  private init(_ acl: Reference<NetworkACL>, _ index: Int, in network: Network) {
    let entries = network.topology.networkACLs[acl]?.entries ?? []
    guard entries.indices.contains(index) else {
      self.init(rule: nil, words: nil, location: nil)
      return
    }
    let entry = entries[index]
    let verb = entry.allows ? "allows" : "denies"
    let peer = "\(entry.direction.preposition) \(entry.block.description)"
    self.init(
      rule: "\(entry.number)", words: "rule \(entry.number) \(verb) \(entry.traffic.words) \(peer)",
      brief: "\(entry.number): \(entry.traffic.briefWords) \(peer)", location: entry.location)
  }

  private init(
    _ table: Reference<RouteTable>, _ index: Int, _ entry: Int?, in network: Network
  ) {
    let routes = network.topology.routeTables[table]?.routes ?? []
    guard routes.indices.contains(index) else {
      self.init(rule: nil, words: nil, location: nil)
      return
    }
    let route = routes[index]
    let destination = route.destination.words(entry: entry, in: network)
    let target = route.target.words(in: network)
    let propagated = route.origin == .propagated ? "propagated route" : "route"
    self.init(
      rule: route.destination.ruleName(in: network),
      words: "\(propagated) \(destination) -> \(target)",
      brief: "\(destination) -> \(route.target.briefWords(in: network))", location: route.location)
  }
}

extension EvidenceDescription {
  private init(
    staticRoute index: Int, of reference: Reference<VPNConnection>, in network: Network
  ) {
    let routes = network.topology.vpnConnections[reference]?.staticRoutes ?? []
    let connection = ComponentDescription(.vpnConnection(reference), in: network)
    guard routes.indices.contains(index) else {
      self.init(rule: nil, words: nil, location: nil)
      return
    }
    let destination = routes[index].block.description
    self.init(
      rule: destination, words: "static route \(destination) -> \(connection.fullLabel)",
      brief: "\(destination) -> \(connection.briefLabel)", location: routes[index].location)
  }
}

extension Direction {
  /// What stands before the peer of a rule: the source of inbound packets, else the destination.
  var preposition: String { self == .inbound ? "from" : "to" }
}

extension SecurityGroupRule.Peer {
  func words(in network: Network) -> String {
    switch self {
    case .block(let block): block.description
    case .prefixList(let list): network.topology.words(for: list)
    case .securityGroup(let group): ComponentDescription(group, in: network).fullLabel
    }
  }
}

extension SecurityGroupRule.Peer {
  /// The peer by name alone.
  fileprivate func briefWords(in network: Network) -> String {
    guard case .securityGroup(let group) = self else { return words(in: network) }
    return ComponentDescription(group, in: network).briefLabel
  }
}

extension Route.Destination {
  func ruleName(in network: Network) -> String {
    switch self {
    case .block(let block): block.description
    case .prefixList(let list): network.topology.prefixLists.id(of: list)
    }
  }

  func words(entry: Int?, in network: Network) -> String {
    guard case .prefixList(let list) = self else { return ruleName(in: network) }
    let entries = network.topology.prefixLists[list]?.entries ?? []
    guard let entry, entries.indices.contains(entry) else {
      return network.topology.words(for: list)
    }
    return "\(entries[entry].block.description) of \(network.topology.words(for: list))"
  }
}

extension RouteTarget {
  func words(in network: Network) -> String {
    component.map { ComponentDescription($0, in: network).fullLabel }
      ?? instanceWords(in: network)
  }

  /// The target by name alone.
  fileprivate func briefWords(in network: Network) -> String {
    component.map { ComponentDescription($0, in: network).briefLabel }
      ?? instanceWords(in: network)
  }

  /// The target as a component; `nil` for `local`, an instance and no target.
  private var component: Component? {
    switch self {
    case .internetGateway(let gateway): .internetGateway(gateway)
    case .egressOnlyInternetGateway(let gateway): .egressOnlyInternetGateway(gateway)
    case .natGateway(let gateway): .natGateway(gateway)
    case .networkInterface(let interface): .networkInterface(interface)
    case .vpcPeeringConnection(let peering): .vpcPeeringConnection(peering)
    case .vpnGateway(let gateway): .vpnGateway(gateway)
    case .unmodelled(let resource): .unmodelled(resource)
    case .local, .instance, .missing: nil
    }
  }

  private func instanceWords(in network: Network) -> String {
    guard case .instance(let instance) = self else { return self == .local ? "local" : "nothing" }
    let id = network.topology.instances.id(of: instance)
    return network.topology.instances[instance]?.name.map { "instance \($0) (\(id))" }
      ?? "instance \(id)"
  }
}

extension Topology {
  func words(for list: Reference<PrefixList>) -> String {
    let id = prefixLists.id(of: list)
    guard let name = prefixLists[list]?.name, name != id else { return "prefix list \(id)" }
    return "prefix list \(name) (\(id))"
  }
}
