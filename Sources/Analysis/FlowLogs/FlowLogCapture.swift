import Addressing
public import Dataplane
import TopologyModel

extension Network {
  /// What the flow logs of all interfaces have to say of one packet, in the order in which it passed them.
  ///
  /// What a filter decides beyond a denial is hypothetical and leaves no entry. Nor do link-local services
  /// (R-FL-9), and an interface whose filters the input does not tell.
  ///
  /// - Parameter hops: What was decided of the packet, one direction.
  /// - Returns: One entry for each interface and way that the packet passed (R-FL-1).
  public func flowLogEntries(of hops: [Hop]) -> [FlowLogEntry] {
    var capture = FlowLogCapture(hops: hops, network: self)
    return capture.entries()
  }
}

/// The walk of one packet, looked at from the interfaces on its way.
private struct FlowLogCapture {
  let hops: [Hop]
  let network: Network
  var found: [FlowLogEntry] = []

  mutating func entries() -> [FlowLogEntry] {
    for index in hops.indices where !hops[index].isHypothetical { take(index) }
    return found
  }

  /// Adds what is begun at a hop: the groups of an interface, or the NAT gateway that has none.
  private mutating func take(_ index: Int) {
    let decision = hops[index].decision
    switch (decision.component, decision.direction) {
    case (.securityGroups(let interface), .outbound?):
      leave(.networkInterface(interface), hops[index].packet, index...)
    case (.securityGroups(let interface), .inbound?):
      arrive(.networkInterface(interface), hops[index].packet, decision, at: index)
    case (.networkACL, .inbound?) where decision.action == .deny: refuse(behind: index)
    case (.natGateway(let gateway), _) where decision.code == .packetSent:
      leave(.natGateway(gateway), hops[index].packet, (index + 1)...)
    case (.natGateway(let gateway), _) where decision.action != .undetermined:
      arrive(.natGateway(gateway), arriving(at: index), nil, at: index)
      if decision.action == .translate {
        leave(.natGateway(gateway), hops[index].packet, (index + 1)...)
      }
    case (.internetGateway, .inbound?) where decision.code == .publicAccessBlocked:
      refuseFromInternet(hops[index].packet)
    default: break
    }
  }

  /// The packet as it came to a hop.
  private func arriving(at index: Int) -> PacketHeader {
    hops[max(index - 1, 0)].packet
  }
}

// MARK: Out of an interface

extension FlowLogCapture {
  /// A packet leaves an interface: its groups and its subnet's ACL decide, `range` being the hops from there on.
  private mutating func leave(
    _ interface: FlowLogEntry.Interface, _ header: PacketHeader, _ range: PartialRangeFrom<Int>
  ) {
    guard range.lowerBound <= hops.count else { return }
    let rest = hops[range].prefix { !$0.isHypothetical }
    let filters = rest.prefix { $0.decision.isOfFilterOut }
    guard !filters.contains(where: { $0.decision.action == .undetermined }) else { return }
    let refusal = rest.first { $0.decision.action == .deny }
    let isRefusedByPublicAccess =
      refusal?.decision.code == .publicAccessBlocked && refusal?.decision.direction == .outbound
      && !rest.contains { $0.decision.entersInterface }
    let isRefused = filters.contains { $0.decision.action == .deny } || isRefusedByPublicAccess
    found.append(
      FlowLogEntry(
        interface: interface, direction: .outbound, header: header,
        action: isRefused ? .reject : .accept, isRefusedByPublicAccess: isRefusedByPublicAccess,
        path: isRefused ? nil : TrafficPath(rest, in: network)))
  }
}

// MARK: Into an interface

extension FlowLogCapture {
  /// A packet reaches an interface; the ACL before it has let it pass.
  private mutating func arrive(
    _ interface: FlowLogEntry.Interface, _ header: PacketHeader, _ decision: Decision?,
    at index: Int
  ) {
    let isUnknown =
      decision?.action == .undetermined
      || index > 0 && hops[index - 1].decision.isUnknownACLIn
    guard !isUnknown else { return }
    add(interface, header, decision?.action == .deny ? .reject : .accept)
  }

  /// The ACL of the destination's subnet refuses the packet: the interface behind it logs that.
  private mutating func refuse(behind index: Int) {
    for hop in hops[(index + 1)...] {
      switch hop.decision.component {
      case .securityGroups(let interface):
        return add(.networkInterface(interface), hops[index].packet, .reject)
      case .networkInterface(let interface):
        return add(.networkInterface(interface), hops[index].packet, .reject)
      case .natGateway(let gateway):
        return add(.natGateway(gateway), hops[index].packet, .reject)
      default: continue
      }
    }
  }

  /// Block Public Access refuses what comes for a public address: the interface that holds it logs that.
  private mutating func refuseFromInternet(_ packet: PacketHeader) {
    var header = packet
    if let (interface, own) = network.interface(holdingPublic: packet.destination) {
      header.destination = own
      add(.networkInterface(interface), header, .reject, byPublicAccess: true)
    } else if let interface = network.interfaces(holding: packet.destination).first {
      add(.networkInterface(interface), header, .reject, byPublicAccess: true)
    }
  }

  private mutating func add(
    _ interface: FlowLogEntry.Interface, _ header: PacketHeader, _ action: FlowLogRecord.Action,
    byPublicAccess: Bool = false
  ) {
    found.append(
      FlowLogEntry(
        interface: interface, direction: .inbound, header: header, action: action,
        isRefusedByPublicAccess: byPublicAccess, path: nil))
  }
}

extension Decision {
  /// A filter that a packet meets on its way out of an interface and its subnet.
  fileprivate var isOfFilterOut: Bool {
    switch component {
    case .securityGroups, .networkACL: direction == .outbound
    default: false
    }
  }

  /// From here on the packet is another interface's matter.
  fileprivate var entersInterface: Bool {
    switch (component, direction) {
    case (.securityGroups, .inbound?), (.natGateway, _): true
    default: false
    }
  }

  fileprivate var isUnknownACLIn: Bool { code == .aclUnknown && direction == .inbound }
}
