public import Dataplane
import TopologyModel

/// The components of a network by the names and ids that terms may use.
///
/// A name stands for everything that bears it; `route-table:public` is the route table alone.
public struct ComponentDirectory: Sendable {
  private var components: [String: Set<Component>] = [:]

  /// - Complexity: O(*n*) in the network's resources.
  public init(_ network: Network) {
    let topology = network.topology
    add(.vpc, topology.vpcs, name: { $0.name }, as: { [.vpc($0), .impliedRouteTable($0)] })
    add(.subnet, topology.subnets, name: { $0.name }, as: { [.subnet($0)] })
    add(.routeTable, topology.routeTables, name: { $0.name }, as: { [.routeTable($0)] })
    add(
      .internetGateway, topology.internetGateways, name: { $0.name }, as: { [.internetGateway($0)] }
    )
    add(
      .egressOnlyInternetGateway, topology.egressOnlyInternetGateways, name: { $0.name },
      as: { [.egressOnlyInternetGateway($0)] })
    add(.natGateway, topology.natGateways, name: { $0.name }, as: { [.natGateway($0)] })
    add(
      .vpcPeeringConnection, topology.vpcPeeringConnections, name: { $0.name },
      as: { [.vpcPeeringConnection($0)] })
    add(.vpnGateway, topology.vpnGateways, name: { $0.name }, as: { [.vpnGateway($0)] })
    add(
      .vpnConnection, topology.vpnConnections, name: { $0.name },
      as: { [.vpnConnection($0), .onPremises($0)] })
    for reference in topology.unmodelled.mentioned {
      let names = [topology.unmodelled.id(of: reference), topology.unmodelled[reference]?.name]
      add([.unmodelled(reference)], topology.kind(of: reference), names)
    }
    addFilters(of: network)
    addInterfaces(of: topology)
    components["internet"] = [.internet]
  }

  /// What a word stands for: components, or what one of them decides (`NO_ROUTE`); `nil` where it is
  /// unknown.
  public func components(named word: String) -> ComponentSet? {
    var set = ComponentSet()
    if let found = components[word] {
      set.components = found
    } else if let code = DecisionCode(rawValue: word) {
      set.codes = [code]
    }
    return set.isEmpty ? nil : set
  }

  /// Every name and id, in no order.
  public var words: some Sequence<String> { components.keys }
}

extension ComponentDirectory {
  private mutating func add<Resource>(
    _ kind: ResourceKind, _ table: ResourceTable<Resource>, name: (Resource) -> String?,
    as found: (Reference<Resource>) -> Set<Component>
  ) {
    for (reference, resource) in table.resources {
      add(found(reference), kind, [table.id(of: reference), name(resource)])
    }
  }

  private mutating func add(
    _ found: Set<Component>, _ kind: ResourceKind, _ names: [String?]
  ) {
    for name in Set(names.compactMap { $0 }) {
      for word in [name, "\(kind.rawValue):\(name)"] {
        components[word, default: []].formUnion(found)
      }
      if kind == .securityGroup { components["sg:\(name)", default: []].formUnion(found) }
    }
  }

  /// Groups decide at the interfaces that carry them, and ACLs at the subnets that they guard.
  private mutating func addFilters(of network: Network) {
    let topology = network.topology
    var carriers: [Reference<SecurityGroup>: Set<Component>] = [:]
    for (reference, interface) in topology.networkInterfaces.resources {
      for group in interface.groups {
        carriers[group, default: []].insert(.securityGroups(reference))
      }
    }
    for (reference, group) in topology.securityGroups.resources {
      add(carriers[reference] ?? [], .securityGroup, [group.id, group.groupName, group.name])
    }
    var guarded: [Reference<NetworkACL>: Set<Component>] = [:]
    for subnet in topology.subnets.references {
      guard let acl = network.networkACL(of: subnet) else { continue }
      guarded[acl, default: []].insert(.networkACL(subnet))
    }
    for (reference, acl) in topology.networkACLs.resources {
      add(guarded[reference] ?? [], .networkACL, [acl.id, acl.name])
    }
  }

  private mutating func addInterfaces(of topology: Topology) {
    for (reference, interface) in topology.networkInterfaces.resources {
      add([.networkInterface(reference)], .networkInterface, [interface.id, interface.name])
      guard let instance = interface.instance else { continue }
      add(
        [.networkInterface(reference)], .instance,
        [topology.instances.id(of: instance), topology.instances[instance]?.name])
    }
  }
}
