import Addressing
import Dataplane
import TopologyModel

extension EndpointResolver {
  /// Refuses a destination that no packet can be meant for, instead of tracing nonsense.
  ///
  /// Where VPCs overlap, what one of them reserves may be a host's address in another: the sender's
  /// own VPC is asked first.
  func refuseMeaninglessDestination(
    _ address: IPAddress, from origin: Origin
  ) throws(EndpointError) {
    if let reason = address.meaninglessness {
      throw EndpointError("no packet can be meant for \(address.description): \(reason)")
    }
    let reserving = reserved.subnets(reserving: address)
    guard !reserving.isEmpty, network.interfaces(holding: address).isEmpty else { return }
    let subnets = reserving.compactMap { network.topology.subnets[$0] }
    guard let subnet = subnets.first(where: { $0.vpc == home(of: origin) }) ?? subnets.first,
      let block = subnet.usableBlocks.first(where: { $0.contains(address) })
    else { return }
    throw EndpointError(
      "no packet can be meant for \(address.description): it is \(block.place(of: address)) of "
        + "subnet \(subnet.id) (\(address.isIPv4 ? "R-CIDR-13" : "R-CIDR-14"))")
  }

  private func home(of origin: Origin) -> Reference<VPC>? {
    guard case .networkInterface(let interface) = origin.sender else { return nil }
    return network.topology.networkInterfaces[interface]?.vpc
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
