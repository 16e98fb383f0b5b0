import Foundation
import TestSupport
import Testing

@Suite struct `README.md and its companions` {
  /// A command of the page, and the output that the page shows below it.
  private struct Example {
    let command: String
    let output: String
  }

  /// The page itself, and those of Docs that show what the program prints.
  private static func pages() throws -> [String] {
    let names = try FileManager.default.contentsOfDirectory(
      atPath: PackageFolder.url("Docs").path)
    let docs = names.filter { $0.hasSuffix(".md") }.sorted().map { "Docs/\($0)" }
    return try ["README.md"] + docs.filter { try !examples(of: $0).isEmpty }
  }

  /// Blocks of a page that begin with `$ vpctrace`.
  private static func examples(of name: String) throws -> [Example] {
    let file = PackageFolder.url(name)
    let page = try String(contentsOf: file, encoding: .utf8)
    let blocks = page.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }
    return blocks.compactMap { block in
      let lines = block.element.split(separator: "\n", omittingEmptySubsequences: false).dropFirst()
      guard let first = lines.first, first.hasPrefix("$ vpctrace ") else { return nil }
      return Example(
        command: String(first.dropFirst(2)), output: lines.dropFirst().joined(separator: "\n"))
    }
  }

  @Test(arguments: try pages()) func `shows what the program prints`(page: String) throws {
    let examples = try Self.examples(of: page)
    #expect(!examples.isEmpty)
    for example in examples {
      #expect(try Program.bash(example.command).output == example.output)
    }
  }

  @Test func `gives a main command that works`() throws {
    let file = PackageFolder.url("README.md")
    let page = try String(contentsOf: file, encoding: .utf8)
    let start = "swift run -c release "
    let commands = page.split(separator: "\n").filter { $0.hasPrefix(start) }
    #expect(!commands.isEmpty)
    for command in commands {
      #expect(try Program.bash(String(command.dropFirst(start.count))).exitCode <= 1)
    }
  }
}
