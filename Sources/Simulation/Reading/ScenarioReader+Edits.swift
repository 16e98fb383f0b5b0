import Addressing
import SourceText
import TopologyModel

/// Changes of the topology; each is tried on what those before have left.
extension ScenarioReader {
  // MARK: Rules

  mutating func rule(_ node: JSONNode, isAdded: Bool) -> TopologyEdit? {
    let title = isAdded ? "addRule" : "removeRule"
    let keys = ["securityGroup", "networkACL", "inbound", "outbound"]
    guard fields.isObject(node, title, keys: keys) else { return nil }
    guard let (direction, rule) = directedRule(of: node, title) else { return nil }
    if let name = fields.value("securityGroup", of: node) {
      guard let group = group(name) else { return nil }
      return groupRule(rule, direction, of: group, isAdded: isAdded)
    }
    guard let name = fields.required("networkACL", of: node, title), let acl = acl(name) else {
      return nil
    }
    return isAdded ? entry(rule, direction, of: acl) : entryRemoval(rule, direction, of: acl)
  }

  private mutating func directedRule(
    of node: JSONNode, _ title: String
  ) -> (Direction, JSONNode)? {
    let inbound = fields.value("inbound", of: node)
    let outbound = fields.value("outbound", of: node)
    if let inbound, outbound == nil { return (.inbound, inbound) }
    if let outbound, inbound == nil { return (.outbound, outbound) }
    fields.report(.fieldMissing, "\(title) must have inbound or outbound", at: node)
    return nil
  }

  private mutating func groupRule(
    _ node: JSONNode, _ direction: Direction, of group: Reference<SecurityGroup>, isAdded: Bool
  ) -> TopologyEdit? {
    guard let text = fields.text(node, direction.rawValue) else { return nil }
    let written: SecurityGroupRuleText
    do throws(RuleTextError) {
      written = try SecurityGroupRuleText(parsing: Array(text.utf8), direction)
    } catch {
      fields.report(.invalidRule, error.message, error.range, of: node, hint: error.hint)
      return nil
    }
    guard let peer = peer(written.peer, of: node) else { return nil }
    let rule = SecurityGroupRule(written.traffic, peer, location: nil)
    let exists =
      topology.securityGroups[group]?.rules(direction)
      .contains { $0.admitsSame(as: rule) } ?? false
    guard exists != isAdded else {
      fields.report(
        .impossibleChange,
        isAdded ? "the group has this rule already" : "the group has no such rule", at: node,
        hint: isAdded ? nil : places(of: direction, in: group))
      return nil
    }
    return isAdded ? .addRule(group, direction, rule) : .removeRule(group, direction, rule)
  }

  /// Where the first rules of a group stand, as a clause.
  private func places(of direction: Direction, in group: Reference<SecurityGroup>) -> String? {
    let rules = topology.securityGroups[group]?.rules(direction) ?? []
    if rules.isEmpty { return "it has no \(direction.rawValue) rule at all" }
    let places = rules.compactMap { $0.location }.prefix(3).map {
      topology.sources.position(of: $0).description
    }
    guard !places.isEmpty else { return nil }
    return "its \(direction.rawValue) rules stand at \(places.joined(separator: ", "))"
  }

  private mutating func peer(_ peer: PeerText, of node: JSONNode) -> SecurityGroupRule.Peer? {
    switch peer.peer {
    case .block(let block, _): return .block(block)
    case .securityGroup(let name):
      let named = named(name, "security group", in: topology.securityGroups, peer.range, node) {
        [$0.groupName, $0.name]
      }
      return named.map { .securityGroup($0) }
    case .prefixList(let name):
      let named = named(name, "prefix list", in: topology.prefixLists, peer.range, node) {
        [$0.name]
      }
      return named.map { .prefixList($0) }
    }
  }

  /// A resource that is named within a text.
  private mutating func named<Resource>(
    _ name: String, _ kind: String, in table: ResourceTable<Resource>, _ range: Range<Int>,
    _ node: JSONNode, names: (Resource) -> [String?]
  ) -> Reference<Resource>? {
    if let reference = table.reference(to: name), table[reference] != nil { return reference }
    let fitting = table.resources.filter { names($0.resource).contains(name) }
    if fitting.count == 1 { return fitting[0].reference }
    let known = table.resources.flatMap { names($0.resource).compactMap { $0 } }
    fields.report(
      fitting.isEmpty ? .unknownName : .ambiguousName,
      fitting.isEmpty ? "there is no \(kind) \"\(name)\"" : "several are called \"\(name)\"",
      range, of: node,
      hint: fitting.isEmpty
        ? NearestName.nearest(to: name, among: known).map { "did you mean \($0)?" }
        : "write \(fitting.map { table.id(of: $0.reference) }.joined(separator: " or "))")
    return nil
  }

