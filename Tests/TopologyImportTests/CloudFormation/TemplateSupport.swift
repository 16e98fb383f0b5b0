import SourceText
import Testing
import TopologyImport
import TopologyModel

/// What reading a template gave.
struct ReadTemplate {
  let topology: Topology?
  let diagnostics: [Diagnostic]

  init(_ text: String, parameters: [String: String] = [:]) {
    var problems = DiagnosticSink()
    let source = SourceBuffer(path: "template.json", bytes: Array(text.utf8))
    guard let tree = JSONTree(parsing: source, into: &problems) else {
      topology = nil
      diagnostics = problems.diagnostics
      return
    }
    do {
      let result = try CloudFormationImporter.read(tree, problems, parameters: parameters)
      topology = result.topology
      diagnostics = result.warnings
    } catch {
      topology = nil
      diagnostics = error.diagnostics
    }
  }

  /// What is wrong, or may be.
  var complaints: [Diagnostic] { diagnostics.filter { $0.severity != .note } }

  /// Severity, code and place of each complaint, in order.
  var places: [String] {
    complaints.map { diagnostic in
      let place = diagnostic.location.map { " \($0.line):\($0.column)" } ?? ""
      return "\(diagnostic.severity.rawValue) \(diagnostic.code.name)\(place)"
    }
  }
}

/// A template out of the members of its `Resources`, and of other sections.
func template(_ resources: String, sections: String = "") -> String {
  "{\(sections)\(sections.isEmpty ? "" : ",")\n\"Resources\": {\n\(resources)\n}}"
}

/// A VPC of 10.0.0.0/16, two subnets and whatever else.
func network(_ resources: String, sections: String = "") -> String {
  template(
    """
    "V": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
    "A": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}, "CidrBlock": "10.0.1.0/24"}},
    "B": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "V"}, "CidrBlock": "10.0.2.0/24"}},
    \(resources)
    """, sections: sections)
}

/// Reads a template that must be flawless.
func readTemplate(
  _ text: String, parameters: [String: String] = [:],
  sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Topology {
  let result = ReadTemplate(text, parameters: parameters)
  #expect(result.complaints.map(\.message) == [], sourceLocation: sourceLocation)
  return try #require(result.topology, sourceLocation: sourceLocation)
}
