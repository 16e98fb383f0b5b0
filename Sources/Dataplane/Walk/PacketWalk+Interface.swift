import Addressing
import TopologyModel

extension PacketWalk {
  /// Lets a packet out of an interface: state, source check, groups (R-PIPE-1).
  @inline(__always)
  mutating func send(_ interface: Int32, isForwarded: Bool) -> Node {
    let record = tables.interfaces[Int(interface)]
    if !isForwarded {
      if let ended = checkState(of: record, interface, .outbound) { return ended }
      if record.traits.contains(.notModelled) {
        self.record(
          .networkInterface(Reference(Int(interface))), .componentNotModelled, .outbound)
      }
      if record.traits.contains(.checksSourceAndDestination)
        && !state.packet.isHeld(.source, by: interface, record, tables)
      {
        self.record(
          .networkInterface(Reference(Int(interface))), .sourceDestCheckDeny, .outbound)
      }
    }
    noteEncryption(in: record.vpc)
    if isLinkLocalService(record) {
      self.record(.linkLocalService(Reference(Int(record.vpc))), .deliveredToService)
      return .end(.service)
    }
    if state.packet.isSentToHost() {
      return stop(.linkLocalService(Reference(Int(record.vpc))), .noSuchAddress)
    }
    if record.filter >= 0 || record.traits.isDisjoint(with: [.notModelled, .natGateway]) {
      filterGroups(of: record, interface, isInbound: false)
    }
    return .leave(subnet: record.subnet, interface: interface)
  }

  /// Takes a packet in at an interface: groups, then the destination check (R-PIPE-2).
  @inline(__always)
  mutating func receive(_ interface: Int32) -> Node {
    let record = tables.interfaces[Int(interface)]
    if record.traits.contains(.natGateway) {
      return receive(atNATGateway: tables.interfaceRoles[Int(interface)].natGateway)
    }
    noteEncryption(in: record.vpc)
    if record.filter >= 0 || !record.traits.contains(.notModelled) {
      filterGroups(of: record, interface, isInbound: true)
    }
    if record.traits.contains(.notModelled) {
      return stop(.networkInterface(Reference(Int(interface))), .componentNotModelled, .inbound)
    }
    if let ended = checkState(of: record, interface, .inbound) { return ended }
    if state.packet.isHeld(.destination, by: interface, record, tables) {
      if memory.reverse(&state.packet, at: .appliance(interface)) {
        self.record(.networkInterface(Reference(Int(interface))), .applianceReverses)
        return forward(interface)
      }
      self.record(.networkInterface(Reference(Int(interface))), .delivered, .inbound)
      return .end(.interface(interface))
    }
    if record.traits.contains(.checksSourceAndDestination) {
      self.record(.networkInterface(Reference(Int(interface))), .sourceDestCheckDeny, .inbound)
    }
    self.record(.networkInterface(Reference(Int(interface))), .applianceForwards)
    return forward(interface)
  }

  /// An appliance passes a packet on; who sent it can't be told any more (R-ROUTE-16, R-SG-6).
  private mutating func forward(_ interface: Int32) -> Node {
    state.identity = -1
    state.appliance = interface
    for place in (1..<state.forwarders.scalarCount).reversed() {
      state.forwarders[place] = state.forwarders[place - 1]
    }
    state.forwarders[0] = interface
    translateForInternet(at: interface)
    return .send(interface: interface, isForwarded: true)
  }

  /// An appliance with a public address that passes a stranger's packet on to an internet gateway is
  /// taken for a NAT instance; its group tracks the packet as it leaves (R-NATI-1).
  private mutating func translateForInternet(at appliance: Int32) {
    let record = tables.interfaces[Int(appliance)]
    let own = tables.interfaceRoles[Int(appliance)].publicAddress
    guard own >= 0, state.packet.isIPv4,
      leadsToInternetGateway(from: record.subnet)
    else { return }
    let row = state.packet.holder(of: .source, in: record.vpc, tables).row
    if row >= 0 && tables.addresses[Int(row)].publicIPv4 != 0 { return }
    let component = Component.networkInterface(Reference(Int(appliance)))
    let translated = memory.translate(
      &state.packet, to: tables.addresses[Int(own)].address, at: .appliance(appliance))
    self.record(component, translated == .done ? .applianceTranslates : .natPortsExhausted)
  }

