import TestSupport
import Testing

@testable import VPCTraceKit

/// The scanner is a second reader of what the JSON reader reads: it may give up, never differ.
@Suite struct `A plain flow line` {
  @Test(arguments: [
    #"{"from":"a","to":"b","protocol":"tcp","destinationPort":443}"#,
    #" { "from" : "web 1" , "to":"10.0.0.1", "protocol":"6", "destinationPort": 1, "sourcePort":65535 } "#,
    "{\"to\":\"b\",\"protocol\":\"icmp\",\"from\":\"\"}\r",
  ])
  func `is read in one pass`(line: String) {
    #expect(PlainFlowScanner.flow(in: Array(line.utf8).span) != nil)
  }

  @Test(arguments: [
    "", "{", "{}", "[]", #"{"from":"a"} {"#, #"{"from":"a",}"#, #"{"from":"a","from":"b"}"#,
    #"{"from":"\u0061"}"#, #"{"from":"ä"}"#, #"{"from":5}"#, #"{"destinationPort":0}"#,
    #"{"destinationPort":08}"#, #"{"destinationPort":65536}"#, #"{"destinationPort":100000}"#,
    #"{"destinationPort":1e2}"#, #"{"destinationPort":-1}"#, #"{"icmpType":8}"#,
    #"{"oneWay":true}"#, #"{"port":1}"#, #"{"from" "a"}"#, #"{from:"a"}"#, "{\"from\":\"\t\"}",
    #"{"from":"a""#, #"{"from":"a"#,
  ])
  func `that is not so plain is left to the JSON reader`(line: String) {
    #expect(PlainFlowScanner.flow(in: Array(line.utf8).span) == nil)
  }

  @Test(arguments: 0..<200) func `is read as the JSON reader reads it`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<50 {
      let line = mutated(&random)
      guard let plain = PlainFlowScanner.flow(in: line.span) else { continue }
      let read = try? FlowLine.fields(in: line)
      #expect(read == plain.fields(in: line.span), "\(String(decoding: line, as: UTF8.self))")
    }
  }

  /// A good line in which some bytes were replaced, doubled or left out.
  private func mutated(_ random: inout SeededGenerator) -> [UInt8] {
    var line = Array(
      #"{"from":"web-1", "to":"10.0.2.5","protocol":"tcp","destinationPort":443,"sourcePort":4}"#
        .utf8)
    let replacements = Array(#"{}":, 01\[]a"#.utf8)
    for _ in 0..<Int.random(in: 0...3, using: &random) {
      let index = line.indices.randomElement(using: &random) ?? 0
      switch Int.random(in: 0..<3, using: &random) {
      case 0: line.remove(at: index)
      case 1: line.insert(line[index], at: index)
      default: line[index] = replacements.randomElement(using: &random) ?? 0
      }
    }
    return line
  }
}
