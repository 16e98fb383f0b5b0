import Foundation
import TestSupport
import Testing
import VPCTraceKit

/// The worked designs in `Topologies/` do what their pages say.
@Suite("Worked designs")
struct WorkedDesignTests {
  private func network(_ design: String, of page: DesignPage) throws -> Network {
    let path = PackageFolder.url("\(page.folder)/\(design)").path
    return Network(try Topology.load(path: path).topology)
  }

  @Test(arguments: try DesignPage.folders.map { try DesignPage(folder: $0) })
  func `deliver and drop what their pages say`(page: DesignPage) throws {
    #expect(Set(page.flows.map(\.design)) == Set(page.designs))
    for row in page.flows {
      let network = try network(row.design, of: page)
      let request = FlowRequest(from: row.source, to: row.destination, row.options)
      let trace = network.trace(try EndpointResolver(network).flow(request))
      let answer = [trace.verdict.rawValue] + trace.blockerCodes.prefix(1)
      #expect(
        answer.joined(separator: " ") == row.expected,
        "\(row.design): \(row.source) to \(row.destination)")
    }
  }

  /// No finding more and none less than the page's table has; none at all where it has no table.
  @Test(arguments: try DesignPage.folders.map { try DesignPage(folder: $0) })
  func `are found fault with as their pages say`(page: DesignPage) throws {
    let expected = page.findings
    #expect(expected.isEmpty == page.text.contains("`vpctrace check` finds nothing"))
    for design in page.designs {
      let found = try network(design, of: page).findings().map { finding in
        let mark = finding.acceptedReason == nil ? "" : " (accepted)"
        return "\(finding.rule.rawValue)\(mark): \(finding.subjects[0].words)"
      }
      #expect(found.sorted() == expected[design, default: []], "\(design)")
    }
  }

  @Test func `are listed in the index`() throws {
    let index = try PackageFolder.text("Topologies/README.md")
    for folder in DesignPage.folders { #expect(index.contains("(\(folder)/README.md)")) }
    #expect(DesignPage.folders.count >= 12)
  }

  @Test func `carry expectations, and meet them`() throws {
    let suites = try ExpectationSuite.load(paths: ["Topologies"])
    let files =
      FileManager.default.enumerator(atPath: "Topologies")?
      .compactMap { $0 as? String } ?? []
    let designs = files.filter { $0.hasSuffix(".json5") && !$0.hasSuffix(".scenario.json5") }
      .map { "Topologies/\($0)" }
    #expect(!designs.isEmpty)
    #expect(Set(suites.map { $0.source.path }) == Set(designs))
    for suite in suites {
      let unmet = suite.run().filter { !$0.isMet }
      #expect(unmet.map { $0.expectation.sentence } == [], "\(suite.source.path)")
      #expect(!suite.expectations.isEmpty, "\(suite.source.path)")
    }
  }
}
