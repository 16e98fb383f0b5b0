import SourceText

/// Holds a native file to the format's table of keys, and reports all that is wrong with it.
struct NativeChecker {
  let tree: JSONTree
  let names: NativeNames
  var problems: DiagnosticSink
  /// The VPC that is being checked.
  private(set) var scope = NativeNames.fileScope
  private var vpcCount = 0

  /// Checks the whole file.
  init(_ tree: JSONTree, _ collector: NativeNameCollector, _ problems: DiagnosticSink) {
    self.tree = tree
    self.problems = problems
    names = collector.names
    check(tree.root, .object(.topology), "the file", at: tree.root)
    reportClashes(of: collector)
  }

  /// Checks a file without names of its own.
  init(_ tree: JSONTree, _ object: NativeObject) {
    self.tree = tree
    problems = DiagnosticSink()
    names = NativeNames()
    check(tree.root, .object(object), "the file", at: tree.root)
  }

  /// Checks one value.
  ///
  /// - Parameters:
  ///   - node: The value.
  ///   - shape: What it must be.
  ///   - title: What messages call it: its key.
  ///   - place: Where to report that something is missing in it.
  mutating func check(
    _ node: JSONNode, _ shape: NativeShape, _ title: String, at place: JSONNode
  ) {
    switch shape {
    case .either(let shapes):
      guard let shape = shapes.first(where: { $0.admits(tree.kind(of: node)) }) else { break }
      return check(node, shape, title, at: place)
    case _ where !shape.admits(tree.kind(of: node)): break
    case .object(let object): return check(node, object, at: place)
    case .map(let element):
      for (key, value) in tree.members(of: node) {
        checkEntry(value, element, tree.string(of: key) ?? "", at: key)
      }
      return
    case .routes(let element):
      for (key, value) in tree.members(of: node) {
        checkDestination(key)
        check(value, element, tree.string(of: key) ?? "", at: key)
      }
      return
    case .list(let element):
      for value in tree.elements(of: node) { check(value, element, title, at: value) }
      return
    default: return checkScalar(node, shape, title)
    }
    tree.report(
      .wrongType, "\(title) must be \(shape.title)", at: node,
      hint: tree.kind(of: node) == .null ? "leave the key out" : nil, to: &problems)
  }

  /// Checks a named value; a VPC's inside is where its names are looked up first.
  private mutating func checkEntry(
    _ node: JSONNode, _ shape: NativeShape, _ name: String, at place: JSONNode
  ) {
    guard case .object(.vpc) = shape else { return check(node, shape, name, at: place) }
    scope = vpcCount
    vpcCount += 1
    check(node, shape, name, at: place)
    scope = NativeNames.fileScope
  }

  private mutating func check(_ node: JSONNode, _ object: NativeObject, at place: JSONNode) {
    let fields = object.fields
    var present: Set<NativeKey> = []
    for (key, value) in tree.members(of: node) {
      let name = tree.string(of: key) ?? ""
      guard let field = fields.first(where: { $0.key.rawValue == name }) else {
        reportUnknown(key, name, object)
        continue
      }
      present.insert(field.key)
      check(value, field.shape, name, at: key)
    }
    for field in fields where field.isRequired && !present.contains(field.key) {
      reportMissing([field.key], of: object, at: place)
    }
    if !object.alternatives.isEmpty, present.isDisjoint(with: object.alternatives) {
      // Nobody who forgets a VPC's block means an import of a part.
      reportMissing(object.alternatives.filter { $0 != .complete }, of: object, at: place)
    }
    checkMeaning(of: node, object, at: place)
  }

  private mutating func reportUnknown(_ key: JSONNode, _ name: String, _ object: NativeObject) {
    let known = object.fields.map { $0.key.rawValue }
    let nearest = NearestName.nearest(to: name, among: known)
    tree.report(
      .unknownKey, "\(object.title) has no key \"\(name)\"", at: key,
      hint: nearest.map { "did you mean \($0)?" }
        ?? "it has \(known.prefix(12).joined(separator: ", "))\(known.count > 12 ? " ..." : "")",
      to: &problems)
  }

  mutating func reportMissing(
    _ keys: [NativeKey], of object: NativeObject, at place: JSONNode
  ) {
    let names = keys.map { $0.rawValue }.joined(separator: " or ")
    tree.report(
      .fieldMissing, "\(object.title) must have \(names)", at: place, to: &problems)
  }

  private mutating func reportClashes(of collector: NativeNameCollector) {
    for (entry, first) in collector.clashes {
      guard let place = entry.place, let other = first.place else { continue }
      tree.report(
        .duplicateID, "the id \"\(entry.id)\" is taken", at: place,
        related: [(message: "by this one", node: other)], to: &problems)
    }
    for (entry, first) in collector.surplus {
      guard let place = entry.place, let other = first.place else { continue }
      let role =
        switch entry.kind {
        case .routeTable: "main route table"
        case .networkACL: "default network ACL"
        default: "default security group"
        }
      tree.report(
        .duplicateDefault, "a VPC has one \(role), and this is the second", at: place,
        related: [(message: "the first is here", node: other)], to: &problems)
    }
  }
}
