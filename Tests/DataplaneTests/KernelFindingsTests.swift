import Dataplane
import TestSupport
import Testing
import TopologyModel

/// What comparing traces with real packets brought to light.
@Suite("Findings of real packets")
struct KernelFindingsTests {
  /// A middlebox route in the main table governs the middlebox's own subnet as well.
  private func selfServingMiddlebox(checks: Bool) -> TwoSubnets {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let appliance = pair.sketch.interface("appliance", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = checks
    }
    pair.sketch.routeTable(
      "shared", in: pair.vpc, [pair.left, middle], ("10.0.2.0/24", .networkInterface(appliance)))
    return pair
  }

  @Test(
    arguments: zip([false, true], [["ROUTING_LOOP"], ["SOURCE_DEST_CHECK_DENY", "ROUTING_LOOP"]]))
  func `R-PIPE-10: a middlebox that is routed to itself blocks once`(
    checks: Bool, blockers: [String]
  ) {
    let trace = selfServingMiddlebox(checks: checks).trace(.tcp(443))
    #expect(trace.verdict == .dropped)
    #expect(trace.blockerCodes == blockers)
  }

  @Test func `R-PIPE-10: a middlebox may meet a packet again that was translated`() {
    var pair = TwoSubnets()
    let middle = pair.sketch.subnet("middle", "10.0.3.0/24", in: pair.vpc)
    let edge = pair.sketch.subnet("edge", "10.0.4.0/24", in: pair.vpc)
    let appliance = pair.sketch.interface("appliance", "10.0.3.10", in: middle) {
      $0.checksSourceAndDestination = false
    }
    let nat = pair.sketch.natGateway("nat", "10.0.4.5", in: edge)
    pair.sketch.routeTable(
      "around", in: pair.vpc, [pair.left, edge], ("10.0.2.0/24", .networkInterface(appliance)))
    pair.sketch.routeTable("middle", in: pair.vpc, [middle], ("10.0.2.0/24", nat))
    let codes = pair.trace(.tcp(443)).codes.filter { !$0.hasSuffix("ALLOW") && $0 != "ROUTE_MATCH" }
    #expect(
      codes == [
        "PACKET_SENT", "APPLIANCE_FORWARDS", "NAT_TRANSLATES", "APPLIANCE_FORWARDS",
        "ROUTING_LOOP",
      ])
  }
}
