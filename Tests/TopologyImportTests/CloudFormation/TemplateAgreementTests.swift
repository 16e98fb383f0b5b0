import Foundation
import Testing
import VPCTraceKit

/// The templates, and the folders that describe what the same designs became, give one network.
///
/// Verdict, code and deciding component of every pair of ends are compared on a grid of traffic; where
/// a format honestly says less, the test names the difference.
@Suite("Template and describe folder of one design")
struct TemplateAgreementTests {
  private static let folder = Design.folder.deletingLastPathComponent().path + "/cloudformation/"

  /// What the folder and the template of a design disagree on, in order.
  private func differences(_ name: String) throws -> [String] {
    let described = try Design(name: name).grid("describe")
    #expect(described.count > 50)
    let template = try Topology.load(path: Self.folder + name + ".json").topology
    return DesignGrid.differences(described, DesignGrid(template).outcomes)
  }

  private func expect(
    _ found: [String], are expected: [String],
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    #expect(
      found == expected, "\(found.filter { !expected.contains($0) }.joined(separator: "\n"))",
      sourceLocation: sourceLocation)
  }

  @Test func `two-tier agrees in everything`() throws {
    expect(try differences("two-tier"), are: [])
  }

  /// A template can't have a group without egress rules; a rule to nowhere must do.
  @Test func `hub-spoke agrees in all but why a group lets nothing out`() throws {
    let ends = ["alpha", "beta", "internet"]
    let traffic = DesignGrid.traffic.map(\.name)
    let expected = ends.flatMap { end in
      traffic.map { name in
        "gamma > \(end) \(name): dropped SG_HAS_NO_RULES security-group gamma | "
          + "dropped SG_NO_RULE_MATCHES security-group gamma"
      }
    }
    expect(try differences("hub-spoke").sorted(), are: expected.sorted())
  }

  /// A template knows the id of AWS's own list for S3, and not what is in it.
  @Test func `dual-stack-web agrees in all but the addresses of S3`() throws {
    let expected = ["app-0", "app-1"].map { end in
      "\(end) > internet tcp 443: dropped SG_NO_RULE_MATCHES security-group app | "
        + "undetermined SG_UNKNOWN security-group app"
    }
    expect(try differences("dual-stack-web"), are: expected)
  }
}
