import SourceText
import TestSupport
import Testing

@Suite("Nearest name")
struct NearestNameTests {
  @Test(
    arguments: [
      ("trcae", ["trace", "show", "check"], "trace"),
      ("--fro", ["--from", "--to", "--format"], "--from"),
      ("TRACE", ["show", "trace"], "trace"),
      ("web1", ["web-1", "web-2", "db-1"], "web-1"),
      ("web", ["web-1", "db-1"], nil),
      ("xyz", ["trace", "show"], nil),
      ("", ["a", "trace"], "a"),
      ("a", [], nil),
      ("eni-1234567x", ["eni-12345678", "eni-12345670"], "eni-12345670"),
      ("wbe", ["web", "wb"], "wb"),
      ("zürich", ["zurich", "basel"], "zurich"),
      ("diff", ["diff", "dif"], "diff"),
    ] as [(String, [String], String?)])
  func `of few slips`(name: String, candidates: [String], expected: String?) {
    #expect(NearestName.nearest(to: name, among: candidates) == expected)
    #expect(NearestName.nearest(to: name, among: candidates.reversed()) == expected)
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `two slips in a long name are found, whatever they are`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let name = "transit-gateway"
    var mistyped = Array(name)
    for _ in 0..<2 {
      let place = Int.random(in: 1..<mistyped.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: mistyped.remove(at: place)
      case 1: mistyped.insert("q", at: place)
      case 2: mistyped[place] = "q"
      default: mistyped.swapAt(place - 1, place)
      }
    }
    let others = ["internet-gateway", "nat-gateway", "vpc-endpoint", "vpn-gateway"]
    #expect(NearestName.nearest(to: String(mistyped), among: others + [name]) == name)
  }
}
