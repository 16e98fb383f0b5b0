import Foundation
import TestSupport
import Testing
import VPCTraceKit

@Suite struct `vpctrace lessons` {
  @Test(arguments: Lesson.all.map(\.name))
  func `shows a lesson with its answers as recorded`(name: String) throws {
    let run = try Program(["lessons", name, "--answers"])
    #expect(Golden.difference(run.output, "lessons/\(name).txt") == nil)
    #expect(run.exitCode == 0 && run.errors.isEmpty)
  }

  @Test func `lists the lessons as recorded`() throws {
    #expect(Golden.difference(try Program(["lessons"]).output, "lessons/list.txt") == nil)
    let json = try Program(["lessons", "--format", "json"]).output
    #expect(Golden.difference(json, "lessons/list.json") == nil)
  }

  @Test func `writes a lesson as JSON as recorded`() throws {
    let run = try Program(["lessons", "same-subnet", "--format", "json"])
    #expect(Golden.difference(run.output, "lessons/same-subnet.json") == nil)
  }

  @Test func `asks, judges and counts`() throws {
    let run = try Program(
      ["lessons", "stateful-and-stateless"], input: "del\nDropped\nwhat\n\nskip\n")
    #expect(run.output.contains("Right: delivered."))
    #expect(run.output.contains("You said dropped, and it is reply-dropped."))
    #expect(run.output.contains("Write one of these words, or how it begins."))
    #expect(run.output.hasSuffix("\nYou predicted 1 of 2.\n"))
    #expect(run.exitCode == 0 && run.errors.isEmpty)
  }

  @Test(arguments: ["", "delivered\n", "delivered\nquit\n", "delivered\nnonsense"])
  func `ends politely where the input ends, or the learner wants to`(input: String) throws {
    let run = try Program(["lessons", "round-trip"], input: input)
    #expect(run.output.hasSuffix("Come back with 'vpctrace lessons round-trip'.\n"))
    #expect(run.output.contains("You predicted 1 of 1.") == !input.isEmpty)
    #expect(run.exitCode == 0 && run.errors.isEmpty)
  }

  @Test(arguments: [
    (["rond-trip"], "did you mean round-trip?"), (["Peering"], "did you mean peering?"),
    (["quantum"], "'vpctrace lessons' lists them"), (["peering", "x"], "one word too many"),
    (["peering", "--answer"], "did you mean --answers?"),
  ])
  func `answers a mistyped lesson with the nearest`(arguments: [String], hint: String) throws {
    let run = try Program(["lessons"] + arguments)
    #expect(run.exitCode == 2 && run.output.isEmpty)
    #expect(run.errors.contains(hint), "\(run.errors)")
  }

  @Test func `needs no file beside the program`() throws {
    let run = try Program.bash("cd / && vpctrace lessons peering --answers")
    #expect(run.exitCode == 0)
    #expect(run.output == (try Program(["lessons", "peering", "--answers"]).output))
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func `asks on a terminal`() throws {
    let run = try Program.bash(
      "printf 'dropped\\nquit\\n' | TERM=xterm script -qec 'vpctrace lessons peering' /dev/null")
    #expect(run.output.contains("You said dropped, and it is delivered."))
    #expect(run.output.contains("Come back with"))
  }
}
