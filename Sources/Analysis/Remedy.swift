public import Addressing
public import Dataplane
public import TopologyModel

/// The smallest change that takes a denial away: a value, to be worded by whoever prints it.
public enum Remedy: Hashable, Sendable {
  /// An ACL rule that allows `traffic`, before rule `below` where that one denies.
  case allowInACL(
    Reference<NetworkACL>, Direction, TrafficPattern, CIDRBlock, below: Int?)
  /// A rule in one of the groups of the interface.
  case allowInGroups(Reference<NetworkInterface>, Direction, TrafficPattern, CIDRBlock)
  /// A route that covers the destination.
  case addRoute(Reference<RouteTable>, to: IPAddress)
  /// Another target for a route whose own is gone.
  case retargetRoute(Reference<RouteTable>, index: Int)
  case disableSourceDestCheck(Reference<NetworkInterface>)
  case givePublicAddress(Reference<NetworkInterface>)
  /// No more can be said than what helps against the code anywhere.
  case general(DecisionCode)
}

extension Remedy {
  /// What would take `blocker` of `trace` away.
  public init(for blocker: Blocker, of trace: Trace, in network: Network) {
    let decision = blocker.hop.decision
    let packet = blocker.hop.packet
    let direction = decision.direction ?? .inbound
    let need = Need(blocker, of: trace, in: network.topology)
    self =
      switch (decision.component, decision.code, network.evidence(of: decision)) {
      case (.networkACL, let code, .networkACLEntry(let acl, let index)):
        .allowInACL(
          acl, direction, need.traffic, need.block(direction),
          below: code == .aclRuleDeny
            ? network.topology.networkACLs[acl]?.entries[index].number : nil)
      case (.networkACL, _, .networkACLDefault(let acl)):
        .allowInACL(acl, direction, need.traffic, need.block(direction), below: nil)
      case (.securityGroups(let interface), _, _):
        .allowInGroups(interface, direction, need.traffic, need.host(direction))
      case (.routeTable(let table), .noRoute, _): .addRoute(table, to: packet.destination)
      case (_, .routeBlackhole, .route(let table, let index, _)):
        .retargetRoute(table, index: index)
      case (.networkInterface(let interface), .sourceDestCheckDeny, _):
        .disableSourceDestCheck(interface)
      case (_, .noPublicAddress, _), (_, .internetGatewayNoPublicAddress, _):
        need.holder(direction, in: network).map { .givePublicAddress($0) }
          ?? .general(decision.code)
      default: .general(decision.code)
      }
  }
}

/// What a filter would have to let through for the packet, and its like, to pass.
private struct Need {
  let packet: PacketHeader
  let traffic: TrafficPattern
  let topology: Topology

  init(_ blocker: Blocker, of trace: Trace, in topology: Topology) {
    packet = blocker.hop.packet
    self.topology = topology
    traffic = TrafficPattern(packet.ipProtocol, ports: Need.ports(blocker, of: trace))
  }

  /// The packet's port; of a reply, the whole range from which its client may have taken it
  /// (R-NACL-18).
  private static func ports(_ blocker: Blocker, of trace: Trace) -> PortRange {
    let packet = blocker.hop.packet
    guard packet.ipProtocol.hasPorts || packet.ipProtocol.isICMP else { return .all }
    guard blocker.isOnReply, let client = trace.flow.defaultedSourcePorts else {
      return PortRange(packet.destinationPort)
    }
    let isTranslated = packet.destination != trace.flow.header.source
    return isTranslated ? ClientPorts(.natGateway).range : client.range
  }

  /// The subnet at the far end, or the one address where that is in no subnet.
  func block(_ direction: Direction) -> CIDRBlock {
    let host = host(direction)
    let subnets = topology.subnets.resources.lazy.flatMap { $0.resource.usableBlocks }
    return subnets.first { $0.contains(host) } ?? host
  }

  /// The interface that lacks a public address: the sender of what leaves, else the receiver.
  func holder(_ direction: Direction, in network: Network) -> Reference<NetworkInterface>? {
    let address = direction == .outbound ? packet.source : packet.destination
    let holders = network.interfaces(holding: address)
    return holders.count == 1 ? holders[0] : nil
  }

  /// The address at the far end.
  func host(_ direction: Direction) -> CIDRBlock {
    CIDRBlock(host: direction == .inbound ? packet.source : packet.destination)
  }
}
