import SourceText

/// Values that references have without anything being applied.
extension TerraformLinker {
  /// The key that an index's reference stands for, where the file holds its value.
  func constantKey(_ index: TerraformAddress, _ scope: TerraformScope) -> InstanceKey? {
    if index.steps == [.name("each"), .name("value")], let collection = collection(of: scope),
      design.tree.kind(of: collection) == .array
    {
      // Of a set, key and value are one.
      return scope.key
    }
    return constant(index, scope).flatMap { key($0) }
  }

  private func key(_ node: JSONNode) -> InstanceKey? {
    design.tree.string(of: node).map { .text($0) }
      ?? design.tree.integer(of: node).map { .number($0) }
  }

  /// What `for_each` goes through, where that is known.
  private func collection(of scope: TerraformScope) -> JSONNode? {
    scope.forEach.flatMap { value(of: $0, scope, depth: 0) }
  }

  private func constant(
    _ address: TerraformAddress, _ scope: TerraformScope, depth: Int = 0
  ) -> JSONNode? {
    guard depth < 8, let name = address.name(at: 1) else { return nil }
    let rest = address.steps.dropFirst(2)
    switch address.name(at: 0) {
    case "var":
      return variable(name, scope, depth: depth).flatMap { walk(rest, from: $0) }
    case "each" where name == "value":
      guard let key = scope.key, let collection = collection(of: scope) else { return nil }
      return walk([.key(key)] + rest, from: collection)
    default: return nil
    }
  }

  private func variable(_ name: String, _ scope: TerraformScope, depth: Int) -> JSONNode? {
    let module = design.modules[scope.module]
    if module.parent == nil, let variables = design.tree.member("variables", of: design.tree.root),
      let variable = design.tree.member(named: name, of: variables)
    {
      return design.tree.member("value", of: variable)
    }
    if let (expression, outer) = argument(name, scope) {
      return value(of: expression, outer, depth: depth + 1)
    }
    return module.source
      .flatMap { design.tree.member("variables", of: design.configuration.modules[$0].node) }
      .flatMap { design.tree.member(named: name, of: $0) }
      .flatMap { design.tree.member("default", of: $0) }
  }

  /// An expression's value: a constant, or what its only reference has.
  private func value(
    of expression: JSONNode, _ scope: TerraformScope, depth: Int
  ) -> JSONNode? {
    if let constant = design.tree.member("constant_value", of: expression) { return constant }
    guard let list = design.tree.member("references", of: expression),
      let first = design.tree.elements(of: list).first(where: { _ in true }),
      isOneChain(list),
      let address = design.tree.string(of: first).flatMap({ TerraformAddress($0) })
    else { return nil }
    return constant(address, scope, depth: depth + 1)
  }

  /// Whether a list of references is one reference and its shorter forms.
  private func isOneChain(_ list: JSONNode) -> Bool {
    let addresses = design.tree.elements(of: list).map {
      design.tree.string(of: $0).flatMap { TerraformAddress($0) }
    }
    return zip(addresses, addresses.dropFirst()).allSatisfy { longer, shorter in
      guard let longer, let shorter else { return false }
      return shorter.isParent(of: longer)
    }
  }

  private func walk(_ steps: some Sequence<TerraformStep>, from node: JSONNode) -> JSONNode? {
    var node = node
    for step in steps {
      let next: JSONNode?
      switch step {
      case .name(let name): next = design.tree.member(named: name, of: node)
      case .key(.text(let name)): next = design.tree.member(named: name, of: node)
      case .key(.number(let index)):
        next = design.tree.elements(of: node).enumerated().first { $0.offset == index }?.element
      }
      guard let next else { return nil }
      node = next
    }
    return node
  }
}
