import Addressing
import Dataplane
import Expectations
import TopologyModel

/// Turns ends into the addresses that packets come from and go to.
struct EndSpaces {
  /// Which of its addresses an end stands for.
  enum Extent {
    /// The first of each family, as in a trace.
    case primary
    /// All, delegated prefixes and public addresses included.
    case whole
  }

  private let resolver: EndpointResolver
  private let internet: InternetSpace
  private let vpcBlocks: [AddressRange]

  private var topology: Topology { resolver.network.topology }

  init(_ resolver: EndpointResolver) {
    self.resolver = resolver
    internet = InternetSpace(resolver.network.topology)
    vpcBlocks = resolver.network.topology.vpcs.resources.flatMap {
      $0.resource.usableBlocks.map { AddressRange($0) }
    }
  }

  /// A sender, and whether only those of its addresses are meant that nothing in the model holds.
  private struct SenderKey: Hashable {
    let sender: Flow.Sender
    let isStranger: Bool
  }

  /// The senders among ends, each of them once.
  func senders(_ ends: [ExpectedEnd], _ extent: Extent) throws(EndpointError) -> [SendingEnd] {
    var addresses: [SenderKey: [AddressRange]] = [:]
    var order: [SenderKey] = []
    for end in ends {
      for (sender, ranges) in try sources(end, extent) {
        let key = SenderKey(sender: sender, isStranger: end == .internet)
        if addresses[key] == nil { order.append(key) }
        addresses[key, default: []] += ranges
      }
    }
    return order.map { key in
      SendingEnd(
        key.sender, (addresses[key] ?? []).disjoint, clientPorts: clientPorts(of: key.sender),
        own: own(key.sender), isStranger: key.isStranger)
    }
  }

  /// The addresses of ends, as others send to them.
  func receivers(_ ends: [ExpectedEnd], _ extent: Extent) -> ReceivingEnds {
    var inside: [AddressRange] = []
    var outside: [AddressRange] = []
    for end in ends {
      inside += insideRanges(end, extent)
      outside += outsideRanges(end)
    }
    return ReceivingEnds(
      inside: inside.disjoint, outside: outside.disjoint,
      strangers: ends.contains(.internet) ? internet.everywhere : [])
  }

  /// Whether an end has an address of a family.
  func offers(_ end: ExpectedEnd, _ family: AddressFamily) -> Bool {
    end == .internet || insideRanges(end, .primary).contains { $0.family == family }
  }

  private func clientPorts(of sender: Flow.Sender) -> ClientPorts {
    resolver.clientPorts(of: EndpointResolver.Origin(sender: sender, address: nil))
  }

  private func own(_ sender: Flow.Sender) -> [AddressRange] {
    guard case .networkInterface(let interface) = sender else { return [] }
    return privateRanges(interface, .whole) + publicRanges(interface)
  }
}

// MARK: Interfaces

extension EndSpaces {
  private func privateRanges(
    _ reference: Reference<NetworkInterface>, _ extent: Extent
  ) -> [AddressRange] {
    guard let interface = topology.networkInterfaces[reference] else { return [] }
    let addresses = interface.addresses.map { $0.address }
    guard extent == .primary else {
      return addresses.map { AddressRange($0) } + interface.prefixes.map { AddressRange($0) }
    }
    return AddressFamily.allCases.compactMap { family in
      addresses.first { $0.family == family }.map { AddressRange($0) }
    }
  }

  private func publicRanges(_ reference: Reference<NetworkInterface>) -> [AddressRange] {
    let addresses = topology.networkInterfaces[reference]?.addresses ?? []
    return addresses.compactMap { address in
      resolver.network.publicAddress(of: address.address, on: reference).map { AddressRange($0) }
    }
  }

  private var interfaces: some Sequence<Reference<NetworkInterface>> {
    topology.networkInterfaces.references
  }
}

// MARK: Sending

extension EndSpaces {
  private func sources(
    _ end: ExpectedEnd, _ extent: Extent
  ) throws(EndpointError) -> [(Flow.Sender, [AddressRange])] {
    switch end {
    case .networkInterface(let interface):
      return [(.networkInterface(interface), privateRanges(interface, extent))]
    case .address(let address):
      let origin = try resolver.origin(.address(address))
      return [(origin.sender, [AddressRange(origin.address ?? address)])]
    case .internetHost(let address): return [(.internet, [AddressRange(address)])]
    case .internet: return [(.internet, internet.everywhere)]
    case .onPremises(let connection): return [(.onPremises(connection), premises(connection))]
    case .block(let block): return sources(in: AddressRange(block))
    }
  }

  /// Whoever holds addresses of a block: interfaces, premises, and hosts on the internet.
  private func sources(in block: AddressRange) -> [(Flow.Sender, [AddressRange])] {
    var sources: [(Flow.Sender, [AddressRange])] = interfaces.map { interface in
      (.networkInterface(interface), privateRanges(interface, .whole).intersection([block]))
    }
    sources += topology.vpnConnections.references.map { connection in
      (.onPremises(connection), premises(connection).intersection([block]))
    }
    sources.append((.internet, internet.addresses.intersection([block])))
    return sources.filter { !$0.1.isEmpty }
  }

  /// The addresses behind a VPN connection; none where the input does not tell.
  func premises(_ connection: Reference<VPNConnection>) -> [AddressRange] {
    resolver.prefixes(behind: connection).map { AddressRange($0) }.disjoint
  }
}

// MARK: Receiving

extension EndSpaces {
  private func insideRanges(_ end: ExpectedEnd, _ extent: Extent) -> [AddressRange] {
    switch end {
    case .networkInterface(let interface):
      return privateRanges(interface, extent) + (extent == .whole ? publicRanges(interface) : [])
    case .address(let address), .internetHost(let address): return [AddressRange(address)]
    // Strangers are addressed apart.
    case .internet: return []
    case .onPremises(let connection): return premises(connection)
    case .block(let block):
      let range = AddressRange(block)
      let held = interfaces.flatMap { privateRanges($0, .whole) + publicRanges($0) }
      return held.intersection([range])
        + [range].subtracting(vpcBlocks + EndSpaces.meaningless + held)
    }
  }

  /// Public addresses of IPv4, and addresses of IPv6.
  private func outsideRanges(_ end: ExpectedEnd) -> [AddressRange] {
    switch end {
    case .networkInterface(let interface):
      return publicRanges(interface)
        + privateRanges(interface, .whole).filter { $0.family == .ipv6 }
    case .address(let address): return [AddressRange(address)]
    case .internetHost, .internet, .onPremises: return []
    case .block(let block): return interfaces.flatMap { outsideRanges($0, in: block) }
    }
  }

  /// How the internet reaches those of an interface's addresses that are of a block, inside or out.
  private func outsideRanges(
    _ reference: Reference<NetworkInterface>, in block: CIDRBlock
  ) -> [AddressRange] {
    let addresses = topology.networkInterfaces[reference]?.addresses ?? []
    return addresses.compactMap { address in
      let outside =
        address.address.isIPv4
        ? resolver.network.publicAddress(of: address.address, on: reference) : address.address
      guard let outside, block.contains(outside) || block.contains(address.address) else {
        return nil
      }
      return AddressRange(outside)
    }
  }

  /// What no packet can be meant for (RFC 6890).
  private static let meaningless = [
    CIDRBlock.thisNetworkIPv4, .loopbackIPv4, .linkLocalIPv4, .multicastIPv4, .reservedIPv4,
    .multicastIPv6, .linkLocalIPv6,
  ].map { AddressRange($0) }
}