  private mutating func entry(
    _ node: JSONNode, _ direction: Direction, of acl: Reference<NetworkACL>
  ) -> TopologyEdit? {
    guard let text = fields.text(node, direction.rawValue) else { return nil }
    do throws(RuleTextError) {
      let rule = try NetworkACLRuleText(parsing: Array(text.utf8), direction)
      guard !hasEntry(rule.number, direction, acl) else {
        fields.report(
          .duplicateACLRule, "\(direction.rawValue) rule \(rule.number) is there already", at: node)
        return nil
      }
      return .addEntry(
        acl,
        NetworkACL.Entry(
          number: rule.number, direction, allows: rule.allows, rule.traffic, rule.block))
    } catch {
      fields.report(.invalidRule, error.message, error.range, of: node, hint: error.hint)
      return nil
    }
  }

  private mutating func entryRemoval(
    _ node: JSONNode, _ direction: Direction, of acl: Reference<NetworkACL>
  ) -> TopologyEdit? {
    guard let number = fields.integer(node, direction.rawValue, 1...32_766) else { return nil }
    if hasEntry(number, direction, acl) { return .removeEntry(acl, direction, number: number) }
    let numbers = (topology.networkACLs[acl]?.entries ?? []).filter { $0.direction == direction }
      .map { "\($0.number)" }.joined(separator: ", ")
    fields.report(
      .impossibleChange, "the ACL has no \(direction.rawValue) rule \(number)", at: node,
      hint: numbers.isEmpty ? nil : "it has \(numbers)")
    return nil
  }

  private func hasEntry(
    _ number: Int, _ direction: Direction, _ acl: Reference<NetworkACL>
  ) -> Bool {
    topology.networkACLs[acl]?.entry(direction, number) != nil
  }

  mutating func groups(_ node: JSONNode) -> TopologyEdit? {
    guard fields.isObject(node, "setGroups", keys: ["interface", "groups"]),
      let name = fields.required("interface", of: node, "setGroups"),
      let interface = interface(name),
      let value = fields.required("groups", of: node, "setGroups"),
      let list = fields.list(value, "groups")
    else { return nil }
    let groups = list.compactMap { group($0) }
    guard groups.count == list.count else { return nil }
    return .setGroups(interface, groups)
  }

  // MARK: Routes and associations

  mutating func route(_ node: JSONNode) -> TopologyEdit? {
    guard fields.isObject(node, "setRoute", keys: ["routeTable", "to", "target"]),
      let name = fields.required("routeTable", of: node, "setRoute"),
      let table = routeTable(name), let destination = destination(of: node, "setRoute"),
      let value = fields.required("target", of: node, "setRoute"), let target = target(value)
    else { return nil }
    return .setRoute(table, Route(to: destination, via: target))
  }

  mutating func routeRemoval(_ node: JSONNode) -> TopologyEdit? {
    guard fields.isObject(node, "removeRoute", keys: ["routeTable", "to"]),
      let name = fields.required("routeTable", of: node, "removeRoute"),
      let table = routeTable(name), let destination = destination(of: node, "removeRoute")
    else { return nil }
    let routes = topology.routeTables[table]?.routes ?? []
    guard routes.contains(where: { $0.destination == destination }) else {
      fields.report(.impossibleChange, "the table has no route to this destination", at: node)
      return nil
    }
    return .removeRoute(table, destination)
  }

  private mutating func destination(of node: JSONNode, _ title: String) -> Route.Destination? {
    guard let value = fields.required("to", of: node, title), let text = fields.text(value, "to")
    else { return nil }
    if text.hasPrefix("pl:") {
      let name = String(decoding: text.utf8.dropFirst(3), as: UTF8.self)
      return named(name, "prefix list", in: topology.prefixLists, 3..<text.utf8.count, value) {
        [$0.name]
      }.map { .prefixList($0) }
    }
    do throws(AddressError) {
      return .block(try CIDRBlock(parsing: text))
    } catch {
      fields.report(.invalidBlock, error.message, error.offset..<Int.max, of: value)
      return nil
    }
  }

