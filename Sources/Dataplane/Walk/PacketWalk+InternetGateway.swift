import Addressing
import TopologyModel

extension PacketWalk {
  /// Sends a packet out to the internet, its source rewritten one to one (R-IGW-2, R-IGW-3).
  mutating func internetGatewayOut(_ gateway: Int32, vpc: Int32, from subnet: Int32) -> Node {
    let component = Component.internetGateway(Reference(Int(gateway)))
    let owner = state.packet.owner(of: .source, in: vpc, of: tables)
    guard owner >= 0 else { return stop(component, .spoofedSource, .outbound) }
    let home = tables.subnets[Int(tables.interfaces[Int(owner)].subnet)]
    if isBlocked(home, byNAT: tables.interfaces[Int(owner)].traits.contains(.natGateway)) {
      return stop(component, .publicAccessBlocked, .outbound)
    }
    if subnet >= 0
      && tables.subnets[Int(subnet)].isRedirectedOnIngress(isIPv4: state.packet.isIPv4)
    {
      return stop(component, .internetGatewayRedirects, .outbound)
    }
    state.identity = -1
    if state.packet.isIPv4 {
      let row = state.packet.holder(of: .source, in: vpc, tables).row
      let publicIPv4 = row < 0 ? 0 : tables.addresses[Int(row)].publicIPv4
      if publicIPv4 == 0 { return stop(component, .internetGatewayNoPublicAddress, .outbound) }
      if state.packet.isPrivateOrShared(.destination) {
        return stop(component, .internetGatewayPrivateDestination, .outbound)
      }
      state.packet.replace(.source, with: IPAddress(ipv4: publicIPv4))
      record(component, .internetGatewayTranslates, .outbound)
    } else {
      if tables.interfaces[Int(owner)].traits.contains(.deniesInternetGateway) {
        return stop(component, .internetGatewayDeniedByInterface, .outbound)
      }
      record(component, .internetGatewayForwards, .outbound)
    }
    state.leftVPC = true
    return .internet
  }

  /// Block Public Access leaves a NAT gateway its flows in ingress mode (R-BPA-1).
  private func isBlocked(_ subnet: SubnetRecord, byNAT isNAT: Bool) -> Bool {
    switch subnet.publicAccess {
    case .open: false
    case .egressOnly: !isNAT
    case .closed: true
    }
  }

  /// Finds who on the internet, or behind which gateway, holds the destination (R-IGW-7, R-IGW-8).
  mutating func internet() -> Node {
    guard state.packet.isIPv4 else {
      guard let vpc = state.packet.longestMatch(.destination, in: tables.ipv6VPCs, of: tables)
      else { return arriveOnInternet() }
      return internetGatewayIn(vpc: Int32(bitPattern: vpc), row: -1)
    }
    if state.packet.isPrivateOrShared(.destination) || state.packet.isLinkLocal(.destination) {
      return stop(.internet, .privateAddressOnInternet)
    }
    let row = state.packet.holder(of: .destination, in: AddressIndex.publicScope, tables).row
    guard row >= 0 else { return arriveOnInternet() }
    guard tables.addresses[Int(row)].interface >= 0 else { return stop(.internet, .noSuchAddress) }
    return internetGatewayIn(vpc: tables.addresses[Int(row)].vpc, row: row)
  }

  private mutating func arriveOnInternet() -> Node {
    // From the internet to the internet: nothing of the model is on the way.
    guard state.leftVPC else { return stop(.internet, .unknownDestination) }
    record(.internet, .deliveredToInternet)
    return .end(.internet)
  }

  /// Takes a packet in from the internet, its destination rewritten first (R-PIPE-2, R-IGW-4).
  ///
  /// `row` is the address record that the public address stands for; `-1` over IPv6.
  private mutating func internetGatewayIn(vpc: Int32, row: Int32) -> Node {
    let gateway = tables.vpcs[Int(vpc)].internetGateway
    guard gateway >= 0 else {
      // Over IPv6 an egress-only gateway brings its own flows back.
      return egressOnlyIn(vpc: vpc) ?? stop(.internet, .internetGatewayNotAttached, .inbound)
    }
    let component = Component.internetGateway(Reference(Int(gateway)))
    let owner: Int32
    if row >= 0 {
      if state.packet.isPrivateOrShared(.source) {
        return stop(component, .internetGatewayPrivateSource, .inbound)
      }
      owner = tables.addresses[Int(row)].interface
    } else {
      if let returned = egressOnlyIn(vpc: vpc) { return returned }
      owner = state.packet.owner(of: .destination, in: vpc, of: tables)
      guard owner >= 0 else { return stop(component, .noSuchAddress, .inbound) }
      if tables.interfaces[Int(owner)].traits.contains(.deniesInternetGateway) {
        return stop(component, .internetGatewayDeniedByInterface, .inbound)
      }
    }
    let interface = tables.interfaces[Int(owner)]
    if isBlocked(
      tables.subnets[Int(interface.subnet)], byNAT: interface.traits.contains(.natGateway))
    {
      return stop(component, .publicAccessBlocked, .inbound)
    }
    if row >= 0 {
      state.packet.replace(.destination, with: tables.addresses[Int(row)].address)
      record(component, .internetGatewayTranslates, .inbound)
    } else {
      record(component, .internetGatewayForwards, .inbound)
    }
    state.identity = -1
    return ingress(
      vpc: vpc, table: tables.internetGateways[Int(gateway)].table, needsPublicAppliance: row >= 0)
  }
}
