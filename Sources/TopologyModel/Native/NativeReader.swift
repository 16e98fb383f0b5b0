public import SourceText

/// Reads vpctrace's own format: a design in JSON5, in which names are keys (`Docs/topology.md`).
public enum NativeReader {
  /// Whether a text is a native topology: an object that has `vpcs`.
  public static func isNative(_ tree: JSONTree) -> Bool {
    tree.member("vpcs", of: tree.root) != nil
  }

  /// Whether a text is a file of expectations, which names the topology that they are for.
  public static func isExpectationFile(_ tree: JSONTree) -> Bool {
    !isNative(tree) && tree.member("expectations", of: tree.root) != nil
  }

  /// Holds a file of expectations to the table of keys.
  public static func checkExpectationFile(_ tree: JSONTree) -> DiagnosticSink {
    NativeChecker(tree, .expectationFile).problems
  }

  /// Reads a native file.
  ///
  /// - Parameters:
  ///   - text: The file's bytes.
  ///   - path: The file's path as the user would type it.
  /// - Returns: The topology, and warnings that do not keep it from being used.
  /// - Throws: ``InputErrors`` with everything that is wrong with the file.
  public static func read(
    _ text: [UInt8], path: String
  ) throws(InputErrors) -> (topology: Topology, warnings: [Diagnostic]) {
    var sources = SourceCatalog()
    var problems = DiagnosticSink()
    let source = sources.add(path: path, bytes: text)
    guard let tree = JSONTree(parsing: source, syntax: .json5, into: &problems) else {
      throw InputErrors(problems)
    }
    let checker = NativeChecker(tree, NativeNameCollector(tree), problems)
    let builder = NativeBuilder(checker)
    guard !builder.problems.hasErrors else { throw InputErrors(builder.problems) }
    var topology = builder.topology
    topology.sources = sources
    return (topology, builder.problems.diagnostics)
  }
}
