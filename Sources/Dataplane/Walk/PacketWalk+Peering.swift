import TopologyModel

extension PacketWalk {
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
}
