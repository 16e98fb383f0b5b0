import Addressing
import Analysis
import Dataplane
import TopologyModel

/// One end of connections in words: VPCs, subnets and groups where all that belongs to them is meant.
public struct EndsDescription: Hashable, Sendable {
  /// One or more names, to be read as a list.
  public let words: [String]

  /// All names in one line.
  public var line: String { words.joined(separator: ", ") }
}

/// Finds names for the ends of a difference's connections.
struct EndNames {
  private let difference: ReachabilityDifference
  /// Sets of interfaces that have a name of their own, the largest first.
  private let crowds: [Crowd]
  /// Public addresses of the model's own, and its blocks.
  private let held: [AddressRange]
  /// Those of interfaces that stand for others.
  private let publicAddresses: Set<IPAddress>

  init(_ difference: ReachabilityDifference) {
    self.difference = difference
    crowds = EndNames.crowds(of: difference)
    held = EndNames.held(by: difference)
    publicAddresses = Set(
      [difference.old, difference.new].flatMap { EndNames.publicAddresses(of: $0) })
  }

  private static func publicAddresses(of network: Network) -> [IPAddress] {
    network.topology.networkInterfaces.resources.flatMap { reference, interface in
      interface.addresses.filter { $0.address.isIPv4 }.compactMap {
        network.publicAddress(of: $0.address, on: reference)
      }
    }
  }

  private static func held(by difference: ReachabilityDifference) -> [AddressRange] {
    let networks = [difference.old, difference.new]
    let addresses = networks.flatMap { network in
      publicAddresses(of: network) + network.topology.elasticIPs.map { $0.publicAddress }
        + network.topology.networkInterfaces.resources.flatMap { $0.resource.addresses }
        .map { $0.address }
        + network.topology.natGateways.resources.flatMap { $0.resource.addresses }
        .compactMap { $0.publicAddress }
    }
    let blocks = networks.flatMap { network in
      network.topology.vpcs.resources.flatMap { $0.resource.usableBlocks }
    }
    return (addresses.map { AddressRange($0) } + blocks.map { AddressRange($0) }).joined
  }

  /// Finds names for one end of connections; `other` is the other one.
  func description(of ends: ShiftEnds, facing other: ShiftEnds) -> EndsDescription {
    var words = names(of: ends.hosts, facing: other)
    if !ends.internet.isEmpty { words.append(ends.internet.internetWords(without: held)) }
    for run in connections(of: ends.premises) {
      let name = ComponentDescription(.onPremises(run.connection), in: difference.new).label
      words.append("\(name) \(run.ranges.words)")
    }
    words += destinations(ends.addresses)
    return EndsDescription(words: words)
  }

  /// Public addresses are the internet's; others are told one by one.
  private func destinations(_ ranges: [AddressRange]) -> [String] {
    let others = ranges.subtracting([AddressRange].publicInternet)
    let outside = ranges.subtracting(others)
    return (outside.isEmpty ? [] : [outside.internetWords(without: held)])
      + (others.isEmpty ? [] : [others.privateWords(without: held)])
  }

  private func connections(
    of premises: [ShiftEnds.Premises]
  ) -> [(connection: Reference<VPNConnection>, ranges: [AddressRange])] {
    var runs: [(connection: Reference<VPNConnection>, ranges: [AddressRange])] = []
    for end in premises {
      if let index = runs.firstIndex(where: { $0.connection == end.connection }) {
        runs[index].ranges.append(end.range)
      } else {
        runs.append((end.connection, [end.range]))
      }
    }
    return runs
  }
}

// MARK: Interfaces

extension EndNames {
  /// Hosts that are named one by one at most; there may be thousands.
  private static let mostHosts = 6

