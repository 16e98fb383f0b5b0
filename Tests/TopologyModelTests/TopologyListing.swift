import SourceText
import TopologyModel

/// Every property of a topology, one a line, for comparing whole topologies.
///
/// Reflection sees to it that no property is forgotten; references show as ids.
struct TopologyListing {
  private let topology: Topology
  private let showsPlaces: Bool

  init(_ topology: Topology, showsPlaces: Bool = true) {
    self.topology = topology
    self.showsPlaces = showsPlaces
  }

  var text: String { lines.joined(separator: "\n") + "\n" }

  private var lines: [String] {
    list("vpc", topology.vpcs) + list("subnet", topology.subnets)
      + list("route-table", topology.routeTables) + list("network-acl", topology.networkACLs)
      + list("security-group", topology.securityGroups)
      + list("prefix-list", topology.prefixLists)
      + list("internet-gateway", topology.internetGateways)
      + list("egress-only-internet-gateway", topology.egressOnlyInternetGateways)
      + list("nat-gateway", topology.natGateways) + list("vpn-gateway", topology.vpnGateways)
      + list("network-interface", topology.networkInterfaces)
      + list("instance", topology.instances) + list("peering", topology.vpcPeeringConnections)
      + list("customer-gateway", topology.customerGateways)
      + list("vpn-connection", topology.vpnConnections) + list("unmodelled", topology.unmodelled)
      + topology.elasticIPs.map { "elastic-ip \(describe($0))" }
      + topology.securityGroupVPCAssociations.map { "association \(describe($0))" }
      + topology.encryptionControls.map { "encryption-control \(describe($0))" }
      + topology.blockPublicAccess.map { "block-public-access \(describe($0))" }
      + topology.blockPublicAccessExclusions.map { "exclusion \(describe($0))" }
      + topology.acceptedFindings.map { "accepted \(describe($0))" }.sorted()
  }

  /// The resources of a table in the order of their ids.
  private func list<Resource>(_ kind: String, _ table: ResourceTable<Resource>) -> [String] {
    let known = table.resources.map { "\(kind) \(describe($0.resource))" }
    return (known + table.missing.map { "\(kind) \(table.id(of: $0)) is missing" }).sorted()
  }

  private func describe(_ value: Any) -> String {
    if let location = value as? SourceLocation {
      guard showsPlaces else { return "-" }
      let position = topology.sources.position(of: location)
      return "@\(position.line):\(position.column)"
    }
    if let id = id(of: value) { return "->\(id)" }
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { describe($0.value) } ?? "nil"
    case .collection:
      return "[" + mirror.children.map { describe($0.value) }.joined(separator: ", ") + "]"
    case .enum:
      guard let payload = mirror.children.first else { return "\(value)" }
      return "\(payload.label ?? "")(\(describe(payload.value)))"
    case .struct where !(value is any CustomStringConvertible):
      let members = mirror.children.filter { showsPlaces || $0.label != "location" }
      let texts = members.map { "\($0.label ?? ""): \(describe($0.value))" }
      return "{" + texts.joined(separator: ", ") + "}"
    default: return "\(value)"
    }
  }

  private func id(of value: Any) -> String? {
    switch value {
    case let reference as Reference<VPC>: topology.vpcs.id(of: reference)
    case let reference as Reference<Subnet>: topology.subnets.id(of: reference)
    case let reference as Reference<PrefixList>: topology.prefixLists.id(of: reference)
    case let reference as Reference<InternetGateway>: topology.internetGateways.id(of: reference)
    case let reference as Reference<EgressOnlyInternetGateway>:
      topology.egressOnlyInternetGateways.id(of: reference)
    case let reference as Reference<NATGateway>: topology.natGateways.id(of: reference)
    case let reference as Reference<SecurityGroup>: topology.securityGroups.id(of: reference)
    case let reference as Reference<NetworkInterface>: topology.networkInterfaces.id(of: reference)
    case let reference as Reference<Instance>: topology.instances.id(of: reference)
    case let reference as Reference<VPCPeeringConnection>:
      topology.vpcPeeringConnections.id(of: reference)
    case let reference as Reference<VPNGateway>: topology.vpnGateways.id(of: reference)
    case let reference as Reference<CustomerGateway>: topology.customerGateways.id(of: reference)
    case let reference as Reference<UnmodelledResource>: topology.unmodelled.id(of: reference)
    default: nil
    }
  }
}
