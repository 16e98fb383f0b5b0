import SourceText
import TopologyModel

/// What a plan or state tells: every resource that will be there, and how the source links them.
struct TerraformDesign {
  let tree: JSONTree
  let configuration: TerraformConfiguration
  private(set) var modules: [TerraformModule] = []
  private(set) var resources: [TerraformResource] = []
  /// Ids of AWS that the design destroys, or that are gone already.
  private(set) var destroyedIDs: Set<String> = []
  /// What stood in resources that will change or go, for what others still repeat of it.
  private(set) var formerResources: [TerraformResource] = []
  /// Resources that something else takes a value from; empty where the file does not tell.
  private(set) var relevantAttributes: Set<String> = []

  private var moduleOfAddress: [String: Int] = [:]
  private var seen: Set<String> = []
  private var instancesOfBlock: [String: [Int]] = [:]
  private var indexOfAddress: [String: Int] = [:]

  init(_ tree: JSONTree) {
    self.tree = tree
    configuration =
      tree.member("configuration", of: tree.root)
      .map { TerraformConfiguration($0, in: tree) } ?? TerraformConfiguration()
    modules = [
      TerraformModule(
        address: "", name: "", key: nil, parent: nil,
        source: configuration.modules.isEmpty ? nil : 0)
    ]
    moduleOfAddress[""] = 0
    readRelevantAttributes()
    readDrift()
    readChanges()
    for key in ["planned_values", "values"] {
      if let values = tree.member(named: key, of: tree.root) { readValues(values) }
    }
    if let prior = tree.member("prior_state", of: tree.root),
      let values = tree.member("values", of: prior)
    {
      readValues(values)
    }
  }

  /// The resource with an address.
  func resource(at address: String) -> Int? { indexOfAddress[address] }

  /// The instances that a block makes in an instance of its module.
  func instances(of block: String, in module: Int) -> [Int] {
    instancesOfBlock["\(modules[module].address)|\(block)"] ?? []
  }

  /// The source of a resource's block; `nil` where the file does not hold it.
  func source(of resource: TerraformResource) -> JSONNode? {
    modules[resource.module].source.flatMap { configuration.modules[$0].blocks[resource.block] }
  }
}

// MARK: Reading

extension TerraformDesign {
  private mutating func readRelevantAttributes() {
    guard let list = tree.member("relevant_attributes", of: tree.root) else { return }
    for element in tree.elements(of: list) {
      guard let resource = tree.member("resource", of: element).flatMap(tree.string(of:)) else {
        continue
      }
      relevantAttributes.insert(resource)
      let path = tree.member("attribute", of: element).map { Array(tree.elements(of: $0)) } ?? []
      if let first = path.first.flatMap(tree.string(of:)) {
        relevantAttributes.insert("\(resource).\(first)")
      } else {
        relevantAttributes.insert("\(resource).*")
      }
    }
  }

  /// Reads `resource_drift`: what was deleted behind Terraform's back has an id that others may hold.
  private mutating func readDrift() {
    guard let list = tree.member("resource_drift", of: tree.root) else { return }
    for node in tree.elements(of: list) {
      guard let change = tree.member("change", of: node), actions(of: change).contains("delete"),
        let id = tree.member("before", of: change).flatMap({ tree.member("id", of: $0) })
          .flatMap(tree.string(of:))
      else { continue }
      destroyedIDs.insert(id)
    }
  }

  private func actions(of change: JSONNode) -> [String] {
    guard let list = tree.member("actions", of: change) else { return [] }
    return tree.elements(of: list).compactMap { tree.string(of: $0) }
  }

