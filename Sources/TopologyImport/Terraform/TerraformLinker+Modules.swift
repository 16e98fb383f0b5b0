import SourceText
import TopologyModel

/// Follows references through modules, variables and `each`.
extension TerraformLinker {
  func module(_ head: TerraformAddress, _ search: Search) -> TerraformLeads {
    guard let name = head.name(at: 1) else { return TerraformLeads() }
    var rest = Array(head.steps.dropFirst(2))
    let calls = design.modules.indices.filter {
      design.modules[$0].parent == search.scope.module && design.modules[$0].name == name
    }
    var chosen = calls.map { (index: $0, key: design.modules[$0].key) }
    var areAllMeant = true
    var search = search
    if chosen.contains(where: { $0.key != nil }) {
      if rest.isEmpty { swap(&rest, &search.trailing) }
      let key = rest.first?.key
      if key != nil { rest.removeFirst() }
      (chosen, areAllMeant) = choose(chosen, key, search)
    }
    var leads = TerraformLeads()
    for call in chosen { leads.append(outputs(of: call.index, rest, search)) }
    return areAllMeant ? leads : leads.asAlternatives
  }

  /// What the named output leads to, or, where the index cut the name off, what any does.
  private func outputs(
    of module: Int, _ rest: [TerraformStep], _ search: Search
  ) -> TerraformLeads {
    guard let source = design.modules[module].source,
      let outputs = design.tree.member("outputs", of: design.configuration.modules[source].node)
    else { return TerraformLeads() }
    let scope = TerraformScope(module: module, key: nil, forEach: nil, keys: [])
    var leads = TerraformLeads()
    if case .name(let name)? = rest.first {
      guard let output = design.tree.member(named: name, of: outputs),
        let expression = design.tree.member("expression", of: output)
      else { return leads }
      let trailing = rest.dropFirst() + search.trailing + ownKey(search)
      return self.leads(
        of: expression, search.kinds, scope, trailing: Array(trailing), depth: search.depth + 1)
    }
    for (_, output) in design.tree.members(of: outputs) {
      guard let expression = design.tree.member("expression", of: output) else { continue }
      leads.append(
        self.leads(of: expression, search.kinds, scope, depth: search.depth + 1))
    }
    return relevant(leads).asAlternatives
  }

  /// The instance's own key, where it is the last index behind a value.
  func ownKey(_ search: Search, at position: Int = 0) -> [TerraformStep] {
    guard let key = search.scope.key, search.indexes.count == position + 1,
      search.indexes[position].isOwnKey
    else { return [] }
    return [.key(key)]
  }

  func variable(_ head: TerraformAddress, _ search: Search) -> TerraformLeads {
    guard let name = head.name(at: 1), let (expression, scope) = argument(name, search.scope) else {
      return TerraformLeads()
    }
    let trailing = head.steps.dropFirst(2) + search.trailing + ownKey(search)
    let leads = leads(
      of: expression, search.kinds, scope, trailing: Array(trailing), depth: search.depth + 1)
    return search.indexes.isEmpty || leads.ids.count < 2 || !ownKey(search).isEmpty
      ? leads : leads.asAlternatives
  }

  /// What a module's caller gives for a variable, and where that stands.
  func argument(
    _ name: String, _ scope: TerraformScope
  ) -> (expression: JSONNode, scope: TerraformScope)? {
    let module = design.modules[scope.module]
    guard let parent = module.parent, let source = design.modules[parent].source,
      let call = design.configuration.modules[source].calls[module.name],
      let expressions = design.tree.member("expressions", of: call.node),
      let expression = design.tree.member(named: name, of: expressions)
    else { return nil }
    let siblings = design.modules.filter { $0.parent == parent && $0.name == module.name }
    let scope = TerraformScope(
      module: parent, key: module.key,
      forEach: design.tree.member("for_each_expression", of: call.node),
      keys: siblings.compactMap { $0.key })
    return (expression, scope)
  }

  /// `each.value` is what `for_each` holds under the instance's own key.
  func eachValue(_ head: TerraformAddress, _ search: Search) -> TerraformLeads {
    guard let forEach = search.scope.forEach else { return TerraformLeads() }
    let scope = TerraformScope(module: search.scope.module, key: nil, forEach: nil, keys: [])
    let trailing = search.scope.key.map { [TerraformStep.key($0)] } ?? []
    let leads = leads(
      of: forEach, search.kinds, scope, trailing: trailing + head.steps.dropFirst(2),
      depth: search.depth + 1)
    return leads.asAlternatives
  }

  /// Of several instances, the one that a step behind the expression picks.
  func narrowed(_ leads: TerraformLeads, by trailing: [TerraformStep]) -> TerraformLeads {
    guard let key = trailing.first?.key, leads.ids.count > 1 else { return leads }
    let matching = leads.ids.filter { id in
      design.resource(at: id).map { design.resources[$0].key == key } == true
    }
    return matching.count == 1
      ? TerraformLeads(matching, areAllMeant: true) : leads.asAlternatives
  }

  /// Everything that a module's `local` values and `dynamic` blocks can refer to: what is in the
  /// module and the modules that it calls, and what its caller gives it.
  func reachable(
    from module: Int, _ kinds: [ResourceKind], depth: Int = 0
  ) -> TerraformLeads {
    var ids: [String] = []
    for (index, resource) in design.resources.enumerated()
    where isInside(resource.module, module) {
      let search = Search(
        kinds: kinds, scope: TerraformScope(module: module, key: nil, forEach: nil, keys: []),
        indexes: [], trailing: [], depth: depth)
      let isThing = resource.kind.map { kinds.contains($0) } == true
      let hasPart = TerraformPart.allCases.contains {
        $0.isOf(resource.type) && kinds.contains($0.kind)
      }
      if isThing || hasPart { ids += identities(of: index, nil, search) }
    }
    var leads = TerraformLeads(ids, areAllMeant: false)
    for name in variables(of: module) where depth < Self.depthLimit {
      let scope = TerraformScope(module: module, key: nil, forEach: nil, keys: [])
      guard let (expression, outer) = argument(name, scope) else { continue }
      leads.append(self.leads(of: expression, kinds, outer, depth: depth + 1))
    }
    return relevant(leads).asAlternatives
  }

  private func isInside(_ module: Int, _ outer: Int) -> Bool {
    var next: Int? = module
    while let current = next {
      if current == outer { return true }
      next = design.modules[current].parent
    }
    return false
  }

  private func variables(of module: Int) -> [String] {
    guard let source = design.modules[module].source,
      let variables = design.tree.member(
        "variables", of: design.configuration.modules[source].node)
    else { return [] }
    return design.tree.members(of: variables).compactMap { design.tree.string(of: $0.key) }
  }
}
