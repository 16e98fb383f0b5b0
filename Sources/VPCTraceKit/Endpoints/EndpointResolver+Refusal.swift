import Addressing
import Dataplane
import TopologyModel

extension EndpointResolver {
  /// Refuses a destination that no packet can be meant for, instead of tracing nonsense.
  ///
  /// The router (+1) and the VPC's resolver (base +2) are services and pass.
  func refuseMeaninglessDestination(
    _ address: IPAddress, from origin: Origin
  ) throws(EndpointError) {
    if let reason = address.meaninglessness {
      throw EndpointError("no packet can be meant for \(address.description): \(reason)")
    }
    guard network.interfaces(holding: address).isEmpty,
      let subnet = subnet(holding: address, from: origin),
      let place = reservedPlace(of: address, in: subnet)
    else { return }
    throw EndpointError(
      "no packet can be meant for \(address.description): it is \(place) of subnet \(subnet.id), "
        + "which AWS reserves (R-CIDR-\(address.isIPv4 ? 13 : 14))")
  }

  /// The subnet that holds an address: the sender's VPC's own, or else any VPC's.
  private func subnet(holding address: IPAddress, from origin: Origin) -> Subnet? {
    var home: Reference<VPC>?
    if case .networkInterface(let interface) = origin.sender {
      home = network.topology.networkInterfaces[interface]?.vpc
    }
    let holders = network.topology.subnets.resources.lazy.map { $0.resource }.filter { subnet in
      subnet.usableBlocks.contains { $0.contains(address) }
    }
    return holders.first { $0.vpc == home } ?? holders.first { _ in true }
  }

  /// Which of the addresses that AWS keeps for itself this is (R-CIDR-13, R-CIDR-14).
  private func reservedPlace(of address: IPAddress, in subnet: Subnet) -> String? {
    guard let block = subnet.usableBlocks.first(where: { $0.contains(address) }) else { return nil }
    if address == block.last {
      return address.isIPv4 ? "the broadcast address" : "the last address"
    }
    switch address.bits - block.base.bits {
    case 0: return "the network address (+0)"
    case 2 where !isResolver(address, of: subnet.vpc): return "a reserved address (+2)"
    case 3: return "a reserved address (+3)"
    default: return nil
    }
  }

  /// The VPC's resolver is at the base of its primary IPv4 block, plus two (R-DNS-1).
  private func isResolver(_ address: IPAddress, of vpc: Reference<VPC>) -> Bool {
    let primary = network.topology.vpcs[vpc]?.blocks.first { $0.block.family == .ipv4 }
    return primary.map { address.bits == $0.block.base.bits + 2 } ?? false
  }
}

extension IPAddress {
  /// Why nothing can be sent to the address, wherever it is.
  fileprivate var meaninglessness: String? {
    if isUnspecified { return "it stands for no address at all" }
    if isLimitedBroadcast { return "a VPC does not carry broadcasts" }
    if isMulticast { return "a VPC does not carry multicast" }
    if isLoopback { return "a loopback address never leaves its host" }
    return nil
  }
}
