public import SourceText
public import TopologyModel

/// Builds a topology from what `terraform show -json` prints of a plan or a state.
///
/// ```swift
/// let (topology, warnings) = try TerraformImporter.read(bytes, path: "plan.json")
/// ```
///
/// A resource's id in the topology is its Terraform address. What the plan does not know before
/// apply is linked through the source's references; where they leave several answers, a warning
/// names them, and what depends on it is undetermined.
public enum TerraformImporter {
  /// Reads a plan or a state.
  ///
  /// - Parameters:
  ///   - text: The file's bytes.
  ///   - path: The file's path as the user would type it.
  /// - Returns: The topology, and warnings that do not keep it from being used.
  /// - Throws: ``InputErrors`` with all problems, warnings included, where there is an error.
  public static func read(
    _ text: [UInt8], path: String
  ) throws(InputErrors) -> (topology: Topology, warnings: [Diagnostic]) {
    var problems = DiagnosticSink()
    let source = SourceBuffer(path: path, bytes: text)
    guard let tree = JSONTree(parsing: source, into: &problems) else { throw InputErrors(problems) }
    return try read(tree, problems)
  }

  /// Whether a text is what `terraform show -json` prints, by its top-level keys.
  public static func isShown(_ tree: JSONTree) -> Bool {
    guard tree.member("format_version", of: tree.root) != nil else { return false }
    // Of a design that was never applied there is nothing else to tell.
    if Array(tree.members(of: tree.root)).count == 1 { return true }
    let keys: [StaticString] = [
      "terraform_version", "values", "planned_values", "resource_changes",
    ]
    return keys.contains { tree.member($0, of: tree.root) != nil }
  }

  /// Reads a plan or a state that is parsed already; `problems` is what the parser found.
  public static func read(
    _ tree: JSONTree, _ problems: DiagnosticSink
  ) throws(InputErrors) -> (topology: Topology, warnings: [Diagnostic]) {
    var problems = problems
    checkFormat(of: tree, into: &problems)
    guard !problems.hasErrors else { throw InputErrors(problems) }
    var sources = SourceCatalog()
    _ = sources.add(tree.source)
    var builder = TerraformBuilder(TerraformDesign(tree), sources, problems)
    builder.build()
    guard !builder.reader.problems.hasErrors else { throw InputErrors(builder.reader.problems) }
    return (builder.topology, builder.reader.problems.diagnostics)
  }

  /// Refuses formats of another major version, and tells of plans that are not whole.
  private static func checkFormat(of tree: JSONTree, into problems: inout DiagnosticSink) {
    guard let version = tree.member("format_version", of: tree.root) else {
      tree.report(
        .fieldMissing, "format_version is missing here", at: tree.root, hint: rightCommand,
        to: &problems)
      return
    }
    if tree.string(of: version)?.utf8.starts(with: "1.".utf8) != true {
      tree.report(
        .formatVersionUnknown, "this format version is not read; 1.x is", at: version,
        hint: "terraform 1.0 and newer print it; is this vpctrace older than the file?",
        to: &problems)
    }
    for (key, kind) in sections {
      if let section = tree.member(key, of: tree.root), tree.kind(of: section) != kind {
        tree.report(
          .wrongType, "\(key) must be \(kind == .array ? "a list" : "an object")", at: section,
          hint: rightCommand, to: &problems)
      }
    }
    if let errored = tree.member("errored", of: tree.root), tree.boolean(of: errored) == true {
      tree.report(
        .planIncomplete, severity: .warning,
        "planning failed: the plan holds only what was reached", at: errored, to: &problems)
    }
    if let complete = tree.member("complete", of: tree.root), tree.boolean(of: complete) == false {
      tree.report(
        .planIncomplete, severity: .warning,
        "the plan leaves out part of the design: it is of some targets only, or puts changes off",
        at: complete, to: &problems)
    }
  }

  static let rightCommand = "leave the file as terraform show -json printed it"

  private static let sections: [(key: StaticString, kind: JSONKind)] = [
    ("planned_values", .object), ("values", .object), ("resource_changes", .array),
    ("resource_drift", .array), ("configuration", .object), ("prior_state", .object),
  ]
}

extension Diagnostic.Code {
  /// A format version of `terraform show -json` that this version does not know.
  public static let formatVersionUnknown = Diagnostic.Code("FORMAT_VERSION_UNKNOWN")
  /// A plan that failed, or that leaves something out.
  public static let planIncomplete = Diagnostic.Code("PLAN_INCOMPLETE")
  /// A reference that may mean several things.
  public static let referenceUnclear = Diagnostic.Code("REFERENCE_UNCLEAR")
  /// A value that is known only once the design is applied.
  public static let valueUnknown = Diagnostic.Code("VALUE_UNKNOWN")
  /// Addresses that AWS has yet to choose.
  public static let addressesAssumed = Diagnostic.Code("ADDRESSES_ASSUMED")
  /// Network resources that no packet is walked through.
  public static let resourcesNotModelled = Diagnostic.Code("RESOURCES_NOT_MODELLED")
  /// Inline and separate rules of one resource, of which Terraform removes the one or the other.
  public static let rulesConflict = Diagnostic.Code("RULES_CONFLICT")
}
