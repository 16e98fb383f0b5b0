import Addressing
import TopologyModel

extension Topology {
  /// Gives NAT gateways, interfaces and Elastic IPs the public addresses that they have in `old`, where a reader
  /// only chose them, or one of the two is a stand-in: an address for documentation, which AWS gives to nobody.
  ///
  /// Where both have one that is stated, it may be meant as it is, and is left alone.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepPublicAddresses(of old: Topology) {
    let exchange = publicExchange(with: old)
    guard !exchange.isEmpty else { return }
    for (reference, interface) in Array(networkInterfaces.resources) {
      var kept = interface
      for index in kept.addresses.indices {
        kept.addresses[index].publicAddress = kept.addresses[index].publicAddress.map {
          exchange[$0]
        }
      }
      networkInterfaces.define(kept, at: reference)
    }
    for (reference, gateway) in Array(natGateways.resources) {
      var kept = gateway
      for index in kept.addresses.indices {
        kept.addresses[index].publicAddress = kept.addresses[index].publicAddress.map {
          exchange[$0]
        }
      }
      natGateways.define(kept, at: reference)
    }
    elasticIPs = elasticIPs.map { $0.with(exchange[$0.publicAddress]) }
  }

  private func publicExchange(with old: Topology) -> AddressExchange {
    let stated = statedPublicAddresses
    var exchange = AddressExchange()
    for (reference, gateway) in natGateways.resources {
      for (was, now) in zip(
        old.natGateways.resource(at: reference)?.addresses ?? [], gateway.addresses)
      {
        exchange.move(
          now.publicAddress, to: was.publicAddress, isOpen: was.isAssumed || now.isAssumed,
          isByDefault: was.isPublicByDefault && now.isPublicByDefault, unless: stated)
      }
    }
    for (reference, interface) in networkInterfaces.resources {
      for (was, now) in zip(
        old.networkInterfaces.resource(at: reference)?.addresses ?? [], interface.addresses)
      {
        exchange.move(
          now.publicAddress, to: was.publicAddress, isOpen: was.isAssumed || now.isAssumed,
          isByDefault: was.isPublicByDefault && now.isPublicByDefault, unless: stated)
      }
    }
    let named = old.elasticIPs.namedAddresses
    for (name, address) in elasticIPs.namedAddresses {
      exchange.move(address, to: named[name], isOpen: false, isByDefault: false, unless: stated)
    }
    exchange.complete()
    return exchange
  }

  /// The public addresses that the input itself gives to something.
  private var statedPublicAddresses: Set<IPAddress> {
    var stated = Set(elasticIPs.map { $0.publicAddress })
    for (_, interface) in networkInterfaces.resources {
      for own in interface.addresses where !own.isAssumed && !own.isPublicByDefault {
        if let address = own.publicAddress { stated.insert(address) }
      }
    }
    for (_, gateway) in natGateways.resources {
      for own in gateway.addresses where !own.isAssumed && !own.isPublicByDefault {
        if let address = own.publicAddress { stated.insert(address) }
      }
    }
    return stated
  }
}

extension AddressExchange {
  /// Notes what to have instead of a public address, where one of the two is a reader's choice.
  ///
  /// - Parameters:
  ///   - now: The address.
  ///   - was: What to have instead.
  ///   - isOpen: One of the inputs leaves it open.
  ///   - isByDefault: Both leave it out, and the rules of their format give it.
  ///   - stated: What the new input gives to something.
  fileprivate mutating func move(
    _ now: IPAddress?, to was: IPAddress?, isOpen: Bool, isByDefault: Bool,
    unless stated: Set<IPAddress>
  ) {
    guard let was, let now else { return }
    let standIns = [was, now].count { AddressAllocator.isStandIn($0) }
    if standIns == 1 || standIns == 2 && (isOpen || isByDefault && !stated.contains(was)) {
      move(now, to: was)
    }
  }
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
