import SourceText
import TopologyModel

/// What a condition comes to.
enum Truth {
  case yes
  case no
  case unknown(UnknownValue)
  /// It has been reported.
  case broken

  init(_ flag: Bool) { self = flag ? .yes : .no }

  var inverse: Truth {
    switch self {
    case .yes: .no
    case .no: .yes
    case .unknown, .broken: self
    }
  }
}

extension TemplateReader {
  /// Settles the conditions, each after those that it is made of.
  mutating func evaluateConditions() {
    var nodes: [String: JSONNode] = [:]
    var references: [String: [DependencyOrder.Reference]] = [:]
    for declaration in template.conditions {
      nodes[declaration.name] = declaration.value
      references[declaration.name] = conditionNames(in: declaration.value)
    }
    let order = DependencyOrder(template.conditions.map { $0.name }, references)
    for circle in order.circles { reportCircle(circle, "conditions") }
    for name in order.names {
      if let node = nodes[name] { conditions[name] = truth(of: node) }
    }
    for name in nodes.keys where conditions[name] == nil { conditions[name] = .broken }
  }

  /// The conditions that a condition names.
  private func conditionNames(in node: JSONNode) -> [DependencyOrder.Reference] {
    var found: [DependencyOrder.Reference] = []
    for element in tree.elements(of: node) { found += conditionNames(in: element) }
    for (key, value) in tree.members(of: node) {
      if tree.keyEquals(key, "Condition"), let name = tree.string(of: value) {
        found.append(.init(name: name, node: value))
      } else if tree.keyEquals(key, "Fn::If"),
        let first = tree.elements(of: value).first(where: { _ in true }),
        let name = tree.string(of: first)
      {
        found.append(.init(name: name, node: first))
        found += conditionNames(in: value)
      } else {
        found += conditionNames(in: value)
      }
    }
    return found
  }

  /// What a condition's own name stands for.
  mutating func truth(ofCondition name: String, at node: JSONNode) -> Truth {
    if let truth = conditions[name] { return truth }
    fail(
      .unknownName, "the template has no condition \(name)", at: node,
      hint: nearest(to: name, among: template.conditions.map { $0.name }))
    return .broken
  }

  private mutating func truth(of node: JSONNode) -> Truth {
    guard let (key, argument) = tree.members(of: node).first(where: { _ in true }),
      let name = tree.string(of: key), tree.count(of: node) == 1
    else {
      fail(
        .wrongType, "a condition must be an object with one function", at: node,
        hint: "such as {\"Fn::Equals\": [{\"Ref\": \"Stage\"}, \"prod\"]}")
      return .broken
    }
    if name == "Condition" {
      guard let condition = tree.string(of: argument) else {
        fail(.wrongType, "Condition must be the name of a condition", at: argument)
        return .broken
      }
      return truth(ofCondition: condition, at: argument)
    }
    switch TemplateFunction(rawValue: name) {
    case .equals: return equals(argument)
    case .not: return arguments(of: .not, argument).map { truth(of: $0[0]).inverse } ?? .broken
    case .and: return all(of: .and, argument, decidedBy: false)
    case .or: return all(of: .or, argument, decidedBy: true)
    default:
      fail(
        .functionArguments, "\(name) makes no condition", at: key,
        hint: "conditions are made of Fn::Equals, Fn::And, Fn::Or, Fn::Not and Condition")
      return .broken
    }
  }

  /// `Fn::And` or `Fn::Or`; one condition alone may decide, whatever is unknown of the others.
  private mutating func all(
    of function: TemplateFunction, _ argument: JSONNode, decidedBy decisive: Bool
  ) -> Truth {
    guard let arguments = arguments(of: function, argument) else { return .broken }
    var open = Truth(!decisive)
    for argument in arguments {
      switch truth(of: argument) {
      case .yes where decisive: return .yes
      case .no where !decisive: return .no
      case .yes, .no: break
      case .unknown(let unknown): open = .unknown(unknown)
      case .broken: return .broken
      }
    }
    return open
  }

  private mutating func equals(_ argument: JSONNode) -> Truth {
    guard let arguments = arguments(of: .equals, argument) else { return .broken }
    let expectation = "Fn::Equals compares texts"
    let one = text(value(of: arguments[0]), expectation)
    let other = text(value(of: arguments[1]), expectation)
    switch (one, other) {
    case (.known(let one), .known(let other)): return Truth(one == other)
    case (.broken, _), (_, .broken), (.absent, _), (_, .absent): return .broken
    case (.unknown(let unknown), _), (_, .unknown(let unknown)): return .unknown(unknown)
    }
  }

  /// `Fn::If`: one of two values.
  ///
  /// Where the condition can't be told, neither can the value.
  mutating func choose(_ argument: JSONNode) -> TemplateValue.Content {
    guard let arguments = arguments(of: .if, argument) else { return .broken }
    guard let name = tree.string(of: arguments[0]) else {
      fail(.functionArguments, "Fn::If takes the name of a condition", at: arguments[0])
      return .broken
    }
    switch truth(ofCondition: name, at: arguments[0]) {
    case .yes: return value(of: arguments[1]).content
    case .no: return value(of: arguments[2]).content
    case .unknown(let unknown):
      return .unknown(UnknownValue(title: "Fn::If \(name)", parameters: unknown.parameters))
    case .broken: return .broken
    }
  }
}
