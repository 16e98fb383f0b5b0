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
      kept.addresses.exchangePublicOnes(by: exchange)
      networkInterfaces.define(kept, at: reference)
    }
    for (reference, gateway) in Array(natGateways.resources) {
      var kept = gateway
      kept.addresses.exchangePublicOnes(by: exchange)
      natGateways.define(kept, at: reference)
    }
    for index in elasticIPs.indices {
      elasticIPs[index].publicAddress = exchange[elasticIPs[index].publicAddress]
    }
  }

  private func publicExchange(with old: Topology) -> AddressExchange {
    let stated = statedPublicAddresses
    var exchange = AddressExchange()
    for (reference, gateway) in natGateways.resources {
      guard let was = old.natGateways.resource(at: reference) else { continue }
      exchange.movePublicOnes(of: gateway.addresses, to: was.addresses, unless: stated)
    }
    for (reference, interface) in networkInterfaces.resources {
      guard let was = old.networkInterfaces.resource(at: reference) else { continue }
      exchange.movePublicOnes(of: interface.addresses, to: was.addresses, unless: stated)
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
      stated.formUnion(interface.addresses.statedPublicOnes)
    }
    for (_, gateway) in natGateways.resources {
      stated.formUnion(gateway.addresses.statedPublicOnes)
    }
    return stated
  }
}

/// An address of an interface or a NAT gateway, and the public one that stands for it.
private protocol PublishedAddress {
  var publicAddress: IPAddress? { get set }
  var isAssumed: Bool { get }
  var isPublicByDefault: Bool { get }
}

extension NetworkInterface.Address: PublishedAddress {}
extension NATGateway.Address: PublishedAddress {}

extension Array where Element: PublishedAddress {
  fileprivate var statedPublicOnes: [IPAddress] {
    filter { !$0.isAssumed && !$0.isPublicByDefault }.compactMap { $0.publicAddress }
  }

  fileprivate mutating func exchangePublicOnes(by exchange: AddressExchange) {
    for index in indices {
      self[index].publicAddress = self[index].publicAddress.map { exchange[$0] }
    }
  }
}

extension AddressExchange {
  fileprivate mutating func movePublicOnes<Address: PublishedAddress>(
    of now: [Address], to old: [Address], unless stated: Set<IPAddress>
  ) {
    for (was, now) in zip(old, now) {
      move(
        now.publicAddress, to: was.publicAddress, isOpen: was.isAssumed || now.isAssumed,
        isByDefault: was.isPublicByDefault && now.isPublicByDefault, unless: stated)
    }
  }

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
