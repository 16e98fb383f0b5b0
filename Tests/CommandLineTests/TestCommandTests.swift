import Foundation
import TestSupport
import Testing

@Suite struct `vpctrace test` {
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
}
