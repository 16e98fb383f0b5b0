import Addressing
import TopologyModel

/// How the kernel is to be set up as a topology: `ip` and `nft` input, nothing run yet.
///
/// A VPC is a router; every interface and NAT gateway is a host of its own behind one port of it. A
/// port looks its packets up in its subnet's table. What the table calls `local` is thrown on to the
/// table of the VPC's own addresses, so that the kernel itself finds the longest prefix.
struct KernelPlan {
  let topology: Topology
  let ports: [Port]

  /// A router's port, and who is behind it.
  struct Port {
    enum Owner: Hashable {
      case interface(Reference<NetworkInterface>)
      case natGateway(Reference<NATGateway>)
    }

    let owner: Owner
    let name: String
    let subnet: Reference<Subnet>
    let vpc: Reference<VPC>
    /// Private addresses, each with its public twin.
    let addresses: [NetworkInterface.Address]
  }

  init(_ topology: Topology) {
    self.topology = topology
    var ports: [Port] = []
    for (reference, interface) in topology.networkInterfaces.resources {
      ports.append(
        Port(
          owner: .interface(reference), name: "p\(ports.count)", subnet: interface.subnet,
          vpc: interface.vpc, addresses: interface.addresses))
    }
    for (reference, gateway) in topology.natGateways.resources {
      guard let subnet = gateway.subnet, let vpc = gateway.vpc else { continue }
      let addresses = gateway.addresses.map {
        NetworkInterface.Address($0.privateAddress, publicAddress: $0.publicAddress)
      }
      ports.append(
        Port(
          owner: .natGateway(reference), name: "p\(ports.count)", subnet: subnet, vpc: vpc,
          addresses: addresses))
    }
    self.ports = ports
  }

  func ports(of vpc: Reference<VPC>) -> [Port] { ports.filter { $0.vpc == vpc } }

  /// The two routers of a peering, if packets pass it.
  func sides(of peering: VPCPeeringConnection) -> [Reference<VPC>] {
    peering.status == .active ? [peering.requester.vpc, peering.accepter.vpc] : []
  }

  func hasInternetGateway(_ vpc: Reference<VPC>) -> Bool {
    topology.internetGateways.resources.contains { $0.resource.isAttached(to: vpc) }
  }
}

extension InternetGateway {
  func isAttached(to vpc: Reference<VPC>) -> Bool {
    attachments.contains { $0.vpc == vpc && $0.isAttached }
  }
}

// MARK: Addresses and routes

extension KernelPlan {
  /// The addresses that hosts on the internet have.
  static let internetHosts = ["198.51.100.10", "198.51.100.20"]

  var internetSetUp: [String] {
    let gateways = topology.vpcs.references.filter { hasInternetGateway($0) }
    return ["link set lo up"] + KernelPlan.internetHosts.map { "addr add \($0)/32 dev lo" }
      + gateways.flatMap { vpc in
        let addresses = ports(of: vpc).flatMap { $0.addresses.compactMap { $0.publicAddress } }
        return ["link set vpc\(vpc.index) up"]
          + addresses.map { "route add \($0)/32 dev vpc\(vpc.index)" }
      }
  }

  func hostSetUp(_ port: Port) -> [String] {
    ["link set eth0 up"] + port.addresses.map { "addr add \($0.address)/32 dev eth0" }
      + ["route add default dev eth0"]
  }

  func routerSetUp(_ vpc: Reference<VPC>) -> [String] {
    let peerings = topology.vpcPeeringConnections.resources
      .filter { sides(of: $0.resource).contains(vpc) }.map { "pcx\($0.reference.index)" }
    let links = ports(of: vpc).map { $0.name } + peerings + (hasInternetGateway(vpc) ? ["igw"] : [])
    let subnets = topology.subnets.resources.filter { $0.resource.vpc == vpc }.map { $0.reference }
    return links.map { "link set \($0) up" }
      + ports(of: vpc).flatMap { port in
        ["rule add pref 100 iif \(port.name) lookup \(table(of: port.subnet))"]
          + port.addresses.map { "route add \($0.address)/32 dev \(port.name) table \(ownTable)" }
      }
      + ["rule add pref 200 lookup \(ownTable)"] + subnets.flatMap { routes(of: $0, in: vpc) }
  }

  /// The table of the addresses that a VPC's own interfaces hold.
  private var ownTable: Int { 50 }

  private func table(of subnet: Reference<Subnet>) -> Int { 1000 + Int(subnet.index) }

  private func routes(of subnet: Reference<Subnet>, in vpc: Reference<VPC>) -> [String] {
    let number = table(of: subnet)
    var lines: [String] = []
    let declared = routeTable(of: subnet, in: vpc)?.routes ?? []
    for route in declared {
      guard case .block(let block) = route.destination, block.family == .ipv4 else { continue }
      let via = route.isBlackhole ? nil : device(of: route.target, in: vpc)
      lines.append(
        "route add \(via == nil ? "blackhole " : "")\(block)\(via ?? "") table \(number)")
    }
    for block in topology.vpcs[vpc]?.usableBlocks ?? []
    where !declared.contains(where: { $0.destination == .block(block) }) {
      lines.append("route add throw \(block) table \(number)")
    }
    // Neighbours are switched to, whatever the table says (R-ROUTE-6).
    for neighbour in ports where neighbour.subnet == subnet {
      for own in neighbour.addresses {
        lines.append("route add throw \(own.address)/32 table \(number)")
      }
    }
    return lines
  }

  private func device(of target: RouteTarget, in vpc: Reference<VPC>) -> String? {
    switch target {
    case .internetGateway(let gateway):
      topology.internetGateways[gateway]?.isAttached(to: vpc) == true ? " dev igw" : nil
    case .natGateway(let gateway): port(of: .natGateway(gateway)).map { " dev \($0.name)" }
    case .networkInterface(let interface):
      port(of: .interface(interface)).map { " dev \($0.name)" }
    case .vpcPeeringConnection(let reference):
      topology.vpcPeeringConnections[reference]?.status == .active
        ? " dev pcx\(reference.index)" : nil
    default: nil
    }
  }

  private func port(of owner: Port.Owner) -> Port? { ports.first { $0.owner == owner } }

  private func routeTable(of subnet: Reference<Subnet>, in vpc: Reference<VPC>) -> RouteTable? {
    let tables = topology.routeTables.resources.map { $0.resource }.filter { $0.vpc == vpc }
    let own = tables.first { $0.associations.contains { $0.subject == .subnet(subnet) } }
    return own ?? tables.first { $0.associations.contains { $0.subject == .main } }
  }
}
