import Foundation
import TestSupport
import Testing

@Suite struct `The program` {
  @Test(arguments: [
    ("help", ["--help"]), ("help-show", ["show", "--help"]), ("help-trace", ["trace", "--help"]),
    ("help-check", ["check", "--help"]), ("help-test", ["test", "--help"]),
    ("help-diff", ["diff", "--help"]),
    ("help-lessons", ["lessons", "--help"]),
    ("help-completions", ["completions", "--help"]),
    ("show", ["show", "Topologies/two-tier"]),
  ])
  func `prints what is recorded`(name: String, arguments: [String]) throws {
    let run = try Program(arguments)
    #expect(Golden.difference(run.output, "\(name).txt") == nil)
    #expect(run.exitCode == 0)
    #expect(run.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func `tells its version`() throws {
    let run = try Program(["--version"])
    #expect(run.output.hasPrefix("vpctrace "))
    #expect(run.exitCode == 0)
  }

  @Test(arguments: [
    [], ["show"], ["show", "a", "b"], ["trace", "x", "--from", "a"], ["check"], ["test"],
    ["diff", "a"],
  ])
  func `exits with 2 and a hint where words are missing or too many`(arguments: [String]) throws {
    let run = try Program(arguments)
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("hint: "), "\(run.errors)")
  }

  @Test(arguments: [
    ("", "empty"), ("{", "JSON_"), ("not json", "JSON_"), ("{}", "INPUT_UNRECOGNISED"),
  ])
  func `exits with 3 where the input is wrong`(input: String, word: String) throws {
    let run = try Program(["show", "-"], input: input)
    #expect(run.exitCode == 3)
    #expect(run.errors.contains(word), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test func `reports problems as JSON, one a line, where JSON is asked for`() throws {
    for arguments in [["show", "nowhere", "--format", "json"], ["show", "--format=json"]] {
      let run = try Program(arguments)
      let lines = run.errors.split(separator: "\n")
      #expect(!lines.isEmpty)
      for line in lines {
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
        #expect(object?["schema"] as? String == "vpctrace.diagnostic/1")
        #expect(object?["severity"] as? String == "error")
        #expect(object?["code"] is String && object?["message"] is String)
      }
    }
  }

  @Test func `shows twenty problems and counts the rest`() throws {
    let subnets = (0..<30).map { #"{"SubnetId":"subnet-\#($0)","VpcId":5}"# }
    let input = "{\"Subnets\":[\(subnets.joined(separator: ",\n"))]}"
    let run = try Program(["show", "-"], input: input)
    #expect(run.exitCode == 3)
    #expect(run.errors.components(separatedBy: ": error: ").count - 1 == 20, "\(run.errors)")
    #expect(run.errors.contains("... and"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func `prints completions that the shell can read`(shell: String) throws {
    let script = try Program(["completions", shell])
    #expect(script.exitCode == 0)
    for word in ["trace", "--from", "from-each", "summary"] {
      #expect(script.output.contains(word.replacing("--", with: "")))
    }
    let check = try Program.bash(
      "command -v \(shell) >/dev/null || exit 0; vpctrace completions \(shell) | \(shell) -n")
    #expect(check.exitCode == 0, "\(check.output)")
  }

  @Test(arguments: [
    ("vpctrace tr", "trace"), ("vpctrace trace . --de", "--detail"),
    ("vpctrace trace . --detail su", "summary"), ("vpctrace completions f", "fish"),
    ("vpctrace show Top", "Topologies"),
  ])
  func `completes words in bash`(line: String, completion: String) throws {
    let words = line.split(separator: " ").map(String.init)
    let script = """
      source <(vpctrace completions bash)
      COMP_WORDS=(\(words.joined(separator: " "))); COMP_CWORD=\(words.count - 1)
      _vpctrace; printf '%s\\n' "${COMPREPLY[@]}"
      """
    let run = try Program.bash(script)
    #expect(run.output.split(separator: "\n").contains { $0 == completion }, "\(run.output)")
  }
}
