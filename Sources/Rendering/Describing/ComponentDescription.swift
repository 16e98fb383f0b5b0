import Addressing
import Analysis
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
    if kind == "link-local-service" { return "Amazon service" }
    return ResourceKind(rawValue: kind)?.noun ?? kind.spacedOut
  }

  /// Kind and name, or the id where there is no name: `network ACL data`.
  public var label: String {
    guard let word = name ?? id else { return noun }
    return "\(noun) \(word)"
  }

  /// The label in AWS's own short words, for a line of many columns: `ACL data`.
  public var briefLabel: String {
    guard let word = name ?? id else { return noun }
    // An interface goes by its instance's name, as the user typed it.
    if kind == ResourceKind.networkInterface.rawValue { return word }
    return "\(ResourceKind(rawValue: kind)?.briefNoun ?? noun) \(word)"
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
    switch component {
    case .networkACL(let subnet): self.init(aclOf: subnet, in: network)
    case .networkInterface(let interface): self.init(interface, in: network)
    case .securityGroups(let interface): self.init(groupsOf: interface, in: network)
    case .unmodelled(let resource):
      self.init(
        kind: network.topology.kind(of: resource).rawValue,
        id: network.topology.unmodelled.id(of: resource),
        name: network.topology.unmodelled[resource]?.name)
    case .linkLocalService: self.init(kind: "link-local-service", id: nil, name: nil)
    case .internet: self.init(kind: "internet", id: nil, name: nil)
    case .onPremises(let connection):
      self.init("on-premises", network.topology.vpnConnections, connection) { $0.name }
    case .impliedRouteTable(let vpc):
      self.init(
        kind: "route-table", id: nil, name: "main", attachedTo: network.topology.vpcs.id(of: vpc))
    default: self.init(named: component, in: network)
    }
  }

  /// The components that have an id and a name, and nothing else to tell.
  private init(named component: Component, in network: Network) {
    switch component {
    case .subnet(let subnet): self.init("subnet", network.topology.subnets, subnet) { $0.name }
    case .routeTable(let table):
      self.init("route-table", network.topology.routeTables, table) { $0.name }
      location = network.topology.routeTables[table]?.location
    case .internetGateway(let gateway):
      self.init("internet-gateway", network.topology.internetGateways, gateway) { $0.name }
    case .egressOnlyInternetGateway(let gateway):
      self.init(
        "egress-only-internet-gateway", network.topology.egressOnlyInternetGateways, gateway
      ) {
        $0.name
      }
    case .natGateway(let gateway):
      self.init("nat-gateway", network.topology.natGateways, gateway) { $0.name }
    case .vpcPeeringConnection(let peering):
      self.init("vpc-peering-connection", network.topology.vpcPeeringConnections, peering) {
        $0.name
      }
    case .vpnGateway(let gateway):
      self.init("vpn-gateway", network.topology.vpnGateways, gateway) { $0.name }
    case .vpnConnection(let connection):
      self.init("vpn-connection", network.topology.vpnConnections, connection) { $0.name }
    case .vpc(let vpc): self.init("vpc", network.topology.vpcs, vpc) { $0.name }
    default: self.init(kind: "other", id: nil, name: nil)
    }
  }

  /// Describes the interface, by its instance's name where it has none.
  public init(_ interface: Reference<NetworkInterface>, in network: Network) {
    let resource = network.topology.networkInterfaces[interface]
    let instance = resource?.instance.flatMap { network.topology.instances[$0]?.name }
    self.init(
      kind: "network-interface", id: network.topology.networkInterfaces.id(of: interface),
      name: resource?.name ?? instance, location: resource?.location)
  }

  /// Describes an ACL by itself, wherever it is attached.
  public init(_ acl: Reference<NetworkACL>, in network: Network) {
    self.init("network-acl", network.topology.networkACLs, acl) { $0.name }
    location = network.topology.networkACLs[acl]?.location
  }

  /// Describes one group by itself.
  public init(_ group: Reference<SecurityGroup>, in network: Network) {
    self.init("security-group", network.topology.securityGroups, group) { $0.name ?? $0.groupName }
    location = network.topology.securityGroups[group]?.location
  }

  private init(groupsOf interface: Reference<NetworkInterface>, in network: Network) {
    let groups = network.topology.networkInterfaces[interface]?.groups ?? []
    let descriptions = groups.map { ComponentDescription($0, in: network) }
    self.init(
      kind: "security-group", id: descriptions.count == 1 ? descriptions[0].id : nil,
      name: descriptions.isEmpty
        ? nil : descriptions.map { $0.name ?? $0.id ?? "" }.joined(separator: ", "),
      attachedTo: network.topology.networkInterfaces.id(of: interface),
      location: descriptions.first?.location)
  }

  private init(aclOf subnet: Reference<Subnet>, in network: Network) {
    if let acl = network.networkACL(of: subnet) {
      self.init(acl, in: network)
    } else {
      self.init(kind: "network-acl", id: nil, name: nil)
    }
    attachedTo = network.topology.subnets.id(of: subnet)
  }

  private init<Resource: Sendable>(
    _ kind: String, _ table: ResourceTable<Resource>, _ reference: Reference<Resource>,
    name: (Resource) -> String?
  ) {
    self.init(kind: kind, id: table.id(of: reference), name: table[reference].flatMap(name))
  }

  /// Describes something that packets do not meet by itself.
  init<Resource: Sendable>(
    _ kind: ResourceKind, _ table: ResourceTable<Resource>, _ reference: Reference<Resource>,
    name: (Resource) -> String?
  ) {
    self.init(kind.rawValue, table, reference, name: name)
  }
}

extension ResourceKind {
  /// What people who work with VPCs call the kind for short.
  fileprivate var briefNoun: String {
    switch self {
    case .networkACL: "ACL"
    case .securityGroup: "SG"
    case .routeTable: "table"
    case .internetGateway: "IGW"
    case .egressOnlyInternetGateway: "EIGW"
    case .natGateway: "NAT"
    case .vpcPeeringConnection: "peering"
    case .vpnGateway: "VGW"
    case .vpnConnection: "VPN"
    case .transitGateway: "TGW"
    case .onPremises: "on-prem"
    default: noun
    }
  }
}

extension String {
  /// A kebab-case name with spaces: `route table`.
  var spacedOut: String {
    String(decoding: utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: " ") : $0 }, as: UTF8.self)
  }
}
