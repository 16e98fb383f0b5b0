import Addressing
public import TopologyModel

/// A change of the network in the course of a scenario; each takes effect at once.
public enum TopologyEdit: Hashable, Sendable {
  case addRule(Reference<SecurityGroup>, Direction, SecurityGroupRule)
  case removeRule(Reference<SecurityGroup>, Direction, SecurityGroupRule)
  case addEntry(Reference<NetworkACL>, NetworkACL.Entry)
  case removeEntry(Reference<NetworkACL>, Direction, number: Int)
  case setGroups(Reference<NetworkInterface>, [Reference<SecurityGroup>])
  /// Adds a route, or puts it in the place of the one to the same destination.
  case setRoute(Reference<RouteTable>, Route)
  case removeRoute(Reference<RouteTable>, Route.Destination)
  case associateACL(Reference<Subnet>, Reference<NetworkACL>)
  case associateTable(Reference<Subnet>, Reference<RouteTable>)
  case stop(Reference<Instance>)
  case start(Reference<Instance>)
  /// Stops the instances of an availability zone and fails its NAT gateways.
  case failZone(ZoneOutage)
  /// Brings back what the failure of a zone took down.
  case restoreZone(ZoneOutage)
  /// A tunnel by its index.
  case setTunnel(Reference<VPNConnection>, index: Int, isUp: Bool)
  case deleteNATGateway(Reference<NATGateway>)
}

extension TopologyEdit {
  /// Makes the change.
  func apply(to topology: inout Topology) {
    switch self {
    case .addRule(let group, let direction, let rule):
      topology.securityGroups.change(group) { $0.change(direction) { $0.append(rule) } }
    case .removeRule(let group, let direction, let rule):
      topology.securityGroups.change(group) {
        $0.change(direction) { $0.removeAll { $0.admitsSame(as: rule) } }
      }
    case .addEntry(let acl, let entry):
      topology.networkACLs.change(acl) { $0.entries.append(entry) }
    case .removeEntry(let acl, let direction, let number):
      topology.networkACLs.change(acl) {
        $0.entries.removeAll { $0.isRule(number, direction) }
      }
    case .setGroups(let interface, let groups):
      topology.networkInterfaces.change(interface) { $0.groups = groups }
    case .setRoute(let table, let route):
      topology.routeTables.change(table) {
        $0.routes.removeAll { $0.destination == route.destination && $0.origin == route.origin }
        $0.routes.append(route)
      }
    case .removeRoute(let table, let destination):
      topology.routeTables.change(table) {
        $0.routes.removeAll { $0.destination == destination }
      }
    default: applyToComponents(of: &topology)
    }
  }

  private func applyToComponents(of topology: inout Topology) {
    switch self {
    case .associateACL(let subnet, let acl): topology.associate(subnet, with: acl)
    case .associateTable(let subnet, let table): topology.associate(subnet, with: table)
    case .stop(let instance): topology.instances.change(instance) { $0.state = .stopped }
    case .start(let instance): topology.instances.change(instance) { $0.state = .running }
    case .failZone(let outage): outage.begin(in: &topology)
    case .restoreZone(let outage): outage.end(in: &topology)
    case .setTunnel(let connection, let index, let isUp):
      topology.vpnConnections.change(connection) { connection in
        if connection.tunnels.isEmpty {
          let tunnel = VPNConnection.Tunnel(outsideAddress: nil, isUp: true)
          connection.tunnels = [tunnel, tunnel]
        }
        let outside = connection.tunnels[index].outsideAddress
        connection.tunnels[index] = VPNConnection.Tunnel(outsideAddress: outside, isUp: isUp)
      }
    case .deleteNATGateway(let gateway):
      topology.natGateways.change(gateway) { $0.state = .deleted }
    default: break
    }
  }

  /// The interfaces that lose what they remember: their instances stop.
  func interfacesThatForget(in topology: Topology) -> [Reference<NetworkInterface>] {
    let stopped: [Reference<Instance>] =
      switch self {
      case .stop(let instance): [instance]
      case .failZone(let outage): Array(outage.instances.keys)
      default: []
      }
    return topology.networkInterfaces.resources.filter { _, interface in
      interface.instance.map { stopped.contains($0) } ?? false
    }.map { $0.reference }
  }

  /// The NAT gateways that lose what they remember.
  func natGatewaysThatForget(in topology: Topology) -> [Reference<NATGateway>] {
    switch self {
    case .deleteNATGateway(let gateway): [gateway]
    case .failZone(let outage): outage.natGateways.keys.sorted { $0.index < $1.index }
    default: []
    }
  }
}

extension Topology {
  fileprivate mutating func associate(
    _ subnet: Reference<Subnet>, with acl: Reference<NetworkACL>
  ) {
    for reference in Array(networkACLs.references) {
      networkACLs.change(reference) { $0.subnets.removeAll { $0 == subnet } }
    }
    networkACLs.change(acl) { $0.subnets.append(subnet) }
  }

  fileprivate mutating func associate(
    _ subnet: Reference<Subnet>, with table: Reference<RouteTable>
  ) {
    for reference in Array(routeTables.references) {
      routeTables.change(reference) { $0.associations.removeAll { $0.subject == .subnet(subnet) } }
    }
    routeTables.change(table) { $0.associations.append(RouteTable.Association(.subnet(subnet))) }
  }
}

extension SecurityGroup {
  fileprivate mutating func change(
    _ direction: Direction, _ change: (inout [SecurityGroupRule]) -> Void
  ) {
    if direction == .inbound { change(&inbound) } else { change(&outbound) }
  }
}

extension SecurityGroupRule {
  /// Whether another rule has the same traffic and peer, whatever its id.
  func admitsSame(as other: SecurityGroupRule) -> Bool {
    traffic == other.traffic && peer == other.peer
  }
}

extension ResourceTable {
  /// Replaces a resource by what a change makes of it.
  mutating func change(
    _ reference: Reference<Resource>, _ change: (inout Resource) -> Void
  ) {
    guard var resource = self[reference] else { return }
    change(&resource)
    define(resource, at: reference)
  }
}
