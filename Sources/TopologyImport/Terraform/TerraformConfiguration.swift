import SourceText

/// A plan's `configuration`: the source as it was written, one entry a block however many instances
/// it makes.
struct TerraformConfiguration {
  /// A module's source.
  struct Module {
    let node: JSONNode
    /// Resources and data sources by address inside the module: `aws_subnet.this`.
    var blocks: [String: JSONNode] = [:]
    /// `module` blocks by name, each with the index of what it calls.
    var calls: [String: (node: JSONNode, module: Int)] = [:]
  }

  /// The root module first; none for a state.
  private(set) var modules: [Module] = []
  /// Regions by the key under which resources name their provider.
  private(set) var regions: [String: String] = [:]

  init() {}

  init(_ node: JSONNode, in tree: JSONTree) {
    guard let root = tree.member("root_module", of: node) else { return }
    modules.append(Module(node: root))
    var next = 0
    while next < modules.count {
      readBlocks(of: next, in: tree)
      readCalls(of: next, in: tree)
      next += 1
    }
    readProviders(node, in: tree)
  }

  private mutating func readBlocks(of index: Int, in tree: JSONTree) {
    guard let list = tree.member("resources", of: modules[index].node) else { return }
    for block in tree.elements(of: list) {
      guard let address = tree.member("address", of: block), let name = tree.string(of: address)
      else { continue }
      modules[index].blocks[name] = block
    }
  }

  private mutating func readCalls(of index: Int, in tree: JSONTree) {
    guard let calls = tree.member("module_calls", of: modules[index].node) else { return }
    for (key, call) in tree.members(of: calls) {
      guard let name = tree.string(of: key), let module = tree.member("module", of: call) else {
        continue
      }
      modules[index].calls[name] = (call, modules.count)
      modules.append(Module(node: module))
    }
  }

  private mutating func readProviders(_ node: JSONNode, in tree: JSONTree) {
    guard let providers = tree.member("provider_config", of: node) else { return }
    for (key, provider) in tree.members(of: providers) {
      let region = tree.member("expressions", of: provider)
        .flatMap { tree.member("region", of: $0) }
        .flatMap { tree.member("constant_value", of: $0) }.flatMap { tree.string(of: $0) }
      if let region, let key = tree.string(of: key) { regions[key] = region }
    }
  }
}
