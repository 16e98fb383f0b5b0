import SourceText
public import TopologyModel

extension Topology {
  /// The topology as if it were read from a file with a line for every rule and route.
  public func written(in path: String = "network.json") -> Topology {
    var topology = self
    let lines = [UInt8](repeating: UInt8(ascii: "\n"), count: 10_000)
    let file = topology.sources.add(path: path, bytes: lines).file
    var line: UInt32 = 0
    func nextPlace() -> SourceLocation {
      line += 1
      return SourceLocation(file: file, offset: line - 1)
    }
    for (reference, var group) in securityGroups.resources {
      group.location = nextPlace()
      for index in group.inbound.indices { group.inbound[index].location = nextPlace() }
      for index in group.outbound.indices { group.outbound[index].location = nextPlace() }
      topology.securityGroups.define(group, at: reference)
    }
    for (reference, var acl) in networkACLs.resources {
      acl.location = nextPlace()
      acl.entries = acl.entries.map { entry in
        NetworkACL.Entry(
          number: entry.number, entry.direction, allows: entry.allows, entry.traffic, entry.block,
          location: nextPlace())
      }
      topology.networkACLs.define(acl, at: reference)
    }
    for (reference, var table) in routeTables.resources {
      table.location = nextPlace()
      for index in table.routes.indices { table.routes[index].location = nextPlace() }
      topology.routeTables.define(table, at: reference)
    }
    return topology
  }
}
