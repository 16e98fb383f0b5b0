import Addressing
import Testing

@Suite("Ports, protocols and ICMP messages")
struct PortsAndProtocolsTests {
  @Test(arguments: [
    ("443", PortRange(443)), ("0", PortRange(0)), ("65535", PortRange(65535)),
    ("1024-65535", PortRange(1024, 65535)), ("0-65535", .all),
  ])
  func `a port range is read and written`(text: String, range: PortRange) throws {
    #expect(try PortRange(parsing: text) == range)
    #expect(range.description == text)
  }

  @Test(
    arguments: [
      ("", .empty, 0), ("x", .unexpectedCharacter, 0), ("-1", .sign, 0),
      ("443-", .numberMissing, 4),
      ("1 - 2", .space, 1), ("1-2-3", .sign, 3), ("65536", .portTooLarge, 0),
      ("1-65536", .portTooLarge, 2), ("080", .leadingZero, 0), ("20-10", .portsRunDownwards, 3),
      ("1,2", .unexpectedCharacter, 1),
    ] as [(String, AddressError.Problem, Int)])
  func `a malformed port range is refused at its first bad byte`(
    text: String, problem: AddressError.Problem, offset: Int
  ) {
    let error = #expect(throws: AddressError.self) { try PortRange(parsing: text) }
    #expect(error?.problem == problem)
    #expect(error?.offset == offset)
  }

  @Test(arguments: [
    ("8", ICMPMessage(type: 8)), ("8/0", ICMPMessage(type: 8)),
    ("3/4", ICMPMessage(type: 3, code: 4)), ("255/255", ICMPMessage(type: 255, code: 255)),
  ])
  func `an ICMP message is read as type and code`(text: String, message: ICMPMessage) throws {
    #expect(try ICMPMessage(parsing: text) == message)
    #expect(try ICMPMessage(parsing: message.description) == message)
    #expect(ICMPMessage(packed: message.packed) == message)
  }

  @Test(
    arguments: [
      ("", .empty, 0), ("/0", .numberMissing, 0), ("8/", .numberMissing, 2),
      ("256", .icmpNumberTooLarge, 0), ("8/256", .icmpNumberTooLarge, 2),
      ("8/0/0", .unexpectedCharacter, 3),
      ("8.0", .unexpectedCharacter, 1), ("echo", .unexpectedCharacter, 0), ("-1", .sign, 0),
    ] as [(String, AddressError.Problem, Int)])
  func `a malformed ICMP message is refused at its first bad byte`(
    text: String, problem: AddressError.Problem, offset: Int
  ) {
    let error = #expect(throws: AddressError.self) { try ICMPMessage(parsing: text) }
    #expect(error?.problem == problem)
    #expect(error?.offset == offset)
  }

  @Test(
    arguments: [
      ("tcp", 6), ("TCP", 6), ("udp", 17), ("icmp", 1), ("icmpv6", 58), ("gre", 47), ("esp", 50),
      ("ah", 51), ("sctp", 132), ("0", 0), ("6", 6), ("200", 200), ("255", 255),
    ] as [(String, UInt8)])
  func `a protocol is read by name and by number`(text: String, number: UInt8) {
    #expect(IPProtocol(text) == IPProtocol(number))
  }

  @Test(arguments: [
    "", "-1", "all", "256", "06", " tcp", "tcp ", "tc", "6x", "TCP/IP", "\u{54}\u{301}cp",
  ])
  func `what is no protocol is refused`(text: String) {
    #expect(IPProtocol(text) == nil)
  }

  @Test func `every protocol is read back from what is written`() {
    for number in UInt8.min...UInt8.max {
      let ipProtocol = IPProtocol(number)
      #expect(IPProtocol(ipProtocol.description) == ipProtocol)
      #expect(ipProtocol.name != nil || ipProtocol.description == "\(number)")
    }
  }

  @Test(
    arguments: [
      (.icmp, 8, 0), (.icmp, 13, 14), (.icmp, 15, 16), (.icmp, 17, 18), (.icmpv6, 128, 129),
      (.icmp, 0, nil), (.icmp, 3, nil), (.icmp, 128, nil), (.icmpv6, 8, nil), (.icmpv6, 129, nil),
    ] as [(IPProtocol, UInt8, UInt8?)])
  func `an ICMP request has its own reply, other messages none`(
    ipProtocol: IPProtocol, type: UInt8, answer: UInt8?
  ) {
    let (one, other) = (IPAddress(10, 0, 0, 1), IPAddress(10, 0, 0, 2))
    let request = PacketHeader(
      source: one, destination: other, ipProtocol: ipProtocol, sourcePort: 77,
      destinationPort: ICMPMessage(type: type).packed)
    let reply = answer.map {
      PacketHeader(
        source: other, destination: one, ipProtocol: ipProtocol, sourcePort: 77,
        destinationPort: ICMPMessage(type: $0).packed)
    }
    #expect(request.icmp == ICMPMessage(type: type))
    #expect(request.reply == reply)
  }

  @Test func `a reply without ICMP swaps addresses and ports`() {
    let (one, other) = (IPAddress(10, 0, 0, 1), IPAddress(10, 0, 0, 2))
    let request = PacketHeader(
      source: one, destination: other, ipProtocol: .tcp, sourcePort: 40000, destinationPort: 443)
    let reply = PacketHeader(
      source: other, destination: one, ipProtocol: .tcp, sourcePort: 443, destinationPort: 40000)
    #expect(request.reply == reply && reply.reply == request && request.icmp == nil)
  }
}
