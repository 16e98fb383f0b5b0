import Foundation
import TestSupport
import Testing

@Suite struct `vpctrace diff` {
  private static let gateways = [
    "Topologies/first-vpc/4-table-not-associated.json5", "Topologies/first-vpc/5-associated.json5",
  ]
  private static let replies = [
    "Topologies/round-trip/1-both-ways.json5",
    "Topologies/round-trip/2-acl-2-blocks-reply-out.json5",
  ]

  private static let families = ["before", "after"].map {
    "Tests/CommandLineTests/Fixtures/dual-stack-\($0).json5"
  }

  @Test func `tells what happened over IPv4 and over IPv6 as one, and names groups and tags`()
    throws
  {
    let run = try Program(["diff"] + Self.families)
    #expect(Golden.difference(run.output, "diff-dual-stack.txt") == nil)
    #expect(run.exitCode == 1)
  }

  @Test(arguments: [("text", "txt"), ("markdown", "md")])
  func `tells what of a thing has changed, and no address that another order of free ones brings`(
    format: String, suffix: String
  ) throws {
    let inputs = ["before", "after"].map { "Tests/CommandLineTests/Fixtures/shop-\($0).json5" }
    let run = try Program(["diff"] + inputs + ["--format", format])
    #expect(Golden.difference(run.output, "diff-shop.\(suffix)") == nil)
    #expect(run.exitCode == 1)
  }

  @Test(arguments: [("text", "txt"), ("json", "json"), ("markdown", "md")])
  func `prints what opened, lost its reply, and why`(format: String, suffix: String) throws {
    for (name, inputs) in [("diff-opened", Self.gateways), ("diff-reply-lost", Self.replies)] {
      let run = try Program(["diff"] + inputs + ["--format", format])
      #expect(Golden.difference(run.output, "\(name).\(suffix)") == nil)
      #expect(run.exitCode == 1)
    }
  }

  @Test func `writes JSON of its schema`() throws {
    let run = try Program(["diff"] + Self.replies + ["--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(object?["schema"] as? String == "vpctrace.diff/1")
    let changes = try #require(object?["changes"] as? [[String: Any]])
    #expect(changes.map { $0["kind"] as? String } == ["reply-lost"])
  }

  @Test func `takes one network in two formats for the same`() throws {
    let native = try Program(["import", "Topologies/two-tier"]).output
    let run = try Program(["diff", "Topologies/two-tier", "-"], input: native)
    #expect(run.output.hasPrefix("Reachability is the same.\n"), "\(run.output)")
    #expect(run.exitCode == 0)
  }

  @Test func `reports a network against itself as the same`() throws {
    let run = try Program(["diff", "Topologies/two-tier", "Topologies/two-tier"])
    #expect(run.output == "Reachability is the same.\n")
    #expect(run.exitCode == 0)
  }

  @Test func `exits with 3 where an input is missing, and with 2 where both are standard input`()
    throws
  {
    #expect(try Program(["diff", "Topologies/two-tier", "nowhere"]).exitCode == 3)
    #expect(try Program(["diff", "-", "-"], input: "{}").exitCode == 2)
  }

  /// The forms of one design, whose readers choose other addresses where a form leaves them open; the
  /// template leaves the Region open, too.
  private static func forms(of design: String) -> [String] {
    let fixtures = "Tests/TopologyImportTests/Fixtures"
    return ["plan.json", "state.json", "describe"].map {
      "\(fixtures)/terraform/\(design)/\($0)"
    } + ["\(fixtures)/cloudformation/\(design).json"]
  }

  @Test(arguments: ["two-tier", "hub-spoke", "dual-stack-web"])
  func `takes a plan, its state, the account and the template for one network`(
    design: String
  ) throws {
    let forms = Self.forms(of: design)
    for old in forms {
      for new in forms where new != old {
        let run = try Program(["diff", old, new])
        #expect(run.output.hasPrefix("Reachability is the same.\n"), "\(old) \(new) \(run.output)")
        #expect(run.exitCode == 0)
      }
    }
  }

  @Test func `takes a template for one of the other input's Region, unless it is given one`() throws
  {
    let forms = Self.forms(of: "dual-stack-web")
    let given = ["--parameter", "AWS::Region=us-east-1"]
    for inputs in [[forms[0], forms[3]], [forms[3], forms[0]]] {
      let assumed = try Program(["diff"] + inputs)
      #expect(!assumed.errors.contains("VALUE_ASSUMED"))
      let run = try Program(["diff"] + inputs + given)
      #expect(run.output.contains("com.amazonaws.us-east-1.s3"))
      #expect(run.exitCode == 4)
    }
    let template = try Program(["diff", forms[3], forms[3]])
    #expect(template.errors.contains("the stack is taken to be in us-east-1"))
  }

  @Test func `names the component, and the rule or route, of each cause`() throws {
    let run = try Program(["diff"] + Self.replies + ["--format", "json"])
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    let change = (object?["changes"] as? [[String: Any]])?.first?["cause"] as? [String: Any]
    let cause = try #require((change?["changes"] as? [[String: Any]])?.first)
    let component = try #require(cause["component"] as? [String: Any])
    #expect(component["kind"] as? String == "network-acl")
    #expect(component["id"] as? String == "acl-2")
    #expect(component["direction"] as? String == "outbound")
    #expect(component["rule"] as? String == "100")
    let place = try #require(component["location"] as? [String: Any])
    #expect(place["file"] as? String == Self.replies[1] && place["line"] as? Int == 21)
  }
}
