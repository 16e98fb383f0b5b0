import Foundation
import TestSupport
import Testing
import VPCTraceKit

@Suite struct `Many flows` {
  private let resolver = EndpointResolver(TwoSubnets().sketch.network)

  private func results(
    _ text: String, detail: Detail = .summary, workers: Int = 3
  ) throws -> [[String: Any]] {
    let stream = FlowStream(resolver, detail: detail, format: .json, workers: workers)
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "flows-\(UUID().uuidString).ndjson")
    try Data(text.utf8).write(to: path)
    defer { try? FileManager.default.removeItem(at: path) }
    var reader = try FlowReader(path: path.path)
    var bytes: [UInt8] = []
    while let batch = try reader.next() { bytes += stream.results(of: batch).joined() }
    return try String(decoding: bytes, as: UTF8.self).split(separator: "\n").map { line in
      try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
    }
  }

  @Test(arguments: [1, 2, 7]) func `are answered in order, whatever the number of workers`(
    workers: Int
  ) throws {
    let lines = (1...500).map { port in
      #"{"from":"a","to":"b","protocol":"tcp","destinationPort":\#(port)}"# + "\n"
    }
    let ports = try results(lines.joined(), workers: workers).map { result in
      (result["flow"] as? [String: Any])?["destinationPort"] as? Int
    }
    #expect(ports == (1...500).map { $0 })
  }

  @Test(arguments: [
    (#"{"from":"a","to":"b","protocol":"tcp","destinationPort":443,"sourcePort":40000}"#, 40000),
    (#"{"from":"a","to":"b","protocol":6,"destinationPort":443}"#, 32768),
    (#"{"from":"a","to":"10.0.2.10","protocol":"udp","destinationPort":53}"#, 32768),
    (#"{"from":"a","to":"b","protocol":"icmp"}"#, nil),
    (#"{"from":"a","to":"b","protocol":"icmp","icmpType":13,"icmpCode":0}"#, nil),
    (#"{"from":"a","to":"b","protocol":"icmpv6"}"#, nil),
    (#"{"from":"a","to":"b","protocol":47,"family":"ipv6"}"#, nil),
    (#"{"from":"a","to":"b","protocol":"tcp","destinationPort":1,"oneWay":true}"#, 32768),
  ])
  func `are read from lines as the contract has them`(line: String, sourcePort: Int?) throws {
    let result = try #require(results(line).first)
    #expect(result["error"] == nil)
    #expect(result["verdict"] as? String == "delivered")
    #expect((result["flow"] as? [String: Any])?["sourcePort"] as? Int == sourcePort)
  }

  @Test func `without reply have none`() throws {
    let line = #"{"from":"a","to":"b","protocol":"tcp","destinationPort":1,"oneWay":true}"#
    #expect(try results(line).first?["reply"] == nil)
  }

  @Test(arguments: [
    ("", "column 1"), ("{", "column"), ("[1]", "object"), (#"{"from":"a","to":"b"}"#, "'protocol'"),
    (#"{"to":"b","protocol":"tcp","destinationPort":1}"#, "'from'"),
    (#"{"from":"a","to":"b","protocol":"tcp"}"#, "'destinationPort'"),
    (#"{"from":"a","to":"b","protocol":"tcp","destinationPort":70000}"#, "65535"),
    (#"{"from":"a","to":"b","protocol":"tcp","destinationPort":0}"#, "65535"),
    (#"{"from":"a","to":"b","protocol":"tcp","destinationPort":"443"}"#, "'destinationPort'"),
    (#"{"from":"a","to":"b","protocol":"carrots"}"#, "'protocol'"),
    (#"{"from":"a","to":"zzzzzz","protocol":"icmp"}"#, "zzzzzz"),
    (#"{"from":"a","to":"b","protocol":"icmp","port":1}"#, "'port'"),
    (#"{"from":"a","to":"b","protocol":"icmp","sourcePort":1}"#, "'sourcePort'"),
  ])
  func `that can't be read give an error on their own line, and the run goes on`(
    line: String, word: String
  ) throws {
    let good = #"{"from":"a","to":"b","protocol":"tcp","destinationPort":443}"#
    let results = try results("\(good)\n\(line)\n\(good)\n")
    #expect(results.count == 3)
    #expect(results[0]["verdict"] as? String == "delivered")
    #expect(results[2]["verdict"] as? String == "delivered")
    #expect(results[1]["line"] as? Int == 2)
    #expect((results[1]["error"] as? String)?.contains(word) == true)
  }

  @Test func `survive a line that never ends`() throws {
    let results = try results(String(repeating: "x", count: 3_000_000) + "\n{}\n")
    #expect(results.count == 2)
    #expect((results[0]["error"] as? String)?.contains("longer") == true)
    #expect(results[1]["line"] as? Int == 2)
  }

  @Test func `keep hops where more detail is asked for`() throws {
    let line = #"{"from":"a","to":"b","protocol":"tcp","destinationPort":443}"#
    let forward = try results(line, detail: .full).first?["forward"] as? [String: Any]
    #expect((forward?["hops"] as? [Any])?.isEmpty == false)
  }
}
