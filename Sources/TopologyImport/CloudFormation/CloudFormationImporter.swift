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
  ///   - text: The file's bytes.
  ///   - path: The file's path as the user would type it.
  ///   - parameters: Values of parameters, and of pseudo parameters such as `AWS::Region`, by name.
  /// - Returns: The topology, and warnings that do not keep it from being used; one of them
  ///   (`UNKNOWN_PARAMETER`) for each name that the template does not have.
  /// - Throws: ``InputErrors`` with everything that is wrong with the template.
  public static func read(
    _ text: [UInt8], path: String, parameters: [String: String] = [:]
  ) throws(InputErrors) -> (topology: Topology, warnings: [Diagnostic]) {
    var sources = SourceCatalog()
    var problems = DiagnosticSink()
    let source = sources.add(path: path, bytes: text)
    guard let tree = JSONTree(parsing: source, into: &problems) else {
      throw InputErrors(problems)
    }
    let template = Template(tree, &problems)
    let reader = TemplateReader(template, given: parameters, problems)
    let builder = TemplateBuilder(reader)
    guard !builder.reader.problems.hasErrors else { throw InputErrors(builder.reader.problems) }
    var topology = builder.topology
    topology.sources = sources
    return (topology, builder.reader.problems.diagnostics)
  }
}
