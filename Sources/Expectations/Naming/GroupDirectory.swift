public import TopologyModel

/// The groups of interfaces that a term may name: by tag, security group, subnet or VPC.
///
/// NAT gateways' own interfaces are of no group: they send nothing of their own, and accept nothing.
public struct GroupDirectory: Sendable {
  /// Interfaces that belong together, in the order of the topology.
  public typealias Members = [Reference<NetworkInterface>]

  /// Every interface but NAT gateways'.
  public let everyone: Members
  private var groups: [Kind: [String: Members]] = [:]

  /// What a group goes by, as its prefix: `sg:web`.
  public enum Kind: String, CaseIterable, Sendable {
    case tag
    case securityGroup = "sg"
    case subnet
    case vpc
  }

  /// - Complexity: O(*n*) in the interfaces, their groups and their tags.
  public init(_ topology: Topology) {
    let interfaces = topology.networkInterfaces.resources.filter {
      $0.resource.kind != .natGateway
    }
    everyone = interfaces.map { $0.reference }
    for (reference, interface) in interfaces {
      for tag in GroupDirectory.tags(of: interface, in: topology) { add(reference, .tag, [tag]) }
      for group in interface.groups {
        let resource = topology.securityGroups[group]
        let names = [topology.securityGroups.id(of: group), resource?.groupName, resource?.name]
        add(reference, .securityGroup, names)
      }
      let subnet = topology.subnets[interface.subnet]
      add(reference, .subnet, [topology.subnets.id(of: interface.subnet), subnet?.name])
      let vpc = topology.vpcs[interface.vpc]
      add(reference, .vpc, [topology.vpcs.id(of: interface.vpc), vpc?.name])
    }
    addEmptyGroups(of: topology)
  }

  /// The members of a group; `nil` where nothing goes by the name.
  public func members(of kind: Kind, named name: String) -> Members? { groups[kind]?[name] }

  /// The group of any kind but tags that a bare name stands for, unless several do.
  public func members(named name: String) -> (kinds: [Kind], members: Members) {
    let kinds = Kind.allCases.filter { $0 != .tag && members(of: $0, named: name) != nil }
    return (kinds, kinds.first.flatMap { members(of: $0, named: name) } ?? [])
  }

  /// All names of a kind, in no order.
  public func names(of kind: Kind) -> some Sequence<String> { (groups[kind] ?? [:]).keys }
}

extension GroupDirectory {
  private mutating func add(
    _ interface: Reference<NetworkInterface>, _ kind: Kind, _ names: [String?]
  ) {
    for name in Set(names.compactMap { $0 }) {
      groups[kind, default: [:]][name, default: []].append(interface)
    }
  }

  /// `KEY=VALUE` and `KEY` of the interface's and its instance's tags.
  private static func tags(
    of interface: NetworkInterface, in topology: Topology
  ) -> Set<String> {
    let instance = interface.instance.flatMap { topology.instances[$0] }
    var tags: Set<String> = []
    for (key, value) in Array(interface.tags) + Array(instance?.tags ?? [:]) {
      tags.formUnion(["\(key)=\(value)", key])
    }
    // In a topology file the key of a resource without a name of its own is both.
    let name = instance?.name ?? interface.instance.map { topology.instances.id(of: $0) }
    tags.formUnion([interface.name, name].compactMap { $0.map { "Name=\($0)" } })
    return tags
  }

  /// Groups that exist and have no members, so that they are not called unknown.
  private mutating func addEmptyGroups(of topology: Topology) {
    func names<Resource>(
      _ table: ResourceTable<Resource>, _ name: (Resource) -> [String?]
    ) -> [String] {
      table.resources.flatMap { [table.id(of: $0.reference)] + name($0.resource).compactMap { $0 } }
    }
    let known: [(Kind, [String])] = [
      (.securityGroup, names(topology.securityGroups) { [$0.groupName, $0.name] }),
      (.subnet, names(topology.subnets) { [$0.name] }), (.vpc, names(topology.vpcs) { [$0.name] }),
    ]
    for (kind, names) in known {
      for name in names where groups[kind]?[name] == nil {
        groups[kind, default: [:]][name] = []
      }
    }
  }
}
