import SourceText
import TopologyModel

extension TemplateReader {
  /// A value with its functions applied.
  mutating func value(of node: JSONNode) -> TemplateValue {
    switch tree.kind(of: node) {
    case .object: object(node)
    case .array: TemplateValue(.list(elements(of: node)), at: node)
    case .null: reportNull(node)
    default: TemplateValue(.text(scalar(node) ?? ""), at: node)
    }
  }

  private mutating func reportNull(_ node: JSONNode) -> TemplateValue {
    fail(
      .wrongType, "null can't stand in a template", at: node,
      hint: "leave the property out, or write {\"Ref\": \"AWS::NoValue\"}")
    return TemplateValue(.broken, at: node)
  }

  /// The elements of a list, those that are `AWS::NoValue` left out.
  private mutating func elements(of node: JSONNode) -> [TemplateValue] {
    var elements: [TemplateValue] = []
    for element in tree.elements(of: node) {
      let value = value(of: element)
      if case .nothing = value.content { continue }
      elements.append(value)
    }
    return elements
  }

  /// An object with the values of its members, or what its one function makes.
  private mutating func object(_ node: JSONNode) -> TemplateValue {
    if let (function, key, argument) = call(node) {
      let content = function.map { apply($0, to: argument, key) } ?? .broken
      return TemplateValue(content, at: node)
    }
    var members: [(key: String, value: TemplateValue)] = []
    for (key, value) in tree.members(of: node) {
      members.append((tree.string(of: key) ?? "", self.value(of: value)))
    }
    return TemplateValue(.object(TemplateObject(members: members, node: node)), at: node)
  }

  /// The function that an object calls; `nil` for an object that is none, and a `nil` function where
  /// the call is wrong, which is reported.
  private mutating func call(
    _ node: JSONNode
  ) -> (function: TemplateFunction?, key: JSONNode, argument: JSONNode)? {
    let members = tree.members(of: node)
    let calls = members.filter { key, _ in
      guard let name = tree.string(of: key) else { return false }
      return name == "Ref" || name.hasPrefix("Fn::")
    }
    guard let (key, argument) = calls.first, let name = tree.string(of: key) else { return nil }
    guard tree.count(of: node) == 1 else {
      fail(.functionArguments, "\(name) must be the only member of its object", at: key)
      return (nil, key, argument)
    }
    guard let function = TemplateFunction(rawValue: name) else {
      reportUnknown(name, at: key)
      return (nil, key, argument)
    }
    return (function, key, argument)
  }

  private mutating func reportUnknown(_ name: String, at key: JSONNode) {
    if name.hasPrefix("Fn::ForEach") {
      fail(
        .notExpanded, "\(name) is expanded by CloudFormation", at: key,
        hint: Template.expansionHint)
    } else {
      fail(
        .unknownFunction, "there is no function \(name)", at: key,
        hint: nearest(to: name, among: TemplateFunction.allCases.map { $0.rawValue }))
    }
  }

  private mutating func apply(
    _ function: TemplateFunction, to argument: JSONNode, _ key: JSONNode
  ) -> TemplateValue.Content {
    switch function {
    case .ref: ref(argument)
    case .getAtt: getAtt(argument)
    case .sub: sub(argument)
    case .join: join(argument)
    case .split: split(argument)
    case .select: select(argument)
    case .getAZs: getAZs(argument)
    case .cidr: cidr(argument)
    case .findInMap: findInMap(argument)
    case .if: choose(argument)
    case .and, .or, .not, .equals: misplaced(function, key)
    case .importValue: importValue(argument)
    case .base64, .length, .toJSONString, .getStackOutput, .transform:
      .unknown(UnknownValue(title: function.rawValue))
    }
  }

  private mutating func misplaced(
    _ function: TemplateFunction, _ key: JSONNode
  ) -> TemplateValue.Content {
    fail(
      .functionArguments, "\(function.rawValue) stands in a condition only", at: key,
      hint: "declare a condition with it, and use Fn::If here")
    return .broken
  }

  private mutating func importValue(_ argument: JSONNode) -> TemplateValue.Content {
    switch text(value(of: argument), "Fn::ImportValue takes the name of an export") {
    case .known(let name): .unknown(UnknownValue(title: "Fn::ImportValue \(name)"))
    case .unknown(let name):
      .unknown(
        UnknownValue(title: "Fn::ImportValue \(name.title)", parameters: name.parameters))
    case .absent, .broken: .broken
    }
  }
}

// MARK: Arguments

extension TemplateReader {
  /// The elements of a function's list; `nil`, reported, where it has too few or too many.
  mutating func arguments(of function: TemplateFunction, _ node: JSONNode) -> [JSONNode]? {
    guard let signature = function.signature else { return nil }
    let arguments = Array(tree.elements(of: node))
    guard tree.kind(of: node) == .array, signature.count.contains(arguments.count) else {
      fail(
        .functionArguments, "\(function.rawValue) takes \(signature.words)", at: node,
        hint: tree.kind(of: node) == .array
          ? "here \(arguments.count == 1 ? "is 1 element" : "are \(arguments.count)")" : nil)
      return nil
    }
    return arguments
  }

  /// A value as a text.
  ///
  /// An id is a text that nobody knows yet.
  mutating func text(_ value: TemplateValue, _ expectation: String) -> Lookup<String> {
    switch value.content {
    case .text(let text): return .known(text)
    case .id(let id, _): return .unknown(UnknownValue(title: id))
    case .unknown(let unknown): return .unknown(unknown)
    case .nothing, .list, .object:
      fail(.functionArguments, expectation, at: value.node)
      return .broken
    case .broken: return .broken
    }
  }

  /// A value as a list.
  mutating func list(_ value: TemplateValue, _ expectation: String) -> Lookup<[TemplateValue]> {
    switch value.content {
    case .list(let elements): return .known(elements)
    case .unknown(let unknown): return .unknown(unknown)
    case .text, .id, .object, .nothing:
      fail(.functionArguments, expectation, at: value.node)
      return .broken
    case .broken: return .broken
    }
  }

  /// A value as a whole number.
  mutating func integer(_ value: TemplateValue, _ expectation: String) -> Lookup<Int> {
    text(value, expectation).flatMap { text in
      guard let number = Int(text) else {
        fail(.functionArguments, expectation, at: value.node)
        return .broken
      }
      return .known(number)
    }
  }
}

extension Lookup {
  /// What a function gives where this is its argument, and `make` its work on a known one.
  func content(
    _ title: String, _ make: (Value) -> TemplateValue.Content
  ) -> TemplateValue.Content {
    switch self {
    case .known(let value): make(value)
    case .unknown(let unknown):
      .unknown(
        UnknownValue(title: "\(title) of \(unknown.title)", parameters: unknown.parameters))
    case .absent, .broken: .broken
    }
  }
}
