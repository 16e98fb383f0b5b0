import Analysis
import Dataplane
import TestSupport
import Testing
import TopologyModel

@testable import Rendering

@Suite struct `Printed stories` {
  @Test(arguments: Scenario.all)
  func `text with analogies at 80 columns is as recorded`(scenario: Scenario) {
    let (network, flow) = scenario.make()
    let text = Story(network.trace(flow)).text(in: network, tellsAnalogy: true, style: TextStyle())
    #expect(Golden.difference(text, "\(scenario.name).lesson.txt") == nil)
  }

  @Test(arguments: Scenario.all, [80, 60])
  func `no line passes the width unless it is one word`(scenario: Scenario, width: Int) {
    let (network, flow) = scenario.make()
    let text = Story(network.trace(flow)).text(
      in: network, tellsAnalogy: true, style: TextStyle(width: width))
    #expect(text.linesPassing(width) == [])
  }

  @Test(arguments: Scenario.all)
  func `colour changes nothing but escape codes`(scenario: Scenario) {
    let (network, flow) = scenario.make()
    let story = Story(network.trace(flow))
    let plain = story.text(in: network, tellsAnalogy: true, style: TextStyle())
    let coloured = story.text(in: network, tellsAnalogy: true, style: TextStyle(usesColour: true))
    #expect(coloured != plain)
    #expect(coloured.withoutEscapeCodes == plain)
  }

  @Test func `every denial has a belief of its own, but for those that speak for themselves`() {
    let general = BeliefWords(.spoofedSource, isOnReply: false, nil).belief
    let withoutOwn = DecisionCode.allCases.filter {
      $0.action == .deny && BeliefWords($0, isOnReply: false, nil).belief == general
    }
    #expect(
      Set(withoutOwn) == [
        .spoofedSource, .replyNotRecognised, .internetGatewayPrivateDestination,
        .internetGatewayPrivateSource, .internetGatewayRedirects,
        .internetGatewayApplianceNotPublic,
        .internetGatewayDeniedByInterface, .natNoState, .groupTrackingLimit, .natPortsExhausted,
        .natSourceOutsideVPC,
        .vpnGatewayNoInterface,
        .vpnGatewayFamily,
      ])
  }

  @Test func `JSON holds the trace as it is, and the lesson beside it`() throws {
    let (network, flow) = Scenario.all[2].make()
    let trace = network.trace(flow)
    var writer = JSONWriter(.indented)
    writer.story(Story(trace), in: network, detail: .hops)
    writer.endLine()
    let text = String(decoding: writer.bytes, as: UTF8.self)
    let plain = trace.json(in: network, detail: .hops)
    #expect(text.hasPrefix(plain.dropLast("\n}\n".count)))
    #expect(Golden.difference(text, "\(Scenario.all[2].name).lesson.json") == nil)
  }
}
