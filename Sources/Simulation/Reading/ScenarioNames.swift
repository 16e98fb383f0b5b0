import SourceText
import TopologyModel

/// Finds the resources that a scenario names, by id or by name.
extension ScenarioReader {
  /// The one resource of a table that goes by a name; what can't be found is reported.
  mutating func find<Resource>(
    _ node: JSONNode, _ kind: String, in table: ResourceTable<Resource>,
    names: (Resource) -> [String?]
  ) -> Reference<Resource>? {
    guard let name = fields.text(node, kind) else { return nil }
    return find(name, kind, in: table, at: node, names: names)
  }

  /// As ``find(_:_:in:names:)``, where the name may be just the bytes `range` of the node's text.
  mutating func find<Resource>(
    _ name: String, _ kind: String, in table: ResourceTable<Resource>, at node: JSONNode,
    _ range: Range<Int>? = nil, names: (Resource) -> [String?]
  ) -> Reference<Resource>? {
    if let reference = table.reference(to: name), table[reference] != nil { return reference }
    let named = table.resources.filter { names($0.resource).contains(name) }
    if named.count == 1 { return named[0].reference }
    guard named.isEmpty else {
      let ids = named.map { table.id(of: $0.reference) }.joined(separator: " or ")
      fields.report(
        .ambiguousName, "\"\(name)\" stands for \(named.count) resources", range, of: node,
        hint: "write \(ids)")
      return nil
    }
    let known = table.resources.flatMap { entry in
      [table.id(of: entry.reference)] + names(entry.resource).compactMap { $0 }
    }
    let nearest = NearestName.nearest(to: name, among: known)
    fields.report(
      .unknownName, "there is no \(kind) \"\(name)\"", range, of: node,
      hint: nearest.map { "did you mean \($0)?" })
    return nil
  }

  mutating func group(_ node: JSONNode) -> Reference<SecurityGroup>? {
    find(node, "security group", in: topology.securityGroups) { [$0.groupName, $0.name] }
  }

  mutating func acl(_ node: JSONNode) -> Reference<NetworkACL>? {
    find(node, "network ACL", in: topology.networkACLs) { [$0.name] }
  }

  mutating func prefixList(
    _ name: String, at node: JSONNode, _ range: Range<Int>
  ) -> Reference<PrefixList>? {
    find(name, "prefix list", in: topology.prefixLists, at: node, range) { [$0.name] }
  }

  mutating func routeTable(_ node: JSONNode) -> Reference<RouteTable>? {
    find(node, "route table", in: topology.routeTables) { [$0.name] }
  }

  mutating func subnet(_ node: JSONNode) -> Reference<Subnet>? {
    find(node, "subnet", in: topology.subnets) { [$0.name] }
  }

  mutating func instance(_ node: JSONNode) -> Reference<Instance>? {
    find(node, "instance", in: topology.instances) { [$0.name] }
  }

  mutating func natGateway(_ node: JSONNode) -> Reference<NATGateway>? {
    find(node, "NAT gateway", in: topology.natGateways) { [$0.name] }
  }

  mutating func vpnConnection(_ node: JSONNode) -> Reference<VPNConnection>? {
    let gateways = topology.customerGateways
    return find(node, "VPN connection", in: topology.vpnConnections) { connection in
      let gateway = connection.customerGateway
      return [
        connection.name, gateway.flatMap { gateways[$0]?.name },
        gateway.map { gateways.id(of: $0) },
      ]
    }
  }

  /// An interface by its own name, or by that of the instance whose first interface it is.
  mutating func interface(_ node: JSONNode) -> Reference<NetworkInterface>? {
    let instances = topology.instances
    return find(node, "network interface", in: topology.networkInterfaces) { interface in
      let owner = interface.deviceIndex == 0 ? interface.instance : nil
      return [
        interface.name, owner.map { instances.id(of: $0) }, owner.flatMap { instances[$0]?.name },
      ]
    }
  }
}
