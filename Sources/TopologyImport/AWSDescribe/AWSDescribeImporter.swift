import Addressing
public import SourceText
public import TopologyModel

/// Builds a topology from what `aws ec2 describe-*` and its kin print, file by file.
///
/// ```swift
/// var importer = AWSDescribeImporter()
/// importer.read(bytes, path: "prod/vpcs.json")
/// importer.read(others, path: "prod/subnets.json")
/// let (topology, warnings) = try importer.finish()
/// ```
///
/// Answers are recognised by their top-level keys; the order of files, pages and keys means nothing.
public struct AWSDescribeImporter: Sendable {
  /// What a text turned out to be.
  public enum Outcome: Sendable {
    /// It was an answer, and was read.
    case answer
    /// JSON that no AWS command prints; it was passed over.
    case otherJSON
    /// It is no JSON, and was reported.
    case broken
  }

  var topology = Topology()
  var reader = AnswerReader()
  var pages = PageLedger()
  var regions = RegionHints()
  /// Rules of `describe-security-group-rules`, to be joined with their groups at the end.
  var listedRules: [ListedRule] = []
  /// Blocks of `describe-prefix-lists`.
  var listedBlocks: [Reference<PrefixList>: [PrefixList.Entry]] = [:]
  /// Entries of `get-managed-prefix-list-entries`.
  var listedEntries: [Reference<PrefixList>: [PrefixList.Entry]] = [:]
  /// What Direct Connect gateways know of virtual private gateways, until all of these are read.
  var directConnectAssociations:
    [(gateway: Reference<VPNGateway>, directConnect: Reference<UnmodelledResource>)] = []
  var interfacesOfInstances: [(slot: Reference<NetworkInterface>, interface: NetworkInterface)] = []
  /// Answers whose subject can only be checked when everything is known.
  var unnamedAnswers: [UnnamedAnswer] = []

  public init() {}

  /// Reads one file; what is wrong in it is kept for ``finish()``.
  ///
  /// - Parameters:
  ///   - text: The file's bytes; they are let go when the call ends.
  ///   - path: The file's path as the user would type it.
  /// - Returns: What the text turned out to be.
  public mutating func read(_ text: [UInt8], path: String) -> Outcome {
    let file = UInt32(truncatingIfNeeded: reader.sources.files.count)
    let source = SourceBuffer(path: path, file: file, bytes: text)
    var problems = DiagnosticSink()
    guard let tree = JSONTree(parsing: source, into: &problems) else {
      reader.problems.report(contentsOf: problems)
      return .broken
    }
    return read(tree, problems)
  }

  /// Reads a file that is parsed already: the first of its importer.
  ///
  /// - Parameters:
  ///   - tree: Its values.
  ///   - problems: What the parser found.
  /// - Returns: What it turned out to be.
  public mutating func read(_ tree: JSONTree, _ problems: DiagnosticSink) -> Outcome {
    reader.problems.report(contentsOf: problems)
    guard AWSDescribeImporter.isAnswer(tree) else { return .otherJSON }
    _ = reader.sources.add(tree.source)
    reader.tree = tree
    readMembers(of: tree)
    reader.tree = nil
    return .answer
  }

  /// Whether a text is the output of an AWS command, by its top-level keys.
  public static func isAnswer(_ tree: JSONTree) -> Bool {
    tree.members(of: tree.root).contains { key, value in
      guard let key = tree.string(of: key) else { return false }
      if let key = AnswerKey(rawValue: key) { return tree.kind(of: value) == key.container }
      return AnswerKey.passedOver.contains(key)
    }
  }

  private mutating func readMembers(of tree: JSONTree) {
    for (key, value) in tree.members(of: tree.root) {
      guard let name = tree.string(of: key), let key = AnswerKey(rawValue: name) else { continue }
      if let kind = key.kind { topology.presentKinds.insert(kind) }
      if key == .networkInterfaces { interfacesOfInstances = [] }
      if key.isUnnamed {
        readUnnamed(key, value)
      } else {
        read(key, value)
        notePage(key, subject: nil)
      }
    }
  }

  private mutating func read(_ key: AnswerKey, _ value: JSONNode) {
    guard key.container == .array else {
      readBlockPublicAccess(value)
      return
    }
    for element in reader.objects(in: value) { read(element, of: key) }
  }

  /// Whether ``finish()`` will throw for what was read so far.
  public var hasErrors: Bool { reader.problems.hasErrors }

  /// Gives the topology that all files together tell of.
  ///
  /// - Returns: The topology, and warnings that do not keep it from being used.
  /// - Throws: ``InputErrors`` with all problems, warnings included, where there is an error.
  public consuming func finish() throws(InputErrors) -> (
    topology: Topology, warnings: [Diagnostic]
  ) {
    placeInterfacesOfInstances()
    placePrefixListEntries()
    placeListedRules()
    placeDirectConnectAssociations()
    regions.place(in: &topology.vpcs)
    reportUnnamedAnswers()
    pages.report(to: &reader.problems)
    guard !reader.problems.hasErrors else { throw InputErrors(reader.problems) }
    topology.sources = reader.sources
    return (topology, reader.problems.diagnostics)
  }
}
