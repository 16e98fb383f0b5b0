import Addressing
import Dataplane
import TopologyModel

/// Interfaces by what networks can tell of them: those of a class could change places, in the old and the new
/// network alike, and no packet would fare otherwise.
///
/// So what becomes of packets between two of them becomes of packets between any two of their classes.
struct HostClasses {
  /// The members of each class, in the order of their slots.
  private(set) var members: [[Reference<NetworkInterface>]] = []
  /// The class of each interface, or `-1`.
  private(set) var classOf: [Int32]
  private let networks: [Network]
  private let neighbours: NetworkNeighbours
  private let addresses: [HostAddresses]

  init(_ networks: [Network], _ neighbours: NetworkNeighbours) {
    self.networks = networks
    self.neighbours = neighbours
    let count = networks.map { $0.topology.networkInterfaces.count }.max() ?? 0
    classOf = Array(repeating: -1, count: count)
    addresses = (0..<count).map { HostAddresses(of: Reference($0), in: networks) }
    let atoms = AddressAtoms(networks.map { $0.topology })
    var classes: [Signature: Int] = [:]
    for index in 0..<count {
      guard let signature = signature(of: Reference(index), atoms) else { continue }
      let known = classes[signature] ?? members.count
      if known == members.count {
        classes[signature] = known
        members.append([])
      }
      members[known].append(Reference(index))
      classOf[index] = Int32(truncatingIfNeeded: known)
    }
  }

  func hostClass(of interface: Reference<NetworkInterface>) -> Int {
    Int(classOf[Int(interface.index)])
  }

  /// The subnet of a class's members, as they are now or, where they are gone, as they were.
  func subnet(of hostClass: Int) -> Reference<Subnet>? {
    networks.reversed().lazy.compactMap { network in
      network.topology.networkInterfaces.resource(at: members[hostClass][0])?.subnet
    }.first
  }

  /// The addresses of an interface in either network: its own ones, and then the public ones.
  func addresses(of interface: Reference<NetworkInterface>) -> HostAddresses {
    addresses[Int(interface.index)]
  }
}

/// The addresses of an interface; members of a class have the same number of each, in the same order.
struct HostAddresses: Hashable {
  /// What it sends from.
  private(set) var own: [IPAddress] = []
  private(set) var publicOnes: [IPAddress] = []
  /// Delegated prefixes, which are its own as well (R-ENI-5).
  private(set) var prefixes: [CIDRBlock] = []

  /// Every single address.
  var all: [IPAddress] { own + publicOnes }

  init(of interface: Reference<NetworkInterface>, in networks: [Network]) {
    for network in networks {
      guard let known = network.topology.networkInterfaces.resource(at: interface) else { continue }
      for address in known.addresses { add(address.address) }
      for prefix in known.prefixes { add(prefix) }
    }
    for network in networks {
      let known = network.topology.networkInterfaces.resource(at: interface)
      for address in known?.addresses ?? [] where address.address.isIPv4 {
        if let twin = network.publicAddress(of: address.address, on: interface) { addPublic(twin) }
      }
    }
  }

  private mutating func add(_ address: IPAddress) {
    if !own.contains(address) { own.append(address) }
  }

  private mutating func add(_ prefix: CIDRBlock) {
    if !prefixes.contains(prefix) { prefixes.append(prefix) }
  }

  private mutating func addPublic(_ address: IPAddress) {
    if !publicOnes.contains(address) { publicOnes.append(address) }
  }
}

extension HostClasses {
  /// What tells an interface from others.
  private struct Signature: Hashable {
    /// As each network has it.
    var states: [HostState?] = []
    /// Set for an interface that is like no other: the path of others leads to it, or its addresses are
    /// claimed twice or change.
    var serial: Int32 = -1
  }

  private func signature(
    of interface: Reference<NetworkInterface>, _ atoms: AddressAtoms
  ) -> Signature? {
    var signature = Signature()
    signature.states = networks.map { HostState(interface, in: $0, atoms) }
    guard signature.states.contains(where: { $0 != nil }) else { return nil }
    if isUnlikeOthers(interface) { signature.serial = interface.index }
    return signature
  }

  /// Whether the path of others leads to an interface, or its addresses are claimed twice or change.
  func isUnlikeOthers(_ interface: Reference<NetworkInterface>) -> Bool {
    let known = networks.compactMap { $0.topology.networkInterfaces.resource(at: interface) }
    let addresses = addresses(of: interface)
    return known.contains { neighbours.isAppliance(interface, of: $0.instance) }
      || !addresses.prefixes.isEmpty
      || known.contains { $0.addresses.count != addresses.own.count }
      || addresses.all.contains { address in
        (neighbours.interfacesAtAddress[address]?.count ?? 0) > 1
          || neighbours.natGatewaysAtAddress[address] != nil
      }
      || networks.contains { changesPublicAddresses(interface, addresses, in: $0) }
  }

  /// Whether an interface that a network holds lacks one of its public addresses there.
  private func changesPublicAddresses(
    _ interface: Reference<NetworkInterface>, _ addresses: HostAddresses, in network: Network
  ) -> Bool {
    guard let known = network.topology.networkInterfaces.resource(at: interface) else {
      return false
    }
    let twins = known.addresses.filter { $0.address.isIPv4 }.compactMap {
      network.publicAddress(of: $0.address, on: interface)
    }
    return twins.count != addresses.publicOnes.count
  }
}
