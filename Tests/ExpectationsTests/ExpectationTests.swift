import Dataplane
import Expectations
import TestSupport
import Testing
import VPCTraceKit

@Suite struct `Expectations` {
  private let network: Network

  init() throws { network = Network(try Topology.load(path: "Topologies/two-tier").topology) }

  private func flow(_ source: String, _ destination: String, _ port: UInt16) throws -> Flow {
    let request = FlowRequest(
      from: source, to: destination, FlowRequest.Options(.tcp(port: port)))
    return try EndpointResolver(network).flow(request)
  }

  @Test func `an expectation is met by its verdict and by what decides it`() throws {
    let open = Expectation(try flow("web-1", "app-1", 8080), .delivered, decidedBy: .delivered)
    #expect(open.judge(in: network).isMet)
    let shut = Expectation(try flow("web-1", "app-1", 22), .dropped, decidedBy: .groupNoMatch)
    #expect(shut.judge(in: network).isMet)
  }

  @Test func `what differs is told with the decision that explains it`() throws {
    let judgement = Expectation(
      try flow("web-1", "app-1", 22), .delivered, decidedBy: .delivered
    ).judge(in: network)
    #expect(
      judgement.differences == [
        .verdict(expected: .delivered, found: .dropped),
        .decidingCode(expected: .delivered, found: .groupNoMatch),
      ])
    #expect(judgement.deciding?.code == .groupNoMatch)
  }
}
