import SourceText

/// The names of a file's resources, and what each stands for.
///
/// A resource goes by its key, by its id, and by `VPC/KEY`. Keys are unique among their kind in their
/// VPC; a name is looked up there first, then in the whole file.
struct NativeNames {
  /// A resource of the file, or one that AWS implies.
  struct Entry {
    let kind: ResourceKind
    /// The VPC's place in the file, or ``fileScope``.
    let scope: Int
    let key: String
    var id = ""
    /// The key's or, for a lone text, the value's place; `nil` where AWS implies the resource.
    let place: JSONNode?
    /// What the file says of the resource.
    fileprivate(set) var value: JSONNode?
    /// Listed under `notModelled`.
    var isNotModelled = false
  }

  static let fileScope = -1

  private(set) var entries: [Entry] = []
  private var scopeNames: [String] = []
  /// For each VPC, the entries that hold its roles.
  private var roles: [[Role: Int]] = []
  private var primaryInterfaces: [JSONNode: Int] = [:]
  private var entryOfNode: [JSONNode: Int] = [:]
  private var byName: [String: [Int]] = [:]

  /// The entry of a resource by its value in the file.
  func entry(at node: JSONNode) -> Entry? { entryOfNode[node].map { entries[$0] } }

  mutating func addScope(_ name: String) -> Int {
    scopeNames.append(name)
    roles.append([:])
    return scopeNames.count - 1
  }

  mutating func add(_ entry: Entry, at node: JSONNode?) -> Int {
    entries.append(entry)
    entries[entries.count - 1].value = node
    if let node { entryOfNode[node] = entries.count - 1 }
    return entries.count - 1
  }

  mutating func setID(_ id: String, of index: Int) { entries[index].id = id }

  /// Makes an entry findable by a name.
  mutating func enter(_ name: String, for index: Int) {
    if byName[name]?.contains(index) != true { byName[name, default: []].append(index) }
  }
}

extension NativeNames {
  /// What every VPC has exactly one of.
  enum Role: CaseIterable {
    case mainTable
    case defaultACL
    case defaultGroup

    var kind: ResourceKind {
      switch self {
      case .mainTable: .routeTable
      case .defaultACL: .networkACL
      case .defaultGroup: .securityGroup
      }
    }

    /// The key by which it is known where the file does not list it.
    var impliedKey: String { self == .mainTable ? "main" : "default" }
  }

  func holder(of role: Role, in scope: Int) -> Entry? { roles[scope][role].map { entries[$0] } }

  mutating func appoint(_ index: Int, _ role: Role, in scope: Int) { roles[scope][role] = index }

  /// The entry of the interface that an instance's own keys describe.
  func primaryInterface(of instance: JSONNode) -> Entry? {
    primaryInterfaces[instance].map { entries[$0] }
  }

  mutating func setPrimaryInterface(_ index: Int, of instance: JSONNode) {
    primaryInterfaces[instance] = index
  }
}

extension NativeNames {
  /// What a name turned out to stand for.
  enum Resolution {
    case found(Entry)
    case unknown(nearest: String?)
    case ambiguous([Entry])
    /// It is there, but in another VPC, where it can't be used.
    case elsewhere(Entry)
  }

  /// Looks a name up, in the VPC first where it stands.
  func resolve(_ name: String, _ reference: NativeReference, in scope: Int) -> Resolution {
    let candidates = (byName[name] ?? []).map { entries[$0] }
      .filter { fits($0, reference) }
    let own = candidates.filter { $0.scope == scope }
    let choice = own.isEmpty ? candidates : own
    guard let first = choice.first else {
      return .unknown(nearest: nearest(to: name, reference, in: scope))
    }
    guard choice.count == 1 else { return .ambiguous(choice) }
    let isOutside = reference.isLocal && first.scope != scope && !first.isNotModelled
    return isOutside ? .elsewhere(first) : .found(first)
  }

  private func fits(_ entry: Entry, _ reference: NativeReference) -> Bool {
    reference.kinds.contains(entry.kind)
      || entry.isNotModelled && reference.kinds.contains(.other)
  }

  private func nearest(
    to name: String, _ reference: NativeReference, in scope: Int
  ) -> String? {
    let fitting = byName.lazy.filter { _, indices in
      indices.contains {
        fits(entries[$0], reference) && (!reference.isLocal || entries[$0].scope == scope)
      }
    }
    return NearestName.nearest(to: name, among: fitting.map { $0.key })
  }

  /// `VPC/KEY`, or the key alone for what belongs to no VPC.
  func qualifiedName(of entry: Entry) -> String {
    entry.scope == NativeNames.fileScope ? entry.key : "\(scopeNames[entry.scope])/\(entry.key)"
  }
}
