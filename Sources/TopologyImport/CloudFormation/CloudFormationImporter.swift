public import SourceText
public import TopologyModel

/// Builds the topology that a CloudFormation template declares, before anything of it exists.
///
/// Resources go by their logical ids; addresses that AWS would choose are free ones of their subnets,
/// and marked as assumed.
public enum CloudFormationImporter {
  /// Whether a text is a template, or what `aws cloudformation get-template` prints of one.
  public static func isTemplate(_ tree: JSONTree) -> Bool { Template.isTemplate(tree) }

  /// Reads a template.
  ///
  /// - Parameters:
  ///   - tree: The template, or what `get-template` prints.
  ///   - problems: What was found wrong with its text.
  ///   - parameters: Values of parameters, and of pseudo parameters such as `AWS::Region`, by name.
  /// - Returns: The topology, and warnings that do not keep it from being used; one of them
  ///   (`UNKNOWN_PARAMETER`) for each name that the template does not have.
  /// - Throws: ``InputErrors`` with everything that is wrong with the template.
  public static func read(
    _ tree: JSONTree, _ problems: DiagnosticSink = DiagnosticSink(),
    parameters: [String: String] = [:]
  ) throws(InputErrors) -> (topology: Topology, warnings: [Diagnostic]) {
    var problems = problems
    let template = Template(tree, &problems)
    let builder = TemplateBuilder(TemplateReader(template, given: parameters, problems))
    guard !builder.reader.problems.hasErrors else { throw InputErrors(builder.reader.problems) }
    var topology = builder.topology
    _ = topology.sources.add(tree.source)
    return (topology, builder.reader.problems.diagnostics)
  }
}
