import Addressing
import TestSupport
import Testing
import TopologyModel

@testable import Dataplane

/// What holds for every network and every packet.
@Suite("Properties of walks")
struct WalkPropertyTests {
  private static let seeds: ClosedRange<UInt64> = 1...60

  /// Some flows of a random network, traced.
  private func traces(
    _ seed: UInt64, _ count: Int = 60
  ) -> (network: Network, traces: [(Flow, Trace)]) {
    var drawn = RandomNetwork(seed: seed)
    let sketch = drawn.sketch
    let network = sketch.network
    let flows = drawn.flows(count).map { drawn.flow($0, in: sketch) }
    return (network, flows.map { ($0, network.trace($0)) })
  }

  @Test func `random networks give every verdict`() {
    var seen: Set<Verdict> = []
    for seed in WalkPropertyTests.seeds {
      seen.formUnion(traces(seed).traces.map { $0.1.verdict })
    }
    #expect(seen == Set(Verdict.allCases))
  }

  @Test(arguments: seeds)
  func `the verdict alone is the trace's`(seed: UInt64) {
    let (network, traces) = traces(seed)
    for (flow, trace) in traces {
      #expect(network.verdict(of: flow) == trace.verdict, "\(flow): \(trace.path)")
    }
  }

  @Test(arguments: seeds)
  func `the order of declaration means nothing`(seed: UInt64) {
    var drawn = RandomNetwork(seed: seed)
    let (one, other) = (drawn.sketch, drawn.shuffledSketch(seed &* 7919))
    let (first, second) = (one.network, other.network)
    for draw in drawn.flows(60) {
      let expected = first.trace(drawn.flow(draw, in: one))
      let shuffled = second.trace(drawn.flow(draw, in: other))
      #expect(expected.verdict == shuffled.verdict, "\(expected.path) / \(shuffled.path)")
      #expect(expected.path == shuffled.path)
      #expect(expected.assumptions == shuffled.assumptions)
    }
  }