  private mutating func target(_ node: JSONNode) -> RouteTarget? {
    guard let word = fields.text(node, "target") else { return nil }
    if word == "local" { return .local }
    if word == "blackhole" { return .missing }
    let directory = RouteTargets(topology)
    let found = directory.targets(named: word)
    if found.count == 1 { return found[0] }
    let nearest = NearestName.nearest(to: word, among: directory.names)
    fields.report(
      found.isEmpty ? .unknownName : .ambiguousName,
      found.isEmpty
        ? "nothing that a route may lead to is called \"\(word)\""
        : "\"\(word)\" stands for \(found.count) targets", at: node,
      hint: found.isEmpty ? nearest.map { "did you mean \($0)?" } : "write the id of one of them")
    return nil
  }

  mutating func association(_ node: JSONNode) -> TopologyEdit? {
    guard fields.isObject(node, "associate", keys: ["subnet", "networkACL", "routeTable"]),
      let name = fields.required("subnet", of: node, "associate"), let subnet = subnet(name)
    else { return nil }
    if let table = fields.value("routeTable", of: node) {
      return routeTable(table).map { .associateTable(subnet, $0) }
    }
    return fields.required("networkACL", of: node, "associate").flatMap { acl($0) }
      .map { .associateACL(subnet, $0) }
  }

  // MARK: Failures

  /// A zone fails that has not failed yet.
  mutating func outage(_ node: JSONNode) -> ZoneOutage? {
    guard let zone = zone(node, "failZone") else { return nil }
    guard outages[zone] == nil else {
      fields.report(.impossibleChange, "the zone has failed already", at: node)
      return nil
    }
    let outage = ZoneOutage(of: zone, in: topology)
    outages[zone] = outage
    return outage
  }

  /// A zone comes back that has failed.
  mutating func outageThatEnds(_ node: JSONNode) -> ZoneOutage? {
    guard let zone = zone(node, "restoreZone") else { return nil }
    guard let outage = outages.removeValue(forKey: zone) else {
      fields.report(.impossibleChange, "the zone has not failed", at: node)
      return nil
    }
    return outage
  }

  private mutating func zone(_ node: JSONNode, _ title: String) -> String? {
    guard let zone = fields.text(node, title) else { return nil }
    let known = topology.subnets.resources.compactMap { $0.resource.availabilityZone }
    if known.contains(zone) { return zone }
    let nearest = NearestName.nearest(to: zone, among: known)
    fields.report(
      .unknownName, "no subnet is in a zone \"\(zone)\"", at: node,
      hint: nearest.map { "did you mean \($0)?" })
    return nil
  }

  mutating func tunnel(_ node: JSONNode, isUp: Bool) -> TopologyEdit? {
    let title = isUp ? "tunnelUp" : "tunnelDown"
    guard fields.isObject(node, title, keys: ["vpn", "tunnel"]),
      let name = fields.required("vpn", of: node, title), let connection = vpnConnection(name),
      let value = fields.required("tunnel", of: node, title)
    else { return nil }
    let listed = topology.vpnConnections[connection]?.tunnels.count ?? 0
    // A connection has two tunnels, even where the input does not list them (R-VPN-1).
    let count = listed > 0 ? listed : 2
    return fields.integer(value, "tunnel", 1...count).map {
      .setTunnel(connection, index: $0 - 1, isUp: isUp)
    }
  }
}

/// What a route may lead to, by its names (R-ROUTE-8).
private struct RouteTargets {
  private var targets: [String: [RouteTarget]] = [:]

  var names: some Sequence<String> { targets.keys }

  func targets(named name: String) -> [RouteTarget] { targets[name] ?? [] }

  init(_ topology: Topology) {
    add(topology.internetGateways, name: { $0.name }, as: { .internetGateway($0) })
    add(
      topology.egressOnlyInternetGateways, name: { $0.name }, as: { .egressOnlyInternetGateway($0) }
    )
    add(topology.natGateways, name: { $0.name }, as: { .natGateway($0) })
    add(topology.networkInterfaces, name: { $0.name }, as: { .networkInterface($0) })
    add(topology.instances, name: { $0.name }, as: { .instance($0) })
    add(topology.vpcPeeringConnections, name: { $0.name }, as: { .vpcPeeringConnection($0) })
    add(topology.vpnGateways, name: { $0.name }, as: { .vpnGateway($0) })
    add(topology.unmodelled, name: { $0.name }, as: { .unmodelled($0) })
  }

  private mutating func add<Resource>(
    _ table: ResourceTable<Resource>, name: (Resource) -> String?,
    as target: (Reference<Resource>) -> RouteTarget
  ) {
    for (reference, resource) in table.resources {
      let id = table.id(of: reference)
      targets[id, default: []].append(target(reference))
      if let name = name(resource), name != id {
        targets[name, default: []].append(target(reference))
      }
    }
  }
}
