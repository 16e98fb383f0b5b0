import Addressing
import TopologyModel

extension Topology {
  /// Gives interfaces and NAT gateways the private addresses that they had in `old`, where a reader only chose
  /// them.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepAddresses(of old: Topology) {
    let stated = statedAddresses
    var exchanges: [Reference<Subnet>: AddressExchange] = [:]
    for (reference, interface) in networkInterfaces.resources {
      guard let was = old.networkInterfaces.resource(at: reference), was.subnet == interface.subnet
      else { continue }
      for (was, now) in was.pairs(with: interface)
      where was.isOpen(or: now, unless: stated[interface.vpc] ?? []) {
        exchanges[interface.subnet, default: AddressExchange()].move(
          now.address, to: was.address)
      }
    }
    for (reference, gateway) in natGateways.resources {
      guard let subnet = gateway.subnet, let was = old.natGateways.resource(at: reference),
        was.subnet == subnet, was.addresses.count == gateway.addresses.count
      else { continue }
      for (was, now) in zip(was.addresses, gateway.addresses)
      where was.isOpen(or: now, unless: gateway.vpc.flatMap { stated[$0] } ?? []) {
        exchanges[subnet, default: AddressExchange()].move(
          now.privateAddress, to: was.privateAddress)
      }
    }
    for (subnet, exchange) in exchanges {
      var complete = exchange
      complete.complete()
      exchanges[subnet] = complete.isEmpty ? nil : complete
    }
    apply(exchanges)
  }

  private mutating func apply(_ exchanges: [Reference<Subnet>: AddressExchange]) {
    guard !exchanges.isEmpty else { return }
    for (reference, interface) in Array(networkInterfaces.resources) {
      guard let exchange = exchanges[interface.subnet] else { continue }
      var kept = interface
      kept.addresses = kept.addresses.map { $0.moved(by: exchange) }
      networkInterfaces.define(kept, at: reference)
    }
    for (reference, gateway) in Array(natGateways.resources) {
      guard let exchange = gateway.subnet.flatMap({ exchanges[$0] }) else { continue }
      var kept = gateway
      kept.addresses = kept.addresses.map { $0.moved(by: exchange) }
      natGateways.define(kept, at: reference)
    }
  }

  /// The private addresses that the input itself gives to something, by VPC.
  private var statedAddresses: [Reference<VPC>: Set<IPAddress>] {
    var stated: [Reference<VPC>: Set<IPAddress>] = [:]
    for (_, interface) in networkInterfaces.resources {
      for own in interface.addresses where !own.isAssumed && !own.isByDefault {
        stated[interface.vpc, default: []].insert(own.address)
      }
    }
    for (_, gateway) in natGateways.resources {
      guard let vpc = gateway.vpc else { continue }
      for own in gateway.addresses where !own.isAssumed && !own.isByDefault {
        stated[vpc, default: []].insert(own.privateAddress)
      }
    }
    return stated
  }
}

extension NetworkInterface {
  /// The addresses of two states of an interface that have the same place among those of their family.
  fileprivate func pairs(with other: NetworkInterface) -> [(was: Address, now: Address)] {
    AddressFamily.allCases.flatMap { family in
      zip(
        addresses.filter { $0.address.family == family },
        other.addresses.filter { $0.address.family == family }
      ).map { (was: $0, now: $1) }
    }
  }
}

extension NetworkInterface.Address {
  /// Whether this, or what it has become, is a reader's choice.
  ///
  /// `stated`: the addresses that the new input gives to something.
  fileprivate func isOpen(or now: Self, unless stated: Set<IPAddress>) -> Bool {
    isAssumed || now.isAssumed || isByDefault && now.isByDefault && !stated.contains(address)
  }
}

extension NATGateway.Address {
  /// As of an interface's; also where its public address is a stand-in in one of the inputs alone.
  fileprivate func isOpen(or now: Self, unless stated: Set<IPAddress>) -> Bool {
    let standIns = [publicAddress, now.publicAddress].compactMap { $0 }
      .count { AddressAllocator.isStandIn($0) }
    return isAssumed || now.isAssumed || standIns == 1
      || isByDefault && now.isByDefault && !stated.contains(privateAddress)
  }
}
