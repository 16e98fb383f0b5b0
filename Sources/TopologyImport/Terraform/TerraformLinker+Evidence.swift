import Addressing
import SourceText
import TopologyModel

/// What else the file knows of things that may be meant.
extension TerraformLinker {
  /// Leaves out candidates that the rest of the file rules out; never all of them.
  func narrowed(_ ids: [String], _ key: String, _ place: Place) -> [String] {
    guard ids.count > 1 else { return ids }
    let resource = design.resources[place.resource]
    var ids = kept(ids) { isRelevant($0) }
    // The attribute is unknown: what has an id already can't be it.
    ids = kept(ids) { id in
      guard let index = design.resource(at: id) else { return false }
      return known("id", of: design.resources[index].attributes) == nil
    }
    if key == "subnet_id" {
      ids = kept(ids) { holdsAddresses(of: resource, $0) }
      ids = kept(ids) { isInZone(of: resource, $0) }
    }
    if let vpc = vpc(of: resource, besides: key) {
      ids = kept(ids) { id in self.vpc(ofIdentity: id).map { $0 == vpc } ?? true }
    }
    return ids
  }

  private func kept(_ ids: [String], _ isPossible: (String) -> Bool) -> [String] {
    let kept = ids.filter(isPossible)
    return kept.isEmpty ? ids : kept
  }

  /// Leaves out what nothing takes a value from, where the file tells.
  func relevant(_ leads: TerraformLeads) -> TerraformLeads {
    TerraformLeads(kept(leads.ids) { isRelevant($0) }, areAllMeant: leads.areAllMeant)
  }

  private func isRelevant(_ id: String) -> Bool {
    guard !design.relevantAttributes.isEmpty else { return true }
    for part in TerraformPart.allCases where id.utf8.count > part.identity(of: "").utf8.count {
      let suffix = part.identity(of: "")
      guard id.utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8) else { continue }
      let owner = String(decoding: id.utf8.dropLast(suffix.utf8.count), as: UTF8.self)
      return part.attributes.contains { design.relevantAttributes.contains("\(owner).\($0)") }
        || isMentionedWhole(owner)
    }
    return design.relevantAttributes.contains(id) || isMentionedWhole(id)
  }

  /// Whether the resource, or all instances of its block, are referred to as a whole.
  private func isMentionedWhole(_ address: String) -> Bool {
    if design.relevantAttributes.contains("\(address).*") { return true }
    guard let index = design.resource(at: address) else { return false }
    let resource = design.resources[index]
    guard resource.key != nil else { return false }
    let module = design.modules[resource.module].address
    let block = module.isEmpty ? resource.block : "\(module).\(resource.block)"
    return design.relevantAttributes.contains(block)
  }

  private func holdsAddresses(of resource: TerraformResource, _ subnet: String) -> Bool {
    guard let index = design.resource(at: subnet) else { return true }
    let blocks = ["cidr_block", "ipv6_cidr_block"].compactMap {
      known($0, of: design.resources[index].attributes)
    }.compactMap { try? CIDRBlock.parse($0).block }
    guard let text = known("private_ip", of: resource.attributes),
      let address = try? IPAddress(parsing: text)
    else { return true }
    return blocks.contains { $0.contains(address) }
  }

  private func isInZone(of resource: TerraformResource, _ subnet: String) -> Bool {
    guard let zone = known("availability_zone", of: resource.attributes),
      let index = design.resource(at: subnet),
      let other = known("availability_zone", of: design.resources[index].attributes)
    else { return true }
    return zone == other
  }
}

// MARK: VPCs

extension TerraformLinker {
  /// Attributes through which a resource's VPC can be told.
  private static let ways: [(key: String, kind: ResourceKind)] = [
    ("vpc_id", .vpc), ("subnet_id", .subnet), ("route_table_id", .routeTable),
    ("network_acl_id", .networkACL), ("vpc_security_group_ids", .securityGroup),
    ("security_groups", .securityGroup), ("security_group_id", .securityGroup),
    ("subnet_ids", .subnet), ("network_interface_id", .networkInterface),
  ]

  /// The VPC that a resource belongs to, if another attribute than the one in question tells.
  private func vpc(
    of resource: TerraformResource, besides key: String, depth: Int = 0
  ) -> String? {
    guard depth < 4 else { return nil }
    for way in Self.ways where way.key != key {
      for id in plainIDs(way.key, way.kind, of: resource) {
        if let vpc = vpc(ofIdentity: id, depth: depth + 1) { return vpc }
      }
    }
    return nil
  }

  /// The VPC that a thing belongs to, or is.
  func vpc(ofIdentity id: String, depth: Int = 0) -> String? {
    if let index = design.resource(at: id) {
      let resource = design.resources[index]
      return resource.kind == .vpc ? id : vpc(of: resource, besides: "", depth: depth)
    }
    for part in TerraformPart.allCases where part != .primaryInterface {
      let suffix = part.identity(of: "").utf8
      if id.utf8.count > suffix.count, id.utf8.suffix(suffix.count).elementsEqual(suffix) {
        return String(decoding: id.utf8.dropLast(suffix.count), as: UTF8.self)
      }
    }
    return nil
  }

  /// What an attribute names for certain by its references alone.
  private func plainIDs(
    _ key: String, _ kind: ResourceKind, of resource: TerraformResource
  ) -> [String] {
    if let id = known(key, of: resource.attributes) { return [identity(ofID: id)] }
    if let list = design.tree.member(named: key, of: resource.attributes.values) {
      let ids = design.tree.elements(of: list).compactMap { design.tree.string(of: $0) }
      if !ids.isEmpty { return ids.map { identity(ofID: $0) } }
    }
    guard isUnknown(key, of: resource.attributes), let leads = plainLeads(key, kind, of: resource)
    else { return [] }
    return leads.areAllMeant ? leads.ids : []
  }

  private func plainLeads(
    _ key: String, _ kind: ResourceKind, of resource: TerraformResource
  ) -> TerraformLeads? {
    guard let source = design.source(of: resource),
      let expression = design.tree.member("expressions", of: source)
        .flatMap({ design.tree.member(named: key, of: $0) })
    else { return nil }
    return leads(of: expression, [kind], scope(of: resource, source))
  }
}
