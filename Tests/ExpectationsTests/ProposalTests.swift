import Dataplane
import Expectations
import SourceText
import TestSupport
import Testing
import VPCTraceKit

@Suite struct `Proposed expectations` {
  private func judged(_ network: Network) throws -> (lines: [String], results: [ExpectationResult])
  {
    let proposed = try network.proposedExpectations()
    let text = proposed.fileText(topology: "")
    let list = text[(try #require(text.firstIndex(of: "[")))...].dropLast(",\n}\n".count)
    let source = SourceBuffer(path: "in.json5", bytes: Array(list.utf8))
    return (proposed.map { $0.sentence }, try ExpectationSuite(source, of: network).run())
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `are met by the network that they were made of`(seed: UInt64) throws {
    let (lines, results) = try judged(RandomTopology(seed: seed).network)
    #expect(!lines.isEmpty)
    #expect(results.map { $0.expectation.sentence } == lines)
    #expect(results.filter { !$0.isMet }.map { $0.expectation.sentence } == [])
  }

  @Test func `name groups, and what alone reaches each of them`() throws {
    let network = try Network.load(path: "Topologies/two-tier")
    #expect(
      try judged(network).lines == [
        "from sg:app to sg:web tcp 443 delivered", "from internet to sg:web tcp 443 delivered",
        "only tcp 443 from sg:app, tcp 22, tcp 443 from internet to sg:web",
        "from sg:web to sg:app tcp 8080 delivered", "only tcp 8080 from sg:web to sg:app",
        "from sg:app to sg:data tcp 5432 delivered",
        "only tcp 5432 from sg:web, sg:app to sg:data", "from sg:web to internet all delivered",
        "from sg:app to internet icmp, tcp, udp delivered",
        "only all from sg:web, icmp, tcp, udp from sg:app to internet",
      ])
  }
}
