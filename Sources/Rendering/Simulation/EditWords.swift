import Addressing
import Dataplane
import Simulation
import TopologyModel

extension TopologyEdit {
  /// The change as a sentence without a full stop, told of the network that it has made.
  func words(in network: Network) -> String {
    switch self {
    case .addRule(let group, let direction, let rule):
      "add \(direction.rawValue) rule to \(label(group, network)): \(words(rule, direction, network))"
    case .removeRule(let group, let direction, let rule):
      "remove \(direction.rawValue) rule of \(label(group, network)): "
        + words(rule, direction, network)
    case .addEntry(let acl, let entry):
      "add \(entry.direction.rawValue) rule \(entry.number) to \(label(acl, network)): "
        + "\(entry.allows ? "allow" : "deny") \(entry.traffic.briefWords) "
        + "\(entry.direction.preposition) \(entry.block.description)"
    case .removeEntry(let acl, let direction, let number):
      "remove \(direction.rawValue) rule \(number) of \(label(acl, network))"
    case .setGroups(let interface, let groups):
      "set the groups of \(ComponentDescription(interface, in: network).label): "
        + (groups.isEmpty
          ? "none" : joinedByAnd(groups.map { ComponentDescription($0, in: network).label }))
    case .setRoute(let table, let route):
      "set route \(route.destination.ruleName(in: network)) of \(label(.routeTable(table), network)): "
        + "-> \(route.target == .missing ? "a blackhole" : route.target.words(in: network))"
    case .removeRoute(let table, let destination):
      "remove route \(destination.ruleName(in: network)) of \(label(.routeTable(table), network))"
    default: componentWords(in: network)
    }
  }

  private func componentWords(in network: Network) -> String {
    switch self {
    case .associateACL(let subnet, let acl):
      "\(label(.subnet(subnet), network)) now uses \(label(acl, network))"
    case .associateTable(let subnet, let table):
      "\(label(.subnet(subnet), network)) now uses \(label(.routeTable(table), network))"
    case .stop(let instance): "stop \(label(instance, network))"
    case .start(let instance): "start \(label(instance, network))"
    case .failZone(let outage): "zone \(outage.zone) fails"
    case .restoreZone(let outage): "zone \(outage.zone) comes back"
    case .setTunnel(let connection, let index, let isUp):
      "tunnel \(index + 1) of \(label(.vpnConnection(connection), network)) "
        + (isUp ? "comes up" : "goes down")
    case .deleteNATGateway(let gateway): "delete \(label(.natGateway(gateway), network))"
    default: ""
    }
  }

  private func words(
    _ rule: SecurityGroupRule, _ direction: Direction, _ network: Network
  ) -> String {
    "\(rule.traffic.briefWords) \(direction.preposition) \(rule.peer.words(in: network))"
  }

  private func label(_ component: Component, _ network: Network) -> String {
    ComponentDescription(component, in: network).label
  }

  private func label(_ group: Reference<SecurityGroup>, _ network: Network) -> String {
    ComponentDescription(group, in: network).label
  }

  private func label(_ acl: Reference<NetworkACL>, _ network: Network) -> String {
    ComponentDescription(acl, in: network).label
  }

  private func label(_ instance: Reference<Instance>, _ network: Network) -> String {
    "instance \(network.topology.instances[instance]?.name ?? network.topology.instances.id(of: instance))"
  }
}
