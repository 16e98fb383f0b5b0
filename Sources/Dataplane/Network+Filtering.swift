public import Addressing
public import TopologyModel

extension Network {
  /// What the filters at an interface decide of a packet that passes it, in the order in which the packet
  /// meets them: the subnet's ACL, where the packet crosses the subnet's boundary (R-NACL-7), and the interface's
  /// groups.
  ///
  /// Each filter is asked as if the others had allowed, and none remembers an earlier packet. Block Public
  /// Access, where it refuses the packet, decides alone (R-BPA-1).
  public func filterDecisions(
    of header: PacketHeader, at interface: Reference<NetworkInterface>, _ direction: Direction
  ) -> [Decision] {
    let record = tables.interfaces[Int(interface.index)]
    guard record.subnet >= 0, record.vpc >= 0 else { return [] }
    let subnet = tables.subnets[Int(record.subnet)]
    let isInbound = direction == .inbound
    var packet = OnePacket(header)
    let peerEnd: PacketEnd = isInbound ? .source : .destination
    if isRefusedByPublicAccess(&packet, peerEnd, of: record.vpc, subnet.publicAccess, isInbound) {
      return [Decision(.subnet(Reference(Int(record.subnet))), .publicAccessBlocked, direction)]
    }
    let sender = isInbound ? sender(of: &packet, to: record.vpc) : interface.index
    let flow = Flow(sender >= 0 ? .networkInterface(Reference(Int(sender))) : .internet, header)
    var walk = PacketWalk(
      tables: tables, state: WalkState(packet, of: flow), recorder: HopRecorder(),
      memory: OneExchange<OnePacket>())
    let crossesBoundary = !packet.lies(peerEnd, in: subnet, of: tables)
    if isInbound && crossesBoundary { walk.filterACL(of: record.subnet, isInbound: true) }
    walk.filterGroups(of: record, interface.index, isInbound: isInbound)
    if !isInbound && crossesBoundary { walk.filterACL(of: record.subnet, isInbound: false) }
    return walk.recorder.hops.map { $0.decision }
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

  private func isRefusedByPublicAccess(
    _ packet: inout OnePacket, _ peer: PacketEnd, of vpc: Int32, _ access: PublicAccess,
    _ isInbound: Bool
  ) -> Bool {
    guard access == .closed || access == .egressOnly && isInbound else { return false }
    return !packet.isPrivateOrShared(peer) && !packet.lies(peer, inVPC: vpc, of: tables)
      && packet.owner(of: peer, in: vpc, of: tables) < 0
  }
}
