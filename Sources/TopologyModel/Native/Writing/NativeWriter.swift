import Addressing

/// Writes a topology in vpctrace's own format, in a stable order and without what is AWS's default.
///
/// Reading it back gives the same network. What is mentioned and not held goes under `notModelled`, so
/// that packets that need it stay undetermined.
public struct NativeWriter {
  let topology: Topology
  let keys: NativeNaming
  /// Interfaces of each instance, by ascending device index.
  let interfacesOfInstance: [Reference<Instance>: [Reference<NetworkInterface>]]
  let members: VPCMembers

  /// The file's text, which ends with a line ending.
  public static func text(of topology: Topology) -> String {
    let writer = NativeWriter(topology.withAssumedResources)
    var text = ""
    writer.file.append(to: &text, indent: 0, column: 100)
    return text + "\n"
  }

  init(_ topology: Topology) {
    self.topology = topology
    keys = NativeNaming(topology)
    members = VPCMembers(topology)
    var interfaces: [Reference<Instance>: [Reference<NetworkInterface>]] = [:]
    for (reference, interface) in topology.networkInterfaces.resources {
      if let instance = interface.instance { interfaces[instance, default: []].append(reference) }
    }
    func deviceIndex(_ reference: Reference<NetworkInterface>) -> Int {
      topology.networkInterfaces[reference]?.deviceIndex ?? 0
    }
    interfacesOfInstance = interfaces.mapValues { list in
      list.sorted { (deviceIndex($0), $0.index) < (deviceIndex($1), $1.index) }
    }
  }

  private var file: NativeValue {
    var file = NativeMembers(.topology)
    file.set(
      .vpcs,
      named: topology.vpcs.ids.indices.map { Reference<VPC>($0) }
        .filter { topology.vpcs[$0] != nil || members.vpcs.contains($0) }
        .map { (key: keys.vpcs[$0], value: vpc($0)) })
    if file.isEmpty { file[.vpcs] = .object([]) }
    file.set(.prefixLists, named: prefixLists)
    file.set(.peering, named: peerings)
    file.set(.onPremises, named: onPremises)
    file.set(.elasticIPs, named: elasticIPs)
    file[.blockPublicAccess] = blockPublicAccess
    file.set(.internetGateways, named: looseInternetGateways)
    file.set(.egressOnlyInternetGateways, named: looseEgressOnlyInternetGateways)
    file.set(.vpnGateways, named: looseVPNGateways)
    file.set(.notModelled, named: notModelled)
    return file.value
  }

  /// An object of a kind with its id and name, which the key tells already where they are alike.
  func start(
    _ object: NativeObject, key: String, id: String, name: String?
  ) -> NativeMembers {
    var members = NativeMembers(object)
    members.set(.id, id, unless: key)
    members.set(.name, name, unless: key == id ? nil : key)
    return members
  }

  func block(_ block: CIDRBlock) -> NativeValue { .text(block.description) }

  func text(_ address: IPAddress) -> NativeValue { .text(address.description) }
}

// MARK: What is not modelled

extension NativeWriter {
  private var notModelled: [(key: String, value: NativeValue)] {
    var kinds: [String: NativeValue] = [:]
    for (_, resource) in topology.unmodelled.resources {
      var members = NativeMembers(.notModelled)
      members.set(.kind, resource.kind.rawValue)
      members.set(.name, resource.name)
      kinds[resource.id] = resource.name == nil ? .text(resource.kind.rawValue) : members.value
    }
    for reference in topology.unmodelled.missing {
      let id = topology.unmodelled.id(of: reference)
      kinds[id] = .text(ResourceKind(ofID: id).rawValue)
    }
    for reference in topology.vpcs.missing where !members.vpcs.contains(reference) {
      kinds[topology.vpcs.id(of: reference)] = .text(ResourceKind.vpc.rawValue)
    }
    add(topology.subnets, .subnet, to: &kinds)
    add(topology.securityGroups, .securityGroup, to: &kinds)
    add(topology.prefixLists, .prefixList, to: &kinds)
    add(topology.internetGateways, .internetGateway, to: &kinds)
    add(topology.egressOnlyInternetGateways, .egressOnlyInternetGateway, to: &kinds)
    add(topology.natGateways, .natGateway, to: &kinds)
    add(topology.networkInterfaces, .networkInterface, to: &kinds)
    add(topology.instances, .instance, to: &kinds)
    add(topology.vpcPeeringConnections, .vpcPeeringConnection, to: &kinds)
    add(topology.vpnGateways, .vpnGateway, to: &kinds)
    return kinds.map { (key: $0.key, value: $0.value) }
  }

  private func add<Resource>(
    _ table: ResourceTable<Resource>, _ kind: ResourceKind, to kinds: inout [String: NativeValue]
  ) {
    for reference in table.missing { kinds[table.id(of: reference)] = .text(kind.rawValue) }
  }
}
