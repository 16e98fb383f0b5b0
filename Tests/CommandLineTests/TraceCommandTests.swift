import Foundation
import TestSupport
import Testing

@Suite struct `vpctrace trace` {
  private static let flow = ["trace", "Topologies/two-tier", "--from", "web-1", "--to", "app-1"]

  @Test(arguments: [
    ("delivered", ["--from", "web-1", "--to", "app-1", "--tcp", "8080"], 0),
    ("dropped", ["--from", "web-1", "--to", "app-1", "--tcp", "22"], 1),
    ("reply-dropped", ["--from", "web-1", "--to", "db-1", "--tcp", "5432"], 1),
    ("through-nat", ["--from", "app-1", "--to", "internet", "--tcp", "443"], 0),
    ("one-way-ping", ["--from", "web-1", "--to", "app-1", "--icmp", "--one-way"], 1),
    ("flow-log", ["--from", "web-1", "--to", "db-1", "--tcp", "5432", "--flow-log"], 1),
    (
      "flow-log-fields",
      [
        "--from", "app-1", "--to", "internet", "--tcp", "443", "--flow-log", "--time", "1700000000",
        "--fields",
        "${version} ${interface-id} ${start} ${pkt-srcaddr} ${pkt-dstaddr} ${flow-direction} "
          + "${traffic-path} ${tcp-flags} ${action}",
      ], 0
    ),
    ("lesson", ["--from", "web-1", "--to", "db-1", "--tcp", "5432", "--lesson"], 1),
    ("analogy", ["--from", "app-1", "--to", "internet", "--tcp", "443", "--analogy"], 0),
  ])
  func `prints what is recorded and exits by the verdict`(
    name: String, arguments: [String], code: Int32
  ) throws {
    let run = try Program(["trace", "Topologies/two-tier"] + arguments)
    #expect(Golden.difference(run.output, "\(name).txt") == nil)
    #expect(run.exitCode == code)
    #expect(run.errors.isEmpty)
  }

  @Test func `prints JSON with every rule considered as recorded`() throws {
    let run = try Program(
      Self.flow + ["--tcp", "22", "--format", "json", "--detail", "full"])
    #expect(Golden.difference(run.output, "dropped.full.json") == nil)
  }

  @Test(arguments: [60, 80, 100]) func `keeps to the width of COLUMNS`(columns: Int) throws {
    let run = try Program(
      Self.flow + ["--tcp", "22", "--detail", "full"], environment: ["COLUMNS": "\(columns)"])
    for line in run.output.split(separator: "\n") where line.count > columns {
      #expect(!line.drop { $0 == " " }.contains(" "), "\(line)")
    }
  }

  @Test func `has no colour in a pipe`() throws {
    #expect(!(try Program(Self.flow + ["--tcp", "22"]).output.contains("\u{1b}")))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func `has colour on a terminal, and none where NO_COLOR is set`() throws {
    let command = "vpctrace \((Self.flow + ["--tcp", "22"]).joined(separator: " "))"
    let coloured = try Program.bash(
      "unset NO_COLOR; TERM=xterm script -qec '\(command)' /dev/null")
    #expect(coloured.output.contains("\u{1b}[1;31m"))
    let plain = try Program.bash("NO_COLOR=1 TERM=xterm script -qec '\(command)' /dev/null")
    #expect(!plain.output.contains("\u{1b}"))
  }

