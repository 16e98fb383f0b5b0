import TopologyModel

extension PacketWalk {
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
  mutating func egressOnlyIn(vpc: Int32) -> Node? {
    let gateway = tables.vpcs[Int(vpc)].egressOnlyGateway
    guard gateway >= 0, memory.reverse(&state.packet, at: .egressOnlyGateway(gateway))
    else { return nil }
    record(.egressOnlyInternetGateway(Reference(Int(gateway))), .egressOnlyForwards, .inbound)
    return .deliver(vpc: vpc, from: -1)
  }
}
