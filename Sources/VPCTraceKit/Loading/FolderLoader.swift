import SourceText
import TopologyImport
import TopologyModel

/// Reads a folder of AWS CLI outputs.
struct FolderLoader {
  private let folder: String
  private var importer = AWSDescribeImporter()
  private var problems: [Diagnostic] = []
  private var answerCount = 0
  private var otherJSON: [String] = []
  private var passedOver: [(path: String, shape: TextShape?)] = []

  init(folder: String) { self.folder = folder }

  /// Reads every file that is, or should be, JSON.
  ///
  /// - Throws: ``InputErrors`` with all that is wrong in any of them.
  mutating func load() throws(InputErrors) -> LoadedTopology {
    let listing = FolderListing(of: folder)
    problems += listing.problems
    passedOver += listing.specialFiles.map { ($0, nil) }
    for file in listing.files { read(file) }
    if answerCount == 0 && problems.isEmpty && !importer.hasErrors {
      problems.append(nothingFound(among: listing.files.count))
    }
    return try finish()
  }

  private mutating func read(_ path: String) {
    do {
      let prefix = try Platform.readFile(path, limit: TextShape.prefixLength)
      let shape = TextShape(ofPrefix: prefix, path: path)
      let isNamedJSON = path.hasSuffix(".json") || path.hasSuffix(".JSON")
      if shape == .json || isNamedJSON && (shape == .other || shape == .empty) {
        note(importer.read(try Platform.readFile(path), path: path), path)
      } else if isNamedJSON, let unreadable = UnreadableInput(shape) {
        problems.append(unreadable.diagnostic(path: path))
      } else {
        passedOver.append((path, shape))
      }
    } catch {
      problems.append(.unreadable(path, error))
    }
  }

  private mutating func note(_ outcome: AWSDescribeImporter.Outcome, _ path: String) {
    switch outcome {
    case .answer: answerCount += 1
    case .otherJSON: otherJSON.append(path)
    case .broken: break
    }
  }

  private consuming func finish() throws(InputErrors) -> LoadedTopology {
    let remarks = remarks()
    do throws(InputErrors) {
      let (topology, warnings) = try importer.finish()
      guard problems.isEmpty else { throw InputErrors(warnings) }
      return LoadedTopology(topology: topology, warnings: remarks + warnings)
    } catch {
      throw InputErrors(
        problems + remarks + error.diagnostics, omittedCount: error.omittedCount)
    }
  }

  /// What was left out, in one diagnostic each.
  private func remarks() -> [Diagnostic] {
    var remarks: [Diagnostic] = []
    if !otherJSON.isEmpty {
      remarks.append(
        Diagnostic(
          .warning, .filesPassedOver, "\(names(otherJSON)) no AWS CLI output: passed over",
          hint: "--query and --output change an answer's shape: leave them out"))
    }
    if !passedOver.isEmpty {
      remarks.append(
        Diagnostic(
          .note, .filesPassedOver,
          "\(names(passedOver.map { $0.path })) passed over: only JSON files are read"))
    }
    return remarks
  }

  /// `a.json is`, or `3 files, the first a.json, are`.
  private func names(_ paths: [String]) -> String {
    let first = paths.first ?? ""
    return paths.count == 1 ? "\(first) is" : "\(paths.count) files, the first \(first), are"
  }

  private func nothingFound(among count: Int) -> Diagnostic {
    guard count > 0 else {
      return Diagnostic(
        .error, .inputUnrecognised, "\(folder) holds no files",
        hint: "Docs/collecting.md has the commands that fill it")
    }
    for (path, shape) in passedOver {
      guard let shape, let unreadable = UnreadableInput(shape) else { continue }
      return unreadable.diagnostic(path: path)
    }
    let other = otherJSON.prefix(FolderLoader.mostTried).first { path in
      (try? Topology.load(path: path)) != nil
    }
    return Diagnostic(
      .error, .inputUnrecognised, "\(folder) holds no AWS CLI output",
      hint: other.map { "\($0) is read where it is named itself" }
        ?? "Docs/collecting.md has the commands that collect one")
  }

  /// Files of other kinds that are looked into for one that could be meant.
  private static let mostTried = 16
}
