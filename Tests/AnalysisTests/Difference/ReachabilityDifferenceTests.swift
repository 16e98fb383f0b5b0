import Addressing
import Dataplane
import TestSupport
import Testing
import TopologyModel

@testable import Analysis

/// What is said to have changed, held against the verdict of every packet of a grid before and after.
@Suite struct `Differences of reachability` {
  private static let seeds: ClosedRange<UInt64> = 1...12

  @Test(arguments: seeds)
  func `the sets are those packets whose verdict changed`(seed: UInt64) {
    let original = RandomTopology(seed: seed)
    let edits = RandomEdits(Int(seed % 4) + 1, to: original, seed: seed)
    let difference = ReachabilityDifference(from: original.sketch.topology, to: edits.topology)
    for flow in PacketGrid.flows(original, edits.topology) {
      let (before, after) = (
        difference.outcome(of: flow, in: difference.old),
        difference.outcome(of: flow, in: difference.new)
      )
      let found = difference.shifts.filter { $0.holds(flow, in: difference) }
      #expect(
        found.map { [$0.before, $0.after] } == (before == after ? [] : [[before, after]]),
        "\(flow) \(difference.changes)")
    }
  }

  @Test(arguments: seeds)
  func `a cause that is undone undoes the change`(seed: UInt64) {
    let original = RandomTopology(seed: seed)
    let edits = RandomEdits(Int(seed % 4) + 1, to: original, seed: seed)
    let old = original.sketch.topology
    let difference = ReachabilityDifference(from: old, to: edits.topology)
    let flows = PacketGrid.flows(original, edits.topology)
    for shift in difference.shifts {
      let cause = shift.cause
      let sets = cause.isEachEnough ? cause.changes.map { [$0] } : [cause.changes]
      #expect(!cause.changes.isEmpty)
      for undone in sets {
        let changes = undone.map { difference.changes[$0] }
        let network = Network(difference.new.topology.undoing(changes, from: old))
        for flow in flows where shift.holds(flow, in: difference) {
          #expect(difference.outcome(of: flow, in: network) == shift.before, "\(flow) \(changes)")
        }
      }
    }
  }

  @Test(arguments: seeds)
  func `undoing every change gives the old network`(seed: UInt64) {
    let original = RandomTopology(seed: seed)
    let edits = RandomEdits(6, to: original, seed: seed)
    let old = original.sketch.topology
    let new = edits.topology.realigned(with: old)
    let undone = new.undoing(TopologyChange.all(from: old, to: new), from: old)
    #expect(TopologyChange.all(from: old, to: undone).isEmpty)
  }
}

/// Packets of every sender to every address that matters, of a few protocols and ports.
enum PacketGrid {
  static func flows(_ original: RandomTopology, _ edited: Topology) -> [Flow] {
    let topology = original.sketch.topology
    let hosts = topology.networkInterfaces.resources.flatMap { $0.resource.addresses }
    let destinations =
      hosts.map { $0.address } + hosts.compactMap { $0.publicAddress }
      + [
        "198.51.100.20", "198.51.100.200", "192.168.0.10", "192.168.9.10", "203.0.113.99",
        "2606:4700::1", "10.0.0.5",
      ].map { original.sketch.address($0) }
    return original.senders.flatMap { sender in
      let sources = sources(of: sender, original)
      let own = sources + twins(of: sender, [topology, edited])
      return destinations.filter { !own.contains($0) }.flatMap { destination in
        sources.filter { $0.family == destination.family }
          .flatMap { source in
            traffic(destination.isIPv4).map { header in
              var header = header
              header.source = source
              header.destination = destination
              return Flow(sender, header)
            }
          }
      }
    }
  }

  private static func sources(
    of sender: Flow.Sender, _ original: RandomTopology
  ) -> [IPAddress] {
    switch sender {
    case .networkInterface(let interface):
      let known = original.sketch.topology.networkInterfaces[interface]
      return (known?.addresses ?? []).map { $0.address }
    case .internet: return ["198.51.100.10", "2001:db8:99::10"].map { original.sketch.address($0) }
    case .onPremises(let connection):
      let known = original.sketch.topology.vpnConnections[connection]
      return (known?.staticRoutes ?? []).map { $0.block.last }
    }
  }

  /// The public addresses of a sender, by which it would send to itself.
  private static func twins(of sender: Flow.Sender, _ topologies: [Topology]) -> [IPAddress] {
    guard case .networkInterface(let interface) = sender else { return [] }
    return topologies.flatMap { topology in
      (topology.networkInterfaces[interface]?.addresses ?? []).compactMap { $0.publicAddress }
    }
  }

