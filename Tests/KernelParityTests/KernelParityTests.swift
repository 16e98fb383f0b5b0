import Dataplane
import TestSupport
import Testing

/// The kernel builds the same networks, and real packets come as far as traced ones.
///
/// Everything happens in network namespaces of the test's own; `Docs/semantics.md` says where the
/// kernel is not AWS.
@Suite("Real packets", .serialized)
struct KernelParityTests {
  @Test(
    .enabled(if: NetworkNamespace.isUsable, "needs root, ip and nft"), arguments: Scenario.all)
  func `real packets and traced ones come equally far`(_ scenario: Scenario) throws {
    let network = Network(scenario.topology)
    let traces = scenario.flows.map { network.trace($0) }
    let traced = try traces.map { try #require(Outcome($0)) }
    var exchange = try PacketExchange(
      scenario.flows, over: KernelNetwork(scenario.topology))
    try exchange.run(awaiting: traced)
    for (trace, (expected, real)) in zip(traces, zip(traced, exchange.outcomes)) {
      #expect(real == expected, "\(trace.flow.header): \(trace.codes)")
    }
  }
}
