import Addressing
import TopologyModel

/// What AWS has given where one of two inputs has a stand-in for what it leaves open: an address or block for
/// documentation, which AWS gives to nobody.
///
/// Where both have one, it may be meant as it is, and is left alone.
extension Topology {
  /// Gives VPCs and subnets the IPv6 blocks that they have in `old`, where one of the two is a stand-in.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepIPv6Blocks(of old: Topology) {
    for (reference, vpc) in Array(vpcs.resources) {
      guard let was = old.vpcs.resource(at: reference) else { continue }
      var kept = vpc
      kept.blocks = vpc.blocks.keeping(was.blocks)
      vpcs.define(kept, at: reference)
    }
    for (reference, subnet) in Array(subnets.resources) {
      guard let was = old.subnets.resource(at: reference) else { continue }
      var kept = subnet
      kept.ipv6Blocks = subnet.ipv6Blocks.keeping(was.ipv6Blocks)
      subnets.define(kept, at: reference)
    }
  }

  /// Gives NAT gateways, interfaces and Elastic IPs the public addresses that they have in `old`, where one of
  /// the two is a stand-in.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepPublicAddresses(of old: Topology) {
    var exchanged: [IPAddress: IPAddress] = [:]
    for (reference, gateway) in natGateways.resources {
      let was = old.natGateways.resource(at: reference)?.addresses ?? []
      exchanged.note(was.map { $0.publicAddress }, gateway.addresses.map { $0.publicAddress })
    }
    for (reference, interface) in networkInterfaces.resources {
      let was = old.networkInterfaces.resource(at: reference)?.addresses ?? []
      exchanged.note(was.map { $0.publicAddress }, interface.addresses.map { $0.publicAddress })
    }
    let named = old.elasticIPs.namedAddresses
    for (name, address) in elasticIPs.namedAddresses {
      if let was = named[name] { exchanged.note([was], [address]) }
    }
    guard !exchanged.isEmpty else { return }
    exchangeGatewayAddresses(exchanged, old)
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

  /// What has a stand-in for a public address has a private one that was chosen as well.
  private mutating func exchangeGatewayAddresses(
    _ exchanged: [IPAddress: IPAddress], _ old: Topology
  ) {
    for (reference, gateway) in Array(natGateways.resources) {
      guard let was = old.natGateways.resource(at: reference), was.subnet == gateway.subnet else {
        continue
      }
      var kept = gateway
      kept.addresses = gateway.addresses.map { now in
        guard let address = now.publicAddress.flatMap({ exchanged[$0] }),
          let before = was.addresses.first(where: { $0.publicAddress == address })
        else { return now }
        var own = before
        own.interface = now.interface
        own.isPrimary = now.isPrimary
        return own
      }
      natGateways.define(kept, at: reference)
    }
  }
}

extension [IPAddress: IPAddress] {
  /// Notes which addresses to have instead of which, of two lists that go together.
  fileprivate mutating func note(_ old: [IPAddress?], _ new: [IPAddress?]) {
    for (was, now) in zip(old, new) {
      guard let was, let now,
        AddressAllocator.isStandIn(was) != AddressAllocator.isStandIn(now)
      else { continue }
      self[now] = was
    }
  }
}

extension [AddressBlock] {
  /// The blocks with those of `old` in their places, where one of two IPv6 blocks is a stand-in.
  fileprivate func keeping(_ old: [AddressBlock]) -> [AddressBlock] {
    let (was, now) = (old.filter { $0.isIPv6 }, filter { $0.isIPv6 })
    guard was.count == now.count else { return self }
    var next = 0
    return map { block in
      guard block.isIPv6 else { return block }
      let before = was[next]
      next += 1
      guard before.block.prefixLength == block.block.prefixLength,
        AddressAllocator.isStandIn(before.block.base)
          != AddressAllocator.isStandIn(block.block.base)
      else { return block }
      return AddressBlock(
        before.block, isAssociated: block.isAssociated, location: block.location)
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
