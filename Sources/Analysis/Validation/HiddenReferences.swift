import Addressing
import Dataplane
import TopologyModel

/// Rules that name a group whose membership a middlebox or a NAT gateway hides, by the path that packets
/// really take (R-SG-6).
extension Validator {
  mutating func checkHiddenReferences() {
    guard applies(.groupReferenceHidden) else { return }
    let detours = subnetsWithDetours()
    guard detours.contains(true) else { return }
    let members = representatives()
    for (reference, group) in topology.securityGroups.resources {
      for (index, rule) in group.inbound.enumerated() {
        guard case .securityGroup(let peer) = rule.peer else { continue }
        let senders = members[Int(peer.index)].filter { sender in
          topology.networkInterfaces[sender].map { detours[Int($0.subnet.index)] } ?? false
        }
        checkReference(
          to: peer, rule.traffic, from: senders, to: members[Int(reference.index)],
          subject(.inbound, index, of: reference))
      }
    }
  }

  /// Reports a rule once, for the first members between which the group is hidden.
  private mutating func checkReference(
    to peer: Reference<SecurityGroup>, _ traffic: TrafficPattern,
    from senders: [Reference<NetworkInterface>], to receivers: [Reference<NetworkInterface>],
    _ rule: Finding.Subject
  ) {
    for sender in senders {
      for receiver in receivers {
        guard let detour = detour(of: traffic, from: sender, to: receiver) else { continue }
        let (named, own) = (topology.subject(peer), topology.subject(sender))
        report(
          .groupReferenceHidden,
          "\(rule.words) names \(named.words), and \(detour.route.words) leads packets from "
            + "\(own.words) through \(detour.way), which hides it", rule, detour.route)
        return
      }
    }
  }

  /// One member of each group for each subnet that the group has members in.
  private func representatives() -> [[Reference<NetworkInterface>]] {
    var members = Array(
      repeating: [Reference<NetworkInterface>](), count: topology.securityGroups.count)
    var seen: Set<Membership> = []
    for (reference, interface) in topology.networkInterfaces.resources {
      for group in interface.groups
      where seen.insert(Membership(group: group, subnet: interface.subnet)).inserted {
        members[Int(group.index)].append(reference)
      }
    }
    return members
  }

  private struct Membership: Hashable {
    let group: Reference<SecurityGroup>
    let subnet: Reference<Subnet>
  }

  /// Which subnets' tables lead packets for VPCs through something that may hide their sender.
  private func subnetsWithDetours() -> [Bool] {
    let blocks = topology.vpcs.resources.flatMap { $0.resource.usableBlocks }
    let tables = topology.routeTables.resources.map { _, table in
      table.routes.contains { route in
        guard route.target.hidesSenders, case .block(let block) = route.destination else {
          return false
        }
        return block.prefixLength > 0 && blocks.contains { $0.overlaps(block) }
      }
    }
    let slots = topology.routeTables.resources.map { $0.reference }
    let leading = Set(zip(slots, tables).filter { $1 }.map { $0.0 })
    return topology.subnets.references.map { subnet in
      network.routeTable(of: subnet).map { leading.contains($0) } ?? false
    }
  }
}

extension Validator {
  /// A route that leads packets past their receiver's knowledge of who sent them.
  private struct Detour {
    let route: Finding.Subject
    /// What the route leads through.
    let way: String
  }

  /// The route that hides the sender of such packets; `nil` where the receiver's rules know it, or do
  /// not ask.
  private func detour(
    of traffic: TrafficPattern, from sender: Reference<NetworkInterface>,
    to receiver: Reference<NetworkInterface>
  ) -> Detour? {
    guard let source = topology.networkInterfaces[sender],
      let header = traffic.sample(from: source, to: topology.networkInterfaces[receiver])
    else { return nil }
    var flow = Flow(.networkInterface(sender), header)
    flow.isOneWay = true
    let hops = network.trace(flow).forward.hops
    guard hops.contains(where: { $0.decision.code == .groupReferenceLost }) else { return nil }
    for hop in hops {
      if case .route(let table, let index, _) = network.evidence(of: hop.decision),
        let route = topology.routeTables[table]?.routes[index], route.target.hidesSenders,
        let way = topology.subject(route.target)
      {
        return Detour(route: subject(route, of: table), way: way.words)
      }
    }
    return nil
  }
}

extension RouteTarget {
  /// Whether what takes the packets forwards them in its own name.
  fileprivate var hidesSenders: Bool {
    switch self {
    case .networkInterface, .instance, .natGateway: true
    case .local, .internetGateway, .egressOnlyInternetGateway, .vpcPeeringConnection, .vpnGateway,
      .unmodelled, .missing:
      false
    }
  }
}

extension TrafficPattern {
  /// A packet of the pattern between two interfaces, in a family that both have.
  fileprivate func sample(
    from sender: NetworkInterface, to receiver: NetworkInterface?
  )
    -> PacketHeader?
  {
    for source in sender.addresses {
      let match = receiver?.addresses.first { $0.address.family == source.address.family }
      guard let destination = match?.address else { continue }
      return PacketHeader(
        source: source.address, destination: destination, ipProtocol: ipProtocol ?? .tcp,
        sourcePort: 40000, destinationPort: max(ports.first, 1))
    }
    return nil
  }
}
