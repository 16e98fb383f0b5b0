import Addressing
import TestSupport
import Testing

@Suite("CIDR block")
struct CIDRBlockTests {
  @Test(arguments: [
    ("10.0.0.0/8", "10.0.0.0/8", false), ("10.1.2.3/8", "10.0.0.0/8", true),
    ("100.68.0.18/18", "100.68.0.0/18", true), ("0.0.0.0/0", "0.0.0.0/0", false),
    ("255.255.255.255/0", "0.0.0.0/0", true), ("192.0.2.1/32", "192.0.2.1/32", false),
    ("2001:DB8:0::/56", "2001:db8::/56", false), ("2001:db8::1/64", "2001:db8::/64", true),
    ("::/0", "::/0", false), ("::1/128", "::1/128", false), ("::1/127", "::/127", true),
  ])
  func `R-CIDR-2: host bits are cleared and reported`(
    text: String, canonical: String, cleared: Bool
  ) throws {
    let (block, hostBitsCleared) = try CIDRBlock.parse(text)
    #expect(block.description == canonical)
    #expect(hostBitsCleared == cleared)
    #expect(try CIDRBlock(parsing: canonical) == block)
  }

  static let malformed: [(String, AddressError.Problem, Int)] = [
    ("", .empty, 0),
    ("/8", .empty, 0),
    ("10.0.0.0", .prefixLengthMissing, 8),
    ("10.0.0.0/", .prefixLengthMissing, 9),
    ("10.0.0.0/33", .ipv4PrefixTooLong, 9),
    ("10.0.0.0/99999999999999999999", .ipv4PrefixTooLong, 9),
    ("2001:db8::/129", .ipv6PrefixTooLong, 11),
    ("10.0.0.0/08", .leadingZero, 9),
    ("10.0.0.0/00", .leadingZero, 9),
    ("10.0.0.0/+8", .sign, 9),
    ("10.0.0.0/-1", .sign, 9),
    ("10.0.0.0/ 8", .space, 9),
    ("10.0.0.0 /8", .space, 8),
    ("10.0.0.0/8 ", .space, 10),
    ("10.0.0.0/8/8", .unexpectedCharacter, 10),
    ("10.0.0.0/x", .unexpectedCharacter, 9),
    ("10.0.0.0/255.0.0.0", .ipv4PrefixTooLong, 9),
    ("10.0.0.0/8.5", .unexpectedCharacter, 10),
    ("10/8", .octetsMissing, 2),
    ("10.0.0/24", .octetsMissing, 6),
    ("fe80::%eth0/64", .zone, 6),
    ("::ffff:10.0.0.0/104", .ipv4Mapped, 0),
  ]

  @Test(arguments: malformed)
  func `a malformed block is refused at its first bad byte`(
    text: String, problem: AddressError.Problem, offset: Int
  ) {
    let error = #expect(throws: AddressError.self) { try CIDRBlock.parse(text) }
    #expect(error?.problem == problem)
    #expect(error?.offset == offset)
  }

  /// All blocks of the highest four bits that an address of either family ends with, and some above.
  static let small: [CIDRBlock] = [IPAddress(10, 0, 0, 0), IPAddress(high: 0, low: 0)]
    .flatMap { base in
      (0..<16).flatMap { host in
        (0...4).map { bits in
          CIDRBlock(IPAddress(base.bits | host), prefixLength: base.family.width - bits)
        }
      }
    }

  static let smallAddresses =
    [IPAddress(9, 255, 255, 255), IPAddress(10, 0, 0, 16)]
    + (0..<17).map { IPAddress($0 as UInt128) } + (0..<16).map { IPAddress(10, 0, 0, $0) }

  @Test func `containment and overlap agree with brute force on small blocks`() {
    let members = Self.small.map { block in
      Set(Self.smallAddresses.filter { block.base <= $0 && $0 <= block.last })
    }
    for (one, itsMembers) in zip(Self.small, members) {
      #expect(itsMembers.count == 1 << (one.family.width - one.prefixLength))
      for address in Self.smallAddresses {
        #expect(one.contains(address) == itsMembers.contains(address), "\(one) \(address)")
      }
      for (other, otherMembers) in zip(Self.small, members) {
        #expect(one.contains(other) == itsMembers.isSuperset(of: otherMembers), "\(one) \(other)")
        #expect(one.overlaps(other) == !itsMembers.isDisjoint(with: otherMembers))
      }
    }
  }

  @Test func `no IPv6 block holds IPv4, wherever it ends`() throws {
    for length in 0...95 {
      let block = CIDRBlock(IPAddress(0 as UInt128), prefixLength: length)
      #expect(!block.contains(IPAddress(10, 0, 0, 1)))
      #expect(!block.contains(.allIPv4) && !block.overlaps(.allIPv4))
      #expect(block.last.family == .ipv6 && block.contains(block.last))
    }
    #expect(try CIDRBlock(parsing: "::/80").last.description == "::fffe:ffff:ffff")
  }

  @Test(arguments: [(-1, 0), (0, 0), (32, 32), (33, 32), (128, 32), (Int.max, 32), (Int.min, 0)])
  func `a prefix length is clamped to the family's width`(given: Int, length: Int) {
    #expect(CIDRBlock(IPAddress(10, 0, 0, 1), prefixLength: given).prefixLength == length)
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `what is written is read back as the same block`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<100 {
      let block = CIDRBlock.nested(using: &random)
      let (read, cleared) = try CIDRBlock.parse(block.description)
      #expect(read == block && !cleared, "\(block)")
    }
  }
}
