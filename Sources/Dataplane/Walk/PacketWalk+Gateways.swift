import Addressing
import TopologyModel

extension PacketWalk {
  // MARK: Internet gateway

  /// Sends a packet out to the internet, its source rewritten one to one (R-IGW-2, R-IGW-3).
  mutating func internetGatewayOut(_ gateway: Int32, vpc: Int32, from subnet: Int32) -> Node {
    let component = Component.internetGateway(Reference(Int(gateway)))
    translateAtAppliance(in: vpc, from: subnet)
    let owner = tables.owner(of: state.header.source, in: vpc)
    guard owner >= 0 else { return stop(component, .spoofedSource, .outbound) }
    let home = tables.subnets[Int(tables.interfaces[Int(owner)].subnet)]
    if isBlocked(home, byNAT: tables.interfaces[Int(owner)].natGateway >= 0) {
      return stop(component, .publicAccessBlocked, .outbound)
    }
    if subnet >= 0
      && tables.subnets[Int(subnet)].isRedirectedOnIngress(isIPv4: state.header.source.isIPv4)
    {
      return stop(component, .internetGatewayRedirects, .outbound)
    }
    state.identity = -1
    if state.header.source.isIPv4 {
      let row = tables.addressRecord(of: state.header.source, in: vpc)
      let publicIPv4 = row < 0 ? 0 : tables.addresses[Int(row)].publicIPv4
      if publicIPv4 == 0 { return stop(component, .internetGatewayNoPublicAddress, .outbound) }
      if state.header.destination.isPrivate || state.header.destination.isSharedAddressSpace {
        return stop(component, .internetGatewayPrivateDestination, .outbound)
      }
      state.header.source = IPAddress(ipv4: publicIPv4)
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

  /// An appliance with a public address that sends a stranger's packet to the internet gateway is
  /// taken for a NAT instance (R-NATI-1).
  private mutating func translateAtAppliance(in vpc: Int32, from subnet: Int32) {
    let appliance = state.appliance
    guard appliance >= 0, state.header.source.isIPv4,
      tables.interfaces[Int(appliance)].subnet == subnet
    else { return }
    let row = tables.addressRecord(of: state.header.source, in: vpc)
    if row >= 0 && tables.addresses[Int(row)].publicIPv4 != 0 { return }
    let own = tables.interfaces[Int(appliance)].publicAddress
    guard own >= 0 else { return }
    state.header = memory.translate(
      state.header, to: tables.addresses[Int(own)].address, at: .appliance(appliance))
    record(.networkInterface(Reference(Int(appliance))), .applianceTranslates)
  }

  /// Finds who on the internet, or behind which gateway, holds the destination (R-IGW-7, R-IGW-8).
  mutating func internet() -> Node {
    let destination = state.header.destination
    guard destination.isIPv4 else {
      guard let vpc = tables.prefixes.longestMatch(tables.ipv6VPCs, destination) else {
        return arriveOnInternet()
      }
      return internetGatewayIn(vpc: Int32(bitPattern: vpc), row: -1)
    }
    if destination.isPrivate || destination.isSharedAddressSpace || destination.isLinkLocal {
      return stop(.internet, .privateAddressOnInternet)
    }
    let row = tables.publicRecord(of: destination)
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
      if state.header.source.isPrivate || state.header.source.isSharedAddressSpace {
        return stop(component, .internetGatewayPrivateSource, .inbound)
      }
      owner = tables.addresses[Int(row)].interface
    } else {
      if let returned = egressOnlyIn(vpc: vpc) { return returned }
      owner = tables.owner(of: state.header.destination, in: vpc)
      guard owner >= 0 else { return stop(component, .noSuchAddress, .inbound) }
      if tables.interfaces[Int(owner)].traits.contains(.deniesInternetGateway) {
        return stop(component, .internetGatewayDeniedByInterface, .inbound)
      }
    }
    let interface = tables.interfaces[Int(owner)]
    if isBlocked(tables.subnets[Int(interface.subnet)], byNAT: interface.natGateway >= 0) {
      return stop(component, .publicAccessBlocked, .inbound)
    }
    if row >= 0 {
      state.header.destination = tables.addresses[Int(row)].address
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
    guard let match = tables.prefixes.longestMatch(record.routes, state.header.destination) else {
      return .deliver(vpc: vpc, from: -1)
    }
    let next = follow(Int32(truncatingIfNeeded: match), record, from: -1)
    if needsPublicAppliance, case .enter(let appliance, _) = next,
      tables.interfaces[Int(appliance)].publicAddress < 0
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
    let owner = tables.owner(of: state.header.source, in: vpc)
    guard owner >= 0 else { return stop(component, .spoofedSource, .outbound) }
    let subnet = tables.subnets[Int(tables.interfaces[Int(owner)].subnet)]
    if subnet.publicAccess == .closed {
      return stop(component, .publicAccessBlocked, .outbound)
    }
    if state.isReply { return stop(component, .egressOnlyNotInitiated, .outbound) }
    _ = memory.translate(
      state.header, to: state.header.source, at: .egressOnlyGateway(gateway))
    memory.trackAlways()
    state.identity = -1
    state.leftVPC = true
    record(component, .egressOnlyForwards, .outbound)
    return .internet
  }

  /// Lets an answer in by the gateway that its request left by, or `nil`.
  private mutating func egressOnlyIn(vpc: Int32) -> Node? {
    let gateway = tables.vpcs[Int(vpc)].egressOnlyGateway
    guard gateway >= 0, memory.reverse(state.header, at: .egressOnlyGateway(gateway)) != nil else {
      return nil
    }
    record(.egressOnlyInternetGateway(Reference(Int(gateway))), .egressOnlyForwards, .inbound)
    return .deliver(vpc: vpc, from: -1)
  }

  // MARK: NAT gateway

  /// Takes a packet in by a route and sends it on from the gateway's own address (R-NAT-2, R-NAT-4).
  mutating func natGateway(_ gateway: Int32, from subnet: Int32) -> Node {
    let component = Component.natGateway(Reference(Int(gateway)))
    let record = tables.natGateways[Int(gateway)]
    guard !record.isRegional, state.header.source.isIPv4 else {
      return stop(component, .natNotModelled)
    }
    if record.subnet != subnet { filterACL(of: record.subnet, isInbound: true) }
    if state.header.source == record.privateAddress { return stop(component, .routingLoop) }
    if !state.header.ipProtocol.hasPorts && state.header.ipProtocol != .icmp {
      return stop(component, .natProtocol)
    }
    if !tables.vpc(record.vpc, contains: state.header.source) {
      return stop(component, .natSourceOutsideVPC)
    }
    // An answer to a request that came in another way has no entry here (R-IGW-12).
    if state.isReply && state.header.ipProtocol != .udp { return stop(component, .natNoState) }
    state.header = memory.translate(
      state.header, to: record.privateAddress, at: .natGateway(gateway))
    memory.trackAlways()
    state.identity = -1
    state.natGateway = gateway
    self.record(component, .natTranslates, .outbound)
    return .leave(subnet: record.subnet, interface: -1)
  }

  /// Undoes the translation for an answer, and drops everything else (R-NAT-7, R-NAT-12).
  mutating func receive(atNATGateway gateway: Int32) -> Node {
    let component = Component.natGateway(Reference(Int(gateway)))
    guard let original = memory.reverse(state.header, at: .natGateway(gateway)) else {
      return stop(component, .natUnsolicited, .inbound)
    }
    state.header = original
    state.identity = -1
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
    guard tables.vpc(far, contains: state.header.destination),
      tables.vpc(vpc, contains: state.header.source)
    else { return stop(component, .peeringOutsideVPC) }
    if !record.keepsIdentity { state.identity = -1 }
    if state.natGateway >= 0
      && state.header.source == tables.natGateways[Int(state.natGateway)].privateAddress
    {
      memory.rememberReturn(of: state.header, to: state.natGateway, by: peering)
    }
    self.record(component, .peeringForwards)
    return .deliver(vpc: far, from: -1)
  }

  // MARK: Virtual private gateway

  /// Sends a packet to the premises whose prefix the gateway knows (R-VGW-1, R-VGW-2).
  mutating func vpnGatewayOut(_ gateway: Int32) -> Node {
    let component = Component.vpnGateway(Reference(Int(gateway)))
    let record = tables.vpnGateways[Int(gateway)]
    guard state.header.source.isIPv4 else { return stop(component, .vpnGatewayFamily, .outbound) }
    guard tables.owner(of: state.header.source, in: record.vpc) >= 0 else {
      return stop(component, .spoofedSource, .outbound)
    }
    guard let connection = connection(of: record) else {
      return stop(
        component, record.mayKnowMorePrefixes ? .vpnGatewayPrefixesUnknown : .vpnGatewayNoPrefix,
        .outbound)
    }
    self.record(component, .vpnGatewayForwards, .outbound)
    state.identity = -1
    return arriveOnPremises(by: connection)
  }

  /// The connection behind which a gateway knows the destination.
  private func connection(of gateway: VPNGatewayRecord) -> Int32? {
    guard let prefixes = gateway.prefixes,
      let connection = tables.prefixes.longestMatch(prefixes, state.header.destination)
    else { return nil }
    return Int32(bitPattern: connection)
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
    guard record.isUp else { return stop(tunnel, .vpnConnectionDown, .inbound) }
    guard record.vpnGateway >= 0 else { return stop(tunnel, .componentNotModelled, .inbound) }
    self.record(tunnel, .vpnConnectionForwards, .inbound)
    let gateway = tables.vpnGateways[Int(record.vpnGateway)]
    let component = Component.vpnGateway(Reference(Int(record.vpnGateway)))
    if gateway.vpc >= 0 && tables.vpc(gateway.vpc, contains: state.header.destination) {
      guard tables.owner(of: state.header.destination, in: gateway.vpc) >= 0 else {
        return stop(component, .vpnGatewayNoInterface, .inbound)
      }
      self.record(component, .vpnGatewayForwards, .inbound)
      return ingress(vpc: gateway.vpc, table: gateway.table)
    }
    if record.isDynamic, let other = self.connection(of: gateway), other != connection,
      tables.vpnConnections[Int(other)].isDynamic
    {
      self.record(component, .vpnGatewayForwards, .inbound)
      return arriveOnPremises(by: other)
    }
    return stop(component, .vpnGatewayNoInterface, .inbound)
  }
}
