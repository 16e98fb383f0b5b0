import Addressing
import Dataplane
import Foundation
import TestSupport
import Testing
import VPCTraceKit

@testable import Simulation

/// What holds whatever happens.
@Suite("Properties of simulations")
struct SimulationPropertyTests {
  /// A host whose connections from one client are tracked, or not: everything is open both ways, or the
  /// way in names the client.
  private func host(isTracked: Bool) -> PublicSubnet {
    PublicSubnet(
      inbound: ["all from \(isTracked ? "203.0.113.1/32" : "0.0.0.0/0")"],
      outbound: ["all to 0.0.0.0/0"])
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `R-TRK-3: an untracked flow and its tracked twin go the same way while no rule changes`(
    seed: UInt64
  ) throws {
    var random = SeededGenerator(seed: seed)
    let twins = [true, false].map { host(isTracked: $0) }
    var lives = twins.map { LiveNetwork($0.sketch.network) }
    var time = 0
    let flags: [TCPFlags] = [.syn, [.syn, .ack], .ack, [.psh, .ack], [.fin, .ack], .rst]
    for _ in 0..<200 {
      time += [0, 1, 29_999, 60_000, 350_000, 432_000_000].randomElement(using: &random) ?? 0
      let isAnswer = Bool.random(using: &random)
      let port = UInt16.random(in: 40000...40002, using: &random)
      let isTCP = Bool.random(using: &random)
      let bits = flags.randomElement(using: &random) ?? []
      let arrivals = lives.indices.map { index in
        let flow = twins[index].sketch.flow(
          fromInternet: "203.0.113.1", to: PublicSubnet.publicAddress,
          isTCP ? .tcp(443) : .udp(443), sourcePort: port)
        lives[index].advance(to: time)
        var packet = LivePacket(flow.sender, flow.header, bits)
        if isAnswer {
          var answer = flow.header.reply ?? flow.header
          answer.source = IPAddress(10, 0, 1, 10)
          packet = LivePacket(.networkInterface(twins[index].web), answer, bits)
        }
        return lives[index].deliver(packet)
      }
      #expect(arrivals[0] == arrivals[1])
    }
  }

  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func `a simulation of one exchange comes to what a trace says`(seed: UInt64) throws {
    var drawn = RandomNetwork(seed: seed)
    let sketch = drawn.sketch
    let network = sketch.network
    for draw in drawn.flows(40) {
      var flow = drawn.flow(draw, in: sketch)
      flow.defaultedSourcePorts = nil
      let trace = network.trace(flow)
      guard trace.verdict != .ambiguous, !flow.isOneWay, !trace.codes.contains("ROUTING_LOOP"),
        flow.header.source != flow.header.destination
      else { continue }
      let result = try exchange(flow, in: network)
      let samples = result.samples[0]
      let hops = samples.packets.prefix(2).map { $0.passage.leg.hops }
      #expect(hops.first == trace.forward.hops)
      if trace.forward.outcome == .delivered, hops.count > 1 {
        #expect(hops[1] == trace.reply?.hops)
      }
      #expect(samples.outcome.rawValue == trace.verdict.rawValue, "\(flow): \(trace.path)")
      if !samples.assumptions.contains(.firstOfTiedRoutes) {
        #expect(samples.assumptions == trace.assumptions, "\(flow): \(trace.path)")
      }
    }
  }

  /// A handshake or a request of a flow, in a network that has just begun.
  private func exchange(_ flow: Flow, in network: Network) throws -> TrafficResult {
    let header = flow.header
    let place = TextRange(offset: 0, length: 1)
    var scenario = Scenario()
    scenario.conversations = [
      Scenario.Conversation(
        source: Term("client"), destination: Term("server"),
        traffic: .of(header.ipProtocol, PortRange(header.destinationPort)), place: place)
    ]
    let script: Script = header.ipProtocol == .tcp ? .connect : .request
    scenario.events = [
      Scenario.Event(
        time: 0, action: .traffic(Scenario.Traffic(conversation: 0, script: script)), place: place)
    ]
    var run = ScenarioRun(
      scenario, SourceBuffer(path: "", bytes: []), flows: [flow], in: network)
    let happened = run.step()
    let moment = try #require(happened)
    guard case .traffic(let result) = moment.result else {
      Issue.record("a packet was sent")
      throw InputErrors([])
    }
    return result
  }

  @Test(arguments: ["rule-removed", "nat-idle"])
  func `the same input gives the same output`(name: String) throws {
    let file = PackageFolder.url("Topologies/sessions/\(name).scenario.json5")
    let outputs = try (0..<3).map { _ -> [UInt8] in
      var run = try ScenarioRun(path: file.path, in: try #require(Session.network))
      var writer = JSONWriter(.compact)
      writer.beginSimulation(run.scenario)
      while let moment = run.step() { writer.moment(moment, of: run.scenario, in: run.source) }
      writer.endSimulation(ExpectationScore())
      return writer.bytes
    }
    #expect(outputs[0] == outputs[1] && outputs[1] == outputs[2])
  }
}
