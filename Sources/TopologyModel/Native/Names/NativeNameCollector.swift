import SourceText

/// Lists every resource of a native file by name, and gives each its id.
struct NativeNameCollector {
  private let text: NativeText
  private(set) var names = NativeNames()
  /// Resources of the file whose ids are taken.
  private(set) var clashes: [(entry: NativeNames.Entry, first: NativeNames.Entry)] = []
  /// Main tables, default ACLs and default groups beyond the first of their VPC.
  private(set) var surplus: [(entry: NativeNames.Entry, first: NativeNames.Entry)] = []
  private var drafts: [Draft] = []

  /// What an entry's id and names are made from.
  private struct Draft {
    let index: Int
    let explicitID: String?
    /// The instance that an interface belongs to, the VPC of what AWS implies.
    var parent: Int?
    var isFoundByKey = true
  }

  init(_ tree: JSONTree) {
    text = NativeText(tree: tree)
    collectFile(tree.root)
    for vpc in text.entries(.vpcs, of: tree.root) { collectVPC(vpc) }
    assignIDs()
  }

  private mutating func collectFile(_ root: JSONNode) {
    let scope = NativeNames.fileScope
    collect(.prefixLists, .prefixList, of: root, scope)
    collect(.peering, .vpcPeeringConnection, of: root, scope)
    collect(.onPremises, .vpnConnection, of: root, scope)
    collect(.internetGateways, .internetGateway, of: root, scope)
    collect(.egressOnlyInternetGateways, .egressOnlyInternetGateway, of: root, scope)
    collect(.vpnGateways, .vpnGateway, of: root, scope)
    for (name, value) in text.entries(.notModelled, of: root) {
      let word = text.tree.string(of: value) ?? text.text(.kind, of: value)
      let kind = word.flatMap { ResourceKind(rawValue: $0) } ?? .other
      var entry = NativeNames.Entry(
        kind: kind, scope: scope, key: text.string(name), place: name)
      entry.isNotModelled = true
      drafts.append(Draft(index: names.add(entry, at: value), explicitID: nil))
    }
  }

  private mutating func collectVPC(_ vpc: (name: JSONNode, value: JSONNode)) {
    let scope = names.addScope(text.string(vpc.name))
    let index = add(.vpc, vpc, NativeNames.fileScope)
    collectGateway(.internetGateway, .internetGateway, of: vpc.value, scope)
    collectGateway(
      .egressOnlyInternetGateway, .egressOnlyInternetGateway, of: vpc.value, scope)
    collectGateway(.vpnGateway, .vpnGateway, of: vpc.value, scope)
    collect(.subnets, .subnet, of: vpc.value, scope)
    collect(.natGateways, .natGateway, of: vpc.value, scope)
    collect(.interfaces, .networkInterface, of: vpc.value, scope)
    for instance in text.entries(.instances, of: vpc.value) { collectInstance(instance, scope) }
    collectWithRoles(of: vpc.value, index, scope)
  }

  private mutating func collect(
    _ key: NativeKey, _ kind: ResourceKind, of node: JSONNode, _ scope: Int
  ) {
    for member in text.entries(key, of: node) { add(kind, member, scope) }
  }

  @discardableResult
  private mutating func add(
    _ kind: ResourceKind, _ member: (name: JSONNode, value: JSONNode), _ scope: Int,
    parent: Int? = nil
  ) -> Int {
    let entry = NativeNames.Entry(
      kind: kind, scope: scope, key: text.string(member.name), place: member.name)
    let index = names.add(entry, at: member.value)
    drafts.append(
      Draft(index: index, explicitID: text.text(.id, of: member.value), parent: parent))
    return index
  }

  /// A gateway is a lone name, or an object of one name.
  private mutating func collectGateway(
    _ key: NativeKey, _ kind: ResourceKind, of vpc: JSONNode, _ scope: Int
  ) {
    guard let value = text.value(key, of: vpc) else { return }
    if let name = text.tree.string(of: value) {
      let entry = NativeNames.Entry(kind: kind, scope: scope, key: name, place: value)
      drafts.append(Draft(index: names.add(entry, at: value), explicitID: nil))
    } else {
      collect(key, kind, of: vpc, scope)
    }
  }

