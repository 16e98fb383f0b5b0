/// The key of every resource in a file that is to be written: its name where that is unique among its
/// kind, else its id.
struct NativeNaming {
  let vpcs: [String]
  let subnets: [String]
  let routeTables: [String]
  let networkACLs: [String]
  let securityGroups: [String]
  let prefixLists: [String]
  let internetGateways: [String]
  let egressOnlyInternetGateways: [String]
  let natGateways: [String]
  let interfaces: [String]
  let instances: [String]
  let peerings: [String]
  let vpnGateways: [String]
  let vpnConnections: [String]
  /// How many resources that a route may lead to go by a key.
  private let targetUses: [String: Int]

  init(_ topology: Topology) {
    vpcs = NativeNaming.keys(topology.vpcs) { $0.name }
    subnets = NativeNaming.keys(topology.subnets) { $0.name }
    routeTables = NativeNaming.keys(topology.routeTables) { table in
      table.name == "main" && !table.isMain ? nil : table.name
    }
    networkACLs = NativeNaming.keys(topology.networkACLs) { acl in
      acl.name == "default" && !acl.isDefault ? nil : acl.name
    }
    securityGroups = NativeNaming.keys(topology.securityGroups) { group in
      let name = group.name ?? group.groupName
      return name == "default" && group.groupName != "default" ? nil : name
    }
    prefixLists = NativeNaming.keys(topology.prefixLists) { $0.name }
    internetGateways = NativeNaming.keys(topology.internetGateways) { $0.name }
    egressOnlyInternetGateways = NativeNaming.keys(topology.egressOnlyInternetGateways) {
      $0.name
    }
    natGateways = NativeNaming.keys(topology.natGateways) { $0.name }
    interfaces = NativeNaming.keys(topology.networkInterfaces) { $0.name }
    instances = NativeNaming.keys(topology.instances) { $0.name }
    peerings = NativeNaming.keys(topology.vpcPeeringConnections) { $0.name }
    vpnGateways = NativeNaming.keys(topology.vpnGateways) { $0.name }
    vpnConnections = NativeNaming.keys(topology.vpnConnections) { $0.name }
    var uses: [String: Int] = ["local": 1, "blackhole": 1]
    for keys in [
      internetGateways, egressOnlyInternetGateways, natGateways, interfaces, instances, peerings,
      vpnGateways, topology.unmodelled.ids,
    ] {
      for key in keys { uses[key, default: 0] += 1 }
    }
    targetUses = uses
  }

  /// The word for a route's target: its key, or its id where the key stands for other things too.
  func target(_ key: String, id: String) -> String {
    targetUses[key, default: 0] > 1 || key == "local" || key == "blackhole" ? id : key
  }

  /// The keys of a table's slots; those of missing resources are their ids.
  private static func keys<Resource>(
    _ table: ResourceTable<Resource>, _ name: (Resource) -> String?
  ) -> [String] {
    var uses: [String: Int] = [:]
    for (_, resource) in table.resources {
      if let name = name(resource) { uses[name, default: 0] += 1 }
    }
    return table.ids.indices.map { index in
      let reference = Reference<Resource>(index)
      let id = table.id(of: reference)
      guard let name = table[reference].flatMap(name), isUsable(name), uses[name] == 1 else {
        return id
      }
      let holder = table.reference(to: name)
      return holder == nil || holder == reference ? name : id
    }
  }

  /// Names that stand at the end of a rule can't begin or end with a space.
  private static func isUsable(_ name: String) -> Bool {
    let bytes = name.utf8
    return !bytes.isEmpty && bytes.first != 0x20 && bytes.last != 0x20 && !bytes.contains(0x09)
  }
}

extension RouteTable {
  /// Whether it is its VPC's main table.
  var isMain: Bool {
    associations.contains {
      if case .main = $0.subject { $0.isAssociated } else { false }
    }
  }
}

extension Array where Element == String {
  /// The key of a resource.
  subscript<Resource>(reference: Reference<Resource>) -> String { self[Int(reference.index)] }
}
