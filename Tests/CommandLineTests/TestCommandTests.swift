import Foundation
import TestSupport
import Testing

@Suite struct `vpctrace test` {
  private static let schemas =
    PackageFolder.url("Tests/CommandLineTests/Schemas")
  private static let fixture = "Tests/CommandLineTests/Fixtures/first-vpc.expectations.json5"

  @Test(arguments: [
    ("test.txt", []), ("test-verbose.txt", ["--verbose", "--filter", "pings"]),
    ("test.json", ["--format", "json"]), ("test.tap", ["--format", "tap"]),
    ("test.junit.xml", ["--format", "junit"]),
  ])
  func `prints what is recorded`(golden: String, options: [String]) throws {
    let run = try Program(["test", Self.fixture] + options)
    let output = run.output.replacing(/time="[0-9.]+"/, with: #"time="0""#)
    #expect(Golden.difference(output, golden) == nil)
    #expect(run.exitCode == 1)
    #expect(run.errors == "")
  }

  @Test func `writes JUnit that keeps to the schema of CI systems`() throws {
    let schema = try XMLSchema(contentsOf: Self.schemas.appendingPathComponent("junit.xsd"))
    for options in [[], ["--verbose"], ["--filter", "nothing of the kind"]] {
      let run = try Program(["test", Self.fixture, "--format", "junit"] + options)
      #expect(try schema.violations(of: run.output) == [])
    }
    let broken = [
      "<testsuites><case/></testsuites>", "<testsuite name='a' tests='1'/>",
      "<testsuites time='soon'/>",
      "<testsuites><testsuite name='a' tests='1' failures='0' errors='0' x=''/></testsuites>",
    ]
    for text in broken { #expect(try schema.violations(of: text) != []) }
  }

  @Test func `writes TAP of version 14`() throws {
    for options in [[], ["--filter", "only"], ["--filter", "nothing of the kind"]] {
      let run = try Program(["test", Self.fixture, "--format", "tap"] + options)
      #expect(TAPDocument(run.output).violations == [])
    }
    let broken = [
      "1..0\n", "TAP version 13\n1..0\n", "TAP version 14\n1..2\nok 1 - a\n",
      "TAP version 14\n1..1\nok 2 - a\n", "TAP version 14\n1..1\nfine 1 - a\n",
      "TAP version 14\n1..1\nnot ok 1 - a\n  ---\n  at: 'here'\n",
      "TAP version 14\n1..1\nok 1 - a # b\n",
    ]
    for text in broken { #expect(TAPDocument(text).violations != [], "\(text)") }
  }

  @Test(arguments: ["Topologies/two-tier", "Topologies/round-trip/1-both-ways.json5"])
  func `proposes expectations that are met when they are run`(input: String) throws {
    let proposal = try Program(["test", "--init", input])
    #expect(proposal.exitCode == 0)
    let name = "init-\(input.split(separator: "/").last ?? "").txt"
    #expect(Golden.difference(proposal.output, name) == nil)
    let run = try Program(["test", "-"], input: proposal.output)
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
  }

  @Test(arguments: [("reads & writes", 1), ("tcp 5432", 2), ("TCP 5432", 0), ("sg:db", 2)])
  func `runs those whose name or text holds the filter`(filter: String, count: Int) throws {
    let run = try Program(["test", Self.fixture, "--filter", filter])
    #expect(run.exitCode == 0)
    #expect(run.output.split(separator: "\n").count { $0.hasPrefix("ok ") } == count)
  }

  @Test func `searches folders for topologies and files that state expectations`() throws {
    let run = try Program(["test", "Tests/CommandLineTests"])
    #expect(run.output.hasPrefix(Self.fixture))
    #expect(run.exitCode == 1)
  }

  @Test(arguments: [
    ("Docs", "NO_EXPECTATIONS"), (".swift-format", "NO_EXPECTATIONS"),
    ("nowhere", "INPUT_UNREADABLE"),
    ("Topologies/two-tier/vpcs.json", "NO_EXPECTATIONS"),
  ])
  func `exits with 3 where nothing is expected`(path: String, code: String) throws {
    let run = try Program(["test", path])
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("[\(code)]"), "\(run.errors)")
    #expect(run.output == "")
  }

  /// Whether there is util-linux's `script`, which gives a program a terminal.
  private static let hasTerminals = (try? Program.bash("script --version"))?.exitCode == 0

  @Test(.enabled(if: hasTerminals))
  func `tells on a terminal how far a long run has come, and wipes it off in the end`() throws {
    let line = "'from internet to sg:web tcp 0-79, 81-65535 dropped'"
    let lines = repeatElement(line, count: 1000).joined(separator: ",\n")
    let text =
      "{topology: 'Topologies/first-vpc/5-associated.json5', expectations: [\n\(lines)\n]}"
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let command = "vpctrace test - --format tap < '\(file.path)' > /dev/null"
    let run = try Program.bash("script --quiet --return --command \"\(command)\" /dev/null")
    let pieces = run.output.components(separatedBy: "\r").filter { !$0.isEmpty }
    #expect(run.exitCode == 0)
    #expect(pieces.last == "\u{1b}[K")
    #expect(
      pieces.count > 1
        && pieces.dropLast().allSatisfy { $0.hasSuffix(" of 1000 expectations") }, "\(pieces)")
  }
}
