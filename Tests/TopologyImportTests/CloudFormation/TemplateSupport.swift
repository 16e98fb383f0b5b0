import SourceText
import TestSupport
import Testing
import TopologyImport
import TopologyModel

extension TopologyReading {
  init(template text: String, parameters: [String: String] = [:]) {
    self.init { () throws(InputErrors) in
      var problems = DiagnosticSink()
      let source = SourceBuffer(path: "template.json", bytes: Array(text.utf8))
      guard let tree = JSONTree(parsing: source, into: &problems) else {
        throw InputErrors(problems)
      }
      return try CloudFormationImporter.read(tree, problems, parameters: parameters)
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
  let reading = TopologyReading(template: text, parameters: parameters)
  #expect(reading.complaints.map(\.message) == [], sourceLocation: sourceLocation)
  return try #require(reading.topology, sourceLocation: sourceLocation)
}
