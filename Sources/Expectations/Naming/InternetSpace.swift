public import Addressing
public import TopologyModel

/// The addresses of the internet, as seen from a topology.
public struct InternetSpace: Sendable {
  /// Whatever is public, of no VPC's own block, and held by nothing in the topology.
  public let addresses: [AddressRange]
  /// The same with what is held.
  public let everywhere: [AddressRange]

  /// - Complexity: O(*n* log *n*) in the topology's addresses.
  public init(_ topology: Topology) {
    let blocks = topology.vpcs.resources.flatMap { $0.resource.usableBlocks }
    let interfaces = topology.networkInterfaces.resources.lazy.flatMap { $0.resource.addresses }
    let gateways = topology.natGateways.resources.lazy.flatMap { $0.resource.addresses }
    let held =
      Array(interfaces.compactMap { $0.publicAddress })
      + Array(gateways.compactMap { $0.publicAddress })
      + topology.elasticIPs.map { $0.publicAddress }
    everywhere = [AddressRange].publicInternet.subtracting(blocks.map { AddressRange($0) })
    addresses = everywhere.subtracting(held.map { AddressRange($0) })
  }
}
