import Addressing
import TopologyModel

extension PacketWalk {
  // MARK: Internet gateway

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

  /// Routes a packet that entered by a gateway: its own table where it has one (R-ROUTE-13).
  ///
  /// `needsPublicAppliance`: an appliance on the way in must have a public address
  ///   (R-ROUTE-14).
  private mutating func ingress(
    vpc: Int32, table: Int32, needsPublicAppliance: Bool = false
  ) -> Node {
    guard table >= 0 else { return .deliver(vpc: vpc, from: -1) }
    let record = tables.tables[Int(table)]
    guard let match = state.packet.longestMatch(.destination, in: record.routes, of: tables)
    else { return .deliver(vpc: vpc, from: -1) }
    let next = follow(Int32(truncatingIfNeeded: match), record, from: -1)
    if needsPublicAppliance, case .enter(let appliance, _) = next,
      tables.interfaceRoles[Int(appliance)].publicAddress < 0
    {
      return stop(
        .networkInterface(Reference(Int(appliance))), .internetGatewayApplianceNotPublic, .inbound)
    }
    return next
  }

  // MARK: Egress-only internet gateway

  /// Sends an IPv6 packet out and remembers it (R-EIGW-1).
  mutating func egressOnlyOut(_ gateway: Int32, vpc: Int32) -> Node {
    let component = Component.egressOnlyInternetGateway(Reference(Int(gateway)))
    let owner = state.packet.owner(of: .source, in: vpc, of: tables)
    guard owner >= 0 else { return stop(component, .spoofedSource, .outbound) }
    let subnet = tables.subnets[Int(tables.interfaces[Int(owner)].subnet)]
    if subnet.publicAccess == .closed {
      return stop(component, .publicAccessBlocked, .outbound)
    }
    if state.isReply { return stop(component, .egressOnlyNotInitiated, .outbound) }
    memory.pass(&state.packet, at: .egressOnlyGateway(gateway))
    memory.trackAlways(&state.packet)
    state.identity = -1
    state.leftVPC = true
    record(component, .egressOnlyForwards, .outbound)
    return .internet
  }

  /// Lets an answer in by the gateway that its request left by, or `nil`.
  private mutating func egressOnlyIn(vpc: Int32) -> Node? {
    let gateway = tables.vpcs[Int(vpc)].egressOnlyGateway
    guard gateway >= 0, memory.reverse(&state.packet, at: .egressOnlyGateway(gateway))
    else { return nil }
    record(.egressOnlyInternetGateway(Reference(Int(gateway))), .egressOnlyForwards, .inbound)
    return .deliver(vpc: vpc, from: -1)
  }

  // MARK: NAT gateway

  /// Takes a packet in by a route and sends it on from the gateway's own address (R-NAT-2, R-NAT-4).
  mutating func natGateway(_ gateway: Int32, from subnet: Int32) -> Node {
    let component = Component.natGateway(Reference(Int(gateway)))
    let record = tables.natGateways[Int(gateway)]
    guard !record.isRegional else { return stop(component, .natNotModelled) }
    guard state.packet.isIPv4 else {
      return stop(component, isForNAT64() ? .natNotModelled : .natProtocol)
    }
    if record.subnet != subnet { filterACL(of: record.subnet, isInbound: true) }
    if state.packet.address(.source, is: record.privateAddress) {
      return stop(component, .routingLoop)
    }
    if !state.packet.hasPorts() && !state.packet.uses(.icmp) {
      return stop(component, .natProtocol)
    }
    if !state.packet.lies(.source, inVPC: record.vpc, of: tables) {
      return stop(component, .natSourceOutsideVPC)
    }
    // An answer to a request that came in another way has no entry here (R-IGW-12).
    if state.isReply && !state.packet.uses(.udp) { return stop(component, .natNoState) }
    memory.trackAlways(&state.packet)
    switch translate(at: gateway, record) {
    case .done: break
    case .unknownConnection: return stop(component, .natNoState)
    case .noFreePort: return stop(component, .natPortsExhausted)
    }
    state.identity = -1
    state.appliance = -1
    state.natGateway = gateway
    self.record(component, .natTranslates, .outbound)
    return .leave(subnet: record.subnet, interface: -1)
  }

  /// The destination is an IPv4 host, in IPv6's clothes: of 64:ff9b::/96 (R-NAT64-1).
  private mutating func isForNAT64() -> Bool {
    let prefix = 0x0064_ff9b << 96 as UInt128
    return state.packet.isWithin(.destination, prefix, prefix | 0xffff_ffff)
  }

  /// Sends from the first address that has a port left (R-NAT-5).
  private mutating func translate(at gateway: Int32, _ record: NATRecord) -> Translated {
    var translated = memory.translate(
      &state.packet, to: record.privateAddress, at: .natGateway(gateway))
    for address in record.otherAddresses where translated == .noFreePort {
      translated = memory.translate(&state.packet, to: address, at: .natGateway(gateway))
    }
    return translated
  }

