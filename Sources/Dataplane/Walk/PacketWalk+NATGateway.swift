import Addressing
import TopologyModel

extension PacketWalk {
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
}
