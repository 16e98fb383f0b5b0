import Foundation
import TestSupport
import Testing

@Suite struct `vpctrace simulate` {
  private static let design = "Topologies/sessions/design.json5"

  private func simulate(
    _ scenario: String, _ options: [String] = [], input: String = ""
  ) throws -> Program {
    try Program(
      ["simulate", Self.design, "Topologies/sessions/\(scenario).scenario.json5"] + options,
      input: input)
  }

  @Test(arguments: [
    ("rule-removed", "txt", []), ("nat-idle", "txt", []),
    ("nat-idle", "json", ["--format", "json"]),
  ])
  func `prints what is recorded`(name: String, ending: String, options: [String]) throws {
    let run = try simulate(name, options)
    #expect(Golden.difference(run.output, "simulate-\(name).\(ending)") == nil)
    #expect(run.exitCode == 0)
    #expect(run.errors == "")
  }

  @Test func `fits into 80 columns`() throws {
    for name in ["rule-removed", "nat-idle"] {
      let lines = try simulate(name).output.split(separator: "\n")
      #expect(lines.filter { $0.count > 80 } == [])
    }
  }

  @Test func `goes forth and back by what is typed`() throws {
    let run = try simulate(
      "nat-idle", ["--step"], input: "next\n\nb\nback\nback\ntables\nwhat\nn\ntab\nquit\nn\n")
    #expect(Golden.difference(run.output, "simulate-step.txt") == nil)
    #expect(run.exitCode == 0)
  }

  @Test func `ends where the typing ends, with the exit code of what has happened`() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json5")
    defer { try? FileManager.default.removeItem(at: file) }
    let scenario = """
      {events: [{ping: {from: 'app-1', to: 'internet'}}, {expect: 'dropped'}, {show: 'all'}]}
      """
    try Data(scenario.utf8).write(to: file)
    func exitCode(_ options: [String], _ input: String = "") throws -> Int32 {
      try Program(["simulate", Self.design, file.path] + options, input: input).exitCode
    }
    #expect(try exitCode([]) == 1)
    #expect(try exitCode(["--format", "json"]) == 1)
    #expect(try exitCode(["--step"]) == 0)
    #expect(try exitCode(["--step"], "n\nn\n") == 1)
    #expect(try exitCode(["--step"], "n\nn\nb\n") == 0)
  }

  @Test func `refuses a scenario that is wrong, with every place`() throws {
    let run = try Program(
      ["simulate", Self.design, "-"], input: "{events: [{at: '5', show: 'al'}, {stop: 'app-9'}]}")
    #expect(run.exitCode == 3)
    #expect(run.output == "")
    #expect(Golden.difference(run.errors, "simulate-errors.txt") == nil)
  }

  // MARK: Flow logs

  @Test(arguments: [
    ("Topologies/two-tier", "web-1", "db-1", "tcp 5432", "--tcp 5432"),
    (design, "app-1", "internet", "tcp 443", "--tcp 443"),
    (design, "app-1", "internet", "udp 53", "--udp 53"),
    (design, "internet", "bastion-2", "tcp 22", "--tcp 22"),
  ])
  func `writes the records of one exchange as trace does, byte for byte`(
    input: String, from: String, to: String, traffic: String, option: String
  ) throws {
    let isTCP = traffic.hasPrefix("tcp")
    let (first, second) = isTCP ? (", flags: 'SYN'", ", flags: 'SYN ACK'") : ("", "")
    let scenario = """
      {events: [
        {packet: {name: 'c', from: '\(from)', to: '\(to)', traffic: '\(traffic)'\(first)}},
        {packet: {in: 'c', by: 'server'\(second)}}]}
      """
    let fields = [
      "--fields", "version interface-id srcaddr srcport tcp-flags traffic-path start end action",
      "--time", "1700000000",
    ]
    for options in [[], fields] {
      let simulated = try Program(
        ["simulate", input, "-", "--flow-log", "-"] + options, input: scenario)
      let traced = try Program(
        ["trace", input, "--from", from, "--to", to, "--flow-log"]
          + option.split(separator: " ").map(String.init) + options)
      #expect(simulated.output == traced.output)
      #expect(simulated.output.split(separator: "\n").count > 1)
    }
  }

  @Test func `writes the records of what has happened to a file, and the timeline as ever`() throws
  {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).log")
    defer { try? FileManager.default.removeItem(at: file) }
    func written(_ options: [String], input: String = "") throws -> (Program, [Substring]) {
      let run = try simulate("nat-idle", ["--flow-log", file.path] + options, input: input)
      return (run, try String(contentsOf: file, encoding: .utf8).split(separator: "\n"))
    }
    let (run, lines) = try written([])
    #expect(run.output == (try simulate("nat-idle").output))
    #expect(try written(["--format", "json"]).1 == lines)
    #expect(lines.count == 17)
    let log = try Program(["explain-log", Self.design, file.path])
    #expect(log.output == "Records: 16 accepted, 0 rejected.\n")
    #expect(log.exitCode == 0)
    #expect(try written(["--step"], input: "n\nn\nn\nn\nback\n").1 == lines.prefix(13) + [])
    #expect(try written(["--step"], input: "").1 == lines.prefix(1) + [])
  }

  @Test func `overwrites nothing that it reads, and says what it can't write`() throws {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("\(UUID()).json5")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data("{events: []}".utf8).write(to: file)
    let clash = try Program(["simulate", Self.design, file.path, "--flow-log", file.path])
    #expect(clash.exitCode == 2)
    #expect(clash.errors.contains("would overwrite"))
    #expect(try String(contentsOf: file, encoding: .utf8) == "{events: []}")
    let unwritable = try Program(
      ["simulate", Self.design, file.path, "--flow-log", "/nowhere/x.log"])
    #expect(unwritable.exitCode == 2)
    #expect(unwritable.errors == "error: can't write /nowhere/x.log: No such file or directory\n")
  }

  @Test(arguments: [
    ["simulate", design, "x.json5", "--fields", "interface-id"],
    ["simulate", design, "x.json5", "--flow-log", "-", "--format", "json"],
    ["simulate", design, "x.json5", "--flow-log", "-", "--step"],
    ["simulate", design, "x.json5", "--flow-log"],
    ["simulate", design, "x.json5", "--flow-log", "x.log", "--fields", "nonsense"],
    ["simulate", "-", "-"], ["simulate", design, "-", "--step"],
    ["simulate", "-", "x.json5", "--step"],
    ["simulate", design, "x.json5", "--step", "--format", "json"], ["simulate", design],
  ])
  func `refuses a command line that makes no sense`(arguments: [String]) throws {
    #expect(try Program(arguments, input: "{}").exitCode == 2)
  }
}