  private static func traffic(_ isIPv4: Bool) -> [PacketHeader] {
    let none = IPAddress(ipv4: 0)
    func header(_ ipProtocol: IPProtocol, _ source: UInt16, _ destination: UInt16) -> PacketHeader {
      PacketHeader(
        source: none, destination: none, ipProtocol: ipProtocol, sourcePort: source,
        destinationPort: destination)
    }
    let echo = ICMPMessage(type: isIPv4 ? 8 : 128)
    return [
      header(.tcp, 40000, 443), header(.tcp, 443, 22), header(.tcp, 123, 8443),
      header(.udp, 65535, 53), header(IPProtocol(47), 0, 0),
      header(isIPv4 ? .icmp : .icmpv6, 1, echo.packed),
    ]
  }
}

extension Topology {
  /// Whether something has an address.
  fileprivate func holds(_ address: IPAddress) -> Bool {
    networkInterfaces.resources.contains { _, interface in
      interface.addresses.contains { $0.address == address || $0.publicAddress == address }
    }
      || natGateways.resources.contains { _, gateway in
        gateway.addresses.contains {
          $0.privateAddress == address || $0.publicAddress == address
        }
      } || elasticIPs.contains { $0.publicAddress == address }
  }
}

extension Network {
  /// The verdict, or `dropped` where the sender is gone or has lost the address.
  fileprivate func outcome(of flow: Flow) -> Verdict {
    switch flow.sender {
    case .networkInterface(let interface):
      let known = topology.networkInterfaces[interface]
      let isOwn = known?.addresses.contains { $0.address == flow.header.source } ?? false
      return isOwn ? verdict(of: flow) : .dropped
    case .onPremises(let connection):
      return topology.vpnConnections[connection] == nil ? .dropped : verdict(of: flow)
    case .internet: return verdict(of: flow)
    }
  }
}

extension ReachabilityShift {
  /// Whether a packet is one of the set.
  fileprivate func holds(_ flow: Flow, in difference: ReachabilityDifference) -> Bool {
    let header = flow.header
    return parts.contains { part in
      part.from.hold(flow.sender, header.source)
        && (part.to.hosts.contains {
          $0.range.contains(header.destination) && isMeant($0, by: flow.sender, in: difference)
        }
          || part.to.addresses.contains { $0.contains(header.destination) })
    }
      && traffic.contains {
        $0.protocols.contains(header.ipProtocol) && $0.sourcePorts.contains(header.sourcePort)
          && $0.destinationPorts.contains(header.destinationPort)
      }
  }

  /// Whether a host is one that the set means for a sender.
  private func isMeant(
    _ host: ShiftEnds.Host, by sender: Flow.Sender, in difference: ReachabilityDifference
  ) -> Bool {
    let receiver = difference.interface(host.interface)
    let isPrivate =
      receiver?.addresses.contains { AddressRange($0.address) == host.range } ?? false
    switch sender {
    case .internet: return !(isPrivate && host.range.family == .ipv4)
    case .networkInterface(let interface) where isOutsideSendersSubnet:
      return !isPrivate || receiver?.subnet != difference.interface(interface)?.subnet
    case .networkInterface, .onPremises: return true
    }
  }
}

extension ReachabilityDifference {
  /// The verdict, or `dropped` where the receiver's address is one that only the other network has.
  fileprivate func outcome(of flow: Flow, in network: Network) -> Verdict {
    let isHeld = [old, new].contains { $0.topology.holds(flow.header.destination) }
    return isHeld && !network.topology.holds(flow.header.destination)
      ? .dropped : network.outcome(of: flow)
  }

  /// An interface as it is, or as it was where it is gone.
  fileprivate func interface(_ reference: Reference<NetworkInterface>) -> NetworkInterface? {
    new.topology.networkInterfaces.resource(at: reference)
      ?? old.topology.networkInterfaces.resource(at: reference)
  }
}

extension ShiftEnds {
  /// Whether somebody who sends from an address is one of these.
  fileprivate func hold(_ sender: Flow.Sender, _ source: IPAddress) -> Bool {
    switch sender {
    case .networkInterface(let interface):
      hosts.contains { $0.interface == interface && $0.range.contains(source) }
    case .internet: internet.contains { $0.contains(source) }
    case .onPremises(let connection):
      premises.contains { $0.connection == connection && $0.range.contains(source) }
    }
  }
}
