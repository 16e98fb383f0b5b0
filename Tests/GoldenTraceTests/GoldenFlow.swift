import Foundation
import Testing
import TopologyImport
import VPCTraceKit

@testable import vpctrace

/// One line of a `flows.txt`: a command line of `vpctrace trace describe`, and what it printed when a
/// person read and approved it.
///
/// Each folder under `Golden` is a topology: `describe`, as the AWS CLI prints it and cut down by hand,
/// `flows.txt`, and an output a line. To see one with one's own eyes, type the line's words after
/// `vpctrace trace describe` in the topology's folder.
struct GoldenFlow: CustomTestStringConvertible {
  let topology: String
  let name: String
  let words: [String]

  var testDescription: String { file }

  /// The recorded output, from the folder `Golden`.
  var file: String { "\(topology)/\(name).\(writesJSON ? "json" : "txt")" }

  private var writesJSON: Bool { words.suffix(2) == ["--format", "json"] }

  /// What the program prints, 80 columns wide.
  func output() throws -> String {
    let arguments = try ParsedArguments(["describe"] + words, for: .trace)
    let resolver = EndpointResolver(try GoldenFlow.network(topology))
    let flows = try TraceEnds(arguments).flows(resolver, try FlowRequest.Options(arguments))
    let trace = resolver.network.trace(flows[0])
    let detail = arguments["--detail"].flatMap { Detail(rawValue: $0) } ?? .hops
    if arguments.has("--lesson") {
      return Story(trace).text(in: resolver.network, tellsAnalogy: false, style: TextStyle())
    }
    guard writesJSON else {
      return trace.text(in: resolver.network, detail: detail, style: TextStyle(width: 80))
    }
    var writer = JSONWriter(.indented)
    writer.trace(trace, in: resolver.network, detail: detail)
    writer.endLine()
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension GoldenFlow {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden")

  static let topologies: [String] = entries(of: folder)

  static let all: [GoldenFlow] = topologies.flatMap { topology in
    let file = folder.appendingPathComponent("\(topology)/flows.txt")
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let words = line.split(separator: " ").map(String.init)
      return GoldenFlow(topology: topology, name: words[0], words: Array(words.dropFirst()))
    }
  }

  /// The names in a topology's folder, in order.
  static func entries(ofTopology topology: String) -> [String] {
    entries(of: folder.appendingPathComponent(topology))
  }

  private static func entries(of folder: URL) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
  }

  /// A topology with the places that its own folder's user sees.
  static func load(_ topology: String) throws -> (topology: Topology, warnings: [Diagnostic]) {
    var importer = AWSDescribeImporter()
    let describe = folder.appendingPathComponent("\(topology)/describe")
    for name in entries(of: describe) {
      let text = try Data(contentsOf: describe.appendingPathComponent(name))
      _ = importer.read([UInt8](text), path: "describe/\(name)")
    }
    return try importer.finish()
  }

  private static func network(_ topology: String) throws -> Network {
    Network(try load(topology).topology)
  }
}
