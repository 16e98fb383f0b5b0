import Addressing
import SourceText
import TopologyModel

/// Route tables while their routes and associations are gathered from several resources.
struct RouteTableDrafts {
  private var drafts: [RouteTable] = []
  private var indexOfID: [String: Int] = [:]
  /// The table that a VPC's subnets use unless they are associated with another (R-ROUTE-1).
  var mainOfVPC: [Reference<VPC>: String] = [:]
  /// The last word on each subnet, as resources of its own outdo what tables repeat.
  private var tableOfSubnet: [Reference<Subnet>: (id: String, location: SourceLocation)] = [:]

  subscript(id: String) -> RouteTable? { indexOfID[id].map { drafts[$0] } }

  mutating func define(_ table: RouteTable) {
    guard indexOfID[table.id] == nil else { return }
    indexOfID[table.id] = drafts.count
    drafts.append(table)
  }

  /// Adds a route; of two for one destination the later one stays (R-ROUTE-2).
  mutating func add(_ route: Route, to id: String) {
    guard let index = indexOfID[id] else { return }
    drafts[index].routes.removeAll { $0.destination == route.destination }
    drafts[index].routes.append(route)
  }

  mutating func removeRoute(to destination: Route.Destination, from id: String) {
    guard let index = indexOfID[id] else { return }
    drafts[index].routes.removeAll { $0.destination == destination }
  }

  mutating func addDefaultRoute(of id: String, via target: RouteTarget) {
    add(Route(to: .block(.allIPv4), via: target), to: id)
  }

  mutating func propagate(from gateway: Reference<VPNGateway>, into id: String) {
    guard let index = indexOfID[id], !drafts[index].propagatingGateways.contains(gateway) else {
      return
    }
    drafts[index].propagatingGateways.append(gateway)
  }

  mutating func associate(_ association: RouteTable.Association, with id: String) {
    guard let index = indexOfID[id] else { return }
    if case .subnet(let subnet) = association.subject {
      tableOfSubnet[subnet] = (id, association.location ?? SourceLocation(file: 0, offset: 0))
    } else {
      drafts[index].associations.append(association)
    }
  }

  /// A table that stands for one of several: what leaves the VPC by it is undetermined.
  mutating func defineUndetermined(
    _ id: String, in vpc: Reference<VPC>, via target: RouteTarget, at location: SourceLocation
  ) {
    var table = RouteTable(id: id, vpc: vpc)
    table.location = location
    for block in [Route.Destination.block(.allIPv4), .block(.allIPv6)] {
      var route = Route(to: block, via: target)
      route.location = location
      table.routes.append(route)
    }
    define(table)
  }

  /// The tables with all their associations.
  consuming func finished() -> [RouteTable] {
    for (_, id) in mainOfVPC {
      guard let index = indexOfID[id] else { continue }
      drafts[index].associations.insert(
        RouteTable.Association(.main, location: drafts[index].location), at: 0)
    }
    for (subnet, (id, location)) in tableOfSubnet.sorted(by: { $0.key.index < $1.key.index }) {
      guard let index = indexOfID[id] else { continue }
      drafts[index].associations.append(
        RouteTable.Association(.subnet(subnet), location: location))
    }
    return drafts
  }
}
