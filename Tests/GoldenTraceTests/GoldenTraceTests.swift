import TestSupport
import Testing

@Suite struct `Golden traces` {
  @Test(arguments: GoldenFlow.all)
  func `print what was read and approved`(flow: GoldenFlow) throws {
    #expect(Golden.difference(try flow.output(), flow.file) == nil)
  }

  @Test(arguments: GoldenFlow.topologies)
  func `come from folders without a warning`(topology: String) throws {
    #expect(try GoldenFlow.load(topology).warnings.isEmpty)
  }

  @Test func `have no file that no flow prints`() {
    let recorded = GoldenFlow.topologies.flatMap { topology in
      GoldenFlow.entries(ofTopology: topology).filter { $0 != "describe" && $0 != "flows.txt" }.map
      { "\(topology)/\($0)" }
    }
    #expect(recorded.sorted() == GoldenFlow.all.map(\.file).sorted())
  }
}
