import SourceText
import Testing
import TopologyModel

/// What reading a native file gave.
struct NativeReading {
  let topology: Topology?
  let diagnostics: [Diagnostic]

  init(_ text: String) {
    do {
      let result = try NativeReader.read(Array(text.utf8), path: "in.json5")
      topology = result.topology
      diagnostics = result.warnings
    } catch {
      topology = nil
      diagnostics = error.diagnostics
    }
  }

  /// Severity, code and place of each diagnostic, in the order of places.
  var places: [String] {
    diagnostics.sorted {
      ($0.location?.line ?? 0, $0.location?.column ?? 0)
        < ($1.location?.line ?? 0, $1.location?.column ?? 0)
    }.map { diagnostic in
      let place = diagnostic.location.map { " \($0.line):\($0.column)" } ?? ""
      return "\(diagnostic.severity.rawValue) \(diagnostic.code.name)\(place)"
    }
  }
}

/// Reads a file that must be flawless.
func native(
  _ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Topology {
  let reading = NativeReading(text)
  #expect(reading.diagnostics.map(\.message) == [], sourceLocation: sourceLocation)
  return try #require(reading.topology, sourceLocation: sourceLocation)
}

/// Reads a VPC `v` of 10.0.0.0/16 with a subnet `s` of 10.0.1.0/24 and what is given beside them.
func nativeVPC(
  _ members: String, top: String = "",
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Topology {
  try native(vpcText(members, top: top), sourceLocation: sourceLocation)
}

func vpcText(_ members: String, top: String = "") -> String {
  """
  { vpcs: { v: { cidr: "10.0.0.0/16", subnets: { s: { cidr: "10.0.1.0/24" } },
    \(members) } }, \(top) }
  """
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
