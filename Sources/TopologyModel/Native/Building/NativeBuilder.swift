import Addressing
import SourceText

/// Makes a topology of a native file, filling in what AWS does by default.
///
/// It reads what the checker has passed; of a file with errors it makes what it can.
struct NativeBuilder {
  let text: NativeText
  let names: NativeNames
  var topology = Topology()
  var problems: DiagnosticSink
  var allocator = AddressAllocator()
  /// The Region of VPCs that do not name theirs.
  let region: String?
  /// The blocks behind each virtual private gateway, for propagation (R-ROUTE-12).
  var blocksBehind: [Reference<VPNGateway>: [CIDRBlock]] = [:]

  /// A named value of the file.
  typealias Member = (name: JSONNode, value: JSONNode)

  init(_ checker: NativeChecker) {
    text = NativeText(tree: checker.tree)
    names = checker.names
    problems = checker.problems
    region = text.text(.region, of: checker.tree.root)
    let root = checker.tree.root
    topology.presentKinds = Set(ResourceKind.allCases)
    for entry in names.entries where !entry.isNotModelled { mention(entry) }
    buildNotModelled(root)
    buildPrefixLists(root)
    buildUnattachedGateways(root)
    buildOnPremises(root)
    buildCustomerGateways(root)
    reserveAddresses(root)
    for (scope, vpc) in text.entries(.vpcs, of: root).enumerated() { buildVPC(vpc, scope) }
    buildPeering(root)
    buildElasticIPs(root)
    buildBlockPublicAccess(root)
    buildAcceptedFindings()
  }

  /// Makes slots in the order of the file.
  private mutating func mention(_ entry: NativeNames.Entry) {
    switch entry.kind {
    case .vpc: _ = topology.vpcs.mention(entry.id)
    case .subnet: _ = topology.subnets.mention(entry.id)
    case .routeTable: _ = topology.routeTables.mention(entry.id)
    case .networkACL: _ = topology.networkACLs.mention(entry.id)
    case .securityGroup: _ = topology.securityGroups.mention(entry.id)
    case .prefixList: _ = topology.prefixLists.mention(entry.id)
    case .internetGateway: _ = topology.internetGateways.mention(entry.id)
    case .egressOnlyInternetGateway: _ = topology.egressOnlyInternetGateways.mention(entry.id)
    case .natGateway: _ = topology.natGateways.mention(entry.id)
    case .networkInterface: _ = topology.networkInterfaces.mention(entry.id)
    case .instance: _ = topology.instances.mention(entry.id)
    case .vpcPeeringConnection: _ = topology.vpcPeeringConnections.mention(entry.id)
    case .vpnGateway: _ = topology.vpnGateways.mention(entry.id)
    case .vpnConnection: _ = topology.vpnConnections.mention(entry.id)
    default: _ = topology.unmodelled.mention(entry.id)
    }
  }
}

// MARK: Ids, names and places

extension NativeBuilder {
  /// The id of a resource by its value in the file.
  func id(of node: JSONNode) -> String { names.entry(at: node)?.id ?? "" }

  /// The `Name` tag: the key, unless that is the id already.
  func name(of member: Member, id: String) -> String? {
    if let name = text.text(.name, of: member.value) { return name }
    let key = text.string(member.name)
    return key == id ? nil : key
  }

  func location(of node: JSONNode) -> SourceLocation { text.tree.location(of: node) }

  /// What a key's value names.
  func entry(
    _ key: NativeKey, of node: JSONNode, _ kinds: ResourceKind..., in scope: Int
  ) -> NativeNames.Entry? {
    guard let name = text.text(key, of: node) else { return nil }
    for kind in kinds {
      if let entry = entry(named: name, NativeReference(kind), in: scope) { return entry }
    }
    return nil
  }

  func entry(
    named name: String, _ reference: NativeReference, in scope: Int
  ) -> NativeNames.Entry? {
    if case .found(let entry) = names.resolve(name, reference, in: scope) { return entry }
    return nil
  }
}

// MARK: What stands on its own

extension NativeBuilder {
  /// Mentions what is dangling, and keeps what is not modelled by id and kind.
  private mutating func buildNotModelled(_ root: JSONNode) {
    for member in text.entries(.notModelled, of: root) {
      guard let entry = names.entry(at: member.value) else { continue }
      mention(entry)
      guard topology.unmodelled.reference(to: entry.id) != nil else { continue }
      topology.unmodelled.define(
        UnmodelledResource(
          kind: entry.kind, id: entry.id, name: text.text(.name, of: member.value),
          location: location(of: member.name)),
        at: topology.unmodelled.mention(entry.id))
    }
  }

  private mutating func buildPrefixLists(_ root: JSONNode) {
    for member in text.entries(.prefixLists, of: root) {
      let id = id(of: member.value)
      var list = PrefixList(id: id)
      list.name = name(of: member, id: id)
      let isList = text.tree.kind(of: member.value) == .array
      let entries = isList ? member.value : text.value(.entries, of: member.value)
      list.entries = entries.map { text.tree.elements(of: $0).compactMap { entry($0) } }
      list.maximumEntries = text.integer(.maxEntries, of: member.value)
      list.isAWSManaged = text.flag(.isAWSManaged, of: member.value) ?? false
      list.location = location(of: member.name)
      topology.prefixLists.define(list, at: topology.prefixLists.mention(id))
    }
  }

  private func entry(_ node: JSONNode) -> PrefixList.Entry? {
    let block = text.block(node) ?? text.block(.cidr, of: node)
    return block.map { PrefixList.Entry($0, location: location(of: node)) }
  }

  /// What the file accepts at each of its resources.
  private mutating func buildAcceptedFindings() {
    for entry in names.entries {
      guard let value = entry.value else { continue }
      let kind = entry.kind == .vpnConnection ? .onPremises : entry.kind
      for (rule, reason) in text.entries(.accepted, of: value) {
        var accepted = AcceptedFinding(
          kind, entry.id, rule: text.string(rule), reason: text.string(reason))
        accepted.location = location(of: rule)
        topology.acceptedFindings.append(accepted)
      }
    }
  }

  private mutating func buildElasticIPs(_ root: JSONNode) {
    for member in text.entries(.elasticIPs, of: root) {
      guard let address = text.address(.publicIPv4, of: member.value) else { continue }
      let key = text.string(member.name)
      var elasticIP = ElasticIP(publicAddress: address)
      let id = text.text(.id, of: member.value) ?? key
      elasticIP.allocationID = id
      elasticIP.name = name(of: member, id: id)
      elasticIP.interface = interface(.interface, of: member.value)
      elasticIP.privateAddress = text.address(.privateIPv4, of: member.value)
      elasticIP.location = location(of: member.name)
      topology.elasticIPs.append(elasticIP)
    }
  }

  /// The interface that a key names, or the primary one of the instance that it names.
  private func interface(_ key: NativeKey, of node: JSONNode) -> Reference<NetworkInterface>? {
    let found = entry(
      key, of: node, .networkInterface, .instance, in: NativeNames.fileScope)
    guard let found else { return nil }
    guard found.kind == .instance else {
      return topology.networkInterfaces.reference(to: found.id)
    }
    let instance = topology.instances.reference(to: found.id)
    let own = topology.networkInterfaces.resources.filter { $0.resource.instance == instance }
    return own.min { $0.resource.deviceIndex < $1.resource.deviceIndex }?.reference
  }
}
