import Addressing

/// Writes a topology in vpctrace's own format, in a stable order and without what is AWS's default.
///
/// Reading it back gives the same network. What is mentioned and not held goes under `notModelled`, so
/// that packets that need it stay undetermined.
public struct NativeWriter {
  let topology: Topology
  let keys: NativeNaming
  /// Interfaces of each instance in the instance's own VPC, by ascending device index.
  let interfacesOfInstance: [Reference<Instance>: [Reference<NetworkInterface>]]
  let members: VPCMembers
  private let accepted: [Acceptor: [AcceptedFinding]]

  private struct Acceptor: Hashable {
    let kind: ResourceKind
    let id: String
  }

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
    accepted = Dictionary(grouping: topology.acceptedFindings) {
      Acceptor(kind: $0.kind, id: $0.id)
    }
    var interfaces: [Reference<Instance>: [Reference<NetworkInterface>]] = [:]
    for (reference, interface) in topology.networkInterfaces.resources {
      if let instance = interface.instance, members.isAtHome(interface) {
        interfaces[instance, default: []].append(reference)
      }
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
    file.set(.customerGateways, named: looseCustomerGateways)
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
    setAccepted(&members, object, id)
    return members
  }

  /// What the author of the design accepts at a resource.
  func setAccepted(_ members: inout NativeMembers, _ object: NativeObject, _ id: String) {
    for kind in object.kinds {
      if let accepted = accepted[Acceptor(kind: kind, id: id)] {
        members.set(.accepted, named: accepted.map { (key: $0.rule, value: .text($0.reason)) })
      }
    }
  }

  func block(_ block: CIDRBlock) -> NativeValue { .text(block.description) }

  func text(_ address: IPAddress) -> NativeValue { .text(address.description) }
}

extension NativeObject {
  /// The kinds of resource that the object stands for, where it has a place for accepted findings.
  fileprivate var kinds: [ResourceKind] {
    switch self {
    case .vpc: [.vpc]
    case .subnet: [.subnet]
    case .routeTable: [.routeTable]
    case .networkACL: [.networkACL]
    case .securityGroup: [.securityGroup]
    case .instance: [.instance]
    case .interface: [.networkInterface]
    case .natGateway: [.natGateway]
    case .gateway: [.internetGateway, .egressOnlyInternetGateway]
    case .vpnGateway: [.vpnGateway]
    case .peering: [.vpcPeeringConnection]
    case .onPremises: [.onPremises]
    default: []
    }
  }
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
