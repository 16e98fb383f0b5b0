import Foundation
import TestSupport
import Testing
import VPCTraceKit

/// The page of a worked design: what it says of flows and of findings, in two tables.
struct DesignPage: CustomTestStringConvertible {
  /// `Topologies/` and the folder's name.
  let folder: String
  let text: String

  init(folder: String) throws {
    self.folder = "Topologies/\(folder)"
    text = try PackageFolder.text("\(self.folder)/README.md")
  }

  var testDescription: String { folder }

  /// The folders of `Topologies/` that hold designs.
  static var folders: [String] {
    let all = try? FileManager.default.contentsOfDirectory(
      atPath: PackageFolder.url("Topologies").path)
    return (all ?? []).filter { !designs(in: "Topologies/\($0)").isEmpty }.sorted()
  }

  /// The names of the folder's designs.
  var designs: [String] { Self.designs(in: folder) }

  private static func designs(in folder: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: PackageFolder.url(folder).path)
    return (names ?? []).filter { $0.hasSuffix(".json5") && !$0.hasSuffix(".scenario.json5") }
      .sorted()
  }
}

extension DesignPage {
  /// A row: a question, and what the program must answer.
  struct FlowRow {
    let design: String
    let source: String
    let destination: String
    let options: FlowRequest.Options
    /// `delivered`, or the verdict and the code of the hop that decides.
    let expected: String
  }

  var flows: [FlowRow] {
    rows(under: ["design", "from", "to", "traffic", "verdict", "decided by"]).map { cells in
      FlowRow(
        design: cells[0], source: cells[1], destination: cells[2], options: Self.options(cells[3]),
        expected: [cells[4], cells[5]].filter { !$0.isEmpty }.joined(separator: " "))
    }
  }

  /// For each design the findings that it must have: rule, `(accepted)` perhaps, and thing at fault.
  var findings: [String: [String]] {
    Dictionary(
      grouping: rows(under: ["design", "finding", "at"]).map { (design: $0[0], words: $0[1...]) },
      by: \.design
    ).mapValues { rows in rows.map { $0.words.joined(separator: ": ") }.sorted() }
  }

  /// `tcp 443`, `icmp`, or either with a family behind it.
  private static func options(_ text: String) -> FlowRequest.Options {
    let words = text.split(separator: " ")
    let port = words.dropFirst().first.flatMap { UInt16($0) } ?? 0
    let traffic: VPCTraceKit.Traffic =
      switch words[0] {
      case "tcp": .tcp(port: port)
      case "udp": .udp(port: port)
      default: .icmp()
      }
    return FlowRequest.Options(
      traffic, family: words.last.flatMap { AddressFamily(rawValue: String($0)) })
  }

  /// The rows of the table with this head, without the marks of code.
  private func rows(under head: [String]) -> [[String]] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let start = lines.firstIndex { Self.cells($0) == head } ?? lines.endIndex
    return lines[start...].dropFirst(2).prefix { $0.hasPrefix("|") }.map { Self.cells($0) }
      .filter { $0.count == head.count }
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast().map {
      $0.trimmingCharacters(in: CharacterSet(charactersIn: " `"))
    }
  }
}