  /// Names for hosts; as nobody sends to itself, the one that faces them may be of their crowd.
  private func names(of hosts: [ShiftEnds.Host], facing other: ShiftEnds) -> [String] {
    let facing = Set(other.hosts.map { $0.interface })
    let plain = names(of: hosts, besides: [], isPublicInside: !facing.isEmpty)
    guard facing.count == 1, plain.count > 1 else { return plain }
    let loose = names(of: hosts, besides: facing, isPublicInside: true)
    return loose.count < plain.count ? loose : plain
  }

  /// `besides`: members that a crowd may have and that are none of the hosts; `isPublicInside`: it is to be
  /// told where hosts inside send to public addresses alone.
  private func names(
    of hosts: [ShiftEnds.Host], besides: Set<Reference<NetworkInterface>>, isPublicInside: Bool
  ) -> [String] {
    let all = Set(hosts.map { $0.interface })
    let present = all.union(besides)
    let isPublic = isPublicInside && hosts.allSatisfy { publicAddresses.contains($0.range.first) }
    var rest = all
    var names: [String] = []
    for crowd in crowds where crowd.members.isSubset(of: present) {
      guard crowd.members.intersection(rest).count > 1 else { continue }
      names.append(crowd.name.words + (isPublic ? " at public addresses" : ""))
      rest.subtract(crowd.members)
    }
    var single = Ledger<Reference<NetworkInterface>, AddressRange>()
    for host in hosts where rest.contains(host.interface) {
      single.add(host.range, to: host.interface)
    }
    names += single.entries.prefix(EndNames.mostHosts).map { name(of: $0.key, at: $0.values) }
    if single.entries.count > EndNames.mostHosts {
      names.append("\(single.entries.count - EndNames.mostHosts) more")
    }
    return names
  }

  private func name(
    of interface: Reference<NetworkInterface>, at ranges: [AddressRange]
  ) -> String {
    let isNew = difference.new.topology.networkInterfaces[interface] != nil
    let label = ComponentDescription(
      .networkInterface(interface), in: isNew ? difference.new : difference.old)
    let addresses = ranges.map { $0.blockWords }.joined(separator: ", ")
    return "\(label.name ?? label.id ?? label.noun) (\(addresses))"
  }

  private static func crowds(of difference: ReachabilityDifference) -> [Crowd] {
    var members: [Crowd.Name: Set<Reference<NetworkInterface>>] = [:]
    for network in [difference.old, difference.new] {
      for (reference, interface) in network.topology.networkInterfaces.resources
      where interface.kind != .natGateway {
        for name in Crowd.Name.all(of: interface, in: network) {
          members[name, default: []].insert(reference)
        }
      }
    }
    return members.map { Crowd(name: $0.key, members: $0.value) }.sorted {
      $0.members.count != $1.members.count
        ? $0.members.count > $1.members.count : $0.name < $1.name
    }
  }
}

/// Interfaces that have a name of their own together.
private struct Crowd {
  let name: Name
  let members: Set<Reference<NetworkInterface>>

  /// What they go by; of several for the same interfaces the first is told.
  enum Name: Hashable, Comparable {
    case vpc(String)
    case group(String)
    case subnet(String)
    case tag(key: String, value: String)

    /// What an interface belongs to, by all of its names.
    static func all(of interface: NetworkInterface, in network: Network) -> [Name] {
      let (vpc, subnet) = (Component.vpc(interface.vpc), Component.subnet(interface.subnet))
      let instance = interface.instance.flatMap { network.topology.instances[$0] }
      let tags = Array(interface.tags) + Array(instance?.tags ?? [:])
      return [
        .vpc(ComponentDescription(vpc, in: network).label),
        .subnet(ComponentDescription(subnet, in: network).label),
      ] + interface.groups.map { .group(ComponentDescription($0, in: network).label) }
        + tags.filter { !$0.key.utf8.starts(with: "aws:".utf8) }.map {
          .tag(key: $0.key, value: $0.value)
        }
    }

    var words: String {
      switch self {
      case .vpc(let label), .subnet(let label): label
      case .group(let label): "members of \(label)"
      case .tag(let key, let value): "interfaces tagged \(key)=\(value)"
      }
    }
  }
}
