import Addressing
public import Analysis
public import Dataplane
import TopologyModel

extension Remedy {
  /// What to change, as a sentence; `nil` for codes that nothing is wrong with.
  public func sentence(in network: Network) -> String? {
    switch self {
    case .allowInACL(let acl, let direction, let traffic, let block, let number):
      let name = ComponentDescription(acl, in: network).fullLabel
      let place = number.map { " numbered below \($0)" } ?? ""
      return "Allow \(traffic.words) \(direction.preposition) \(block.description) in an "
        + "\(direction.rawValue) rule of \(name)\(place)."
    case .allowInGroups(let interface, let direction, let traffic, let block):
      return "Allow \(traffic.words) \(direction.preposition) \(block.description) in an "
        + "\(direction.rawValue) rule of \(groups(of: interface, in: network))."
    case .addRoute(let table, let destination):
      let name = ComponentDescription(.routeTable(table), in: network).fullLabel
      return "Add a route that covers \(destination.description) to \(name)."
    case .retargetRoute(let table, let index):
      let name = ComponentDescription(.routeTable(table), in: network).fullLabel
      let routes = network.topology.routeTables[table]?.routes ?? []
      guard routes.indices.contains(index) else { return CodeCatalog[.routeBlackhole].remedy }
      let destination = routes[index].destination.words(entry: nil, in: network)
      return "Point route \(destination) of \(name) at a target that exists."
    case .disableSourceDestCheck(let interface):
      let name = ComponentDescription(interface, in: network).fullLabel
      return "Switch the source/destination check of \(name) off if it is meant to forward packets."
    case .givePublicAddress(let interface):
      let name = ComponentDescription(interface, in: network).fullLabel
      return "Give \(name) an Elastic IP or public address."
    case .general(let code): return CodeCatalog[code].remedy
    }
  }

  private func groups(of interface: Reference<NetworkInterface>, in network: Network) -> String {
    let groups = network.topology.networkInterfaces[interface]?.groups ?? []
    let labels = groups.map { ComponentDescription($0, in: network) }
    if let only = labels.first, labels.count == 1 { return only.fullLabel }
    return labels.isEmpty
      ? "a security group of the interface"
      : "one of the security groups \(joinedByAnd(labels.map { $0.name ?? $0.id ?? "" }))"
  }
}
