import Addressing
import Dataplane
import TopologyModel

/// Which kinds of client are where, for the ports that their replies come back to (R-NACL-13).
struct ClientDirectory {
  private let topology: Topology
  private var kindsOfSubnet: [Set<Kind>]

  private enum Kind: CaseIterable {
    case linux
    case windows
    case natGateway
    case loadBalancer
    case lambda

    var ports: ClientPorts {
      switch self {
      case .linux: ClientPorts(.linux)
      case .windows: ClientPorts(.windows)
      case .natGateway: ClientPorts(.natGateway)
      case .loadBalancer: ClientPorts(.loadBalancer)
      case .lambda: ClientPorts(.lambda)
      }
    }
  }

  init(_ topology: Topology) {
    self.topology = topology
    kindsOfSubnet = Array(repeating: [], count: topology.subnets.count)
    for (_, interface) in topology.networkInterfaces.resources {
      if let kind = ClientDirectory.kind(of: interface, in: topology) {
        kindsOfSubnet[Int(interface.subnet.index)].insert(kind)
      }
    }
    for (_, gateway) in topology.natGateways.resources {
      if let subnet = gateway.subnet { kindsOfSubnet[Int(subnet.index)].insert(.natGateway) }
    }
  }

  private static func kind(of interface: NetworkInterface, in topology: Topology) -> Kind? {
    switch interface.kind {
    case .ordinary:
      interface.instance.flatMap { topology.instances[$0] }?.isWindows == true ? .windows : .linux
    case .natGateway: .natGateway
    case .loadBalancer: .loadBalancer
    case .lambda: .lambda
    case .vpcEndpoint, .gatewayLoadBalancerEndpoint, .transitGateway, .globalAccelerator,
      .clientVPN, .otherManaged:
      nil
    }
  }

  /// The clients in some subnets; Linux where there is none yet.
  func clients(in subnets: [Reference<Subnet>]) -> [ClientPorts] {
    var kinds: Set<Kind> = []
    for subnet in subnets { kinds.formUnion(kindsOfSubnet[Int(subnet.index)]) }
    return Kind.allCases.filter { kinds.contains($0) || (kinds.isEmpty && $0 == .linux) }
      .map { $0.ports }
  }

  /// The clients with addresses in a block: those of the VPC's own subnets in it, and whoever is
  /// beyond the VPC.
  func clients(at block: CIDRBlock, seenFrom vpc: Reference<VPC>) -> [ClientPorts] {
    let own = topology.vpcs[vpc]?.usableBlocks ?? []
    guard own.contains(where: { $0.contains(block) }) else {
      let isPrivate = block.base.isPrivate || block.base.isUniqueLocal
      return [ClientPorts(isPrivate ? .onPremises : .internet)]
    }
    let subnets = topology.subnets.resources.filter { element in
      element.resource.vpc == vpc
        && element.resource.usableBlocks.contains { $0.overlaps(block) }
    }
    return clients(in: subnets.map { $0.reference })
  }
}
