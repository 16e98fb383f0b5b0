import Addressing
import SourceText
import TopologyModel

/// Links resources: by AWS's ids where they are known, else by the references of the source.
///
/// An *identity* stands for one thing: the address of its resource, or `ADDRESS/part` of what AWS
/// makes along with one, or an id of AWS of something that the file does not hold.
struct TerraformLinker {
  let design: TerraformDesign
  /// Identities by AWS's ids.
  private var identityOfID: [String: String] = [:]
  /// Parts of VPCs that a resource of the design takes over.
  private var adopted: [String: String] = [:]

  init(_ design: TerraformDesign) {
    self.design = design
    // What is a resource itself is no part of another, such as the interface that an instance was
    // given; and a data source that looks up what the design itself holds stands back.
    for resource in design.resources where !resource.isData { register(resource) }
    for resource in design.resources where !resource.isData { registerParts(of: resource) }
    for resource in design.resources where resource.isData { register(resource) }
  }

  private mutating func register(_ resource: TerraformResource) {
    guard resource.kind != nil else { return }
    for key in ["id", "allocation_id", "arn"] {
      if let id = known(key, of: resource.attributes) { note(id, resource.address) }
    }
  }

  private mutating func registerParts(of resource: TerraformResource) {
    guard resource.kind != nil else { return }
    for part in TerraformPart.allCases where part.isOf(resource.type) {
      for key in part.attributes {
        if let id = known(key, of: resource.attributes) {
          note(id, part.identity(of: resource.address))
        }
      }
    }
  }

  private mutating func note(_ id: String, _ identity: String) {
    if identityOfID[id] == nil { identityOfID[id] = identity }
  }

  /// Lets a resource stand for what AWS made along with another.
  mutating func adopt(_ identity: String, as address: String) { adopted[identity] = address }

  /// AWS's ids and the identities that they stand for, in no order.
  var knownIDs: [String: String] { identityOfID }

  /// The identity that an id of AWS stands for: itself, where the file does not hold it.
  func identity(ofID id: String) -> String { current(identityOfID[id] ?? id) }

  private func current(_ identity: String) -> String { adopted[identity] ?? identity }

  func adoptedIdentity(of part: TerraformPart, of address: String) -> String {
    current(part.identity(of: address))
  }

  /// A text that is known and not empty.
  func known(_ key: String, of block: TerraformBlock) -> String? {
    guard let value = design.tree.member(named: key, of: block.values),
      let text = design.tree.string(of: value), !text.isEmpty
    else { return nil }
    return text
  }

  /// Whether the attribute as a whole, or one of its elements, is not known before apply.
  func isUnknown(_ key: String, of block: TerraformBlock) -> Bool {
    block.unknown.map { isMarked(key, in: $0) } ?? false
  }

  private func isMarked(_ key: String, in unknown: JSONNode) -> Bool {
    guard let mark = design.tree.member(named: key, of: unknown) else { return false }
    if design.tree.boolean(of: mark) == true { return true }
    return design.tree.elements(of: mark).contains { design.tree.boolean(of: $0) == true }
  }
}

// MARK: Attributes

extension TerraformLinker {
  /// Where in a resource an attribute stands.
  struct Place {
    let resource: Int
    /// The block inside the resource, and the name of such blocks; `nil` for the resource's own.
    var inner: (name: String, block: TerraformBlock)?
  }

  /// What an attribute names.
  func link(_ key: String, _ kinds: [ResourceKind], at place: Place) -> TerraformLink {
    let block = place.inner?.block ?? design.resources[place.resource].attributes
    if let id = known(key, of: block) { return .one(identity(ofID: id)) }
    guard isUnknown(key, of: block) else { return .none }
    guard let leads = leads(of: key, kinds, at: place) else { return .none }
    let ids = narrowed(leads.ids, key, place)
    return ids.count == 1 ? .one(ids[0]) : .unclear(ids)
  }

  /// What a list attribute names.
  func links(_ key: String, _ kinds: [ResourceKind], at place: Place) -> TerraformLinks {
    let block = place.inner?.block ?? design.resources[place.resource].attributes
    var links = TerraformLinks()
    if let list = design.tree.member(named: key, of: block.values) {
      for element in design.tree.elements(of: list) {
        if let id = design.tree.string(of: element), !id.isEmpty {
          links.ids.append(identity(ofID: id))
        }
      }
    }
    guard isUnknown(key, of: block), let leads = leads(of: key, kinds, at: place) else {
      return links
    }
    let named = links.ids
    let ids = leads.ids.filter { !named.contains($0) }
    if leads.areAllMeant || ids.count == 1 {
      links.ids += ids
    } else {
      links.candidates = ids
    }
    links.isUnclear = links.ids.count == named.count
    return links
  }

  /// What the references behind an unknown attribute lead to; `nil` where the source says nothing of
  /// it, so that it is AWS's to fill.
  private func leads(
    of key: String, _ kinds: [ResourceKind], at place: Place
  ) -> TerraformLeads? {
    let resource = design.resources[place.resource]
    guard let source = design.source(of: resource) else { return nil }
    let scope = scope(of: resource, source)
    let expressions = design.tree.member("expressions", of: source)
    guard let inner = place.inner else {
      guard let expression = expressions.flatMap({ design.tree.member(named: key, of: $0) }) else {
        return nil
      }
      return leads(of: expression, kinds, scope)
    }
    var leads = TerraformLeads()
    if let blocks = expressions.flatMap({ design.tree.member(named: inner.name, of: $0) }) {
      let isFlat = design.tree.member("references", of: blocks) != nil
      let nested = isFlat ? [blocks] : expressionsOfBlocks(blocks, key)
      for expression in nested { leads.append(self.leads(of: expression, kinds, scope)) }
    }
    let sharing = blocksSharing(key, of: inner.name, resource)
    if leads.count < sharing {
      // A `dynamic` block: the source's references leave it out.
      leads.append(reachable(from: resource.module, kinds))
      leads.areAllMeant = false
    } else if sharing > 1 {
      leads.areAllMeant = leads.areAllMeant && leads.ids.count == 1
    }
    return leads
  }

  /// The expressions of an attribute in every block of a name.
  private func expressionsOfBlocks(_ blocks: JSONNode, _ key: String) -> [JSONNode] {
    let list =
      design.tree.kind(of: blocks) == .array ? Array(design.tree.elements(of: blocks)) : [blocks]
    return list.compactMap { design.tree.member(named: key, of: $0) }
  }

  /// How many blocks of a name leave an attribute open.
  private func blocksSharing(
    _ key: String, of name: String, _ resource: TerraformResource
  ) -> Int {
    guard let unknown = resource.attributes.unknown,
      let list = design.tree.member(named: name, of: unknown)
    else { return 1 }
    return design.tree.elements(of: list).count { isMarked(key, in: $0) }
  }

  func scope(of resource: TerraformResource, _ source: JSONNode) -> TerraformScope {
    let siblings = design.instances(of: resource.block, in: resource.module)
    return TerraformScope(
      module: resource.module, key: resource.key,
      forEach: design.tree.member("for_each_expression", of: source),
      keys: siblings.compactMap { design.resources[$0].key })
  }
}
