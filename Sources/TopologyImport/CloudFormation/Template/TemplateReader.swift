import Addressing
import SourceText
import TopologyModel

/// Reads a template's values: applies its functions, and reports what is wrong where it stands.
struct TemplateReader {
  let template: Template
  var problems: DiagnosticSink
  /// The values of parameters and pseudo parameters.
  var parameters: [String: TemplateValue.Content] = [:]
  /// What each condition came to.
  var conditions: [String: Truth] = [:]
  /// The resources that their conditions leave in the stack, by logical id.
  var included: [String: TemplateResource] = [:]
  /// Those that they leave out, with the condition's name.
  var excluded: [String: String] = [:]
  /// What `Ref` (an empty attribute) and `Fn::GetAtt` give where that is more than an id.
  var facts: [Fact: TemplateValue.Content] = [:]
  /// Problems by place and code: a value may be read more than once.
  private var reported: Set<Report> = []
  /// Nobody gave the Region, nor was told so.
  var isRegionAssumed = false

  /// An attribute of a resource.
  struct Fact: Hashable {
    let id: String
    /// Empty for what `Ref` gives.
    let attribute: String
  }

  private struct Report: Hashable {
    let node: JSONNode
    let offset: Int
    let code: Diagnostic.Code
  }

  var tree: JSONTree { template.tree }

  init(_ template: Template, given: [String: String], _ problems: DiagnosticSink) {
    self.template = template
    self.problems = problems
    readParameters(given: given)
    evaluateConditions()
    chooseResources()
  }

  func location(of node: JSONNode) -> SourceLocation { tree.location(of: node) }
}

// MARK: Problems

extension TemplateReader {
  mutating func fail(
    _ code: Diagnostic.Code, _ message: String, at node: JSONNode, hint: String? = nil,
    related: [(message: String, node: JSONNode)] = []
  ) {
    report(code, .error, message, at: node, hint: hint, related: related)
  }

  mutating func warn(
    _ code: Diagnostic.Code, _ message: String, at node: JSONNode, hint: String? = nil,
    related: [(message: String, node: JSONNode)] = []
  ) {
    report(code, .warning, message, at: node, hint: hint, related: related)
  }

  mutating func report(
    _ code: Diagnostic.Code, _ severity: Diagnostic.Severity, _ message: String,
    at node: JSONNode, hint: String?, related: [(message: String, node: JSONNode)] = []
  ) {
    guard reported.insert(Report(node: node, offset: 0, code: code)).inserted else { return }
    tree.report(
      code, severity: severity, message, at: node, hint: hint, related: related, to: &problems)
  }

  /// Reports an error at a range of a text's bytes, counted from its first.
  mutating func fail(
    _ code: Diagnostic.Code, _ message: String, at node: JSONNode, bytes range: Range<Int>,
    hint: String? = nil
  ) {
    guard reported.insert(Report(node: node, offset: range.lowerBound, code: code)).inserted else {
      return
    }
    guard let text = tree.textRange(of: node) else {
      tree.report(code, message, at: node, hint: hint, to: &problems)
      return
    }
    problems.report(
      code, message, at: text.lowerBound + range.lowerBound, length: range.count,
      in: tree.source, hint: hint)
  }

  /// Reports that something rests on a value that nobody knows yet: each parameter once, where it is
  /// declared, and anything else where it is used.
  mutating func note(_ unknown: UnknownValue, at node: JSONNode) {
    guard unknown.parameters.isEmpty else {
      for name in unknown.parameters { noteMissing(name, at: node) }
      return
    }
    warn(
      .valueUnknown, "\(unknown.title) is not known before the stack is deployed", at: node,
      hint: "what depends on it is undetermined")
  }

  private mutating func noteMissing(_ name: String, at node: JSONNode) {
    let declaration = template.parameters.first { $0.name == name }
    warn(
      .parameterMissing, "the parameter \(name) has no value: what depends on it is undetermined",
      at: declaration?.key ?? node, hint: "give it: --parameter \(name)=VALUE")
  }

  /// The question after the name that may be meant: `did you mean X?`.
  func nearest(to name: String, among names: some Sequence<String>) -> String? {
    NearestName.nearest(to: name, among: names).map { "did you mean \($0)?" }
  }
}

// MARK: Which resources there are

extension TemplateReader {
  private mutating func chooseResources() {
    for resource in template.resources {
      guard let node = resource.condition else {
        included[resource.id] = resource
        continue
      }
      guard let name = tree.string(of: node) else {
        fail(.wrongType, "Condition must be the name of a condition", at: node)
        continue
      }
      switch truth(ofCondition: name, at: node) {
      case .yes: included[resource.id] = resource
      case .no: excluded[resource.id] = name
      case .unknown(let unknown): reportUndecided(resource, name, unknown, at: node)
      case .broken: excluded[resource.id] = name
      }
    }
  }

  /// A network of which nobody knows what it consists of is no network.
  private mutating func reportUndecided(
    _ resource: TemplateResource, _ condition: String, _ unknown: UnknownValue, at node: JSONNode
  ) {
    excluded[resource.id] = condition
    fail(
      .valueUnknown,
      "whether there is \(resource.id) depends on \(condition), which can't be told", at: node,
      hint: unknown.parameters.first.map { "give --parameter \($0)=VALUE" }
        ?? "it depends on \(unknown.title)")
  }

  /// The resources of the stack, each after those that it refers to; none where they need each other
  /// in a circle, which is reported.
  mutating func resourcesInOrder() -> [TemplateResource] {
    let names = template.resources.map { $0.id }.filter { included[$0] != nil }
    var references: [String: [DependencyOrder.Reference]] = [:]
    for name in names {
      guard let properties = included[name]?.properties else { continue }
      references[name] = self.references(in: properties)
    }
    let order = DependencyOrder(names, references)
    for circle in order.circles { reportCircle(circle, "resources") }
    return order.circles.isEmpty ? order.names.compactMap { included[$0] } : []
  }

  mutating func reportCircle(_ circle: [DependencyOrder.Reference], _ what: String) {
    guard let last = circle.last else { return }
    let names = ([last] + circle).map { $0.name }.joined(separator: " -> ")
    fail(
      .circularReference, "these \(what) need each other in a circle: \(names)",
      at: circle[0].node, hint: "CloudFormation can't make any of them first",
      related: circle.dropFirst().map { ("needed here: \($0.name)", $0.node) })
  }
}
