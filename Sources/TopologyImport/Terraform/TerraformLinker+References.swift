import SourceText
import TopologyModel

/// Follows the references of expressions to resources.
extension TerraformLinker {
  /// More hops than any source has: a file that leads in circles ends here.
  static let depthLimit = 24

  /// What an expression leads to: things of the wanted kinds; whatever else it refers to plays no part.
  ///
  /// `trailing` are the steps that an outer reference takes behind the expression's value.
  func leads(
    of expression: JSONNode, _ kinds: [ResourceKind], _ scope: TerraformScope,
    trailing: [TerraformStep] = [], depth: Int = 0
  ) -> TerraformLeads {
    var leads = TerraformLeads()
    guard depth < Self.depthLimit else { return leads }
    let heads = references(of: expression)
    var hasOpenEnd = false
    for (position, head) in heads.enumerated() {
      let search = Search(
        kinds: kinds, scope: scope, indexes: indexes(behind: position, in: heads),
        trailing: trailing, depth: depth)
      let found = self.leads(of: head, search)
      if found.ids.isEmpty { hasOpenEnd = hasOpenEnd || isCondition(head, position, heads) }
      leads.append(found)
    }
    let isChoice = hasOpenEnd && heads.count > 1
    return isChoice ? leads.asAlternatives : narrowed(leads, by: trailing)
  }

  /// What one reference of an expression is resolved with.
  struct Search {
    let kinds: [ResourceKind]
    let scope: TerraformScope
    /// References that may be the index of this one, which the file cuts off.
    let indexes: [TerraformAddress]
    var trailing: [TerraformStep]
    let depth: Int
  }

  /// The most specific references: each is followed by its own shorter forms.
  private func references(of expression: JSONNode) -> [TerraformAddress] {
    guard let list = design.tree.member("references", of: expression) else { return [] }
    var heads: [TerraformAddress] = []
    var last: TerraformAddress?
    for element in design.tree.elements(of: list) {
      guard let text = design.tree.string(of: element), let address = TerraformAddress(text) else {
        continue
      }
      if last.map({ address.isParent(of: $0) }) != true { heads.append(address) }
      last = address
    }
    return heads
  }

  private func indexes(
    behind position: Int, in heads: [TerraformAddress]
  ) -> [TerraformAddress] {
    var indexes: [TerraformAddress] = []
    for head in heads[(position + 1)...] {
      guard head.isIndex else { break }
      indexes.append(head)
      if head.isOwnKey { break }
    }
    return indexes
  }

  /// Whether a reference that leads nowhere may choose between those that do.
  private func isCondition(
    _ head: TerraformAddress, _ position: Int, _ heads: [TerraformAddress]
  ) -> Bool {
    head.isIndex && !(head.isOwnKey && position > 0)
  }

  private func leads(of head: TerraformAddress, _ search: Search) -> TerraformLeads {
    switch head.name(at: 0) {
    case "var": return variable(head, search)
    case "local": return reachable(from: search.scope.module, search.kinds, depth: search.depth)
    case "each": return head.name(at: 1) == "value" ? eachValue(head, search) : TerraformLeads()
    case "module": return module(head, search)
    case "data": return resource(head, nameLength: 3, search)
    case "count", "path", "terraform", "self": return TerraformLeads()
    default: return resource(head, nameLength: 2, search)
    }
  }
}

extension TerraformAddress {
  /// Whether this may stand in the index of another reference, or in a condition.
  fileprivate var isIndex: Bool {
    switch name(at: 0) {
    case "var", "local", "each", "count": true
    default: false
    }
  }

  /// `each.key` and `count.index`.
  var isOwnKey: Bool {
    steps == [.name("each"), .name("key")] || steps == [.name("count"), .name("index")]
  }
}

// MARK: Resources

extension TerraformLinker {
  private func resource(
    _ head: TerraformAddress, nameLength: Int, _ search: Search
  ) -> TerraformLeads {
    let names = (0..<nameLength).compactMap { head.name(at: $0) }
    guard names.count == nameLength else { return TerraformLeads() }
    let block = names.joined(separator: ".")
    var rest = head.steps.dropFirst(nameLength) + search.trailing
    let instances = design.instances(of: block, in: search.scope.module)
    var chosen = instances.map { (index: $0, key: design.resources[$0].key) }
    var areAllMeant = true
    if chosen.contains(where: { $0.key != nil }) {
      let key = rest.first?.key ?? search.trailing.first?.key
      if rest.first?.key != nil { rest = rest.dropFirst() }
      (chosen, areAllMeant) = choose(chosen, key, search)
    }
    let attribute = rest.lazy.compactMap { step -> String? in
      if case .name(let name) = step { return name }
      return nil
    }.first { _ in true }
    return TerraformLeads(
      chosen.flatMap { identities(of: $0.index, attribute, search) }, areAllMeant: areAllMeant)
  }

