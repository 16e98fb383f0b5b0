import Addressing
import TestSupport
import Testing

@Suite struct `Spans of prefix tables` {
  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `every address of a span has the value of the address it was asked for`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var forest = PrefixForest()
    let table = forest.add(
      (0..<Int.random(in: 0...12, using: &random)).map { value in
        (block: block(using: &random), value: UInt32(value))
      })
    for _ in 0..<40 {
      let address = block(using: &random).base
      let span = forest.span(table, around: address)
      let value = forest.longestMatch(table, address)
      #expect(span.contains(address))
      let samples = [span.first, span.last, span.randomElement(using: &random)]
      #expect(
        samples.allSatisfy { forest.longestMatch(table, $0) == value },
        "\(address) in \(span.first)-\(span.last)")
    }
  }

  /// Blocks that nest and neighbour each other more often than not.
  private func block(using random: inout SeededGenerator) -> CIDRBlock {
    let bits = UInt32.random(in: .min ... .max, using: &random) & 0x0303_03ff
    if Bool.random(using: &random) {
      return CIDRBlock(
        IPAddress(ipv4: bits), prefixLength: Int.random(in: 0...32, using: &random))
    }
    return CIDRBlock(
      IPAddress(high: UInt64(bits & 0xf) << 32, low: UInt64(bits) << 16),
      prefixLength: Int.random(in: 0...128, using: &random))
  }
}
