import Addressing
import Analysis
import Dataplane
import TestSupport
import Testing
import TopologyModel

@Suite struct `Traces told as stations` {
  /// Forty traces of what a random topology's senders might send.
  private func traces(seed: UInt64) -> (Network, [Trace]) {
    let topology = RandomTopology(seed: seed)
    let network = topology.network
    var random = SeededGenerator(seed: seed &+ 7)
    let traces = (0..<40).map { _ in
      let sender = topology.senders.randomElement(using: &random) ?? .internet
      return network.trace(Flow(sender, topology.header(from: sender, using: &random)))
    }
    return (network, traces)
  }

  private func memories(
    _ stations: [Station], at component: (Component) -> Bool
  ) -> [Station.Memory] {
    stations.filter { component($0.component) }.map { $0.memory }
  }

  private func isGroups(_ component: Component) -> Bool {
    if case .securityGroups = component { true } else { false }
  }

  private func isACL(_ component: Component) -> Bool {
    if case .networkACL = component { true } else { false }
  }

  @Test(arguments: 1...40) func `every decision belongs to exactly one station`(seed: UInt64) {
    for trace in traces(seed: seed).1 {
      let story = Story(trace)
      #expect(story.request.flatMap { story.hops(of: $0) } == trace.forward.hops)
      #expect(story.reply.flatMap { story.hops(of: $0) } == trace.reply?.hops ?? [])
      #expect(
        (story.request + story.reply).map(\.number)
          == Array(1...(story.reply.last?.number ?? story.request.count)))
      #expect((story.request + story.reply).allSatisfy { !$0.hops.isEmpty })
    }
  }

  @Test(arguments: 1...40) func `no station claims a list that was not read, or hides one that was`(
    seed: UInt64
  ) {
    let (network, traces) = traces(seed: seed)
    for trace in traces {
      let story = Story(trace)
      for station in story.request + story.reply {
        guard let leg = station.isOnReply ? trace.reply : trace.forward else { continue }
        let looked = station.hops.contains { !network.considered(at: $0, of: leg).isEmpty }
        let codes = leg.hops[station.hops].map { $0.decision.code }
        switch station.check {
        case .groupRules:
          #expect(isGroups(station.component) && (looked || codes == [.groupNoRules]))
        case .aclEntries: #expect(isACL(station.component) && looked)
        case .routes: #expect(looked, "\(station)")
        case .none: #expect(!looked, "\(station)")
        case .prefixes, .assumedList, .unknown: break
        }
      }
    }
  }

  @Test(arguments: 1...40) func `the table tells each station once, and no way in another order`(
    seed: UInt64
  ) {
    for trace in traces(seed: seed).1 {
      let story = Story(trace)
      #expect(story.rows.compactMap(\.request) == story.request)
      #expect(story.rows.compactMap(\.reply) == story.reply.reversed())
      for row in story.rows {
        guard let request = row.request, let reply = row.reply else { continue }
        #expect(request.component == reply.component)
      }
    }
  }

  @Test(arguments: 1...40)
  func `R-NACL-6, R-TRK-1: ACLs remember nothing, groups what they let through`(
    seed: UInt64
  ) {
    for trace in traces(seed: seed).1 {
      let story = Story(trace)
      #expect(memories(story.request + story.reply, at: isACL).allSatisfy { $0 == .stateless })
      for station in story.reply where isGroups(station.component) {
        let isTracked = story.hops(of: station).contains { $0.decision.code == .groupTrackedAllow }
        #expect((station.memory == .recalls) == isTracked)
        #expect((station.check == .none(.tracked)) == isTracked)
      }
    }
  }

  @Test func `R-TRK-3: where a flow is open both ways to everybody, no entry is kept`() {
    let subnet = PublicSubnet(inbound: ["all from 0.0.0.0/0"], outbound: ["all to 0.0.0.0/0"])
    let flow = subnet.sketch.flow(fromInternet: "198.51.100.10", to: "203.0.113.10", .tcp(443))
    let story = Story(subnet.sketch.network.trace(flow))
    #expect(memories(story.request, at: isGroups) == [.keepsNoEntry])
    #expect(memories(story.reply, at: isGroups) == [.keepsNoEntry])
  }

  @Test func `R-TRK-1: without a reply nothing shows what was remembered`() {
    let pair = TwoSubnets()
    var flow = pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(80))
    flow.isOneWay = true
    let story = Story(pair.sketch.network.trace(flow))
    #expect(story.reply.isEmpty)
    #expect(memories(story.request, at: isGroups) == [.unproven, .unproven])
  }

  @Test func `R-PIPE-7: to a link-local service no filter is told of`() {
    let pair = TwoSubnets()
    let flow = pair.sketch.flow(from: pair.a, to: "169.254.169.254", .tcp(80))
    let story = Story(pair.sketch.network.trace(flow))
    #expect(story.request.map(\.check) == [.none(.end), .none(.linkLocalService)])
  }

  // MARK: Within a subnet

  /// The codes of a story's stations whose route stays within the subnet, and of those behind them.
  private func routesWithinSubnet(_ story: Story) -> [DecisionCode] {
    zip(story.request, story.request.dropFirst()).filter { $0.0.staysInSubnet }.flatMap {
      [$0.0, $0.1].flatMap { story.hops(of: $0).map { $0.decision.code } }
    }
  }

  @Test(arguments: ["nat", "appliance"])
  func `R-NACL-7: on the way to what a route names in the sender's own subnet, no ACL is asked`(
    target: String
  ) {
    var pair = TwoSubnets()
    let nat = pair.sketch.natGateway("nat", "10.0.1.5", public: nil, in: pair.left)
    let appliance = pair.sketch.interface("appliance", "10.0.1.6", in: pair.left)
    let through: RouteTarget = target == "nat" ? nat : .networkInterface(appliance)
    pair.sketch.routeTable("out", in: pair.vpc, [pair.left], ("192.0.2.0/24", through))
    let story = Story(pair.trace(.tcp(443), to: "192.0.2.1"))
    #expect(routesWithinSubnet(story).first == .routeMatch)
    #expect(
      story.request.prefix(3).map(\.check) == [.none(.end), .groupRules, .routes])
    let elsewhere = Story(pair.trace(.tcp(443)))
    #expect(routesWithinSubnet(elsewhere) == [])
  }

  @Test(arguments: 1...40)
  func `R-NACL-7: no ACL stands before a route within a subnet, and one before any other`(
    seed: UInt64
  ) {
    for trace in traces(seed: seed).1 {
      let story = Story(trace)
      for stations in [story.request, story.reply] {
        for (before, route) in zip(stations, stations.dropFirst())
        where route.check == .routes && isGroups(before.component) {
          #expect(route.staysInSubnet)
        }
        for (before, route) in zip(stations, stations.dropFirst()) where isACL(before.component) {
          #expect(!route.staysInSubnet)
        }
      }
    }
  }
}
