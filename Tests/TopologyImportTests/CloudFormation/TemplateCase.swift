import Testing

/// Resources, and what a dump of the topology has of one kind.
struct TemplateCase: CustomTestStringConvertible {
  let testDescription: String
  let resources: String
  let kind: String
  let expected: [String]

  /// The lines that begin with a kind.
  init(_ description: String, _ resources: String, _ kind: String, _ expected: String...) {
    testDescription = description
    self.resources = resources
    self.kind = kind
    self.expected = expected
  }

  func check() throws {
    let topology = try readTemplate(network(resources))
    #expect(TopologyDump(topology).lines(of: kind) == expected)
  }
}