  private mutating func collectInstance(
    _ instance: (name: JSONNode, value: JSONNode), _ scope: Int
  ) {
    let parent = add(.instance, instance, scope)
    if text.value(.subnet, of: instance.value) != nil {
      let entry = NativeNames.Entry(
        kind: .networkInterface, scope: scope, key: "eth0", place: instance.name)
      let index = names.add(entry, at: nil)
      names.setPrimaryInterface(index, of: instance.value)
      drafts.append(
        Draft(
          index: index, explicitID: text.text(.networkInterface, of: instance.value),
          parent: parent, isFoundByKey: false))
    }
    for interface in text.entries(.interfaces, of: instance.value) {
      add(.networkInterface, interface, scope, parent: parent)
    }
  }
}

// MARK: What AWS makes with the VPC

extension NativeNameCollector {
  private mutating func collectWithRoles(of vpc: JSONNode, _ parent: Int, _ scope: Int) {
    for table in text.entries(.routeTables, of: vpc) {
      let index = add(.routeTable, table, scope)
      if text.flag(.main, of: table.value) ?? (names.entries[index].key == "main") {
        appoint(index, .mainTable, scope)
      }
    }
    for acl in text.entries(.networkACLs, of: vpc) {
      let index = add(.networkACL, acl, scope)
      if text.flag(.default, of: acl.value) ?? (names.entries[index].key == "default") {
        appoint(index, .defaultACL, scope)
      }
    }
    for group in text.entries(.securityGroups, of: vpc) {
      let index = add(.securityGroup, group, scope)
      if (text.text(.groupName, of: group.value) ?? names.entries[index].key) == "default" {
        appoint(index, .defaultGroup, scope)
      }
    }
    guard text.flag(.complete, of: vpc) ?? true else { return }
    for role in NativeNames.Role.allCases where names.holder(of: role, in: scope) == nil {
      let entry = NativeNames.Entry(
        kind: role.kind, scope: scope, key: role.impliedKey, place: nil)
      let index = names.add(entry, at: nil)
      drafts.append(Draft(index: index, explicitID: nil, parent: parent))
      names.appoint(index, role, in: scope)
    }
  }

  private mutating func appoint(_ index: Int, _ role: NativeNames.Role, _ scope: Int) {
    if let first = names.holder(of: role, in: scope) {
      surplus.append((names.entries[index], first))
    } else {
      names.appoint(index, role, in: scope)
    }
  }
}

// MARK: Ids

extension NativeNameCollector {
  private struct Name: Hashable {
    let kind: ResourceKind
    let text: String
  }

  /// Gives every resource its own id, its key, or its key and what it belongs to.
  private mutating func assignIDs() {
    var uses: [Name: Int] = [:]
    for draft in drafts where draft.parent == nil {
      let entry = names.entries[draft.index]
      uses[Name(kind: entry.kind, text: entry.key), default: 0] += 1
    }
    var holders: [Name: Int] = [:]
    var clashing: Set<Int> = []
    for draft in drafts {
      let entry = names.entries[draft.index]
      let isUnique = uses[Name(kind: entry.kind, text: entry.key)] == 1
      let id =
        draft.explicitID ?? draft.parent.map { "\(names.entries[$0].id)/\(entry.key)" }
        ?? (isUnique ? entry.key : names.qualifiedName(of: entry))
      names.setID(id, of: draft.index)
      enterNames(of: draft)
      let name = Name(kind: entry.kind, text: id)
      if let first = holders[name] {
        clashing.insert(draft.index)
        // What belongs to a resource whose id is taken has a taken id too.
        guard draft.parent.map({ clashing.contains($0) }) != true else { continue }
        clashes.append((names.entries[draft.index], names.entries[first]))
      } else {
        holders[name] = draft.index
      }
    }
  }

  private mutating func enterNames(of draft: Draft) {
    let entry = names.entries[draft.index]
    names.enter(entry.id, for: draft.index)
    guard draft.isFoundByKey else { return }
    names.enter(entry.key, for: draft.index)
    names.enter(names.qualifiedName(of: entry), for: draft.index)
  }
}
