import Addressing
import TestSupport
import Testing

@Suite("IP address text")
struct IPAddressTextTests {
  @Test(arguments: [
    ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"),
    ("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"),
    ("2001:db8::aaaa:0:0:1", "2001:db8::aaaa:0:0:1"),
    ("2001:db8::0:1", "2001:db8::1"),
    ("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    ("2001:0:0:1:0:0:0:1", "2001:0:0:1::1"),
    ("2001:DB8::ABCD", "2001:db8::abcd"),
    ("0:0:0:0:0:0:0:0", "::"),
    ("0:0:0:0:0:0:0:1", "::1"),
    ("1:0:0:0:0:0:0:0", "1::"),
    ("1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"),
    ("0:0:1:0:0:1:0:0", "::1:0:0:1:0:0"),
  ])
  func `RFC 5952: one address has one canonical text`(given: String, canonical: String) throws {
    let address = try IPAddress(parsing: given)
    #expect(address.description == canonical)
    #expect(try IPAddress(parsing: canonical) == address)
  }

  @Test(
    arguments: [
      ("ABCD:EF01:2345:6789:ABCD:EF01:2345:6789", 0xabcd_ef01_2345_6789, 0xabcd_ef01_2345_6789),
      ("2001:DB8:0:0:8:800:200C:417A", 0x2001_0db8_0000_0000, 0x0008_0800_200c_417a),
      ("2001:DB8::8:800:200C:417A", 0x2001_0db8_0000_0000, 0x0008_0800_200c_417a),
      ("FF01::101", 0xff01_0000_0000_0000, 0x101),
      ("::1", 0, 1),
      ("::", 0, 0),
      ("::2:3:4:5:6:7:8", 0x0000_0002_0003_0004, 0x0005_0006_0007_0008),
      ("1:2:3:4:5:6:7::", 0x0001_0002_0003_0004, 0x0005_0006_0007_0000),
      ("::13.1.68.3", 0, 0x0d01_4403),
      ("0:0:0:0:0:0:13.1.68.3", 0, 0x0d01_4403),
      ("64:ff9b::192.0.2.33", 0x0064_ff9b_0000_0000, 0xc000_0221),
      ("1:2:3:4:5:6:1.2.3.4", 0x0001_0002_0003_0004, 0x0005_0006_0102_0304),
    ] as [(String, UInt64, UInt64)])
  func `RFC 4291: all text forms are read`(text: String, high: UInt64, low: UInt64) throws {
    #expect(try IPAddress(parsing: text) == IPAddress(high: high, low: low))
  }

  @Test(arguments: [
    ("0.0.0.0", IPAddress(0, 0, 0, 0)), ("255.255.255.255", IPAddress(255, 255, 255, 255)),
    ("10.0.1.109", IPAddress(10, 0, 1, 109)), ("192.168.100.9", IPAddress(192, 168, 100, 9)),
  ])
  func `IPv4 is written in dotted form`(text: String, address: IPAddress) throws {
    #expect(try IPAddress(parsing: text) == address)
    #expect(address.description == text)
    #expect(address.isIPv4 && address.family == .ipv4)
  }

  @Test(
    arguments: [
      ("", .empty, 0),
      ("10.0.0", .octetsMissing, 6),
      ("10", .octetsMissing, 2),
      ("10.0.0.", .numberMissing, 7),
      ("10..0.1", .numberMissing, 3),
      (".10.0.1", .numberMissing, 0),
      ("10.0.0.1.2", .tooManyOctets, 8),
      ("10.0.0.256", .octetTooLarge, 7),
      ("10.99999999999999999999.0.1", .octetTooLarge, 3),
      ("010.0.0.1", .leadingZero, 0),
      ("10.0.00.1", .leadingZero, 5),
      (" 10.0.0.1", .space, 0),
      ("10.0.0.1 ", .space, 8),
      ("10.0.0.1\n", .space, 8),
      ("10.-1.0.1", .sign, 3),
      ("+10.0.0.1", .sign, 0),
      ("10.0.0.1/8", .unexpectedCharacter, 8),
      ("10.0.0.x", .unexpectedCharacter, 7),
      ("10.0.0x1", .unexpectedCharacter, 6),
      ("0x0a.0.0.1", .unexpectedCharacter, 1),
      ("eth0", .unexpectedCharacter, 0),
      ("10.0.0.1%eth0", .zone, 8),
      ("1٢.0.0.1", .unexpectedCharacter, 1),
      (":", .groupMissing, 0),
      (":1::", .groupMissing, 0),
      (":::", .groupMissing, 2),
      ("1:::2", .groupMissing, 3),
      ("1:", .groupMissing, 2),
      ("1::2:", .groupMissing, 5),
      ("1::2::3", .secondGap, 4),
      ("::1::", .secondGap, 3),
      ("12345::", .groupTooLong, 0),
      ("::00001", .groupTooLong, 2),
      ("1:2:3:4:5:6:7", .groupsMissing, 13),
      ("1:2:3:4:5:1.2.3.4", .groupsMissing, 17),
      ("1:2:3:4:5:6:7:8:9", .tooManyGroups, 16),
      ("1:2:3:4:5:6:7:1.2.3.4", .tooManyGroups, 14),
      ("1::2:3:4:5:6:7:8", .tooManyGroups, 16),
      ("fe80::1%eth0", .zone, 7),
      ("fe80::%1", .zone, 6),
      ("[::1]", .unexpectedCharacter, 0),
      ("::g", .unexpectedCharacter, 2),
      ("::1 ", .space, 3),
      ("::-1", .sign, 2),
      ("::1.2.3", .octetsMissing, 7),
      ("::1.2.3.4:5", .unexpectedCharacter, 9),
      ("::1.2.3.4.5", .tooManyOctets, 9),
      ("::01.2.3.4", .leadingZero, 2),
      ("::a.2.3.4", .unexpectedCharacter, 2),
      ("::ffff:1.2.3.4", .ipv4Mapped, 0),
      ("::ffff:102:304", .ipv4Mapped, 0),
      ("0:0:0:0:0:FFFF:0:0", .ipv4Mapped, 0),
    ] as [(String, AddressError.Problem, Int)])
  func `a malformed address is refused at its first bad byte`(
    text: String, problem: AddressError.Problem, offset: Int
  ) {
    let error = #expect(throws: AddressError.self) { try IPAddress(parsing: text) }
    #expect(error?.problem == problem)
    #expect(error?.offset == offset)
  }

  @Test func `every problem has a sentence of its own`() {
    let messages = AddressError.Problem.allCases.map { AddressError($0, at: 0).message }
    #expect(Set(messages).count == messages.count)
    #expect(messages.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `what is written is read back as the same address`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let ipv4 = IPAddress(ipv4: random.next())
      let ipv6 = IPAddress.sparse(using: &random)
      for address in [ipv4, ipv6] where address.isIPv4 == (address == ipv4) {
        #expect(try IPAddress(parsing: address.description) == address, "\(address)")
      }
    }
  }

  @Test(arguments: 1...20 as ClosedRange<UInt64>)
  func `any bytes give an address or an error, never a trap`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let alphabet = Array("0123456789abcdefF:::...%/-+ x\u{0}é".utf8)
    for _ in 0..<2000 {
      let bytes = (0..<Int.random(in: 0...24, using: &random)).map { _ in
        alphabet.randomElement(using: &random) ?? 0
      }
      do {
        let address = try IPAddress(parsing: bytes.span)
        #expect(try IPAddress(parsing: address.description) == address)
      } catch {
        #expect((0...bytes.count).contains(error.offset))
      }
    }
  }
}

extension IPAddress {
  /// A random IPv6 address with many zero groups; it may be an IPv4-mapped one.
  static func sparse(using random: inout SeededGenerator) -> IPAddress {
    let bits = (0..<8).reduce(0 as UInt128) { bits, _ in
      let group = Bool.random(using: &random) ? 0 : random.next() as UInt16
      return bits << 16 | UInt128(group >> (random.next() as UInt16 % 16))
    }
    return IPAddress(bits)
  }
}
