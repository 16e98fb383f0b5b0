import Dataplane
import Foundation
import TestSupport
import Testing
import TopologyModel
import VPCTraceKit

/// The worked designs in Topologies/ do what their pages say.
@Suite("Worked designs")
struct TopologyFilesTests {
  static let files = ["first-vpc", "round-trip"].flatMap { folder in
    let url = NativeWriterTests.root.appendingPathComponent("Topologies/\(folder)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasSuffix(".json5") }.sorted().map { "Topologies/\(folder)/\($0)" }
  }

  private func verdict(
    _ file: String, _ source: String, _ destination: String, _ traffic: VPCTraceKit.Traffic
  ) throws -> String {
    let network = Network(try NativeWriterTests.load("Topologies/\(file).json5"))
    let trace = try network.trace(from: source, to: destination, traffic)
    return ([trace.verdict.rawValue] + trace.blockerCodes.prefix(1)).joined(separator: " ")
  }

  @Test(arguments: [
    ("1-no-gateway", "dropped IGW_NOT_ATTACHED", "dropped NO_ROUTE"),
    ("2-gateway-attached", "reply-dropped NO_ROUTE", "dropped NO_ROUTE"),
    ("3-table-with-local-only", "reply-dropped NO_ROUTE", "dropped NO_ROUTE"),
    ("4-table-not-associated", "reply-dropped NO_ROUTE", "dropped NO_ROUTE"),
    ("5-associated", "delivered", "delivered"),
  ])
  func `the stages of a first VPC`(stage: String, fromInternet: String, toInternet: String) throws {
    let file = "first-vpc/\(stage)"
    #expect(try verdict(file, "internet", "web-1", .tcp(port: 80)) == fromInternet)
    #expect(try verdict(file, "web-1", "internet", .icmp()) == toInternet)
    #expect(try verdict(file, "web-1", "db-1", .tcp(port: 5432)) == "delivered")
    #expect(
      try verdict(file, "internet", "db-1", .tcp(port: 5432)).hasPrefix("dropped"))
  }

  @Test(arguments: [
    ("1-both-ways", "delivered"), ("2-acl-2-blocks-reply-out", "reply-dropped NACL_DEFAULT_DENY"),
    ("3-acl-1-blocks-reply-in", "reply-dropped NACL_DEFAULT_DENY"), ("4-one-subnet", "delivered"),
  ])
  func `a round trip and what stops it`(design: String, expected: String) throws {
    let file = "round-trip/\(design)"
    #expect(try verdict(file, "instance-1", "instance-2", .tcp(port: 80)) == expected)
  }

  @Test(arguments: files)
  func `keeps to the schema and survives being written`(file: String) throws {
    let schema = try NativeFormatTests.tree(NativeSchema.text)
    let url = NativeWriterTests.root.appendingPathComponent(file)
    let text = try String(contentsOf: url, encoding: .utf8)
    let validator = SchemaValidator(
      schema: schema, instance: try NativeFormatTests.tree(text))
    #expect(validator.isValid)
    let topology = try native(text)
    let copy = try native(NativeWriter.text(of: topology))
    #expect(
      TopologyListing(copy, showsPlaces: false).text
        == TopologyListing(topology, showsPlaces: false).text)
  }
}
