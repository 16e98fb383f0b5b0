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

  @Test(arguments: [
    ["simulate", "-", "-"], ["simulate", design, "-", "--step"],
    ["simulate", "-", "x.json5", "--step"],
    ["simulate", design, "x.json5", "--step", "--format", "json"], ["simulate", design],
  ])
  func `refuses a command line that makes no sense`(arguments: [String]) throws {
    #expect(try Program(arguments, input: "{}").exitCode == 2)
  }
}
