import Foundation
import TestSupport
import Testing
import VPCTraceKit

/// The example of Docs/expectations.md, built as it stands there.
@Suite struct `Our network` {
  @Test func `lets in what it should, and nothing else`() throws {
    let network = try Network.load(path: "Topologies/first-vpc/5-associated.json5")
    try network.expect("from internet to sg:web tcp 80 delivered")
    try network.expect("only tcp 5432 from sg:web to db-1")
    #expect(try network.trace(from: "web-1", to: "db-1", .tcp(port: 22)).verdict == .dropped)
  }
}

@Suite struct `Expectations from Swift` {
  @Test func `are documented by an example that is built`() throws {
    let page = try PackageFolder.text("Docs/expectations.md")
    let blocks = page.components(separatedBy: "```swift\n").dropFirst()
    let example = try #require(blocks.first?.components(separatedBy: "\n```").first)
    let body = example.split(separator: "\n", omittingEmptySubsequences: false).dropFirst(3)
    let source = try String(contentsOfFile: #filePath, encoding: .utf8)
    #expect(body.count > 5)
    #expect(source.contains(body.joined(separator: "\n")), "\(body.joined(separator: "\n"))")
  }

  @Test(arguments: [
    ("from internet to db-1 tcp 5432 delivered", "DROPPED: tcp 5432 from the internet"),
    ("from internet to web-1 tcp 22 delivered", "security group web"),
    ("from web-1 to db-2 tcp 5432 delivered", "did you mean 'db-1'?"),
    ("form web-1 to db-1 tcp 5432 delivered", "INVALID_EXPECTATION"),
  ])
  func `that are not met tell why`(sentence: String, words: String) throws {
    let network = try Network.load(path: "Topologies/first-vpc/5-associated.json5")
    let error = try #require(throws: UnmetExpectation.self) { try network.expect(sentence) }
    #expect(error.description.contains(words), "\(error)")
  }
}
