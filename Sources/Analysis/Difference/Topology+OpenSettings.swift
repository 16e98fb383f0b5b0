import Addressing
import TopologyModel

extension Topology {
  /// Gives interfaces the addresses that they had in `old`, where one of the two readers only chose them.
  ///
  /// A plan leaves most addresses to AWS. What is there keeps its address, and what is new and was given
  /// that address by the reader takes one that has become free in its subnet.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepAddresses(of old: Topology) {
    var exchanges: [Reference<Subnet>: AddressExchange] = [:]
    var others: [Reference<NetworkInterface>] = []
    for (reference, interface) in Array(networkInterfaces.resources) {
      guard let was = old.networkInterfaces.resource(at: reference),
        was.subnet == interface.subnet, was.addresses.count == interface.addresses.count
      else {
        others.append(reference)
        continue
      }
      var kept = interface
      for index in kept.addresses.indices {
        kept.addresses[index] = exchanges[kept.subnet, default: AddressExchange()].kept(
          was.addresses[index], now: kept.addresses[index])
      }
      networkInterfaces.define(kept, at: reference)
    }
    for reference in others {
      guard var interface = networkInterfaces[reference] else { continue }
      for index in interface.addresses.indices {
        interface.addresses[index] = exchanges[interface.subnet, default: AddressExchange()]
          .replacement(of: interface.addresses[index])
      }
      networkInterfaces.define(interface, at: reference)
    }
  }
}

extension Topology {
  /// Takes Regions and zones that one of two inputs leaves open for those, or for as open, as in `old`.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepRegions(of old: Topology) {
    for (reference, vpc) in Array(vpcs.resources) {
      guard let was = old.vpcs.resource(at: reference), was.region == nil || vpc.region == nil
      else { continue }
      var kept = vpc
      kept.region = was.region
      vpcs.define(kept, at: reference)
    }
    for (reference, subnet) in Array(subnets.resources) {
      guard let was = old.subnets.resource(at: reference),
        was.availabilityZone == nil || subnet.availabilityZone == nil
      else { continue }
      var kept = subnet
      kept.availabilityZone = was.availabilityZone
      subnets.define(kept, at: reference)
    }
    for (reference, peering) in Array(vpcPeeringConnections.resources) {
      guard let was = old.vpcPeeringConnections.resource(at: reference) else { continue }
      var kept = peering
      kept.requester.keepRegion(of: was.requester)
      kept.accepter.keepRegion(of: was.accepter)
      vpcPeeringConnections.define(kept, at: reference)
    }
  }
}

extension VPCPeeringConnection.Side {
  fileprivate mutating func keepRegion(of other: VPCPeeringConnection.Side) {
    if region == nil || other.region == nil { region = other.region }
  }
}

/// The addresses of one subnet that are kept for the interfaces that had them, and what these were to
/// have instead.
private struct AddressExchange {
  private var own = Pool()
  private var publicOnes = Pool()

  private struct Pool {
    var kept: Set<IPAddress> = []
    var given: [IPAddress] = []

    mutating func keep(_ was: IPAddress, insteadOf now: IPAddress) {
      guard was != now else { return }
      kept.insert(was)
      given.append(now)
    }

    /// The address, or a free one where it is kept.
    mutating func free(_ address: IPAddress) -> IPAddress {
      guard kept.contains(address),
        let index = given.firstIndex(where: {
          $0.family == address.family && !kept.contains($0)
        })
      else { return address }
      return given.remove(at: index)
    }
  }

  /// The address of an interface that is in both topologies.
  mutating func kept(
    _ was: NetworkInterface.Address, now: NetworkInterface.Address
  ) -> NetworkInterface.Address {
    guard was.isAssumed || now.isAssumed, was.address.family == now.address.family else {
      return now
    }
    own.keep(was.address, insteadOf: now.address)
    if let twin = was.publicAddress, let other = now.publicAddress {
      publicOnes.keep(twin, insteadOf: other)
    }
    return NetworkInterface.Address(
      was.address,
      publicAddress: now.publicAddress == nil ? nil : was.publicAddress ?? now.publicAddress)
  }

  /// What an interface that is new to the subnet has instead of an address that is kept for another.
  mutating func replacement(
    of address: NetworkInterface.Address
  ) -> NetworkInterface.Address {
    let replaced = NetworkInterface.Address(
      own.free(address.address),
      publicAddress: address.publicAddress.map { publicOnes.free($0) })
    let isSame =
      replaced.address == address.address && replaced.publicAddress == address.publicAddress
    return isSame ? address : replaced
  }
}
