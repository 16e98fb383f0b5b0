import Addressing
import TestSupport
import Testing

@Suite("Prefix forest")
struct PrefixForestTests {
  typealias Entry = (block: CIDRBlock, value: UInt32)

  /// The slow and obvious reference: the longest block that holds the address; of equals the last.
  func scan(_ entries: [Entry], for address: IPAddress) -> UInt32? {
    var best: Entry?
    for entry in entries where entry.block.contains(address) {
      if entry.block.prefixLength >= best?.block.prefixLength ?? 0 { best = entry }
    }
    return best?.value
  }

  @Test func `an empty table holds nothing`() {
    var forest = PrefixForest()
    let table = forest.add([])
    #expect(forest.longestMatch(table, IPAddress(10, 0, 0, 1)) == nil)
    #expect(!forest.contains(.empty, IPAddress(high: 1, low: 1)))
  }

  @Test func `R-ROUTE-3: a default route of one family holds no address of the other`() {
    var forest = PrefixForest()
    let ipv4 = forest.add([(.allIPv4, 4)])
    let ipv6 = forest.add([(.allIPv6, 6)])
    #expect(forest.longestMatch(ipv4, IPAddress(192, 0, 2, 1)) == 4)
    #expect(forest.longestMatch(ipv4, IPAddress(high: 1, low: 0)) == nil)
    #expect(forest.longestMatch(ipv6, IPAddress(high: 1, low: 0)) == 6)
    #expect(forest.longestMatch(ipv6, IPAddress(192, 0, 2, 1)) == nil)
  }

  @Test func `of equal blocks the last one's value holds`() throws {
    var forest = PrefixForest()
    let block = try CIDRBlock(parsing: "10.0.0.0/16")
    let table = forest.add([(block, 1), (.allIPv4, 2), (block, 3), (.allIPv4, 4)])
    #expect(forest.longestMatch(table, IPAddress(10, 0, 9, 9)) == 3)
    #expect(forest.longestMatch(table, IPAddress(11, 0, 9, 9)) == 4)
  }

  @Test func `every pair of prefix lengths over one address agrees with a linear scan`() throws {
    for host in [IPAddress(10, 77, 130, 201), try IPAddress(parsing: "2001:db8:a5a5::5a5a:1")] {
      for long in 0...host.family.width {
        for short in 0...long {
          let entries: [Entry] = [
            (CIDRBlock(host, prefixLength: long), 7), (CIDRBlock(host, prefixLength: short), 9),
          ]
          var forest = PrefixForest()
          let table = forest.add(entries)
          for block in entries.map({ $0.block }) {
            for address in block.edges where address.family == host.family {
              #expect(
                forest.longestMatch(table, address) == scan(entries, for: address),
                "/\(long) and /\(short) at \(address)")
            }
          }
        }
      }
    }
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `random tables of one forest agree with a linear scan`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var forest = PrefixForest()
    let tables = (0..<6).map { index in
      (0..<(1 << index)).map { _ in CIDRBlock.nested(using: &random) }.map { block in
        (block: block, value: UInt32.random(in: 0..<50, using: &random))
      }
    }
    let handles = tables.map { forest.add($0) }
    for (entries, table) in zip(tables, handles) {
      let near = entries.flatMap { $0.block.edges }
      let far = (0..<50).map { _ in CIDRBlock.nested(using: &random).last }
      for address in near + far {
        #expect(forest.longestMatch(table, address) == scan(entries, for: address), "\(address)")
        #expect(forest.contains(table, address) == (scan(entries, for: address) != nil))
      }
    }
  }
}

extension CIDRBlock {
  /// The first and last address of the block, and those of its family next to it.
  var edges: [IPAddress] {
    [base, last] + [base.predecessor, last.successor].compactMap { $0 }
  }

  /// A random block whose address is made of few different bytes, so that blocks often nest.
  static func nested(using random: inout SeededGenerator) -> CIDRBlock {
    let bytes: [UInt8] = [0, 10, 10, 10, 0xff]
    let bits = (0..<16).reduce(0 as UInt128) { bits, _ in
      bits << 8 | UInt128(bytes.randomElement(using: &random) ?? 0)
    }
    let isIPv4 = Bool.random(using: &random)
    let address = isIPv4 ? IPAddress(ipv4: UInt32(truncatingIfNeeded: bits)) : IPAddress(bits)
    return CIDRBlock(
      address, prefixLength: Int.random(in: 0...address.family.width, using: &random))
  }
}
