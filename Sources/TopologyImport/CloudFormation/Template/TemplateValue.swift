import SourceText
import TopologyModel

/// A value of a template once its functions were applied.
struct TemplateValue {
  enum Content {
    /// Numbers and booleans too: CloudFormation itself takes `443` and `"443"` for the same.
    case text(String)
    case list([TemplateValue])
    case object(TemplateObject)
    /// The id that something of this template will have: it is known by its logical id.
    case id(String, ResourceKind)
    /// `AWS::NoValue`: as if the property were not there.
    case nothing
    case unknown(UnknownValue)
    /// It has been reported.
    case broken
  }

  let content: Content
  /// What a problem with the value is reported at.
  let node: JSONNode

  init(_ content: Content, at node: JSONNode) {
    self.content = content
    self.node = node
  }
}

/// An object's members once its functions were applied.
struct TemplateObject {
  let members: [(key: String, value: TemplateValue)]
  /// The object in the text.
  let node: JSONNode

  /// The member's value, unless it is absent or `AWS::NoValue`.
  subscript(key: String) -> TemplateValue? {
    guard let value = members.first(where: { $0.key == key })?.value else { return nil }
    if case .nothing = value.content { return nil }
    return value
  }
}

/// A value that nobody knows before the stack is deployed.
struct UnknownValue: Hashable {
  /// What stands for the value: equal titles mean the same value, so it serves as an id.
  let title: String
  /// The parameters that would settle it.
  var parameters: [String] = []
}

/// What reading a property gave.
enum Lookup<Value> {
  case absent
  case known(Value)
  case unknown(UnknownValue)
  /// It has been reported.
  case broken

  var value: Value? {
    if case .known(let value) = self { return value }
    return nil
  }

  func map<Mapped>(_ transform: (Value) -> Mapped) -> Lookup<Mapped> {
    flatMap { .known(transform($0)) }
  }

  /// What `transform` makes of a known value, which it may refuse.
  func flatMap<Mapped>(_ transform: (Value) -> Lookup<Mapped>) -> Lookup<Mapped> {
    switch self {
    case .absent: .absent
    case .known(let value): transform(value)
    case .unknown(let unknown): .unknown(unknown)
    case .broken: .broken
    }
  }
}
