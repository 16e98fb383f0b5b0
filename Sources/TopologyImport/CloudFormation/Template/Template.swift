import SourceText
import TopologyModel

/// A template's sections, as they stand in the text.
struct Template {
  let tree: JSONTree
  /// The template itself, of which `get-template` makes the member `TemplateBody`.
  let root: JSONNode
  private(set) var parameters: [Declaration] = []
  private(set) var conditions: [Declaration] = []
  private(set) var resources: [TemplateResource] = []
  let mappings: JSONNode?

  /// A named value of a section.
  struct Declaration {
    let name: String
    let key: JSONNode
    let value: JSONNode
  }

  init(_ tree: JSONTree, _ problems: inout DiagnosticSink) {
    self.tree = tree
    root = Template.body(of: tree)
    mappings = tree.member("Mappings", of: root)
    parameters = declarations("Parameters", &problems)
    conditions = declarations("Conditions", &problems)
    guard tree.member("Resources", of: root) != nil else {
      tree.report(
        .fieldMissing, "the template has no Resources", at: root,
        hint: "a template declares at least one resource", to: &problems)
      return
    }
    for declaration in declarations("Resources", &problems) {
      if let resource = resource(declaration, &problems) { resources.append(resource) }
    }
  }

  /// Whether a text is a template, or what `get-template` prints of one.
  static func isTemplate(_ tree: JSONTree) -> Bool {
    let root = body(of: tree)
    if tree.member("AWSTemplateFormatVersion", of: root) != nil { return true }
    guard let resources = tree.member("Resources", of: root) else { return false }
    return tree.members(of: resources).contains { _, resource in
      tree.member("Type", of: resource).flatMap { tree.string(of: $0) }?.hasPrefix("AWS::") == true
    }
  }

  private static func body(of tree: JSONTree) -> JSONNode {
    guard let body = tree.member("TemplateBody", of: tree.root), tree.kind(of: body) == .object
    else { return tree.root }
    return body
  }

  /// The members of a section; none where it is absent.
  private func declarations(
    _ section: StaticString, _ problems: inout DiagnosticSink
  ) -> [Declaration] {
    guard let node = tree.member(section, of: root) else { return [] }
    guard tree.kind(of: node) == .object else {
      tree.report(.wrongType, "\(section) must be an object", at: node, to: &problems)
      return []
    }
    return tree.members(of: node).map { key, value in
      Declaration(name: tree.string(of: key) ?? "", key: key, value: value)
    }
  }

  private func resource(
    _ declaration: Declaration, _ problems: inout DiagnosticSink
  ) -> TemplateResource? {
    guard !declaration.name.hasPrefix("Fn::") else {
      tree.report(
        .notExpanded, "\(declaration.name) makes resources only when CloudFormation expands it",
        at: declaration.key, hint: Template.expansionHint, to: &problems)
      return nil
    }
    guard let type = tree.member("Type", of: declaration.value) else {
      tree.report(
        .fieldMissing, "the resource \(declaration.name) has no Type", at: declaration.value,
        to: &problems)
      return nil
    }
    guard let typeName = tree.string(of: type) else {
      tree.report(.wrongType, "Type must be a text", at: type, to: &problems)
      return nil
    }
    let properties = tree.member("Properties", of: declaration.value)
    if let properties, tree.kind(of: properties) != .object {
      tree.report(.wrongType, "Properties must be an object", at: properties, to: &problems)
      return nil
    }
    return TemplateResource(
      id: declaration.name, type: typeName, key: declaration.key, properties: properties,
      condition: tree.member("Condition", of: declaration.value))
  }

  static let expansionHint =
    "aws cloudformation get-template --template-stage Processed --stack-name NAME gives the "
    + "template as deployed"
}

/// A resource as it is declared.
struct TemplateResource {
  /// Its logical id, by which everything else of the template refers to it.
  let id: String
  /// `AWS::EC2::VPC`.
  let type: String
  /// Where the logical id stands: the place that a citation gives.
  let key: JSONNode
  let properties: JSONNode?
  /// The name of the condition that it depends on.
  let condition: JSONNode?

  /// What the resource is; `nil` for what is no part of a network.
  var kind: ResourceKind? { TemplateResource.kind(of: type) }
}
