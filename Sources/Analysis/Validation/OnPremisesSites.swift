import Addressing
import SourceText
import TopologyModel

/// The networks on the premises: VPN connections that share a customer gateway lead to one of them.
struct OnPremisesSites {
  /// The first connection to each site.
  private(set) var all: [Reference<VPNConnection>] = []
  private var siteOfConnection: [Reference<VPNConnection>: Reference<VPNConnection>] = [:]
  private var blocks: [Reference<VPNConnection>: [AddressBlock]] = [:]
  private var gateways: [Reference<VPNConnection>: [Reference<VPNGateway>]] = [:]
  private let topology: Topology

  init(_ topology: Topology) {
    self.topology = topology
    var siteOfRouter: [Reference<CustomerGateway>: Reference<VPNConnection>] = [:]
    for (reference, connection) in topology.vpnConnections.resources {
      let site = connection.customerGateway.flatMap { siteOfRouter[$0] } ?? reference
      if site == reference { all.append(site) }
      if let router = connection.customerGateway { siteOfRouter[router] = site }
      siteOfConnection[reference] = site
      for route in connection.staticRoutes { add(route.block, at: route.location, to: site) }
      if let gateway = connection.vpnGateway { gateways[site, default: []].append(gateway) }
    }
    addPropagatedBlocks()
  }

  /// The prefixes of a site; a default route says nothing of where the site's hosts are.
  func blocks(of site: Reference<VPNConnection>) -> [AddressBlock] { blocks[site] ?? [] }

  /// The sites that a virtual private gateway connects.
  func behind(_ gateway: Reference<VPNGateway>) -> [Reference<VPNConnection>] {
    all.filter { gateways[$0]?.contains(gateway) == true }
  }

  /// The VPCs that a site is connected to.
  func vpcs(of site: Reference<VPNConnection>) -> [Reference<VPC>] {
    var vpcs: [Reference<VPC>] = []
    for gateway in gateways[site] ?? [] {
      for attachment in topology.vpnGateways[gateway]?.attachments ?? []
      where attachment.isAttached && !vpcs.contains(attachment.vpc) {
        vpcs.append(attachment.vpc)
      }
    }
    return vpcs
  }

  private mutating func add(
    _ block: CIDRBlock, at location: SourceLocation?, to site: Reference<VPNConnection>
  ) {
    guard block.prefixLength > 0, blocks[site]?.contains(where: { $0.block == block }) != true
    else { return }
    blocks[site, default: []].append(AddressBlock(block, location: location))
  }

  /// Adds what BGP told a gateway, which shows in the tables that it propagates to, where one
  /// connection alone can have told it.
  private mutating func addPropagatedBlocks() {
    var dynamic: [Reference<VPNGateway>: [Reference<VPNConnection>]] = [:]
    var isStatic: Set<KnownPrefix> = []
    for (reference, connection) in topology.vpnConnections.resources {
      guard let gateway = connection.vpnGateway else { continue }
      for route in connection.staticRoutes { isStatic.insert(KnownPrefix(gateway, route.block)) }
      if !connection.usesStaticRoutes { dynamic[gateway, default: []].append(reference) }
    }
    for (_, table) in topology.routeTables.resources {
      for route in table.routes where route.origin == .propagated {
        guard case .vpnGateway(let gateway) = route.target,
          case .block(let block) = route.destination,
          let connections = dynamic[gateway], connections.count == 1,
          let site = siteOfConnection[connections[0]],
          !isStatic.contains(KnownPrefix(gateway, block))
        else { continue }
        add(block, at: route.location, to: site)
      }
    }
  }

  private struct KnownPrefix: Hashable {
    let gateway: Reference<VPNGateway>
    let block: CIDRBlock

    init(_ gateway: Reference<VPNGateway>, _ block: CIDRBlock) {
      self.gateway = gateway
      self.block = block
    }
  }
}
