import Foundation
import TestSupport
import Testing

@Suite struct `Docs/ci.md` {
  /// The commands of the examples, without where their output goes.
  private static func commands() throws -> [String] {
    let file = PackageFolder.url("Docs/ci.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let examples = page.components(separatedBy: "<!-- runs -->").dropFirst()
      .compactMap { $0.components(separatedBy: "```").dropFirst().first }
    return examples.flatMap { $0.split(separator: "\n") }
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0.hasPrefix("vpctrace ") }
      .map { $0.components(separatedBy: " > ")[0] }
  }

  @Test func `has commands that pass`() throws {
    let commands = try Self.commands()
    #expect(commands.count > 4)
    for command in Set(commands) {
      let run = try Program.bash(command)
      #expect(run.exitCode == 0, "\(command): \(run.output)")
    }
  }
}