  /// Reads `resource_changes`, which tell of what goes as well as of what comes.
  private mutating func readChanges() {
    guard let list = tree.member("resource_changes", of: tree.root) else { return }
    for node in tree.elements(of: list) {
      guard let change = tree.member("change", of: node), tree.member("deposed", of: node) == nil
      else { continue }
      let actions = actions(of: change)
      let before = tree.member("before", of: change)
      let after = tree.member("after", of: change)
      if actions != ["no-op"], let before, tree.kind(of: before) == .object {
        note(before, of: node, isDestroyed: actions.contains("delete"))
      }
      if let after, tree.kind(of: after) == .object {
        add(node, after, unknown: tree.member("after_unknown", of: change))
      } else if actions == ["forget"], let before {
        // Terraform lets go of it, and it stays.
        add(node, before, unknown: nil)
      } else if let address = tree.member("address", of: node).flatMap(tree.string(of:)) {
        seen.insert(address)
      }
    }
  }

  private mutating func note(_ before: JSONNode, of node: JSONNode, isDestroyed: Bool) {
    if isDestroyed, let id = tree.member("id", of: before).flatMap(tree.string(of:)) {
      destroyedIDs.insert(id)
    }
    if let former = resource(node, before, unknown: nil) { formerResources.append(former) }
  }

  /// Reads modules in one another; a list of what is left to do, as files can nest deeply.
  private mutating func readValues(_ values: JSONNode) {
    var rest = tree.member("root_module", of: values).map { [$0] } ?? []
    while let module = rest.popLast() {
      if let list = tree.member("resources", of: module) {
        for node in tree.elements(of: list) where tree.member("deposed_key", of: node) == nil {
          if let values = tree.member("values", of: node), tree.kind(of: values) == .object {
            add(node, values, unknown: nil)
          }
        }
      }
      if let children = tree.member("child_modules", of: module) {
        rest += tree.elements(of: children).reversed()
      }
    }
  }

  private mutating func add(_ node: JSONNode, _ values: JSONNode, unknown: JSONNode?) {
    guard let resource = resource(node, values, unknown: unknown),
      seen.insert(resource.address).inserted
    else { return }
    indexOfAddress[resource.address] = resources.count
    let block = "\(modules[resource.module].address)|\(resource.block)"
    instancesOfBlock[block, default: []].append(resources.count)
    resources.append(resource)
  }

  /// Makes a resource; of other providers' none is of interest, by any name a mirror gives AWS's.
  private mutating func resource(
    _ node: JSONNode, _ values: JSONNode, unknown: JSONNode?
  ) -> TerraformResource? {
    guard let type = tree.member("type", of: node).flatMap(tree.string(of:)),
      type.utf8.starts(with: "aws_".utf8),
      let name = tree.member("name", of: node).flatMap(tree.string(of:)),
      let address = tree.member("address", of: node).flatMap(tree.string(of:)),
      let steps = TerraformAddress(address)?.steps
    else { return nil }
    let isData = tree.member("mode", of: node).map { tree.keyEquals($0, "data") } ?? false
    return TerraformResource(
      address: address, type: type, isData: isData, module: module(at: steps),
      block: (isData ? "data." : "") + "\(type).\(name)", key: steps.last?.key,
      attributes: TerraformBlock(values: values, unknown: unknown), node: node)
  }

  /// The module instance that an address begins with, made if need be.
  private mutating func module(at steps: [TerraformStep]) -> Int {
    var (module, address, index) = (0, "", 0)
    while index + 1 < steps.count, steps[index] == .name("module"),
      case .name(let name) = steps[index + 1]
    {
      let key = index + 2 < steps.count ? steps[index + 2].key : nil
      address += (address.isEmpty ? "" : ".") + "module.\(name)" + (key?.text ?? "")
      if let known = moduleOfAddress[address] {
        module = known
      } else {
        let source = modules[module].source
          .flatMap { configuration.modules[$0].calls[name]?.module }
        modules.append(
          TerraformModule(address: address, name: name, key: key, parent: module, source: source))
        module = modules.count - 1
        moduleOfAddress[address] = module
      }
      index += key == nil ? 2 : 3
    }
    return module
  }
}

extension InstanceKey {
  /// As it stands in addresses; only ever compared with itself.
  fileprivate var text: String {
    switch self {
    case .number(let number): "[\(number)]"
    case .text(let text): "[\"\(text)\"]"
    }
  }
}
