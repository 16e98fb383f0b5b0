import Addressing
public import Dataplane
import SourceText
import TopologyModel

extension JSONWriter {
  /// Writes an overview as a `vpctrace.show/1` object.
  public mutating func overview(_ overview: NetworkOverview, of network: Network) {
    let topology = network.topology
    beginObject()
    member("schema", "vpctrace.show/1")
    array("vpcs", overview.vpcs) { $0.vpc($1, in: network) }
    array("onPremises", overview.onPremises) { writer, entry in
      let prefixes = topology.vpnConnections[entry.connection]?.staticRoutes ?? []
      writer.beginObject()
      writer.member("id", topology.vpnConnections.id(of: entry.connection))
      writer.array("names", entry.names) { $0.string($1) }
      writer.array("prefixes", prefixes) { $0.string($1.block.description) }
      writer.endObject()
    }
    array("notModelled", overview.unmodelled) { writer, resource in
      writer.beginObject()
      writer.member("kind", resource.kind.rawValue)
      writer.member("id", resource.id)
      writer.member("name", resource.name)
      writer.location(topology.sources.position(of: resource.location))
      writer.endObject()
    }
    array("missing", overview.missing) { writer, missing in
      writer.beginObject()
      writer.member("kind", missing.kind.rawValue)
      writer.member("id", missing.id)
      writer.endObject()
    }
    array("counts", overview.counts) { writer, count in
      writer.beginObject()
      writer.member("kind", count.kind.rawValue)
      writer.member("count", count.count)
      writer.endObject()
    }
    endObject()
  }

  private mutating func vpc(_ entry: NetworkOverview.VPCEntry, in network: Network) {
    let topology = network.topology
    let vpc = topology.vpcs[entry.vpc]
    beginObject()
    member("id", topology.vpcs.id(of: entry.vpc))
    member("name", vpc?.name)
    member("region", vpc?.region)
    array("blocks", vpc?.usableBlocks ?? []) { $0.string($1.description) }
    location(topology.sources.position(of: vpc?.location))
    array("subnets", entry.subnets) { $0.subnet($1, in: network) }
    endObject()
  }

  private mutating func subnet(_ entry: NetworkOverview.SubnetEntry, in network: Network) {
    let topology = network.topology
    let subnet = topology.subnets[entry.subnet]
    beginObject()
    member("id", topology.subnets.id(of: entry.subnet))
    member("name", subnet?.name)
    member("zone", subnet?.availabilityZone)
    array("blocks", subnet?.usableBlocks ?? []) { $0.string($1.description) }
    member("routeTable", network.routeTable(of: entry.subnet).map(topology.routeTables.id(of:)))
    member("networkACL", network.networkACL(of: entry.subnet).map(topology.networkACLs.id(of:)))
    member("public", network.isPublic(entry.subnet))
    location(topology.sources.position(of: subnet?.location))
    array("interfaces", entry.interfaces) { $0.interface($1, in: network) }
    endObject()
  }

  private mutating func interface(
    _ reference: Reference<NetworkInterface>, in network: Network
  ) {
    let topology = network.topology
    guard let interface = topology.networkInterfaces[reference] else { return }
    beginObject()
    member("id", interface.id)
    member("name", ComponentDescription(reference, in: network).name)
    member("instance", interface.instance.map(topology.instances.id(of:)))
    member("type", interface.kind.rawValue)
    array("addresses", interface.addresses) { writer, address in
      writer.beginObject()
      writer.member("address", address.address.description)
      let publicAddress = network.publicAddress(of: address.address, on: reference)
      writer.member("publicAddress", publicAddress?.description)
      writer.endObject()
    }
    array("securityGroups", interface.groups) { $0.string(topology.securityGroups.id(of: $1)) }
    location(topology.sources.position(of: interface.location))
    endObject()
  }
}
