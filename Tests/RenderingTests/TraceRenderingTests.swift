import Dataplane
import Foundation
import SourceText
import TestSupport
import Testing
import TopologyModel

@testable import Rendering

@Suite struct `Printed traces` {
  @Test(arguments: Scenario.all)
  func `text at 80 columns is as recorded`(scenario: Scenario) {
    let (network, flow) = scenario.make()
    let text = network.trace(flow).text(in: network, detail: .hops, style: TextStyle())
    #expect(Golden.difference(text, "\(scenario.name).txt") == nil)
  }

  @Test(arguments: Scenario.all)
  func `full text is as recorded`(scenario: Scenario) {
    let (network, flow) = scenario.make()
    let text = network.trace(flow).text(in: network, detail: .full, style: TextStyle())
    #expect(Golden.difference(text, "\(scenario.name).full.txt") == nil)
  }

  @Test(arguments: Scenario.all)
  func `JSON is as recorded`(scenario: Scenario) {
    let (network, flow) = scenario.make()
    let json = network.trace(flow).json(in: network, detail: .full)
    #expect(Golden.difference(json, "\(scenario.name).json") == nil)
  }

  @Test(arguments: Scenario.all, [80, 60])
  func `no line passes the width unless it is one word`(scenario: Scenario, width: Int) {
    let (network, flow) = scenario.make()
    for detail in Detail.allCases where detail != .summary {
      let text = network.trace(flow).text(
        in: network, detail: detail, style: TextStyle(width: width))
      #expect(text.linesPassing(width) == [])
    }
  }

  @Test(arguments: Scenario.all)
  func `colour changes nothing but escape codes`(scenario: Scenario) {
    let (network, flow) = scenario.make()
    let trace = network.trace(flow)
    let plain = trace.text(in: network, detail: .full, style: TextStyle())
    let coloured = trace.text(in: network, detail: .full, style: TextStyle(usesColour: true))
    #expect(coloured != plain)
    #expect(coloured.withoutEscapeCodes == plain)
  }

  @Test(arguments: Scenario.all)
  func `every hop of the JSON has one line in the text, where there is room`(
    scenario: Scenario
  ) throws {
    let (network, flow) = scenario.make()
    let trace = network.trace(flow)
    let text = trace.text(in: network, detail: .hops, style: TextStyle(width: 1000))
    let lines = text.split(separator: "\n")
    for hop in trace.forward.hops + (trace.reply?.hops ?? []) {
      let description = HopDescription(hop, in: network)
      let place = description.location.map { ":\($0.line)" } ?? ""
      let words = [description.component.briefLabel, description.briefMessage(in: network)]
        .filter { !$0.isEmpty }
      #expect(
        lines.contains { line in
          words.allSatisfy { line.contains($0) } && line.hasSuffix(place)
        })
    }
  }

  @Test func `the summary is one line that names what decided`() {
    let lines = Scenario.all.map { scenario in
      let (network, flow) = scenario.make()
      return network.trace(flow).text(in: network, detail: .summary, style: TextStyle())
    }
    #expect(Golden.difference(lines.joined(), "summaries.txt") == nil)
    #expect(lines.allSatisfy { $0.filter { $0 == "\n" }.count == 1 })
  }

  @Test func `a name can't steer the terminal`() {
    var pair = TwoSubnets()
    pair.sketch.topology.networkInterfaces.rename(pair.a, "evil\u{1b}[2Jname\u{202e}")
    let network = pair.sketch.network
    let trace = network.trace(pair.sketch.flow(from: pair.a, to: "10.0.2.10", .tcp(80)))
    let text = trace.text(in: network, detail: .full, style: TextStyle())
    #expect(text.contains("evil\u{fffd}[2Jname\u{fffd}"))
    #expect(!text.contains("\u{1b}"))
  }
}

extension Trace {
  func json(in network: Network, detail: Detail) -> String {
    var writer = JSONWriter(.indented)
    writer.trace(self, in: network, detail: detail)
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}
