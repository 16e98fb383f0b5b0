import SourceText
import TestSupport
import Testing
import TopologyImport
import TopologyModel

extension TopologyReading {
  /// Imports AWS's answers in the order given.
  init(answers files: [(path: String, text: String)]) {
    self.init { () throws(InputErrors) in
      var importer = AWSDescribeImporter()
      for (path, text) in files { _ = importer.read(Array(text.utf8), path: path) }
      return try importer.finish()
    }
  }

  init(answer text: String) { self.init(answers: [("in.json", text)]) }
}

/// An answer with one element.
func answer(_ key: String, _ element: String) -> String { "{\"\(key)\": [\(element)]}" }

/// Imports an answer that must be flawless.
func imported(
  _ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Topology {
  let reading = TopologyReading(answer: text)
  #expect(reading.places == [], sourceLocation: sourceLocation)
  return try #require(reading.topology, sourceLocation: sourceLocation)
}
