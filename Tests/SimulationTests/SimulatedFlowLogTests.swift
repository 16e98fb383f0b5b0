import Addressing
import Dataplane
import SourceText
import TestSupport
import Testing
import VPCTraceKit

@testable import Simulation

/// What a simulation writes into flow logs.
@Suite("Flow logs of simulations")
struct SimulatedFlowLogTests {
  private static let start: Int64 = 600

  /// The records of a run, each taken as soon as it is finished.
  private func records(of run: ScenarioRun) -> [FlowLogEntry] {
    var run = run
    var log = FlowLogAggregation(run.live.network)
    var entries: [FlowLogEntry] = []
    while run.step(logging: &log, from: Self.start) != nil {
      guard let time = run.nextTime(from: Self.start) else { break }
      entries += log.takeFinished(by: time)
    }
    return entries + log.takeAll()
  }

  /// The records of events in the worked design, by some fields.
  private func lines(_ events: String, _ fields: String, settings: String = "") throws -> [String] {
    let run = try Session.run("{ \(settings) events: [\(events)] }")
    let format = try #require(FlowLogFormat(parsing: fields))
    let writer = FlowLogWriter(run.live.network, format)
    return records(of: run).map { writer.line($0) }
  }

  private let open =
    "{ connect: { name: 'open', from: 'internet', to: 'bastion-1', traffic: 'tcp 22' } }"

