import Foundation
import TestSupport
import Testing

@Suite struct `Docs/ci.md` {
  private static func page() throws -> CodeBlocks { try CodeBlocks(page: "Docs/ci.md") }

  @Test(.enabled(if: YAMLReader.isThere), arguments: [0, 1])
  func `has workflows whose jobs have steps and nothing unknown`(workflow: Int) throws {
    let text = try Self.page().running("yaml")[workflow]
    let tree = try #require(try YAMLReader.read(text) as? [String: Any])
    let jobs = tree["jobs"] as? [String: [String: Any]] ?? tree as? [String: [String: Any]] ?? [:]
    #expect(!jobs.isEmpty)
    for (name, job) in jobs {
      let steps = job["steps"] as? [[String: Any]] ?? []
      #expect(steps.allSatisfy { ($0["run"] == nil) != ($0["uses"] == nil) }, "\(name)")
      #expect(steps.isEmpty != (job["script"] == nil), "\(name)")
    }
  }

  @Test(.enabled(if: YAMLReader.isThere), arguments: [0, 1])
  func `goes from the plan to the comment`(workflow: Int) throws {
    let scratch = try Scratch(copyOf: "Tests/CommandLineTests/Fixtures/pipeline")
    defer { scratch.remove() }
    try scratch.standIn(
      for: "terraform",
      "case \"$*\" in *tfplan) cat plan.json.made ;; show*) cat state.json.made ;; esac")
    try scratch.rename("plan.json", to: "plan.json.made")
    try scratch.rename("state.json", to: "state.json.made")
    try run(workflow, in: scratch)
  }

  /// The folder with Terraform's provider for AWS, as `terraform init -plugin-dir` takes it.
  private static let plugins = ProcessInfo.processInfo.environment["VPCTRACE_TERRAFORM_PLUGINS"]

  @Test(.enabled(if: YAMLReader.isThere && plugins != nil), arguments: [0, 1])
  func `goes from a plan that Terraform makes to the comment`(workflow: Int) throws {
    let scratch = try Scratch(copyOf: "Tests/CommandLineTests/Fixtures/pipeline")
    defer { scratch.remove() }
    for made in ["plan.json", "state.json"] { try scratch.rename(made, to: "\(made).made") }
    let plugins = try #require(Self.plugins)
    try run(workflow, in: scratch, environment: ["TF_CLI_ARGS_init": "-plugin-dir=\(plugins)"])
  }

  /// Runs every step but the one that builds vpctrace, and looks at what they leave behind.
  private func run(
    _ workflow: Int, in scratch: Scratch, environment: [String: String] = [:]
  ) throws {
    try scratch.standIn(for: "curl", "echo \"$@\" > comment; test -s diff.md")
    for script in try scripts(of: Self.page().running("yaml")[workflow]) {
      let run = try scratch.bash(script, environment: environment)
      #expect(run.exitCode == 0, "\(script)\n\(run.output)")
    }
    #expect(try scratch.text("check.sarif").contains(#""version": "2.1.0""#))
    #expect(try scratch.text("expectations.xml").contains(#"tests="3" failures="0""#))
    #expect(try scratch.text("diff.md").hasPrefix("### Reachability: 1 opened\n"))
    if workflow == 1 { #expect(try scratch.text("comment").contains("body=<diff.md")) }
  }

  private func scripts(of text: String) throws -> [String] {
    let tree = try #require(try YAMLReader.read(text) as? [String: Any])
    if let jobs = tree["jobs"] as? [String: [String: Any]] {
      let steps = jobs.values.flatMap { $0["steps"] as? [[String: Any]] ?? [] }
      return steps.filter { $0["name"] as? String != "Build vpctrace" }
        .compactMap { $0["run"] as? String }
    }
    return ["plan", "network"].compactMap { name in
      ((tree[name] as? [String: Any])?["script"] as? [String])?.joined(separator: "\n")
    }
  }

  @Test func `compares a file with that of the target branch`() throws {
    let scratch = try Scratch(copyOf: "Topologies/first-vpc")
    defer { scratch.remove() }
    try scratch.rename("5-associated.json5", to: "network.json5")
    try scratch.standIn(for: "git", "cat 4-table-not-associated.json5")
    let scripts = try Self.page().running("sh").filter { $0.contains("before.json5") }
    #expect(scripts.count == 2)
    let compared = try scratch.bash(scripts[0])
    #expect(compared.exitCode == 1, "\(compared.output)")
    #expect(try scratch.text("diff.md").contains("| **regained the reply** | internet |"))
    guard try Program.bash("jq --version").exitCode == 0 else { return }
    let asked = try scratch.bash(scripts[1])
    #expect(asked.output == "true\n" && asked.exitCode == 0)
  }

  @Test func `has a hook that passes`() throws {
    let hook = try #require(try Self.page().running("sh").last)
    let run = try Program.bash(hook)
    #expect(run.exitCode == 0, "\(run.output)")
  }
}

/// The examples of a page that `<!-- runs -->` stands before.
private struct CodeBlocks {
  private let blocks: [(language: String, text: String)]

  init(page: String) throws {
    let text = try String(contentsOf: PackageFolder.url(page), encoding: .utf8)
    blocks = text.components(separatedBy: "<!-- runs -->\n```").dropFirst().map { rest in
      let block = rest.components(separatedBy: "\n```")[0]
      let lines = block.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(lines[0]), lines.count > 1 ? "\(lines[1])\n" : "")
    }
  }

  func running(_ language: String) -> [String] {
    blocks.filter { $0.language == language }.map { $0.text }
  }
}

/// Reads YAML with what the machine has for it: Python's or Ruby's parser.
private enum YAMLReader {
  private static let commands = [
    "python3 -c 'import json, sys, yaml; json.dump(yaml.load(sys.stdin, yaml.BaseLoader), sys.stdout)'",
    "ruby -ryaml -rjson -e 'puts JSON.generate(YAML.load(STDIN.read))'",
  ]

  private static let command = commands.first {
    (try? Program.bash("echo 'a: b' | \($0)"))?.exitCode == 0
  }

  static var isThere: Bool { command != nil }

  static func read(_ text: String) throws -> Any {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let read = try Program.bash("\(try #require(command)) < '\(file.path)'")
    return try JSONSerialization.jsonObject(with: Data(read.output.utf8))
  }
}

/// A copy of a folder in which scripts run, with programs of its own before those of the machine.
private struct Scratch {
  private let folder: URL
  private var programs: URL { folder.appendingPathComponent("bin") }

  init(copyOf path: String) throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.copyItem(at: PackageFolder.url(path), to: folder)
    try FileManager.default.createDirectory(at: programs, withIntermediateDirectories: true)
  }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  func rename(_ name: String, to other: String) throws {
    try FileManager.default.moveItem(
      at: folder.appendingPathComponent(name), to: folder.appendingPathComponent(other))
  }

  /// Puts a script in the place of a program that the machine may not have, or must not ask.
  func standIn(for program: String, _ script: String) throws {
    let file = programs.appendingPathComponent(program)
    try Data("#!/bin/bash\n\(script)\n".utf8).write(to: file)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file.path)
  }

  /// Runs a script as a CI system does: in bash, until a command fails.
  func bash(
    _ script: String, environment: [String: String] = [:]
  ) throws -> (output: String, exitCode: Int32) {
    let settings = environment.map { "export \($0.key)='\($0.value)'\n" }.joined()
    return try Program.bash(
      "set -e\ncd '\(folder.path)'\nexport PATH='\(programs.path)':\"$PATH\"\n\(settings)\(script)")
  }

  func text(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
  }
}
