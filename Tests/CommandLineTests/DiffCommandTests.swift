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

  /// The forms of one design, whose readers choose other addresses where a form leaves them open.
  private static func forms(of design: String) -> [String] {
    let fixtures = "Tests/TopologyImportTests/Fixtures"
    let terraform = ["plan.json", "state.json", "describe"].map {
      "\(fixtures)/terraform/\(design)/\($0)"
    }
    // What the template of the third reaches over S3's prefix list only AWS knows.
    return design == "dual-stack-web"
      ? terraform : terraform + ["\(fixtures)/cloudformation/\(design).json"]
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
      }
    }
  }
}
