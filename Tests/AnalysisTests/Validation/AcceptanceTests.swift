import Analysis
import Dataplane
import TestSupport
import Testing
import TopologyModel

@Suite("Accepted findings")
struct AcceptanceTests {
  /// Two subnets that overlap, a third beside them, and what is accepted where.
  private func sketch(_ accepted: (ResourceKind, String, String)...) -> Sketch {
    var sketch = Sketch()
    let vpc = sketch.vpc("v", "10.0.0.0/16")
    for (name, block) in [("a", "10.0.0.0/23"), ("b", "10.0.1.0/24"), ("c", "10.0.2.0/24")] {
      _ = sketch.subnet(name, block, in: vpc)
    }
    sketch.topology.acceptedFindings = accepted.map {
      AcceptedFinding($0.0, $0.1, rule: $0.2, reason: "known")
    }
    return sketch
  }

  private func reasons(_ sketch: Sketch, of rule: CheckRule) -> [String?] {
    sketch.network.findings(of: [rule]).map(\.acceptedReason)
  }

  @Test func `are marked, whichever of the two accepts`() {
    #expect(reasons(sketch((.subnet, "a", "SUBNETS_OVERLAP")), of: .subnetsOverlap) == ["known"])
    #expect(reasons(sketch((.subnet, "b", "SUBNETS_OVERLAP")), of: .subnetsOverlap) == ["known"])
  }

  @Test func `are no others than those`() {
    for accepted in [
      (ResourceKind.subnet, "c", "SUBNETS_OVERLAP"), (.vpc, "a", "SUBNETS_OVERLAP"),
      (.subnet, "a", "SUBNET_SIZE"),
    ] {
      #expect(reasons(sketch(accepted), of: .subnetsOverlap) == [nil])
    }
  }

  @Test func `of an instance are those of its interfaces`() {
    var sketch = sketch((.instance, "i-1", "ADDRESS_RESERVED"))
    let instance = sketch.instance("i-1")
    sketch.interface("eni", "10.0.2.1", in: sketch.topology.subnets.mention("c")) {
      $0.instance = instance
    }
    sketch.interface("other", "10.0.2.2", in: sketch.topology.subnets.mention("c"))
    let found = sketch.network.findings(of: [.addressReserved])
    #expect(found.filter { $0.acceptedReason != nil }.map { $0.subjects[0].id } == ["eni"])
    #expect(found.count == 2)
  }

  @Test func `are reported when there is nothing to accept`() {
    let stale = sketch((.subnet, "c", "SUBNETS_OVERLAP"))
    let found = stale.network.findings(of: [.acceptanceStale, .subnetsOverlap])
    #expect(
      found.filter { $0.rule == .acceptanceStale }.map(\.message)
        == ["subnet c accepts SUBNETS_OVERLAP, and there is no such finding"])
    #expect(stale.network.findings(of: [.acceptanceStale]).isEmpty, "the rule was not asked for")
    let live = sketch((.subnet, "b", "SUBNETS_OVERLAP"))
    #expect(live.network.findings().allSatisfy { $0.rule != .acceptanceStale })
  }

  @Test func `are reported when no rule has the name`() {
    let found = sketch((.subnet, "a", "SUBNET_OVERLAP")).network.findings(of: [.acceptanceUnknown])
    #expect(found.map(\.message) == ["subnet a accepts SUBNET_OVERLAP, which is no rule"])
    #expect(found.map(\.fix) == ["Did you mean SUBNETS_OVERLAP?"])
    let known = sketch((.subnet, "a", "SUBNETS_OVERLAP"))
    #expect(known.network.findings(of: [.acceptanceUnknown]).isEmpty)
  }
}
