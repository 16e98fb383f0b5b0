import Dataplane
import Foundation
import Rendering
import TestSupport
import Testing
import TopologyModel

/// The structure that scripts rely on, whatever the goldens say.
@Suite struct `vpctrace.trace/1` {
  @Test(arguments: Scenario.all)
  func `has what the contract promises and no null`(scenario: Scenario) throws {
    let result = try object(scenario, .full)
    #expect(result["schema"] as? String == "vpctrace.trace/1")
    let verdict = try #require(result["verdict"] as? String)
    #expect(Verdict(rawValue: verdict) != nil)
    let flow = try #require(result["flow"] as? [String: Any])
    #expect(flow["source"] is String && flow["destination"] is String)
    let forward = try #require(result["forward"] as? [String: Any])
    #expect(!(try #require(forward["hops"] as? [[String: Any]])).isEmpty)
    for key in ["blockers", "assumptions", "notes"] { #expect(result[key] is [Any]) }
    #expect((result["alternatives"] != nil) == (verdict == "ambiguous"))
    #expect(!containsNull(result))
  }

  @Test(arguments: Scenario.all)
  func `hops name kind, action, code, packet and message`(scenario: Scenario) throws {
    for hop in try hops(of: object(scenario, .full)) {
      let kind = try #require(hop["kind"] as? String)
      #expect(kind == "link-local-service" || ResourceKind(rawValue: kind) != nil)
      let action = try #require(hop["action"] as? String)
      #expect(Decision.Action(rawValue: action) != nil)
      let code = try #require(hop["code"] as? String)
      #expect(DecisionCode(rawValue: code)?.action.rawValue == action)
      #expect(hop["packet"] is [String: Any])
      #expect(!(try #require(hop["message"] as? String)).isEmpty)
      if let direction = hop["direction"] as? String {
        #expect(Direction(rawValue: direction) != nil)
      }
    }
  }

  @Test(arguments: Scenario.all)
  func `blockers are the denying hops in walking order, the first marked`(scenario: Scenario) throws
  {
    let result = try object(scenario, .hops)
    let blockers = try #require(result["blockers"] as? [[String: Any]])
    let denied = try hops(of: result).filter { $0["action"] as? String == "deny" }
    let named = blockers.compactMap { ($0["hop"] as? [String: Any])?["code"] as? String }
    #expect(named == denied.compactMap { $0["code"] as? String })
    for (index, blocker) in blockers.enumerated() {
      #expect(blocker["first"] as? Bool == (index == 0 ? true : nil))
      #expect(["forward", "reply"].contains(blocker["direction"] as? String))
    }
  }

  @Test(arguments: Scenario.all)
  func `hops behind the first denial are hypothetical`(scenario: Scenario) throws {
    var isDenied = false
    for hop in try hops(of: object(scenario, .hops)) {
      #expect((hop["hypothetical"] as? Bool ?? false) == isDenied)
      isDenied = isDenied || hop["action"] as? String == "deny"
    }
  }

  @Test(arguments: Scenario.all)
  func `the summary keeps verdict, blockers and assumptions and drops hops`(
    scenario: Scenario
  )
    throws
  {
    let full = try object(scenario, .hops)
    let summary = try object(scenario, .summary)
    #expect(summary["verdict"] as? String == full["verdict"] as? String)
    let count = (full["blockers"] as? [Any])?.count
    #expect((summary["blockers"] as? [Any])?.count == count)
    #expect(summary["assumptions"] is [Any])
    #expect((summary["forward"] as? [String: Any])?["hops"] == nil)
  }

  private func object(_ scenario: Scenario, _ detail: Detail) throws -> [String: Any] {
    let (network, flow) = scenario.make()
    let json = network.trace(flow).json(in: network, detail: detail)
    return try #require(
      JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func hops(of result: [String: Any]) throws -> [[String: Any]] {
    let legs = ["forward", "reply"].compactMap { result[$0] as? [String: Any] }
    return legs.flatMap { $0["hops"] as? [[String: Any]] ?? [] }
  }

  private func containsNull(_ value: Any) -> Bool {
    switch value {
    case is NSNull: true
    case let object as [String: Any]: object.values.contains { containsNull($0) }
    case let array as [Any]: array.contains { containsNull($0) }
    default: false
    }
  }
}

extension ResourceTable where Resource == NetworkInterface {
  /// Gives an interface another `Name` tag.
  mutating func rename(_ reference: Reference<NetworkInterface>, _ name: String) {
    guard var interface = self[reference] else { return }
    interface.name = name
    define(interface, at: reference)
  }
}
