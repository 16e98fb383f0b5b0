import Addressing
public import Dataplane
public import SourceText
public import TopologyModel

/// A component in words: its kind, its id and name, and what it is attached to.
public struct ComponentDescription: Hashable, Sendable {
  /// The AWS API's own name, in kebab case.
  public let kind: String
  /// `nil` where several ids share the decision, or where AWS gives none.
  public let id: String?
  /// The `Name` tag, or what stands for it.
  public let name: String?
  /// The interface of a group, the subnet of an ACL.
  public var attachedTo: String?
  /// Where the one component is declared, as far as that helps.
  public var location: SourceLocation?

  /// The kind as people write it: `network ACL`.
  public var noun: String {
    switch kind {
    case "network-acl": "network ACL"
    case "nat-gateway": "NAT gateway"
    case "vpc": "VPC"
    case "vpc-peering-connection": "peering connection"
    case "vpn-gateway": "virtual private gateway"
    case "vpn-connection": "VPN connection"
    case "vpc-endpoint": "VPC endpoint"
    case "network-interface": "interface"
    case "internet": "the internet"
    case "on-premises": "on-premises network"
    case "link-local-service": "Amazon service"
    case "egress-only-internet-gateway": "egress-only gateway"
    default: kind.spacedOut
    }
  }

  /// Kind and name, or the id where there is no name: `network ACL data`.
  public var label: String {
    guard let word = name ?? id else { return noun }
    return "\(noun) \(word)"
  }

  /// Kind, name and id: `network ACL data (acl-0a)`.
  public var fullLabel: String {
    guard let id, name != nil, name != id else { return label }
    return "\(label) (\(id))"
  }
}

extension ComponentDescription {
  /// Describes a component of `network`.
  public init(_ component: Component, in network: Network) {
    guard case .networkACL(let subnet) = component else {
      self.init(component, in: network.topology)
      return
    }
    if let acl = network.networkACL(of: subnet) {
      self.init(acl, in: network.topology)
    } else {
      self.init(kind: "network-acl", id: nil, name: nil)
    }
    attachedTo = network.topology.subnets.id(of: subnet)
  }

  /// Describes a component that is no ACL, which a topology alone can tell.
  init(_ component: Component, in topology: Topology) {
    switch component {
    case .networkInterface(let interface): self.init(interface, in: topology)
    case .securityGroups(let interface): self.init(groupsOf: interface, in: topology)
    case .unmodelled(let resource):
      self.init(
        kind: topology.unmodelled[resource]?.kind.rawValue ?? ResourceKind.other.rawValue,
        id: topology.unmodelled.id(of: resource), name: topology.unmodelled[resource]?.name)
    case .linkLocalService: self.init(kind: "link-local-service", id: nil, name: nil)
    case .internet: self.init(kind: "internet", id: nil, name: nil)
    case .onPremises(let connection):
      self.init("on-premises", topology.vpnConnections, connection) { $0.name }
    case .impliedRouteTable(let vpc):
      self.init(kind: "route-table", id: nil, name: "main", attachedTo: topology.vpcs.id(of: vpc))
    default: self.init(named: component, in: topology)
    }
  }

  /// The components that have an id and a name, and nothing else to tell.
  private init(named component: Component, in topology: Topology) {
    switch component {
    case .subnet(let subnet): self.init("subnet", topology.subnets, subnet) { $0.name }
    case .routeTable(let table):
      self.init("route-table", topology.routeTables, table) { $0.name }
      location = topology.routeTables[table]?.location
    case .internetGateway(let gateway):
      self.init("internet-gateway", topology.internetGateways, gateway) { $0.name }
    case .egressOnlyInternetGateway(let gateway):
      self.init("egress-only-internet-gateway", topology.egressOnlyInternetGateways, gateway) {
        $0.name
      }
    case .natGateway(let gateway):
      self.init("nat-gateway", topology.natGateways, gateway) { $0.name }
    case .vpcPeeringConnection(let peering):
      self.init("vpc-peering-connection", topology.vpcPeeringConnections, peering) { $0.name }
    case .vpnGateway(let gateway):
      self.init("vpn-gateway", topology.vpnGateways, gateway) { $0.name }
    case .vpnConnection(let connection):
      self.init("vpn-connection", topology.vpnConnections, connection) { $0.name }
    case .vpc(let vpc): self.init("vpc", topology.vpcs, vpc) { $0.name }
    default: self.init(kind: "other", id: nil, name: nil)
    }
  }

  /// Describes the interface, by its instance's name where it has none.
  public init(_ interface: Reference<NetworkInterface>, in topology: Topology) {
    let resource = topology.networkInterfaces[interface]
    let instance = resource?.instance.flatMap { topology.instances[$0]?.name }
    self.init(
      kind: "network-interface", id: topology.networkInterfaces.id(of: interface),
      name: resource?.name ?? instance, location: resource?.location)
  }

  /// Describes an ACL by itself, wherever it is attached.
  public init(_ acl: Reference<NetworkACL>, in topology: Topology) {
    self.init("network-acl", topology.networkACLs, acl) { $0.name }
    location = topology.networkACLs[acl]?.location
  }

  /// Describes one group by itself.
  public init(_ group: Reference<SecurityGroup>, in topology: Topology) {
    self.init("security-group", topology.securityGroups, group) { $0.name ?? $0.groupName }
    location = topology.securityGroups[group]?.location
  }

  private init(groupsOf interface: Reference<NetworkInterface>, in topology: Topology) {
    let groups = topology.networkInterfaces[interface]?.groups ?? []
    let descriptions = groups.map { ComponentDescription($0, in: topology) }
    self.init(
      kind: "security-group", id: descriptions.count == 1 ? descriptions[0].id : nil,
      name: descriptions.isEmpty
        ? nil : descriptions.map { $0.name ?? $0.id ?? "" }.joined(separator: ", "),
      attachedTo: topology.networkInterfaces.id(of: interface),
      location: descriptions.first?.location)
  }

  private init<Resource: Sendable>(
    _ kind: String, _ table: ResourceTable<Resource>, _ reference: Reference<Resource>,
    name: (Resource) -> String?
  ) {
    self.init(kind: kind, id: table.id(of: reference), name: table[reference].flatMap(name))
  }
}

extension String {
  /// A kebab-case name with spaces: `route table`.
  var spacedOut: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}
