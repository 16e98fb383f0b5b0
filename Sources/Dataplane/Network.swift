public import Addressing
public import TopologyModel

/// A topology compiled for walking packets: immutable, and free to share between threads.
///
/// A class only so that handing it on costs one reference count and not one for each of its tables.
public final class Network: Sendable {
  /// What was declared; results refer to it.
  public let topology: Topology
  let tables: NetworkTables

  /// Compiles a topology.
  ///
  /// - Complexity: O(*n* log *n*) in its resources, rules and routes.
  public init(_ topology: Topology) {
    self.topology = topology
    tables = NetworkTables(NetworkCompiler(topology))
  }

  /// Who holds a private or public address, as a user knows it: an interface, or the NAT gateway that an
  /// interface belongs to; `nil` where nobody holds it, or several do.
  public func holder(of address: IPAddress) -> Component? {
    let row = tables.publicRecord(of: address)
    if row >= 0 { return component(of: tables.addresses[Int(row)].interface) }
    var packet = OnePacket(
      PacketHeader(source: address, destination: address, ipProtocol: .icmp))
    let owners = topology.vpcs.references.compactMap { vpc in
      component(of: packet.owner(of: .destination, in: vpc.index, of: tables))
    }
    return owners.count == 1 ? owners.first : nil
  }

  private func component(of interface: Int32) -> Component? {
    guard interface >= 0 else { return nil }
    let gateway = tables.interfaceRoles[Int(interface)].natGateway
    if gateway >= 0 { return .natGateway(Reference(Int(gateway))) }
    return .networkInterface(Reference(Int(interface)))
  }

  /// The interfaces that hold a private address, one a VPC at most, in the order of their VPCs.
  public func interfaces(holding address: IPAddress) -> [Reference<NetworkInterface>] {
    var packet = OnePacket(
      PacketHeader(source: address, destination: address, ipProtocol: .icmp))
    return topology.vpcs.references.compactMap { vpc in
      let owner = packet.owner(of: .destination, in: vpc.index, of: tables)
      return owner >= 0 && owner < topology.networkInterfaces.count ? Reference(Int(owner)) : nil
    }
  }

  /// The interface behind a public IPv4 address, and the private address that it stands for.
  public func interface(
    holdingPublic address: IPAddress
  ) -> (interface: Reference<NetworkInterface>, privateAddress: IPAddress)? {
    let row = tables.publicRecord(of: address)
    guard row >= 0 else { return nil }
    let record = tables.addresses[Int(row)]
    guard record.interface >= 0, record.interface < topology.networkInterfaces.count else {
      return nil
    }
    return (Reference(Int(record.interface)), record.address)
  }

  /// The public IPv4 address of an interface's private one, told by the interface, its NAT gateway
  /// or an Elastic IP.
  public func publicAddress(
    of address: IPAddress, on interface: Reference<NetworkInterface>
  ) -> IPAddress? {
    let row = tables.addressRecord(
      of: address, in: tables.interfaces[Int(interface.index)].vpc)
    guard row >= 0, tables.addresses[Int(row)].publicIPv4 != 0 else { return nil }
    return IPAddress(ipv4: tables.addresses[Int(row)].publicIPv4)
  }

  /// The VPN connections behind which a virtual private gateway knows an address.
  public func vpnConnections(behindWhich address: IPAddress) -> [Reference<VPNConnection>] {
    tables.vpnGateways.compactMap { gateway in
      guard let prefixes = gateway.prefixes,
        let row = tables.prefixes.longestMatch(prefixes, address)
      else { return nil }
      return Reference(Int(tables.vpnRoutes[Int(row)]))
    }
  }

  /// The route table that governs what leaves a subnet: its own, else the main one (R-ROUTE-1).
  public func routeTable(of subnet: Reference<Subnet>) -> Reference<RouteTable>? {
    let table = tables.subnets[Int(subnet.index)].table
    guard table >= 0, tables.tables[Int(table)].routeTable >= 0 else { return nil }
    return Reference(Int(tables.tables[Int(table)].routeTable))
  }

  /// The ACL of a subnet: the one associated with it, else the VPC's default one (R-NACL-1).
  public func networkACL(of subnet: Reference<Subnet>) -> Reference<NetworkACL>? {
    let acl = tables.aclOfSubnet[Int(subnet.index)]
    return acl >= 0 ? Reference(Int(acl)) : nil
  }

  /// A subnet whose table has a route to an internet gateway (R-IGW-5).
  public func isPublic(_ subnet: Reference<Subnet>) -> Bool {
    guard let reference = routeTable(of: subnet), let table = topology.routeTables[reference]
    else { return false }
    return table.routes.contains { route in
      if case .internetGateway = route.target { !route.isBlackhole } else { false }
    }
  }
}