  /// Undoes the translation for an answer, and drops everything else (R-NAT-7, R-NAT-12).
  mutating func receive(atNATGateway gateway: Int32) -> Node {
    let component = Component.natGateway(Reference(Int(gateway)))
    guard memory.reverse(&state.packet, at: .natGateway(gateway)) else {
      return stop(component, .natUnsolicited, .inbound)
    }
    state.identity = -1
    state.appliance = -1
    state.natGateway = gateway
    record(component, .natReverses, .inbound)
    return .leave(subnet: tables.natGateways[Int(gateway)].subnet, interface: -1)
  }

  // MARK: Peering

  /// Carries a packet to the other VPC, where it must be at home (R-PCX-1, R-PCX-6).
  mutating func peering(_ peering: Int32, from vpc: Int32) -> Node {
    let component = Component.vpcPeeringConnection(Reference(Int(peering)))
    let record = tables.peerings[Int(peering)]
    let far = record.requester == vpc ? record.accepter : record.requester
    guard tables.vpcs[Int(far)].isKnown else { return stop(component, .peeringVPCUnknown) }
    guard state.packet.lies(.destination, inVPC: far, of: tables),
      state.packet.lies(.source, inVPC: vpc, of: tables)
    else { return stop(component, .peeringOutsideVPC) }
    if !record.keepsIdentity { state.identity = -1 }
    if state.natGateway >= 0
      && state.packet.address(
        .source, is: tables.natGateways[Int(state.natGateway)].privateAddress)
    {
      memory.rememberReturn(of: &state.packet, to: state.natGateway, by: peering)
    }
    self.record(component, .peeringForwards)
    return .deliver(vpc: far, from: -1)
  }

  // MARK: Virtual private gateway

  /// Sends a packet to the premises whose prefix the gateway knows (R-VGW-1, R-VGW-2).
  mutating func vpnGatewayOut(_ gateway: Int32) -> Node {
    let component = Component.vpnGateway(Reference(Int(gateway)))
    let record = tables.vpnGateways[Int(gateway)]
    // Without a VPN connection the gateway is Direct Connect's, which may carry IPv6 (R-VGW-3).
    guard state.packet.isIPv4 || !record.hasConnections else {
      return stop(component, .vpnGatewayFamily, .outbound)
    }
    guard state.packet.owner(of: .source, in: record.vpc, of: tables) >= 0 else {
      return stop(component, .spoofedSource, .outbound)
    }
    guard let route = route(of: record) else {
      return stop(
        component, record.mayKnowMorePrefixes ? .vpnGatewayPrefixesUnknown : .vpnGatewayNoPrefix,
        .outbound)
    }
    self.record(component, .vpnGatewayForwards, .outbound, row: route)
    state.identity = -1
    return arriveOnPremises(by: tables.vpnRoutes[Int(route)])
  }

  /// The row of the prefix by which a gateway knows the destination.
  private mutating func route(of gateway: VPNGatewayRecord) -> Int32? {
    guard let prefixes = gateway.prefixes,
      let row = state.packet.longestMatch(.destination, in: prefixes, of: tables)
    else { return nil }
    return Int32(bitPattern: row)
  }

  private mutating func arriveOnPremises(by connection: Int32) -> Node {
    let component = Component.vpnConnection(Reference(Int(connection)))
    guard tables.vpnConnections[Int(connection)].isUp else {
      return stop(component, .vpnConnectionDown, .outbound)
    }
    record(component, .vpnConnectionForwards, .outbound)
    record(.onPremises(Reference(Int(connection))), .deliveredToOnPremises)
    return .end(.onPremises(connection))
  }

  /// Takes a packet in from the premises: to an interface of the VPC, or by CloudHub to another site
  /// (R-VGW-2, R-VPN-5).
  mutating func vpnGatewayIn(_ connection: Int32) -> Node {
    let record = tables.vpnConnections[Int(connection)]
    let tunnel = Component.vpnConnection(Reference(Int(connection)))
    guard record.vpnGateway >= 0 else { return stop(tunnel, .componentNotModelled, .inbound) }
    guard record.isUp else { return stop(tunnel, .vpnConnectionDown, .inbound) }
    self.record(tunnel, .vpnConnectionForwards, .inbound)
    let gateway = tables.vpnGateways[Int(record.vpnGateway)]
    let component = Component.vpnGateway(Reference(Int(record.vpnGateway)))
    if gateway.vpc >= 0 && state.packet.lies(.destination, inVPC: gateway.vpc, of: tables) {
      guard state.packet.owner(of: .destination, in: gateway.vpc, of: tables) >= 0 else {
        return stop(component, .vpnGatewayNoInterface, .inbound)
      }
      self.record(component, .vpnGatewayForwards, .inbound)
      return ingress(vpc: gateway.vpc, table: gateway.table)
    }
    if record.isDynamic, let route = route(of: gateway) {
      let other = tables.vpnRoutes[Int(route)]
      if other != connection && tables.vpnConnections[Int(other)].isDynamic {
        self.record(component, .vpnGatewayForwards, .inbound, row: route)
        return arriveOnPremises(by: other)
      }
    }
    return stop(component, .vpnGatewayNoInterface, .inbound)
  }
}
