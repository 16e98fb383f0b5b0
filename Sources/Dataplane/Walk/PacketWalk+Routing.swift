import Addressing
import TopologyModel

extension PacketWalk {
  /// Switches a packet within its subnet, or filters and routes it out of it (R-PIPE-1, R-ROUTE-6).
  @inline(__always)
  mutating func leave(_ subnet: Int32, _ interface: Int32) -> Node {
    let record = tables.subnets[Int(subnet)]
    if state.packet.lies(.destination, in: record, of: tables) {
      self.record(.subnet(Reference(Int(subnet))), .sameSubnet)
      let owner = state.packet.owner(of: .destination, in: record.vpc, of: tables)
      guard owner >= 0 else { return nobody(in: record.vpc, subnet: subnet) }
      return .receive(interface: owner)
    }
    guard record.table >= 0 else {
      filterACL(of: subnet, isInbound: false)
      return stop(.subnet(Reference(Int(subnet))), .routeTableUnknown)
    }
    let route = lookUp(tables.tables[Int(record.table)])
    // Within the subnet nothing is filtered: not the way to an appliance or NAT gateway there
    // (R-NACL-7).
    if !staysInSubnet(route, subnet) { filterACL(of: subnet, isInbound: false) }
    if let returning = returnToSender(route) { return returning }
    return follow(route, tables.tables[Int(record.table)], from: subnet)
  }

  /// The row of the best route, or `-1`; a tie is settled by the walk's rank (R-ROUTE-4, R-ROUTE-7).
  @inline(__always)
  private mutating func lookUp(_ table: TableRecord) -> Int32 {
    guard let match = state.packet.longestMatch(.destination, in: table.routes, of: tables)
    else { return -1 }
    let row = Int32(truncatingIfNeeded: match)
    let ties = tables.routes[Int(row)].ties
    guard ties.start < ties.end else { return row }
    state.metTie = true
    if state.tieRank < Int(ties.end - ties.start) { state.isBeyondTies = false }
    guard state.tieRank > 0 else { return row }
    return tables.ties[min(Int(ties.start) + state.tieRank, Int(ties.end)) - 1]
  }

  /// Whether a packet that leaves a subnet now is routed to an internet gateway.
  mutating func leadsToInternetGateway(from subnet: Int32) -> Bool {
    let table = tables.subnets[Int(subnet)].table
    guard table >= 0 else { return false }
    let row = lookUp(tables.tables[Int(table)])
    return row >= 0 && tables.routes[Int(row)].kind == .internetGateway
  }

  @inline(__always)
  private func staysInSubnet(_ row: Int32, _ subnet: Int32) -> Bool {
    guard row >= 0 else { return false }
    let route = tables.routes[Int(row)]
    switch route.kind {
    case .networkInterface: return tables.interfaces[Int(route.target)].subnet == subnet
    case .natGateway: return tables.natGateways[Int(route.target)].subnet == subnet
    default: return false
    }
  }

  /// Records what the table says and goes where it says.
  ///
  /// `subnet` is the subnet that the packet leaves, or `-1` at a gateway's table.
  @inline(__always)
  mutating func follow(_ row: Int32, _ table: TableRecord, from subnet: Int32) -> Node {
    if table.unknownListRoute >= 0 && mayMatchUnknownList(row, table) {
      return stop(table.component(), .routePrefixListUnknown, row: table.unknownListRoute)
    }
    guard row >= 0 else { return stop(table.component(), .noRoute) }
    let route = tables.routes[Int(row)]
    if route.kind == .local {
      record(table.component(), .routeLocal, row: row)
      return .deliver(vpc: table.vpc, from: subnet)
    }
    if let code = route.dead { return stop(table.component(), code, row: row) }
    record(table.component(), .routeMatch, row: row)
    switch route.kind {
    case .internetGateway:
      return .internetGatewayOut(route.target, vpc: table.vpc, from: subnet)
    case .egressOnlyInternetGateway: return .egressOnlyOut(route.target, vpc: table.vpc)
    case .natGateway: return .natGateway(route.target, from: subnet)
    case .networkInterface: return .enter(interface: route.target, from: subnet)
    case .peering: return .peering(route.target, from: table.vpc)
    case .vpnGateway: return .vpnGatewayOut(route.target)
    default:
      return stop(.unmodelled(Reference(Int(route.target))), .componentNotModelled)
    }
  }

  /// Routes a packet that entered by a gateway: its own table where it has one (R-ROUTE-13).
  ///
  /// `needsPublicAppliance`: an appliance on the way in must have a public address
  ///   (R-ROUTE-14).
  mutating func ingress(
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

  /// A list without entries may hold the destination; AWS's own lists hold public addresses alone.
  private mutating func mayMatchUnknownList(_ row: Int32, _ table: TableRecord) -> Bool {
    if row >= 0 && tables.routes[Int(row)].kind == .local { return false }
    return !table.unknownListIsPublic || !state.packet.isPrivate(.destination)
  }

  /// A reply to a NAT gateway over a peering needs no route of its own (R-NAT-15).
  @inline(__always)
  private mutating func returnToSender(_ row: Int32) -> Node? {
    guard state.isReply, let path = memory.returnPath(of: &state.packet) else { return nil }
    if row >= 0 {
      let route = tables.routes[Int(row)]
      if route.kind == .peering && route.target == path.peering { return nil }
    }
    record(.vpcPeeringConnection(Reference(Int(path.peering))), .peeringReturnsToSender)
    state.identity = -1
    return .deliver(vpc: tables.natGateways[Int(path.natGateway)].vpc, from: -1)
  }

  /// Hands a packet to the subnet and interface that hold its destination.
  @inline(__always)
  mutating func deliver(_ vpc: Int32, from subnet: Int32) -> Node {
    let owner = state.packet.owner(
      of: .destination, in: vpc, of: tables, guessing: state.requester)
    guard owner >= 0 else { return nobody(in: vpc, subnet: -1) }
    let target = tables.interfaces[Int(owner)].subnet
    if target != subnet { filterACL(of: target, isInbound: true) }
    if state.appliance >= 0 && state.natGateway >= 0
      && tables.natGateways[Int(state.natGateway)].subnet == target
    {
      return stop(.subnet(Reference(Int(target))), .appliancePathUnpredictable)
    }
    return .receive(interface: owner)
  }

  /// No interface holds the destination; the resolver of a peer is not usable (R-PCX-5).
  private mutating func nobody(in vpc: Int32, subnet: Int32) -> Node {
    let resolver = tables.vpcs[Int(vpc)].resolverIPv4
    if subnet < 0 && state.packet.address(.destination, is: IPAddress(ipv4: resolver)) {
      return stop(.linkLocalService(Reference(Int(vpc))), .componentNotModelled)
    }
    return stop(
      subnet >= 0 ? .subnet(Reference(Int(subnet))) : .vpc(Reference(Int(vpc))), .noSuchAddress)
  }
}

extension RouteRecord {
  /// The code of a route that leads nowhere, or `nil`.
  var dead: DecisionCode? {
    switch kind {
    case .blackhole, .inactivePeering: .routeBlackhole
    case .unknown: .routeTargetUnknown
    default: nil
    }
  }
}