  /// Chooses instances by the key that is written, or by the reference that stands for it.
  func choose(
    _ instances: [(index: Int, key: InstanceKey?)], _ key: InstanceKey?, _ search: Search
  ) -> (chosen: [(index: Int, key: InstanceKey?)], areAllMeant: Bool) {
    let key = key ?? indexKey(among: instances, search)
    if let key {
      let matching = instances.filter { $0.key == key }
      return matching.isEmpty ? (instances, false) : (matching, true)
    }
    return (instances, search.indexes.isEmpty)
  }

  /// The key that the index's references give, if they do so without doubt.
  private func indexKey(
    among instances: [(index: Int, key: InstanceKey?)], _ search: Search
  ) -> InstanceKey? {
    guard let index = search.indexes.first else { return nil }
    let keys = Set(instances.compactMap { $0.key })
    if index.isOwnKey {
      // One own key that fits nothing shows that the key goes through an expression.
      return keys.isSuperset(of: search.scope.keys) ? search.scope.key : nil
    }
    let steps = search.indexes.count == 1 ? index.steps : index.steps + ownKey(search, at: 1)
    let key = constantKey(TerraformAddress(steps), search.scope)
    return key.flatMap { keys.contains($0) ? $0 : nil }
  }

  /// What an attribute of a resource leads to: to the resource itself, a part, or further on.
  func identities(
    of index: Int, _ attribute: String?, _ search: Search
  ) -> [String] {
    let resource = design.resources[index]
    let isItself = attribute == nil || Self.ownNames.contains(attribute ?? "")
    if isItself, let kind = resource.kind, search.kinds.contains(kind) {
      let id = known("id", of: resource.attributes)
      return [id.map { identity(ofID: $0) } ?? resource.address]
    }
    for part in TerraformPart.allCases where part.isOf(resource.type) && !resource.isData {
      let isNamed = attribute.map { TerraformPart($0, of: resource.type) == part }
      if search.kinds.contains(part.kind), isNamed ?? true {
        return [adoptedIdentity(of: part, of: resource.address)]
      }
    }
    return forwarded(attribute, of: index, search)
  }

  private static let ownNames: Set<String> = ["id", "arn", "allocation_id", "public_ip"]

  /// What an attribute that itself names something leads to, such as a subnet's `vpc_id`.
  private func forwarded(
    _ attribute: String?, of index: Int, _ search: Search
  ) -> [String] {
    let resource = design.resources[index]
    let usual = search.kinds.count == 1 ? search.kinds.first?.usualAttribute : nil
    guard let key = attribute == "id" ? resource.attributeOfID : attribute ?? usual else {
      return []
    }
    if let id = known(key, of: resource.attributes) {
      let identity = identity(ofID: id)
      let kind = kind(of: identity)
      return kind.map { search.kinds.contains($0) } == true ? [identity] : []
    }
    guard isUnknown(key, of: resource.attributes), let source = design.source(of: resource),
      let expression = design.tree.member("expressions", of: source)
        .flatMap({ design.tree.member(named: key, of: $0) })
    else { return [] }
    return leads(
      of: expression, search.kinds, scope(of: resource, source), depth: search.depth + 1
    ).ids
  }

  /// The kind of thing that an identity stands for.
  func kind(of identity: String) -> ResourceKind? {
    if let index = design.resource(at: identity) { return design.resources[index].kind }
    for part in TerraformPart.allCases where identity.utf8.hasSuffix(part.identity(of: "").utf8) {
      return part.kind
    }
    let kind = ResourceKind(ofID: identity)
    return kind == .other ? nil : kind
  }
}

extension ResourceKind {
  /// The attribute by which most resources name one of this kind.
  fileprivate var usualAttribute: String? {
    switch self {
    case .vpc: "vpc_id"
    case .subnet: "subnet_id"
    case .routeTable: "route_table_id"
    case .networkInterface: "network_interface_id"
    default: nil
    }
  }
}

extension String.UTF8View {
  fileprivate func hasSuffix(_ suffix: String.UTF8View) -> Bool {
    count >= suffix.count && dropFirst(count - suffix.count).elementsEqual(suffix)
  }
}
