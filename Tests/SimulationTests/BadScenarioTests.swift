import Simulation
import SourceText
import TestSupport
import Testing
import VPCTraceKit

@Suite struct `Bad scenarios` {
  struct Case: CustomTestStringConvertible {
    let testDescription: String
    let code: String
    /// The scenario, a mark where the problem must stand.
    let text: String
    let hint: String?

    init(_ testDescription: String, _ code: String, _ text: String, hint: String? = nil) {
      self.testDescription = testDescription
      self.code = code
      self.text = text
      self.hint = hint
    }

    static func event(
      _ testDescription: String, _ code: String, _ event: String, hint: String? = nil
    ) -> Case {
      Case(testDescription, code, "{events: [\(event)]}", hint: hint)
    }
  }

  private static let opened =
    "{connect: {name: 'ssh', from: 'internet', to: 'bastion-1', traffic: 'tcp 22'}}"

  static let cases: [Case] = [
    // Times.
    .event("a time without a unit", "INVALID_TIME", "{at: '5«', show: 'all'}"),
    .event("a unit without a number", "INVALID_TIME", "{at: '«s', show: 'all'}"),
    .event("an unknown unit", "INVALID_TIME", "{at: '«5w', show: 'all'}"),
    .event("units upside down", "INVALID_TIME", "{at: '5s«1h', show: 'all'}"),
    .event("no time", "INVALID_TIME", "{at: '+«', show: 'all'}"),
    .event("too long a time", "INVALID_TIME", "{at: '«99999999999999999999d', show: 'all'}"),
    .event("a time as a number", "WRONG_TYPE", "{at: «5, show: 'all'}"),
    .event(
      "events out of order", "EVENT_OUT_OF_ORDER",
      "{at: '10s', show: 'all'}, {at: «'5s', show: 'all'}",
      hint: "write +5s to count from that one"),
    // Names.
    .event(
      "an unknown end", "UNKNOWN_NAME",
      "{ping: {from: «'bastoin-1', to: 'internet'}}", hint: "did you mean 'bastion-1'?"),
    .event(
      "an unknown conversation", "UNKNOWN_NAME", "\(opened), {request: {in: «'shh'}}",
      hint: "did you mean ssh?"),
    .event(
      "a conversation that comes later", "UNKNOWN_NAME", "{request: {in: «'ssh'}}, \(opened)"),
    .event(
      "a name twice", "DUPLICATE_ID", "\(opened), \(opened.replacing("'ssh'", with: "«'ssh'"))"),
    .event(
      "an unknown group", "UNKNOWN_NAME",
      "{addRule: {securityGroup: «'ap', inbound: 'tcp 22 from 0.0.0.0/0'}}",
      hint: "did you mean app?"),
    .event(
      "an unknown group in a rule", "UNKNOWN_NAME",
      "{addRule: {securityGroup: 'app', inbound: 'tcp 22 from sg:«apq'}}", hint: "did you mean app?"
    ),
    .event(
      "an unknown ACL", "UNKNOWN_NAME", "{removeRule: {networkACL: «'edgy', inbound: 100}}",
      hint: "did you mean edge?"),
    .event(
      "an unknown table", "UNKNOWN_NAME",
      "{removeRoute: {routeTable: «'pubic', to: '0.0.0.0/0'}}", hint: "did you mean public?"),
    .event(
      "an unknown target", "UNKNOWN_NAME",
      "{setRoute: {routeTable: 'public', to: '0.0.0.0/0', target: «'my-gi'}}",
      hint: "did you mean my-ig?"),
    .event(
      "an unknown zone", "UNKNOWN_NAME", "{failZone: «'us-east-1b'}",
      hint: "did you mean us-east-1a?"),
    .event("an unknown instance", "UNKNOWN_NAME", "{stop: «'app-2'}", hint: "did you mean app-1?"),
    .event(
      "an unknown gateway", "UNKNOWN_NAME", "{expect: {translated: 1, at: «'my-natt'}}",
      hint: "did you mean my-nat?"),
    Case(
      "an unknown interface", "UNKNOWN_NAME",
      "{interfaces: {«'app-3': {udpSingle: '60s'}}, events: []}", hint: "did you mean app-1?"),
    .event(
      "an unknown code", "UNKNOWN_VALUE",
      "\(opened), {expect: {outcome: 'dropped', code: «'NACL_RULE_DENIES'}}",
      hint: "did you mean NACL_RULE_DENY?"),
    // Shapes.
    Case("no events", "FIELD_MISSING", "«{}"),
    Case("a list", "WRONG_TYPE", "«[]"),
    Case(
      "a topology", "FIELD_MISSING", "«{vpcs: {}, region: 'us-east-1'}",
      hint: "the scenario stands behind it: vpctrace simulate INPUT SCENARIO"),
    Case("an unknown key", "UNKNOWN_KEY", "{«event: [], events: []}", hint: "did you mean events?"),
    .event("an empty event", "FIELD_MISSING", "«{at: '5s'}"),
    .event(
      "an unknown event", "UNKNOWN_KEY", "{«pign: {}, show: 'all'}", hint: "did you mean ping?"),
    .event("an unknown event alone", "UNKNOWN_KEY", "{«pign: {}}", hint: "did you mean ping?"),
    .event("two events in one", "MISPLACED_KEY", "{show: «'all', stop: 'app-1'}"),
    .event(
      "an unknown question", "UNKNOWN_VALUE", "{show: «'conections'}",
      hint: "did you mean connections?"),
    .event("an outcome of nothing", "MISPLACED_KEY", "{expect: «'delivered'}"),
    .event("no traffic", "FIELD_MISSING", "{connect: «{from: 'internet', to: 'app-1'}}"),
    .event(
      "many ports", "INVALID_EXPECTATION",
      "{connect: {from: 'internet', to: 'app-1', traffic: «'tcp 80-90'}}"),
    .event(
      "an unknown protocol", "INVALID_EXPECTATION",
      "{connect: {from: 'internet', to: 'app-1', traffic: '«tpc 80'}}", hint: "did you mean tcp?"),
    .event(
      "a handshake of UDP", "MISPLACED_KEY",
      "{connect: «{from: 'internet', to: 'app-1', traffic: 'udp 80'}}"),
    .event(
      "flags of UDP", "MISPLACED_KEY",
      "{packet: {from: 'internet', to: 'app-1', traffic: 'udp 80', flags: «'SYN'}}"),
    .event(
      "an unknown flag", "UNKNOWN_VALUE",
      "{packet: {from: 'internet', to: 'app-1', traffic: 'tcp 80', flags: «'SYN AKC'}}",
      hint: "did you mean ACK?"),
    .event(
      "a second client", "MISPLACED_KEY", "\(opened), {request: {in: 'ssh', from: «'internet'}}"),
    .event(
      "an unknown party", "UNKNOWN_VALUE", "\(opened), {close: {in: 'ssh', by: «'sever'}}",
      hint: "did you mean server?"),
    .event(
      "no flows", "NUMBER_OUT_OF_RANGE",
      "{ping: {from: 'app-1', to: 'internet', count: «0}}"),
    Case(
      "a timeout that AWS does not offer", "NUMBER_OUT_OF_RANGE",
      "{interfaces: {'app-1': {udpStream: «'181s'}}, events: []}"),
    Case(
      "a second allowance", "MISPLACED_KEY",
      "{interfaces: {'app-1': {trackedFlows: 1}, 'app-1/eth0': {trackedFlows: «2}}, events: []}"),
    // Changes that can't be made.
    .event(
      "a rule that is there", "IMPOSSIBLE_CHANGE",
      "{addRule: {securityGroup: 'for-anybody', inbound: «'tcp 22 from 0.0.0.0/0'}}"),
    .event(
      "a rule that is not there", "IMPOSSIBLE_CHANGE",
      "{removeRule: {securityGroup: 'for-anybody', inbound: «'tcp 23 from 0.0.0.0/0'}}"),
    .event(
      "a rule of a group without any", "IMPOSSIBLE_CHANGE",
      "{removeRule: {securityGroup: 'app', inbound: «'tcp 23 from 0.0.0.0/0'}}",
      hint: "it has no inbound rule at all"),
    .event(
      "a rule that is gone", "IMPOSSIBLE_CHANGE",
      "{removeRule: {networkACL: 'edge', inbound: 100}}, {removeRule: {networkACL: 'edge', inbound: «100}}"
    ),
    .event(
      "a number that is taken", "DUPLICATE_ACL_RULE",
      "{addRule: {networkACL: 'edge', inbound: «'100 deny all from 0.0.0.0/0'}}"),
    .event(
      "a route that is not there", "IMPOSSIBLE_CHANGE",
      "{removeRoute: «{routeTable: 'public', to: '10.9.0.0/16'}}"),
    .event(
      "a zone that fails twice", "IMPOSSIBLE_CHANGE",
      "{failZone: 'us-east-1a'}, {failZone: «'us-east-1a'}"),
    .event(
      "a zone that comes back and was never away", "IMPOSSIBLE_CHANGE",
      "{restoreZone: «'us-east-1a'}"),
    .event(
      "a rule that can't be read", "INVALID_RULE",
      "{addRule: {securityGroup: 'app', inbound: 'tcp 22 «form 0.0.0.0/0'}}"),
    .event(
      "a rule of both directions", "FIELD_MISSING",
      "{addRule: «{securityGroup: 'app', inbound: 'all from 10.0.0.0/8', outbound: 'all to 10.0.0.0/8'}}"
    ),
    .event(
      "a block that is none", "INVALID_CIDR_BLOCK",
      "{setRoute: {routeTable: 'public', to: '10.9.0.«999/16', target: 'my-ig'}}"),
  ]

