public import SourceText
import TopologyImport
public import TopologyModel

/// A topology, and what its reader should be told of it.
public struct LoadedTopology: Sendable {
  public let topology: Topology
  /// Warnings and notes, which do not keep the topology from being used.
  public let warnings: [Diagnostic]
  /// The input is a template that was given no Region.
  var assumesRegion = false

  /// The parameter that gives a template its Region.
  static let regionParameter = "AWS::Region"

  /// The first of the given parameters that the input does not have, as one of ``warnings``.
  public var unknownParameter: Diagnostic? { warnings.first { $0.code == .unknownParameter } }

  /// The same with a warning of each parameter, which only a template could have taken.
  fileprivate func refusing(_ parameters: [String: String]) -> LoadedTopology {
    let refusals = parameters.keys.sorted().map { name in
      Diagnostic(
        .warning, .unknownParameter, "the input has no parameter \(name)",
        hint: "only CloudFormation templates have parameters")
    }
    return LoadedTopology(topology: topology, warnings: refusals + warnings)
  }
}

extension Topology {
  /// Reads a topology from a folder of AWS CLI outputs, or from one file.
  ///
  /// ```swift
  /// let loaded = try Topology.load(path: "prod-describe")
  /// ```
  ///
  /// - Parameters:
  ///   - path: A folder, a file, or `-` for standard input.
  ///   - format: What the input is to be taken for; `nil` recognises it by its content.
  ///   - parameters: Values of a CloudFormation template's parameters, by name.
  /// - Returns: The topology, and warnings about it.
  /// - Throws: ``InputErrors`` with every problem that one reading finds; nothing is half-loaded.
  public static func load(
    path: String, format: InputFormat? = nil, parameters: [String: String] = [:]
  ) throws(InputErrors) -> LoadedTopology {
    switch format {
    case .native: return try readNative(try bytes(of: path), path).refusing(parameters)
    case .terraform:
      let (topology, warnings) = try TerraformImporter.read(try bytes(of: path), path: path)
      return LoadedTopology(topology: topology, warnings: warnings).refusing(parameters)
    case .cloudFormation: return try loadTemplate(path, parameters)
    case .awsCLI, nil: break
    }
    if path != "-", try kind(of: path) == .directory {
      return try loadFolder(path).refusing(parameters)
    }
    return try loadFile(path, parameters)
  }

  private static func kind(of path: String) throws(InputErrors) -> Platform.FileKind {
    do throws(SystemError) {
      return try Platform.status(of: path).kind
    } catch {
      let diagnostic: Diagnostic =
        error.isMissingFile ? .missing(path) : .unreadable(path, error)
      throw InputErrors([diagnostic])
    }
  }

  private static func loadFolder(_ path: String) throws(InputErrors) -> LoadedTopology {
    var loader = FolderLoader(folder: path)
    return try loader.load()
  }

  private static func loadFile(
    _ path: String, _ parameters: [String: String]
  ) throws(InputErrors) -> LoadedTopology {
    let text = try readableText(of: path)
    if path.hasSuffix(".json5") { return try readNative(text, path).refusing(parameters) }
    var problems = DiagnosticSink()
    guard let tree = JSONTree(parsing: SourceBuffer(path: path, bytes: text), into: &problems)
    else {
      if isNative(text, path) { return try readNative(text, path).refusing(parameters) }
      throw InputErrors(problems)
    }
    if CloudFormationImporter.isTemplate(tree) {
      return try readTemplate(tree, problems, parameters)
    }
    return try read(tree, text, path, problems).refusing(parameters)
  }

  /// Reads JSON by what its top-level keys say that it is.
  private static func read(
    _ tree: JSONTree, _ text: [UInt8], _ path: String, _ problems: DiagnosticSink
  ) throws(InputErrors) -> LoadedTopology {
    if TerraformImporter.isShown(tree) {
      let (topology, warnings) = try TerraformImporter.read(tree, problems)
      return LoadedTopology(topology: topology, warnings: warnings)
    }
    if AWSDescribeImporter.isAnswer(tree) {
      var importer = AWSDescribeImporter()
      _ = importer.read(tree, problems)
      let (topology, warnings) = try importer.finish()
      return LoadedTopology(topology: topology, warnings: warnings)
    }
    if isNative(text, path) { return try readNative(text, path) }
    throw InputErrors([UnreadableInput(tree).diagnostic(path: path)])
  }

  /// Reads what is to be taken for a template, whatever its keys.
  private static func loadTemplate(
    _ path: String, _ parameters: [String: String]
  ) throws(InputErrors) -> LoadedTopology {
    var problems = DiagnosticSink()
    let source = SourceBuffer(path: path, bytes: try readableText(of: path))
    guard let tree = JSONTree(parsing: source, into: &problems) else {
      throw InputErrors(problems)
    }
    return try readTemplate(tree, problems, parameters)
  }

  private static func readTemplate(
    _ tree: JSONTree, _ problems: DiagnosticSink, _ parameters: [String: String]
  ) throws(InputErrors) -> LoadedTopology {
    let (topology, warnings) = try CloudFormationImporter.read(
      tree, problems, parameters: parameters)
    return LoadedTopology(
      topology: topology, warnings: warnings,
      assumesRegion: parameters[LoadedTopology.regionParameter] == nil)
  }

  /// The bytes of a file, unless they can't be text that is read here.
  private static func readableText(of path: String) throws(InputErrors) -> [UInt8] {
    let text = try bytes(of: path)
    let shape = TextShape(ofPrefix: Array(text.prefix(TextShape.prefixLength)), path: path)
    if let unreadable = UnreadableInput(shape) {
      throw InputErrors([unreadable.diagnostic(path: path)])
    }
    return text
  }

  private static func bytes(of path: String) throws(InputErrors) -> [UInt8] {
    do throws(SystemError) {
      return try path == "-" ? Platform.readStandardInput() : Platform.readFile(path)
    } catch {
      throw InputErrors([.unreadable(path, error)])
    }
  }

  /// Whether a text is a native topology, by its top-level keys, or broken JSON5 and no broken JSON.
  private static func isNative(_ text: [UInt8], _ path: String) -> Bool {
    let source = SourceBuffer(path: path, bytes: text)
    var problems = DiagnosticSink()
    if let tree = JSONTree(parsing: source, syntax: .json5, into: &problems) {
      return NativeReader.isNative(tree)
    }
    var problemsOfJSON = DiagnosticSink()
    _ = JSONTree(parsing: source, into: &problemsOfJSON)
    return problemsOfJSON.diagnostics.first?.location != problems.diagnostics.first?.location
  }

  private static func readNative(
    _ text: [UInt8], _ path: String
  ) throws(InputErrors) -> LoadedTopology {
    let (topology, warnings) = try NativeReader.read(text, path: path)
    return LoadedTopology(topology: topology, warnings: warnings)
  }
}

extension Diagnostic {
  /// Nothing is at a path; its neighbour with the nearest name may be meant.
  fileprivate static func missing(_ path: String) -> Diagnostic {
    let slash = path.lastIndex(of: "/")
    let folder = slash.map { String(path[...$0]) } ?? "./"
    let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
    let neighbours = (try? Platform.entries(ofDirectory: folder)) ?? []
    let nearest = NearestName.nearest(to: name, among: neighbours)
    let prefix = slash == nil ? "" : folder
    return Diagnostic(
      .error, .inputMissing, "nothing is at \(path)",
      hint: nearest.map { "did you mean \(prefix)\($0)?" })
  }
}