  @Test(arguments: [
    (["--tcp", "0"], "--tcp can't be '0'"), (["--tcp", "70000"], "--tcp can't be '70000'"),
    (["--tcp", "x"], "--tcp can't be 'x'"), (["--tcp"], "--tcp needs a value"),
    (["--tcp", "1", "--udp", "2"], "--tcp and --udp exclude each other"),
    (["--protocol", "6"], "protocol 6 needs a port"),
    (["--protocol", "17"], "protocol 17 needs a port"),
    (["--protocol", "256"], "--protocol can't be '256'"), ([], "what is to be sent is missing"),
    (["--icmp=300"], "--icmp can't be '300'"),
    (["--tcp", "1", "--ipv4", "--ipv6"], "--ipv4 and --ipv6 exclude each other"),
    (["--icmp", "--source-port", "5"], "--source-port goes with --tcp and --udp only"),
    (["--tcp", "1", "--tcp", "2"], "--tcp is given twice"),
    (["--tcp", "1", "extra"], "'extra' is one word too many"),
    (["--tcp", "1", "--one-way=yes"], "--one-way takes no value"),
    (["--tcp", "1", "--flows", "f"], "does not go with --flows"),
    (["--tcp", "1", "--ipv6"], "has no IPv6 address"),
    (["--tcp", "1", "--fields", "srcaddr"], "--fields goes with --flow-log only"),
    (["--tcp", "1", "--flow-log", "--lesson"], "--lesson does not go with --flow-log"),
    (["--tcp", "1", "--flow-log", "--time", "-1"], "--time can't be '-1'"),
    (["--tcp", "1", "--flow-log", "--fields", "7 8"], "'7 8' names no fields"),
    (
      ["--tcp", "1", "--flow-log", "--fields", "srcaddr ecs-task-id"],
      "ecs-task-id can't be written"
    ),
    (["--tcp", "1", "--lesson", "--detail", "full"], "--detail does not go with --lesson"),
    (["--tcp", "1", "--analogy", "--detail", "full"], "--detail does not go with --analogy"),
  ])
  func `refuses a wrong command line with exit code 2`(arguments: [String], message: String) throws
  {
    let run = try Program(Self.flow + arguments)
    #expect(run.exitCode == 2)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test(arguments: [
    (["trcae", "x"], "trace"), (["--versoin"], "--version"),
    (["trace", "Topologies/two-tier", "--form", "web-1"], "--from"),
    (["trace", "Topologies/two-tier", "--from", "web1", "--to", "app-1", "--tcp", "1"], "web-1"),
    (
      ["trace", "Topologies/two-teir", "--from", "a", "--to", "b", "--icmp"], "Topologies/two-tier"
    ),
    (["show", "Topologies/two-tier", "--format", "jsno"], "json"),
    (["completions", "bsh"], "bash"),
  ])
  func `answers what is mistyped with the nearest name`(arguments: [String], meant: String) throws {
    let run = try Program(arguments)
    #expect(run.exitCode == 2 || run.exitCode == 3)
    #expect(run.errors.lowercased().contains("did you mean"), "\(run.errors)")
    #expect(run.errors.contains(meant), "\(run.errors)")
  }

  @Test(arguments: [
    "web-1 --to db-1 --tcp 5432", "internet --to web-1 --tcp 22", "app-1 --to internet --icmp",
  ])
  func `writes flow logs that explain-log explains without a contradiction`(flow: String) throws {
    let words = flow.split(separator: " ").map(String.init)
    let log = try Program(["trace", "Topologies/two-tier", "--from"] + words + ["--flow-log"])
    let run = try Program(["explain-log", "Topologies/two-tier", "-"], input: log.output)
    #expect(run.exitCode == 0, "\(log.output)\(run.output)")
    #expect(!run.output.contains("Contradicted"))
  }

  @Test func `groups several flows by verdict where a name is to stand for all it fits`() throws {
    let run = try Program([
      "trace", "Topologies/two-tier", "--from-each", "web-1", "--to-each", "app-1", "--tcp", "22",
    ])
    #expect(run.output.hasPrefix("dropped: 1\ndropped tcp 10.20.0.10:32768 -> "))
    #expect(run.exitCode == 1)
  }

  @Test func `answers flows from standard input, a line each`() throws {
    let lines = """
      {"from":"web-1","to":"app-1","protocol":"tcp","destinationPort":8080}
      nonsense
      {"from":"web-1","to":"app-1","protocol":"tcp","destinationPort":22}

      """
    let arguments = ["trace", "Topologies/two-tier", "--flows", "-", "--detail", "summary"]
    let json = try Program(arguments + ["--format", "json"], input: lines)
    #expect(Golden.difference(json.output, "flows.ndjson") == nil)
    #expect(json.exitCode == 0)
    let text = try Program(arguments, input: lines)
    #expect(Golden.difference(text.output, "flows.txt") == nil)
  }

  @Test func `ends quietly where nobody reads on`() throws {
    let run = try Program.bash(
      "yes '{\"from\":\"web-1\",\"to\":\"app-1\",\"protocol\":\"icmp\"}' | head -100000"
        + " | vpctrace trace Topologies/two-tier --flows - --format json | head -1 | wc -l")
    #expect(run.output.trimmingCharacters(in: .whitespacesAndNewlines) == "1")
  }
}
