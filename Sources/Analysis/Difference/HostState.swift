import Addressing
import Dataplane
import TopologyModel

/// What a network can tell of an interface, save for its very addresses.
struct HostState: Hashable {
  /// Its attributes without addresses, and its instance's state in the instance's place.
  var attributes: NetworkInterface
  private let hasInstance: Bool
  private let instanceState: Instance.State?
  /// The parts of the address space that its addresses and their public twins are of.
  var parts: [Int]

  /// - Returns: `nil` where the network does not have the interface.
  init?(
    _ interface: Reference<NetworkInterface>, in network: Network, _ atoms: AddressAtoms
  ) {
    guard let known = network.topology.networkInterfaces.resource(at: interface) else { return nil }
    attributes = known.essence
    attributes.addresses = []
    attributes.instance = nil
    attributes.deviceIndex = 0
    hasInstance = known.instance != nil
    instanceState = known.instance.flatMap {
      network.topology.instances.resource(at: $0)?.state
    }
    parts = known.addresses.flatMap { address in
      [
        atoms.part(of: address.address),
        network.publicAddress(of: address.address, on: interface).map { atoms.part(of: $0) } ?? -1,
      ]
    }
  }
}
