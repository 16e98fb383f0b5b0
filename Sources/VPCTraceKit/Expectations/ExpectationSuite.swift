public import Dataplane
public import Expectations
public import SourceText
import TopologyModel

/// The expectations of one file, ready to be judged.
public struct ExpectationSuite: Sendable {
  /// The text in which the expectations stand.
  public let source: SourceBuffer
  public let network: Network
  public let expectations: [PreparedExpectation]
  /// Warnings about the topology.
  public let warnings: [Diagnostic]

  /// Reads a native topology that has expectations, or a file of expectations with the topology that it
  /// names, by a path from its own folder.
  ///
  /// - Throws: ``InputErrors`` with all that is wrong in the file, or with its topology; nothing is
  ///   half-loaded.
  public static func load(path: String) throws(InputErrors) -> ExpectationSuite {
    let source = SourceBuffer(path: path, bytes: try bytes(of: path))
    guard let suite = try load(source) else { throw InputErrors([.noExpectations(path)]) }
    return suite
  }

  /// Reads a file's text; `nil` where it states no expectations.
  package static func load(_ source: SourceBuffer) throws(InputErrors) -> ExpectationSuite? {
    var problems = DiagnosticSink()
    guard mentionsExpectations(source.bytes) else { return nil }
    guard let tree = JSONTree(parsing: source, syntax: .json5, into: &problems) else {
      throw InputErrors(problems)
    }
    guard let list = tree.member("expectations", of: tree.root) else { return nil }
    let loaded = try topology(of: tree)
    let stated = ExpectationReader.read(list, of: tree, into: &problems)
    return try ExpectationSuite(
      stated, in: source, of: Network(loaded.topology), warnings: loaded.warnings, problems)
  }

  /// Reads a list of expectations, as a file has it, of a network that is at hand.
  package init(_ source: SourceBuffer, of network: Network) throws(InputErrors) {
    var problems = DiagnosticSink()
    guard let tree = JSONTree(parsing: source, syntax: .json5, into: &problems) else {
      throw InputErrors(problems)
    }
    let stated = ExpectationReader.read(tree.root, of: tree, into: &problems)
    try self.init(stated, in: source, of: network, warnings: [], problems)
  }

  /// Looks up what the expectations name.
  init(
    _ stated: [Expectation], in source: SourceBuffer, of network: Network, warnings: [Diagnostic],
    _ problems: DiagnosticSink
  ) throws(InputErrors) {
    var problems = problems
    var preparer = ExpectationPreparer(network, source)
    let prepared = stated.compactMap { preparer.prepare($0) }
    problems.report(contentsOf: preparer.problems)
    guard !problems.hasErrors else { throw InputErrors(problems) }
    self.source = source
    self.network = network
    self.warnings = warnings
    expectations = prepared
  }

  /// The topology that a file is, or names.
  private static func topology(of tree: JSONTree) throws(InputErrors) -> LoadedTopology {
    guard NativeReader.isExpectationFile(tree) else {
      let (topology, warnings) = try NativeReader.read(tree.source.bytes, path: tree.source.path)
      return LoadedTopology(topology: topology, warnings: warnings)
    }
    let problems = NativeReader.checkExpectationFile(tree)
    guard !problems.hasErrors, let node = tree.member("topology", of: tree.root),
      let name = tree.string(of: node)
    else { throw InputErrors(problems) }
    do throws(InputErrors) {
      return try Topology.load(path: path(name, beside: tree.source.path))
    } catch {
      var unreadable = DiagnosticSink()
      tree.report(.topologyUnreadable, "the topology can't be read", at: node, to: &unreadable)
      throw InputErrors(unreadable.diagnostics + error.diagnostics)
    }
  }

  /// A path that starts at the folder of a file.
  private static func path(_ name: String, beside file: String) -> String {
    guard !name.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return name }
    return file[...slash] + name
  }

  static func bytes(of path: String) throws(InputErrors) -> [UInt8] {
    do throws(SystemError) {
      return try path == "-" ? Platform.readStandardInput() : Platform.readFile(path)
    } catch {
      throw InputErrors([.unreadable(path, error)])
    }
  }

  /// Spares parsing what can't state any: hundreds of megabytes, perhaps.
  private static func mentionsExpectations(_ bytes: [UInt8]) -> Bool {
    let word = Array("expectations".utf8)
    return bytes.indices.contains { index in
      bytes[index] == word[0] && bytes[index...].starts(with: word)
    }
  }
}

extension Diagnostic {
  static func noExpectations(_ path: String) -> Diagnostic {
    Diagnostic(
      .error, .noExpectations, "\(path) states no expectations",
      hint: "vpctrace test --init \(path) proposes some")
  }
}

extension Diagnostic.Code {
  /// A file or folder that was given to be tested, and states nothing.
  static let noExpectations = Diagnostic.Code("NO_EXPECTATIONS")
  /// The topology that a file of expectations names.
  static let topologyUnreadable = Diagnostic.Code("TOPOLOGY_UNREADABLE")
}