  @Test(arguments: seeds)
  func `without a deny rule, nothing that was delivered is dropped`(seed: UInt64) {
    var drawn = RandomNetwork(seed: seed)
    let sketch = drawn.sketch
    let network = sketch.network
    let flows = drawn.flows(40).map { drawn.flow($0, in: sketch) }
      .filter { network.verdict(of: $0) == .delivered }
    for index in 0..<drawn.denials {
      let relaxed = drawn.removingDenial(index).sketch.network
      for flow in flows { #expect(relaxed.verdict(of: flow) == .delivered) }
    }
  }

  @Test(arguments: seeds)
  func `R-NACL-7: a packet within one subnet never meets an ACL`(seed: UInt64) {
    let (network, traces) = traces(seed)
    for (flow, trace) in traces where isWithinSubnet(flow, network) {
      let inspected = trace.forward.hops.filter {
        if case .networkACL = $0.decision.component { true } else { false }
      }
      #expect(inspected.isEmpty, "\(trace.path)")
    }
  }

  private func isWithinSubnet(_ flow: Flow, _ network: Network) -> Bool {
    guard case .networkInterface(let sender) = flow.sender,
      let interface = network.topology.networkInterfaces[sender],
      let subnet = network.topology.subnets[interface.subnet]
    else { return false }
    return subnet.usableBlocks.contains { $0.contains(flow.header.destination) }
  }

  @Test(arguments: seeds)
  func `R-PIPE-10: no walk is longer than its limit`(seed: UInt64) {
    for (_, trace) in traces(seed).traces {
      for leg in [trace.forward] + (trace.reply.map { [$0] } ?? []) {
        #expect(leg.hops.count { $0.decision.code.isHop } <= 65)
      }
    }
  }

  @Test(arguments: seeds)
  func `every rule and route that decided is where the evidence says`(seed: UInt64) {
    let (network, traces) = traces(seed)
    for (_, trace) in traces {
      for leg in [trace.forward] + (trace.reply.map { [$0] } ?? []) {
        for (index, hop) in leg.hops.enumerated() {
          #expect(isFound(hop.decision, network), "\(hop.decision)")
          let considered = network.considered(at: index, of: leg)
          let deciding = considered.filter { $0.fate == .decided }
          if !considered.isEmpty && hop.decision.row >= 0 {
            #expect(deciding.map { $0.evidence } == [network.evidence(of: hop.decision)])
          }
        }
      }
    }
  }

  private func isFound(_ decision: Decision, _ network: Network) -> Bool {
    let topology = network.topology
    switch (decision.code, network.evidence(of: decision)) {
    case (.groupRuleAllow, .securityGroupRule(let group, let direction, let index)):
      return direction == decision.direction
        && topology.securityGroups[group]?.rules(direction).indices.contains(index) == true
    case (.aclRuleAllow, .networkACLEntry(let acl, let index)),
      (.aclRuleDeny, .networkACLEntry(let acl, let index)):
      guard let entry = topology.networkACLs[acl]?.entries[index] else { return false }
      return entry.allows == (decision.code == .aclRuleAllow)
        && entry.direction == decision.direction
    case (.aclDefaultDeny, .networkACLDefault): return true
    case (.routeMatch, .route(let table, let index, _)),
      (.routeBlackhole, .route(let table, let index, _)),
      (.routeTargetUnknown, .route(let table, let index, _)):
      return topology.routeTables[table]?.routes.indices.contains(index) == true
    case (.vpnGatewayForwards, .vpnStaticRoute(let connection, let index)):
      return topology.vpnConnections[connection]?.staticRoutes.indices.contains(index) == true
    case (.groupRuleAllow, _), (.aclRuleAllow, _), (.aclRuleDeny, _), (.routeMatch, _):
      return false
    default: return true
    }
  }

  @Test(arguments: seeds)
  func `R-IGW-12: what is delivered and answered returns as the reverse of what was sent`(
    seed: UInt64
  ) {
    for (flow, trace) in traces(seed).traces where trace.verdict == .delivered {
      if let reply = trace.reply {
        #expect(reply.hops.last?.packet == flow.header.reply, "\(trace.path)")
      }
    }
  }

  @Test(arguments: seeds)
  func `every denial is a blocker, and the first one is no hypothesis`(seed: UInt64) {
    for (_, trace) in traces(seed).traces {
      #expect(trace.blockers.first?.hop.isHypothetical != true)
      #expect(trace.blockers.dropFirst().allSatisfy { $0.hop.isHypothetical })
      if trace.verdict == .dropped || trace.verdict == .replyDropped {
        #expect(!trace.blockers.isEmpty, "no drop without a reason")
      }
    }
  }

  /// Whether a request comes back to its sender, or would if filters let it.
  private func isForSender(_ exchange: Exchange) -> Bool {
    exchange.request.hops.contains {
      $0.decision.direction == .inbound
        && $0.decision.component == .securityGroups(Reference(Int(exchange.request.state.sender)))
    }
  }

  @Test(arguments: seeds)
  func `one exchange through a table of connections goes as one exchange alone`(seed: UInt64) {
    let (network, traces) = traces(seed)
    for (flow, trace) in traces where !trace.codes.contains("ROUTING_LOOP") {
      let exchange = Exchange(tables: network.tables, flow: flow, tieRank: 0)
      // Who sends to itself without ports can't tell a question from an answer.
      if !flow.header.ipProtocol.hasPorts && isForSender(exchange) { continue }
      var live = LiveNetwork(network)
      let request = LivePacket(flow.sender, flow.header, .syn, isReply: false)
      let passage = live.send(request)
      #expect(passage.leg.hops == exchange.request.hops)
      guard let reply = exchange.reply, let receiver = passage.receiver,
        let answer = passage.arrived.reply
      else { continue }
      let answered = live.send(
        LivePacket(receiver, answer, [.syn, .ack]), answering: request)
      #expect(answered.leg.hops == reply.hops)
    }
  }
}
