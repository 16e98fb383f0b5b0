import SourceText

/// Names in an order in which each comes after those that it refers to.
///
/// CloudFormation refuses a template in which names need each other in a circle; without circles
/// every value can be made from values that are there. Nothing recurses, so that no chain is too long.
struct DependencyOrder {
  /// A name that another one refers to, and where.
  struct Reference {
    let name: String
    let node: JSONNode
  }

  /// The names outside of circles and what depends on them.
  private(set) var names: [String] = []
  /// Circles, each as the references that lead around it.
  private(set) var circles: [[Reference]] = []

  /// - Parameters:
  ///   - declared: All names, in the order of the text, which decides between equals.
  ///   - references: What each refers to; names that are not declared count for nothing.
  /// - Complexity: O(*n*) in names and references.
  init(_ declared: [String], _ references: [String: [Reference]]) {
    let known = Set(declared)
    var users: [String: [String]] = [:]
    var openCount: [String: Int] = [:]
    for name in declared {
      let needed = Set((references[name] ?? []).map { $0.name }.filter { known.contains($0) })
      openCount[name] = needed.count
      for other in needed.sorted() { users[other, default: []].append(name) }
    }
    names = declared.filter { openCount[$0] == 0 }
    var next = 0
    while next < names.count {
      for user in users[names[next]] ?? [] {
        let open = (openCount[user] ?? 0) - 1
        openCount[user] = open
        if open == 0 { names.append(user) }
      }
      next += 1
    }
    let rest = declared.filter { openCount[$0] ?? 0 > 0 }
    findCircles(among: rest, references)
  }

  /// Follows, from each name that is left, its first reference to another one that is left.
  private mutating func findCircles(among rest: [String], _ references: [String: [Reference]]) {
    let left = Set(rest)
    var seen: Set<String> = []
    for start in rest where !seen.contains(start) {
      var path: [Reference] = []
      var placeInPath: [String: Int] = [:]
      var name = start
      while seen.insert(name).inserted {
        placeInPath[name] = path.count
        guard let reference = references[name]?.first(where: { left.contains($0.name) }) else {
          break
        }
        path.append(reference)
        name = reference.name
      }
      if let first = placeInPath[name] { circles.append(Array(path[first...])) }
    }
  }
}
