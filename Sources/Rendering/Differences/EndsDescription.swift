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
  /// Public addresses of the model's own.
  private let held: [AddressRange]

  private struct Crowd {
    let name: String
    let members: Set<Reference<NetworkInterface>>
  }

  init(_ difference: ReachabilityDifference) {
    self.difference = difference
    crowds = EndNames.crowds(of: difference)
    held = EndNames.held(by: difference)
  }

  private static func held(by difference: ReachabilityDifference) -> [AddressRange] {
    let addresses = [difference.old, difference.new].flatMap { network in
      network.topology.networkInterfaces.resources.flatMap { reference, interface in
        interface.addresses.flatMap { own in
          [own.address]
            + (own.address.isIPv4
              ? network.publicAddress(of: own.address, on: reference).map { [$0] } ?? [] : [])
        }
      }
    }
    return addresses.map { AddressRange($0) }.joined
  }

  func description(of ends: ShiftEnds) -> EndsDescription {
    var words = names(of: ends.hosts)
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
      + (others.isEmpty ? [] : [others.words])
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

  private func names(of hosts: [ShiftEnds.Host]) -> [String] {
    let all = Set(hosts.map { $0.interface })
    var rest = all
    var names: [String] = []
    for crowd in crowds where crowd.members.isSubset(of: all) {
      guard crowd.members.intersection(rest).count > 1 else { continue }
      names.append(crowd.name)
      rest.subtract(crowd.members)
    }
    let single = hosts.filter { rest.contains($0.interface) }
    names += single.prefix(EndNames.mostHosts).map { name(of: $0) }
    if single.count > EndNames.mostHosts {
      names.append("\(single.count - EndNames.mostHosts) more")
    }
    return names
  }

  private func name(of host: ShiftEnds.Host) -> String {
    let isNew = difference.new.topology.networkInterfaces[host.interface] != nil
    let label = ComponentDescription(
      .networkInterface(host.interface), in: isNew ? difference.new : difference.old)
    return "\(label.name ?? label.id ?? label.noun) (\(host.range.blockWords))"
  }

  private static func crowds(of difference: ReachabilityDifference) -> [Crowd] {
    var members: [String: Set<Reference<NetworkInterface>>] = [:]
    for network in [difference.old, difference.new] {
      for (reference, interface) in network.topology.networkInterfaces.resources
      where interface.kind != .natGateway {
        let components = [Component.vpc(interface.vpc), .subnet(interface.subnet)]
        var names = components.map { ComponentDescription($0, in: network).label }
        names += interface.groups.map {
          "members of \(ComponentDescription($0, in: network).label)"
        }
        for name in names { members[name, default: []].insert(reference) }
      }
    }
    return members.map { Crowd(name: $0.key, members: $0.value) }.sorted {
      $0.members.count != $1.members.count
        ? $0.members.count > $1.members.count : $0.name < $1.name
    }
  }
}
