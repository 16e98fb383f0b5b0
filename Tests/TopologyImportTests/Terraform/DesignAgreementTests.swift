import Testing
import VPCTraceKit

@Suite("Plan, state and describe folder of one design")
struct DesignAgreementTests {
  static let names = [
    "two-tier", "hub-spoke", "dual-stack-web", "counted", "keyed", "nested",
  ]

  @Test(arguments: names)
  func `a state is the network that was described`(name: String) throws {
    let design = Design(name: name)
    let described = try design.grid(design.described)
    #expect(!described.isEmpty)
    expectNone(DesignGrid.differences(described, try design.grid("state.json")))
  }

  @Test(arguments: names)
  func `a plan is the network that is made of it`(name: String) throws {
    let design = Design(name: name)
    expectNone(
      DesignGrid.differences(try design.grid("state.json"), try design.grid("plan.json")))
  }

  private func expectNone(
    _ differences: [String], sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(
      differences.isEmpty, "\(differences.prefix(8).joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }
}