  @Test func `R-FL-1: a record holds what a flow sends one way within a minute`() throws {
    let fields = "interface-id flow-direction packets bytes start end"
    #expect(
      try lines(
        "\(open), { at: '59s', request: { in: 'open' } }, { at: '60s', request: { in: 'open' } }",
        fields) == [
          "bastion-1/eth0 ingress 3 120 600 659", "bastion-1/eth0 egress 2 80 600 659",
          "bastion-1/eth0 ingress 1 40 660 660", "bastion-1/eth0 egress 1 40 660 660",
        ])
  }

  @Test func `R-FL-1: every flow of many is logged, and every packet`() throws {
    let entries = records(
      of: try Session.run(
        """
        { events: [
          { request: { name: "many", from: "internet", to: "bastion-1", traffic: "tcp 22", count: 500 } },
          { close: { in: "many" } },
        ] }
        """))
    #expect(entries.count == 1000)
    #expect(Set(entries.map(\.header)).count == 1000)
    #expect(entries.allSatisfy { $0.packets == ($0.direction == .inbound ? 5 : 3) })
  }

  @Test func `R-FL-1: what can't grow any more is handed over`() throws {
    var run = try Session.run(
      """
      { events: [
        { packet: { name: "a", from: "internet", to: "bastion-1", traffic: "udp 22", count: 50 } },
        { at: "1h", packet: { in: "a" } }, { at: "2h", packet: { in: "a" } },
      ] }
      """)
    var log = FlowLogAggregation(run.live.network)
    while run.step(logging: &log, from: 0) != nil {
      #expect(log.entries.count == 50)
      guard let time = run.nextTime(from: 0) else { break }
      #expect(log.takeFinished(by: time).count == 50)
      #expect(log.entries.isEmpty)
    }
  }

  @Test func `R-FL-4: a rule that goes turns the records of its flows`() throws {
    #expect(
      try lines(
        """
        \(open), { at: "30s", removeRule: { securityGroup: "for-anybody", inbound: "tcp 22 from 0.0.0.0/0" } },
        { packet: { in: "open" } },
        """, "interface-id flow-direction action packets") == [
          "bastion-1/eth0 ingress ACCEPT 2", "bastion-1/eth0 egress ACCEPT 1",
          "bastion-1/eth0 ingress REJECT 1",
        ])
  }

  @Test func `R-FL-5: an ACCEPT and a REJECT betray an ACL that comes in between`() throws {
    #expect(
      try lines(
        """
        { addRule: { networkACL: "edge", outbound: "90 deny tcp 1024-65535 to 0.0.0.0/0" } }, \(open),
        """, "interface-id flow-direction action tcp-flags") == [
          "bastion-1/eth0 ingress ACCEPT 2", "bastion-1/eth0 egress REJECT 18",
        ])
  }

  @Test func `R-FL-8: flags of a minute are joined, and an ACK counts where it answers a SYN`()
    throws
  {
    #expect(
      try lines("\(open), { close: { in: 'open' } }", "interface-id flow-direction tcp-flags") == [
        "bastion-1/eth0 ingress 3", "bastion-1/eth0 egress 19",
      ])
    let reset = "\(open), { at: '1h', reset: { in: 'open', by: 'server' } }"
    #expect(
      try lines(reset, "interface-id tcp-flags").map { $0.suffix(2) } == [" 2", "18", " 4"])
  }

  @Test func `R-NAT-6: the reset of a NAT gateway is logged where it leaves and where it arrives`()
    throws
  {
    let events = """
      { connect: { name: 'c', from: 'app-1', to: 'internet', traffic: 'tcp 443' } },
      { at: '1h', packet: { in: 'c' } },
      """
    let fields = "interface-id flow-direction srcaddr pkt-srcaddr dstaddr tcp-flags action start"
    #expect(
      try lines(events, fields).filter { $0.hasSuffix("4200") } == [
        "app-1/eth0 egress 10.0.2.10 10.0.2.10 198.51.100.10 0 ACCEPT 4200",
        "- ingress 10.0.2.10 10.0.2.10 10.0.1.5 0 ACCEPT 4200",
        "- egress 10.0.1.5 198.51.100.10 10.0.2.10 4 ACCEPT 4200",
        "app-1/eth0 ingress 198.51.100.10 198.51.100.10 10.0.2.10 4 ACCEPT 4200",
      ])
  }

  // MARK: Random networks

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `one exchange leaves the records that its trace does`(seed: UInt64) throws {
    let topology = RandomTopology(seed: seed)
    let network = topology.network
    for flow in topology.wiredFlows(40, seed: seed) {
      var expected = FlowLogAggregation(network)
      let trace = network.trace(flow)
      let isReset = trace.blockers.contains { $0.hop.decision.code == .natNoState }
      guard trace.verdict != .ambiguous, !isReset else { continue }
      expected.add(trace, time: Self.start)
      let isTCP = flow.header.ipProtocol == .tcp
      let scripts: [Script] = [
        .packet(isTCP ? .syn : [], by: .client), .packet(isTCP ? [.syn, .ack] : [], by: .server),
      ]
      let run = ScenarioRun(flow, scripts.map { (time: 0, script: $0) }, in: network)
      #expect(records(of: run) == expected.entries)
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `what is written is explained without a contradiction, and every REJECT is`(
    seed: UInt64
  ) throws {
    let topology = RandomTopology(seed: seed)
    let network = topology.network
    var random = SeededGenerator(seed: seed &+ 5)
    let writer = FlowLogWriter(network, .standard)
    for flow in topology.wiredFlows(20, seed: seed) {
      var explainer = FlowLogExplainer(network)
      for (line, entry) in records(of: .random(flow, in: network, using: &random)).enumerated() {
        let text = Array(writer.line(entry).utf8)
        let record = try FlowLogRecord(parsing: text[...], .standard)
        // Of a NAT gateway whose interface the topology does not name.
        guard !record.interfaceID.isEmpty else { continue }
        explainer.add(record, line: line)
      }
      let explained = explainer.groups.reduce(0) { $0 + $1.records }
      #expect(explainer.groups.filter { $0.cause.isContradiction } == [], "\(flow)")
      #expect(explained == explainer.counts.rejected)
    }
  }
}

extension RandomTopology {
  /// Flows that leave their sender, as what an interface sends to itself is never on a wire.
  fileprivate func wiredFlows(_ count: Int, seed: UInt64) -> [Flow] {
    var random = SeededGenerator(seed: seed &+ 11)
    return (0..<count).compactMap { _ in
      let sender = senders.randomElement(using: &random) ?? .internet
      let header = header(from: sender, using: &random)
      return header.source == header.destination ? nil : Flow(sender, header)
    }
  }
}

extension ScenarioRun {
  /// A conversation of one flow.
  fileprivate init(
    _ flow: Flow, _ scripts: [(time: Int, script: Script)], in network: Network
  ) {
    let place = TextRange(offset: 0, length: 1)
    let header = flow.header
    var scenario = Scenario()
    scenario.conversations = [
      Scenario.Conversation(
        source: Term("client"), destination: Term("server"),
        traffic: .of(header.ipProtocol, PortRange(header.destinationPort)), place: place)
    ]
    scenario.events = scripts.map { time, script in
      Scenario.Event(
        time: time, action: .traffic(Scenario.Traffic(conversation: 0, script: script)),
        place: place)
    }
    self.init(scenario, SourceBuffer(path: "", bytes: []), flows: [flow], in: network)
  }

  /// A handshake and what may follow it, seconds or days later.
  fileprivate static func random(
    _ flow: Flow, in network: Network, using random: inout SeededGenerator
  ) -> ScenarioRun {
    let isTCP = flow.header.ipProtocol == .tcp
    let following: [Script] =
      isTCP
      ? [
        .request, .close(by: .client), .reset(by: .server), .packet(.ack, by: .server),
        .packet(.syn, by: .client),
      ] : [.request, .packet([], by: .server), .packet([], by: .client)]
    var time = 0
    let scripts =
      [isTCP ? .connect : .request]
      + (0..<6).compactMap { _ in following.randomElement(using: &random) }
    return ScenarioRun(
      flow,
      scripts.map { script in
        time += [0, 1000, 31_000, 400_000, 432_000_000].randomElement(using: &random) ?? 0
        return (time: time, script: script)
      }, in: network)
  }
}
