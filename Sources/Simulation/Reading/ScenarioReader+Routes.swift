import Addressing
import SourceText
import TopologyModel

/// Changes of routes and associations; each is tried on what those before have left.
extension ScenarioReader {
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
      return prefixList(name, at: value, 3..<text.utf8.count).map { .prefixList($0) }
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
