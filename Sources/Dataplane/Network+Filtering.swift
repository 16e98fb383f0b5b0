public import Addressing
public import TopologyModel

extension Network {
  /// What the filters at an interface decide of a packet that passes it, in the order in which the packet
  /// meets them: the subnet's ACL, where the packet crosses the subnet's boundary (R-NACL-7), and the interface's
  /// groups.
  ///
  /// Each filter is asked as if the others had allowed, and none remembers an earlier packet. Block Public
  /// Access, where it refuses the packet, decides alone (R-BPA-1).
  ///
  /// `isSenderKnown`: the packet comes by a way on which a rule that names a group knows its sender (R-SG-6), as far
  /// as its address tells.
  public func filterDecisions(
    of header: PacketHeader, at interface: Reference<NetworkInterface>, _ direction: Direction,
    isSenderKnown: Bool = true
  ) -> [Decision] {
    let record = tables.interfaces[Int(interface.index)]
    guard record.subnet >= 0, record.vpc >= 0 else { return [] }
    let subnet = tables.subnets[Int(record.subnet)]
    let isInbound = direction == .inbound
    var packet = OnePacket(header)
    let peerEnd: PacketEnd = isInbound ? .source : .destination
    if publicAccess(of: &packet, peerEnd, at: record) == .refuses {
      return [publicAccessRefusal(at: interface, direction)]
    }
    let sender =
      isInbound ? (isSenderKnown ? sender(of: &packet, to: record.vpc) : -1) : interface.index
    let flow = Flow(sender >= 0 ? .networkInterface(Reference(Int(sender))) : .internet, header)
    var walk = PacketWalk(
      tables: tables, state: WalkState(packet, of: flow), recorder: HopRecorder(),
      memory: OneExchange<OnePacket>())
    defer { walk.memory.free() }
    let crossesBoundary =
      !packet.lies(peerEnd, in: subnet, of: tables)
      && !staysInSubnet(route(to: peerEnd, of: &packet, from: subnet), record.subnet)
    if isInbound && crossesBoundary { walk.filterACL(of: record.subnet, isInbound: true) }
    walk.filterGroups(of: record, interface.index, isInbound: isInbound)
    if !isInbound && crossesBoundary { walk.filterACL(of: record.subnet, isInbound: false) }
    return walk.recorder.hops.map { $0.decision }
  }

  /// The decision by which Block Public Access refuses a packet at an interface, where it does or may: which way
  /// the packet came is not always to be told (R-BPA-1).
  public func publicAccessRefusal(
    of header: PacketHeader, at interface: Reference<NetworkInterface>, _ direction: Direction
  ) -> Decision? {
    let record = tables.interfaces[Int(interface.index)]
    guard record.subnet >= 0, record.vpc >= 0 else { return nil }
    var packet = OnePacket(header)
    let peer: PacketEnd = direction == .inbound ? .source : .destination
    guard publicAccess(of: &packet, peer, at: record) != .allows else { return nil }
    return publicAccessRefusal(at: interface, direction)
  }

  private func publicAccessRefusal(
    at interface: Reference<NetworkInterface>, _ direction: Direction
  ) -> Decision {
    let subnet = tables.interfaces[Int(interface.index)].subnet
    return Decision(.subnet(Reference(Int(subnet))), .publicAccessBlocked, direction)
  }

  /// The interface that a packet comes from, in the VPC or over a peering that keeps identities (R-SG-6), or
  /// `-1`.
  private func sender(of packet: inout OnePacket, to vpc: Int32) -> Int32 {
    let own = packet.owner(of: .source, in: vpc, of: tables)
    if own >= 0 { return own }
    for peering in tables.peerings where peering.keepsIdentity {
      guard peering.requester == vpc || peering.accepter == vpc else { continue }
      let other = peering.requester == vpc ? peering.accepter : peering.requester
      guard other >= 0 else { continue }
      let owner = packet.owner(of: .source, in: other, of: tables)
      if owner >= 0 { return owner }
    }
    return -1
  }

  private enum PublicAccessVerdict {
    case allows
    /// It refuses the packet if it came through the internet gateway, and not if it came otherwise.
    case mayRefuse
    case refuses
  }

  /// What Block Public Access makes of a packet between an interface and a peer, told by the way to the peer.
  private func publicAccess(
    of packet: inout OnePacket, _ peer: PacketEnd, at record: InterfaceRecord
  ) -> PublicAccessVerdict {
    let subnet = tables.subnets[Int(record.subnet)]
    let isInbound = peer == .source
    guard subnet.publicAccess != .open, !packet.lies(peer, inVPC: record.vpc, of: tables),
      packet.owner(of: peer, in: record.vpc, of: tables) < 0,
      !isInbound || !packet.isPrivateOrShared(peer)
    else { return .allows }
    switch route(to: peer, of: &packet, from: subnet)?.kind {
    case .internetGateway: return .refuses
    case .egressOnlyInternetGateway:
      return subnet.publicAccess == .closed ? .refuses : isInbound ? .mayRefuse : .allows
    case .local, .peering, .vpnGateway: return .allows
    default: return isInbound ? .mayRefuse : .allows
    }
  }

  /// The route by which a subnet's table leads to an end of a packet.
  private func route(
    to peer: PacketEnd, of packet: inout OnePacket, from subnet: SubnetRecord
  ) -> RouteRecord? {
    guard subnet.table >= 0 else { return nil }
    let routes = tables.tables[Int(subnet.table)].routes
    return packet.longestMatch(peer, in: routes, of: tables).map { tables.routes[Int($0)] }
  }

  /// The route leads to an appliance or NAT gateway in the subnet itself, to which no packet crosses a boundary
  /// (R-NACL-7).
  private func staysInSubnet(_ route: RouteRecord?, _ subnet: Int32) -> Bool {
    guard let route else { return false }
    switch route.kind {
    case .networkInterface: return tables.interfaces[Int(route.target)].subnet == subnet
    case .natGateway: return tables.natGateways[Int(route.target)].subnet == subnet
    default: return false
    }
  }
}
