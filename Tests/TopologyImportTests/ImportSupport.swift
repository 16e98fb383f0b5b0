import SourceText
import Testing
import TopologyImport
import TopologyModel

/// What importing some files gave.
struct Imported {
  let topology: Topology?
  let diagnostics: [Diagnostic]

  /// Imports files in the order given.
  init(_ files: [(path: String, text: String)]) {
    var importer = AWSDescribeImporter()
    for (path, text) in files { _ = importer.read(Array(text.utf8), path: path) }
    do {
      let result = try importer.finish()
      topology = result.topology
      diagnostics = result.warnings
    } catch {
      topology = nil
      diagnostics = error.diagnostics
    }
  }

  init(_ text: String) { self.init([("in.json", text)]) }

  /// Severity, code and place of each diagnostic, in order.
  var places: [String] {
    diagnostics.map { diagnostic in
      let place = diagnostic.location.map { " \($0.line):\($0.column)" } ?? ""
      return "\(diagnostic.severity.rawValue) \(diagnostic.code.name)\(place)"
    }
  }
}

/// An answer with one element.
func answer(_ key: String, _ element: String) -> String { "{\"\(key)\": [\(element)]}" }

/// Imports an answer that must be flawless.
func imported(
  _ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Topology {
  let result = Imported(text)
  #expect(result.places == [], sourceLocation: sourceLocation)
  return try #require(result.topology, sourceLocation: sourceLocation)
}

extension ResourceTable {
  /// The resource with this id, which must be there.
  func resource(
    _ id: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws -> Resource {
    let slot = try #require(self.reference(to: id), sourceLocation: sourceLocation)
    return try #require(self[slot], sourceLocation: sourceLocation)
  }
}