  /// A route led to an interface: the packet crosses into its subnet and reaches it (R-ROUTE-16).
  ///
  /// Where it has been there as it is now, it will come there again (R-PIPE-10).
  mutating func enter(_ interface: Int32, from subnet: Int32) -> Node {
    if any(state.forwarders .== interface) {
      return stop(.networkInterface(Reference(Int(interface))), .routingLoop)
    }
    let own = tables.interfaces[Int(interface)].subnet
    if own != subnet { filterACL(of: own, isInbound: true) }
    return .receive(interface: interface)
  }

  @inline(__always)
  private mutating func checkState(
    of record: InterfaceRecord, _ interface: Int32, _ direction: Direction
  ) -> Node? {
    let usable: InterfaceTraits = [.known, .attached, .running]
    if record.traits.isSuperset(of: usable) { return nil }
    let component = Component.networkInterface(Reference(Int(interface)))
    if !record.traits.contains(.known) {
      return stop(component, .interfaceStateUnknown, direction)
    }
    if !record.traits.contains(.attached) {
      return stop(component, .interfaceNotAttached, direction)
    }
    if !record.traits.contains(.stateUnknown) {
      return stop(component, .instanceNotRunning, direction)
    }
    self.record(component, .interfaceStateUnknown, direction)
    return nil
  }

  /// A VPC that enforces encryption makes verdicts undetermined (R-ENC-1).
  @inline(__always)
  private mutating func noteEncryption(in vpc: Int32) {
    let control = tables.vpcs[Int(vpc)].encryptionControl
    if control >= 0 && !state.metEncryption {
      state.metEncryption = true
      record(.vpc(Reference(Int(vpc))), .encryptionEnforced, row: control)
    }
  }

  /// Whether the packet is for a service that the host or the subnet's router answers, which nothing
  /// filters (R-PIPE-7).
  @inline(__always)
  private mutating func isLinkLocalService(_ record: InterfaceRecord) -> Bool {
    guard state.packet.isIPv4 else {
      return isSent(toAnyOf: LinkLocalServices.ipv6) || isSentToRouterIPv6(of: record.subnet)
    }
    if state.packet.isLinkLocal(.destination) { return isSent(toAnyOf: LinkLocalServices.ipv4) }
    let resolver = tables.vpcs[Int(record.vpc)].resolverIPv4
    if state.packet.isWithin(.destination, resolver, resolver) { return true }
    let subnet = tables.subnets[Int(record.subnet)]
    let router = subnet.firstIPv4 &+ 1
    return subnet.firstIPv4 < subnet.lastIPv4
      && state.packet.isWithin(.destination, router, router)
  }

  private mutating func isSent<Bits: AddressBits>(toAnyOf services: [Bits]) -> Bool {
    for service in services where state.packet.isWithin(.destination, service, service) {
      return true
    }
    return false
  }

  /// The IPv6 router of a subnet: its block's second address, or fe80:ec2::1 (R-CIDR-14).
  private mutating func isSentToRouterIPv6(of subnet: Int32) -> Bool {
    let linkLocal = IPAddress(high: 0xfe80_0ec2_0000_0000, low: 1)
    if state.packet.address(.destination, is: linkLocal) { return true }
    let blocks = tables.subnets[Int(subnet)].ipv6Blocks
    for index in Int(blocks.start)..<Int(blocks.end) {
      let base = tables.ipv6Blocks[index].base
      let router = IPAddress(high: base.high, low: base.low | 1)
      if state.packet.address(.destination, is: router) { return true }
    }
    return false
  }
}

/// The addresses of Amazon's link-local services (R-PIPE-7).
enum LinkLocalServices {
  /// Resolver, metadata, time, ECS tasks; Windows activation at 250 and 251.
  static let ipv4: [UInt32] = [
    0xa9fe_a9fd, 0xa9fe_a9fe, 0xa9fe_a97b, 0xa9fe_aa02, 0xa9fe_a9fa, 0xa9fe_a9fb,
  ]

  /// fd00:ec2::253, ::254 and ::123.
  static let ipv6: [UInt128] = [0x253, 0x254, 0x123].map { 0xfd00_0ec2 << 96 | $0 }

  static func isWindowsActivation(_ ipv4: UInt32) -> Bool {
    ipv4 == 0xa9fe_a9fa || ipv4 == 0xa9fe_a9fb
  }
}
