import Addressing
package import TopologyModel

extension TopologyChange {
  /// Everything that `new` declares otherwise than `old`, resources first and then rows.
  ///
  /// - Parameters:
  ///   - old: What was.
  ///   - new: What is, over the slots of `old` (``Topology/realigned(with:)``).
  /// - Returns: One change a resource or row.
  /// - Complexity: O(*n*) in the resources and rows of both.
  static func all(from old: Topology, to new: Topology) -> [TopologyChange] {
    var finder = ChangeFinder(old: old, new: new)
    finder.compareResources()
    finder.compareSettings()
    finder.compareRows()
    finder.compareAssociations()
    return finder.changes
  }
}

/// Finds what one topology declares otherwise than another.
struct ChangeFinder {
  let old: Topology
  let new: Topology
  private(set) var changes: [TopologyChange] = []

  init(old: Topology, new: Topology) {
    self.old = old
    self.new = new
  }

  /// Reports a thing of which one side, or both, have something to say.
  mutating func compare<Value: Equatable>(
    _ subject: TopologyChange.Subject, _ was: Value?, _ now: Value?
  ) {
    guard was != now else { return }
    let kind: TopologyChange.Kind = was == nil ? .added : now == nil ? .removed : .altered
    changes.append(TopologyChange(subject: subject, kind: kind))
  }
}

// MARK: Resources

extension ChangeFinder {
  mutating func compareResources() {
    compare(old.vpcs, new.vpcs) { .vpc($0) }
    compare(old.subnets, new.subnets) { .subnet($0) }
    compare(old.routeTables, new.routeTables) { .routeTable($0) }
    comparePrefixLists()
    compare(old.internetGateways, new.internetGateways) { .internetGateway($0) }
    compare(old.egressOnlyInternetGateways, new.egressOnlyInternetGateways) {
      .egressOnlyInternetGateway($0)
    }
    compare(old.natGateways, new.natGateways) { .natGateway($0) }
    compare(old.networkACLs, new.networkACLs) { .networkACL($0) }
    compare(old.securityGroups, new.securityGroups) { .securityGroup($0) }
    compare(old.networkInterfaces, new.networkInterfaces) { .networkInterface($0) }
    compare(old.instances, new.instances) { .instance($0) }
    compare(old.vpcPeeringConnections, new.vpcPeeringConnections) { .vpcPeeringConnection($0) }
    compare(old.vpnGateways, new.vpnGateways) { .vpnGateway($0) }
    compare(old.vpnConnections, new.vpnConnections) { .vpnConnection($0) }
    compare(old.unmodelled, new.unmodelled) { .unmodelled($0) }
  }

  private mutating func compare<Resource: Declaration>(
    _ was: ResourceTable<Resource>, _ now: ResourceTable<Resource>,
    _ subject: (Reference<Resource>) -> TopologyChange.Subject
  ) {
    for index in 0..<now.count {
      let reference = Reference<Resource>(index)
      compare(
        subject(reference), was.resource(at: reference)?.essence, now[reference]?.essence)
    }
  }

  /// A list that AWS keeps is there whether or not an input tells of it.
  private mutating func comparePrefixLists() {
    for (reference, list) in new.prefixLists.resources {
      let was = old.prefixLists.resource(at: reference)
      guard was != nil || list.managedName == nil else { continue }
      compare(.prefixList(reference), was?.essence, list.essence)
    }
    for (reference, list) in old.prefixLists.resources
    where new.prefixLists[reference] == nil && list.managedName == nil {
      compare(.prefixList(reference), list.essence, nil)
    }
  }

  mutating func compareSettings() {
    let addresses = (old.elasticIPs + new.elasticIPs).map { $0.publicAddress }
    for address in Set(addresses).sorted(by: { $0 < $1 }) {
      compare(.elasticIP(address), old.elasticIP(address), new.elasticIP(address))
    }
    for (vpc, _) in new.vpcs.resources {
      compare(
        .encryptionControl(vpc), old.isEncryptionEnforced(in: vpc),
        new.isEncryptionEnforced(in: vpc))
    }
    compare(.blockPublicAccess, old.publicAccess, new.publicAccess)
    compare(.presentKinds, old.kindsWithoutDefault, new.kindsWithoutDefault)
  }
}

extension Topology {
  /// Of the kinds for which AWS's defaults would stand in, those that the input speaks of.
  package var kindsWithoutDefault: Set<ResourceKind> {
    presentKinds.intersection([
      .routeTable, .networkACL, .securityGroup, .instance, .internetGateway,
      .egressOnlyInternetGateway,
    ])
  }

  /// What an Elastic IP is associated with.
  fileprivate func elasticIP(_ address: IPAddress) -> ElasticIP? {
    elasticIPs.first { $0.publicAddress == address }.map { elasticIP in
      var essence = ElasticIP(publicAddress: address)
      essence.interface = elasticIP.interface
      essence.privateAddress = elasticIP.privateAddress
      return essence
    }
  }

  fileprivate func isEncryptionEnforced(in vpc: Reference<VPC>) -> Bool? {
    encryptionControls.contains { $0.vpc == vpc && $0.isEnforced } ? true : nil
  }

  fileprivate var publicAccess: PublicAccessSettings? {
    guard !blockPublicAccess.isEmpty || !blockPublicAccessExclusions.isEmpty else { return nil }
    return PublicAccessSettings(
      modes: blockPublicAccess.map { .init(region: $0.region, mode: $0.mode) },
      exclusions: Set(
        blockPublicAccessExclusions.map { .init(subject: $0.subject, mode: $0.mode) }))
  }
}

private struct PublicAccessSettings: Equatable {
  struct Regional: Equatable {
    let region: String?
    let mode: BlockPublicAccess.Mode
  }

  struct Exclusion: Hashable {
    let subject: BlockPublicAccess.Exclusion.Subject
    let mode: BlockPublicAccess.Exclusion.Mode
  }

  let modes: [Regional]
  let exclusions: Set<Exclusion>
}
