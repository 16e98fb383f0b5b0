import Addressing
public import Dataplane
public import TopologyModel

/// What was loaded, arranged for reading: the one record that `show` prints as text and JSON.
public struct NetworkOverview: Sendable {
  public let vpcs: [VPCEntry]
  public let onPremises: [OnPremisesEntry]
  /// What is recognised and never walked.
  public let unmodelled: [UnmodelledResource]
  /// Ids that something mentions and the input does not hold.
  public let missing: [Missing]
  /// How many the input holds of each kind, those of which it holds none left out.
  public let counts: [(kind: ResourceKind, count: Int)]

  public struct VPCEntry: Sendable {
    public let vpc: Reference<VPC>
    public let subnets: [SubnetEntry]
  }

  public struct SubnetEntry: Sendable {
    public let subnet: Reference<Subnet>
    public let interfaces: [Reference<NetworkInterface>]
  }

  public struct OnPremisesEntry: Sendable {
    public let connection: Reference<VPNConnection>
    public let names: [String]
  }

  public struct Missing: Hashable, Sendable {
    public let kind: ResourceKind
    public let id: String
  }

  /// Arranges the resources of a network, subnets and interfaces by their addresses.
  ///
  /// - Complexity: O(*n* log *n*) in its resources.
  public init(_ network: Network) {
    let topology = network.topology
    vpcs = NetworkOverview.vpcs(of: topology)
    onPremises = topology.vpnConnections.resources.map { reference, connection in
      let gateway = connection.customerGateway.flatMap { topology.customerGateways[$0]?.name }
      return OnPremisesEntry(
        connection: reference, names: [connection.name, gateway].compactMap { $0 })
    }
    unmodelled = topology.unmodelled.resources.map { $0.resource }
    missing = NetworkOverview.missing(in: topology)
    counts = NetworkOverview.counts(of: topology).filter { $0.count > 0 }
  }

  private static func vpcs(of topology: Topology) -> [VPCEntry] {
    var interfaces = [[Reference<NetworkInterface>]](repeating: [], count: topology.subnets.count)
    for (reference, interface) in topology.networkInterfaces.resources {
      interfaces[Int(interface.subnet.index)].append(reference)
    }
    var subnets = [[SubnetEntry]](repeating: [], count: topology.vpcs.count)
    for (reference, subnet) in topology.subnets.resources {
      let ordered = interfaces[Int(reference.index)].sorted {
        topology.firstAddress(of: $0) < topology.firstAddress(of: $1)
      }
      let entry = SubnetEntry(subnet: reference, interfaces: ordered)
      subnets[Int(subnet.vpc.index)].append(entry)
    }
    return subnets.indices.map { index in
      let ordered = subnets[index].sorted { topology.base(of: $0) < topology.base(of: $1) }
      return VPCEntry(vpc: Reference(index), subnets: ordered)
    }
    .filter { topology.vpcs[$0.vpc] != nil || !$0.subnets.isEmpty }
  }

  private static func counts(of topology: Topology) -> [(kind: ResourceKind, count: Int)] {
    [
      (.vpc, count(topology.vpcs)), (.subnet, count(topology.subnets)),
      (.networkInterface, count(topology.networkInterfaces)),
      (.instance, count(topology.instances)),
      (.securityGroup, count(topology.securityGroups)),
      (.networkACL, count(topology.networkACLs)),
      (.routeTable, count(topology.routeTables)),
      (.prefixList, count(topology.prefixLists)),
      (.internetGateway, count(topology.internetGateways)),
      (.egressOnlyInternetGateway, count(topology.egressOnlyInternetGateways)),
      (.natGateway, count(topology.natGateways)),
      (.vpcPeeringConnection, count(topology.vpcPeeringConnections)),
      (.vpnGateway, count(topology.vpnGateways)),
      (.customerGateway, count(topology.customerGateways)),
      (.vpnConnection, count(topology.vpnConnections)),
    ]
  }

  private static func count<Resource>(_ table: ResourceTable<Resource>) -> Int {
    table.references.reduce(0) { count, _ in count + 1 }
  }

  private static func missing(in topology: Topology) -> [Missing] {
    [
      missing(.vpc, topology.vpcs), missing(.subnet, topology.subnets),
      missing(.networkInterface, topology.networkInterfaces),
      missing(.instance, topology.instances),
      missing(.securityGroup, topology.securityGroups),
      missing(.networkACL, topology.networkACLs),
      missing(.routeTable, topology.routeTables),
      missing(.prefixList, topology.prefixLists),
      missing(.internetGateway, topology.internetGateways),
      missing(.egressOnlyInternetGateway, topology.egressOnlyInternetGateways),
      missing(.natGateway, topology.natGateways),
      missing(.vpcPeeringConnection, topology.vpcPeeringConnections),
      missing(.vpnGateway, topology.vpnGateways),
      missing(.customerGateway, topology.customerGateways),
      missing(.vpnConnection, topology.vpnConnections),
    ].flatMap { $0 }
      + topology.unmodelled.missing.map {
        Missing(kind: topology.kind(of: $0), id: topology.unmodelled.id(of: $0))
      }
  }

  private static func missing<Resource>(
    _ kind: ResourceKind, _ table: ResourceTable<Resource>
  ) -> [Missing] {
    table.missing.map { Missing(kind: kind, id: table.id(of: $0)) }
  }
}

extension Topology {
  fileprivate func base(of entry: NetworkOverview.SubnetEntry) -> IPAddress {
    subnets[entry.subnet]?.usableBlocks.first?.base ?? IPAddress(high: 0, low: 0)
  }

  fileprivate func firstAddress(of interface: Reference<NetworkInterface>) -> IPAddress {
    networkInterfaces[interface]?.addresses.first?.address ?? IPAddress(high: 0, low: 0)
  }
}
