import Addressing
import TopologyModel

/// What AWS has given where one of two inputs has a stand-in for what it leaves open: an address or block for
/// documentation, which AWS gives to nobody.
///
/// Where both have one that is stated, it may be meant as it is, and is left alone.
extension Topology {
  /// Gives VPCs and subnets the IPv6 blocks that they have in `old`, where one of the two is a stand-in,
  /// and routes and rules that name such a block with them.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepIPv6Blocks(of old: Topology) {
    var exchanged: [CIDRBlock: CIDRBlock] = [:]
    for (reference, vpc) in Array(vpcs.resources) {
      guard let was = old.vpcs.resource(at: reference) else { continue }
      var kept = vpc
      kept.blocks.keep(was.blocks, noting: &exchanged)
      vpcs.define(kept, at: reference)
    }
    for (reference, subnet) in Array(subnets.resources) {
      guard let was = old.subnets.resource(at: reference) else { continue }
      var kept = subnet
      kept.ipv6Blocks.keep(was.ipv6Blocks, noting: &exchanged)
      subnets.define(kept, at: reference)
    }
    if !exchanged.isEmpty { exchange(exchanged) }
  }

  private mutating func exchange(_ exchanged: [CIDRBlock: CIDRBlock]) {
    for (reference, table) in Array(routeTables.resources) {
      var kept = table
      for index in kept.routes.indices {
        guard case .block(let block) = kept.routes[index].destination else { continue }
        kept.routes[index].destination = .block(exchanged[block] ?? block)
      }
      routeTables.define(kept, at: reference)
    }
    for (reference, group) in Array(securityGroups.resources) {
      var kept = group
      for index in kept.inbound.indices { kept.inbound[index].peer.exchange(exchanged) }
      for index in kept.outbound.indices { kept.outbound[index].peer.exchange(exchanged) }
      securityGroups.define(kept, at: reference)
    }
  }

  /// Gives NAT gateways, interfaces and Elastic IPs the public addresses that they have in `old`, where one of
  /// the two is a stand-in.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepPublicAddresses(of old: Topology) {
    var exchanged: [IPAddress: IPAddress] = [:]
    for (reference, gateway) in natGateways.resources {
      for (was, now) in zip(
        old.natGateways.resource(at: reference)?.addresses ?? [], gateway.addresses)
      {
        exchanged.note(
          was.publicAddress, now.publicAddress, isOpen: was.isAssumed || now.isAssumed)
      }
    }
    for (reference, interface) in networkInterfaces.resources {
      for (was, now) in zip(
        old.networkInterfaces.resource(at: reference)?.addresses ?? [], interface.addresses)
      {
        exchanged.note(
          was.publicAddress, now.publicAddress, isOpen: was.isAssumed || now.isAssumed)
      }
    }
    let named = old.elasticIPs.namedAddresses
    for (name, address) in elasticIPs.namedAddresses {
      if let was = named[name] { exchanged.note(was, address, isOpen: false) }
    }
    keepGatewayAddresses(of: old, exchanged)
    guard !exchanged.isEmpty else { return }
    for (reference, interface) in Array(networkInterfaces.resources) {
      var kept = interface
      for index in kept.addresses.indices {
        guard let now = kept.addresses[index].publicAddress else { continue }
        kept.addresses[index].publicAddress = exchanged[now] ?? now
      }
      networkInterfaces.define(kept, at: reference)
    }
    elasticIPs = elasticIPs.map { $0.with(exchanged[$0.publicAddress] ?? $0.publicAddress) }
  }

  /// The private address of a gateway is a chosen one where the input leaves it open, or the public one is
  /// a stand-in.
  private mutating func keepGatewayAddresses(
    of old: Topology, _ exchanged: [IPAddress: IPAddress]
  ) {
    for (reference, gateway) in Array(natGateways.resources) {
      guard let was = old.natGateways.resource(at: reference), was.subnet == gateway.subnet,
        was.addresses.count == gateway.addresses.count
      else { continue }
      var kept = gateway
      kept.addresses = zip(was.addresses, gateway.addresses).map { was, now in
        let isExchanged = now.publicAddress.map { exchanged[$0] != nil } ?? false
        guard was.isAssumed || now.isAssumed || isExchanged else { return now }
        var own = NATGateway.Address(privateAddress: was.privateAddress)
        own.publicAddress = now.publicAddress.map { exchanged[$0] ?? $0 }
        own.interface = now.interface
        own.isPrimary = now.isPrimary
        return own
      }
      natGateways.define(kept, at: reference)
    }
  }
}

extension [IPAddress: IPAddress] {
  /// Notes which address to have instead of another.
  ///
  /// `isOpen`: one of the inputs leaves it open.
  fileprivate mutating func note(_ was: IPAddress?, _ now: IPAddress?, isOpen: Bool) {
    guard let was, let now, was != now else { return }
    let standIns = [was, now].count { AddressAllocator.isStandIn($0) }
    if standIns == 1 || standIns == 2 && isOpen { self[now] = was }
  }
}

extension SecurityGroupRule.Peer {
  fileprivate mutating func exchange(_ exchanged: [CIDRBlock: CIDRBlock]) {
    if case .block(let block) = self { self = .block(exchanged[block] ?? block) }
  }
}

extension [AddressBlock] {
  /// Takes the IPv6 blocks of `old` in the place of these, where one of the two is a stand-in.
  fileprivate mutating func keep(
    _ old: [AddressBlock], noting exchanged: inout [CIDRBlock: CIDRBlock]
  ) {
    let was = old.filter { $0.isIPv6 }
    let places = indices.filter { self[$0].isIPv6 }
    guard was.count == places.count else { return }
    for (before, index) in zip(was, places) {
      let now = self[index]
      let standIns = [before, now].count { AddressAllocator.isStandIn($0.block.base) }
      let isOpen = before.isAssumed || now.isAssumed
      guard before.block.prefixLength == now.block.prefixLength, before.block != now.block,
        standIns == 1 || standIns == 2 && isOpen
      else { continue }
      exchanged[now.block] = before.block
      self[index] = AddressBlock(
        before.block, isAssociated: now.isAssociated, location: now.location)
    }
  }
}

extension AddressBlock {
  fileprivate var isIPv6: Bool { block.family == .ipv6 }
}

extension [ElasticIP] {
  /// The addresses of those that have a name of their own.
  fileprivate var namedAddresses: [String: IPAddress] {
    var addresses: [String: IPAddress] = [:]
    var repeated: Set<String> = []
    for elasticIP in self {
      guard let name = elasticIP.name else { continue }
      if addresses.updateValue(elasticIP.publicAddress, forKey: name) != nil {
        repeated.insert(name)
      }
    }
    return addresses.filter { !repeated.contains($0.key) }
  }
}

extension ElasticIP {
  /// The same with another address.
  fileprivate func with(_ address: IPAddress) -> ElasticIP {
    var changed = ElasticIP(publicAddress: address)
    changed.allocationID = allocationID
    changed.name = name
    changed.interface = interface
    changed.privateAddress = privateAddress
    changed.location = location
    return changed
  }
}
