import SourceText
import TestSupport
import Testing
import TopologyModel

extension TopologyReading {
  init(native text: String) {
    self.init { () throws(InputErrors) in
      try NativeReader.read(Array(text.utf8), path: "in.json5")
    }
  }
}

/// Reads a file that must be flawless.
func native(
  _ text: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
) throws -> Topology {
  let reading = TopologyReading(native: text)
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
