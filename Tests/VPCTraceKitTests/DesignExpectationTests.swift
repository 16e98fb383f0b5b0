import Foundation
import Testing
import VPCTraceKit

@Suite struct `The worked designs` {
  @Test func `all carry expectations, and meet them`() throws {
    let suites = try ExpectationSuite.load(paths: ["Topologies"])
    let files =
      FileManager.default.enumerator(atPath: "Topologies")?
      .compactMap { $0 as? String } ?? []
    let designs = files.filter { $0.hasSuffix(".json5") }.map { "Topologies/\($0)" }
    #expect(!designs.isEmpty)
    #expect(Set(suites.map { $0.source.path }) == Set(designs))
    for suite in suites {
      let unmet = suite.run().filter { !$0.isMet }
      #expect(unmet.map { $0.expectation.sentence } == [], "\(suite.source.path)")
      #expect(!suite.expectations.isEmpty, "\(suite.source.path)")
    }
  }
}