  @Test(arguments: cases) func `are refused where they are wrong`(example: Case) throws {
    let marked = MarkedText(example.text)
    let error = #expect(throws: InputErrors.self) { _ = try Session.run(marked.text) }
    let found = try #require(error).diagnostics.filter { $0.severity == .error }
    #expect(found.map { $0.code.name } == [example.code])
    let place = found.first?.location.map { "\($0.line):\($0.column)" }
    #expect(place == marked.places.first)
    if let hint = example.hint { #expect(found.first?.hint == hint) }
  }

  @Test func `are told everything at once`() throws {
    let text = """
      {events: [
        {at: '5', show: 'al'},
        {at: '5s', stop: 'app-9'},
        {at: '1s', ping: {from: 'app-1', too: 'internet'}},
      ]}
      """
    let error = #expect(throws: InputErrors.self) { _ = try Session.run(text) }
    #expect(
      try #require(error).diagnostics.map { $0.code.name } == [
        "INVALID_TIME", "UNKNOWN_VALUE", "UNKNOWN_NAME", "EVENT_OUT_OF_ORDER", "UNKNOWN_KEY",
        "FIELD_MISSING",
      ])
  }

  @Test(arguments: 1...60 as ClosedRange<UInt64>)
  func `never trap, however they are broken`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for example in Self.cases {
      var bytes = Array(MarkedText(example.text).text.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) where !bytes.isEmpty {
        let index = Int.random(in: bytes.indices, using: &random)
        if Bool.random(using: &random) {
          bytes.remove(at: index)
        } else {
          bytes[index] = Array("{}[]:,'+-0159smhd \n".utf8).randomElement(using: &random) ?? 0
        }
      }
      let network = try #require(Session.network)
      do throws(InputErrors) {
        var run = try ScenarioRun(SourceBuffer(path: "s", bytes: bytes), in: network)
        while run.step() != nil {}
      } catch {
        #expect(!error.diagnostics.isEmpty)
      }
    }
  }
}
