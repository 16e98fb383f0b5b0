import Addressing
import TestSupport
import Testing

/// Every law is checked by membership on all headers of ``SmallUniverse``.
@Suite("Header space")
struct HeaderSpaceTests {
  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `the algebra of sets is that of their members`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let a = SmallUniverse.space(using: &random)
    let b = SmallUniverse.space(using: &random)
    let (both, either, rest) = (a.intersection(b), a.union(b), a.subtracting(b))
    let complement = a.complement
    for header in SmallUniverse.headers {
      let (inA, inB) = (a.contains(header), b.contains(header))
      #expect(both.contains(header) == (inA && inB), "\(header)")
      #expect(either.contains(header) == (inA || inB), "\(header)")
      #expect(rest.contains(header) == (inA && !inB), "\(header)")
      #expect(complement.contains(header) == !inA, "\(header)")
    }
    for space in [a, b, both, either, rest, complement] { expectDisjoint(space) }
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `the laws of set algebra hold between sets`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let a = SmallUniverse.space(using: &random)
    let b = SmallUniverse.space(using: &random)
    #expect(a.union(b).complement == a.complement.intersection(b.complement))
    #expect(a.intersection(b).complement == a.complement.union(b.complement))
    #expect(a.subtracting(b) == a.intersection(b.complement))
    #expect(a.union(b) == b.union(a) && a.intersection(b) == b.intersection(a))
    #expect(a.subtracting(a).isEmpty && a.intersection(a.complement).isEmpty)
    #expect(a.union(a.complement) == .all)
    #expect(a.complement.complement == a)
    #expect(a.isSubset(of: a.union(b)) && a.intersection(b).isSubset(of: a))
    #expect(a.subtracting(b).union(a.intersection(b)) == a)
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `samples are members`(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let space = SmallUniverse.space(using: &random).complement
    for _ in 0..<50 {
      let header = try #require(space.randomElement(using: &random))
      #expect(space.contains(header), "\(header)")
    }
    #expect(space.contains(try #require(space.sample)))
  }

  @Test func `the empty set has no members`() {
    var random = SeededGenerator(seed: 1)
    let empty = HeaderSpace.all.subtracting(.all)
    #expect(empty.isEmpty && empty == HeaderSpace())
    #expect(empty.sample == nil && empty.randomElement(using: &random) == nil)
    #expect(SmallUniverse.headers.allSatisfy { !empty.contains($0) })
  }

  @Test func `a set of all IPv6 packets holds no IPv4 packet`() throws {
    let ipv6 = HeaderSpace(HeaderBox(all: .ipv6))
    for header in SmallUniverse.headers {
      #expect(ipv6.contains(header) == (header.family == .ipv6))
    }
    #expect(ipv6.intersection(HeaderSpace(HeaderBox(all: .ipv4))).isEmpty)
    let below = try AddressRange(CIDRBlock(parsing: "::/80"))
    let above = try AddressRange(
      IPAddress(parsing: "::1:0:0:0"), IPAddress(high: .max, low: .max))
    let sides = [below, above].map {
      HeaderBox(source: $0, destination: AddressRange(all: .ipv6))
    }
    #expect(ipv6.subtracting(HeaderSpace(union: sides)).isEmpty)
    #expect(HeaderSpace(union: sides).boxes.count == 1)
  }

  @Test func `a box without a box in its midst is ten boxes`() throws {
    let middle = HeaderBox(
      source: try AddressRange(CIDRBlock(parsing: "10.0.0.0/8")),
      destination: try AddressRange(CIDRBlock(parsing: "10.0.0.0/8")),
      protocols: ProtocolRange(.tcp), sourcePorts: PortRange(1024, 2048),
      destinationPorts: PortRange(443))
    let frame = HeaderSpace(HeaderBox(all: .ipv4)).subtracting(HeaderSpace(middle))
    #expect(frame.boxes.count == 10)
    #expect(frame.union(HeaderSpace(middle)).boxes == [HeaderBox(all: .ipv4)])
  }

  @Test func `a box swallows those that it covers`() {
    var random = SeededGenerator(seed: 7)
    let small = HeaderSpace(
      union: (0..<20).map { _ in SmallUniverse.box(using: &random) }.filter { $0.family == .ipv4 })
    #expect(small.boxes.count > 1)
    let all = HeaderBox(all: .ipv4)
    #expect(small.union(HeaderSpace(all)).boxes == [all])
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `a mapped set holds the images of the members and nothing else`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let space = SmallUniverse.space(using: &random)
    let members = SmallUniverse.headers.filter { space.contains($0) }
    let ports = PortRange(65533, 65534)
    for address in SmallUniverse.ipv4.prefix(1) + SmallUniverse.ipv6.prefix(1) {
      let family = members.filter { $0.family == address.family }
      expect(space.translatingSource(to: address), holds: family) {
        [$0.with { $0.source = address }]
      }
      expect(space.translatingDestination(to: address), holds: family) {
        [$0.with { $0.destination = address }]
      }
    }
    expect(space.replacingSourcePorts(by: ports), holds: members) { header in
      [65533, 65534].map { port in header.with { $0.sourcePort = port } }
    }
    expect(space.replacingDestinationPorts(by: ports), holds: members) { header in
      [65533, 65534].map { port in header.with { $0.destinationPort = port } }
    }
    #expect(space.reversed.reversed == space)
  }

  @Test(arguments: 1...50 as ClosedRange<UInt64>)
  func `the replies of a set are the replies of its members`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let space = HeaderSpace(
      union: (0..<4).map { _ in SmallUniverse.box(using: &random) }
        + (0..<4).map { _ in SmallUniverse.icmpBox(using: &random) })
    let replies = space.replies
    expectDisjoint(replies)
    for _ in 0..<200 {
      if let header = space.randomElement(using: &random), let reply = header.reply {
        #expect(replies.contains(reply), "\(header)")
      }
      if let reply = replies.randomElement(using: &random) {
        #expect(requests(for: reply).contains { space.contains($0) }, "\(reply)")
      }
    }
  }

  /// Headers whose reply is `reply`: for ICMP with the codes at which ``SmallUniverse`` cuts.
  func requests(for reply: PacketHeader) -> [PacketHeader] {
    guard reply.ipProtocol.isICMP else { return reply.reply.map { [$0] } ?? [] }
    let messages = (UInt8.min...UInt8.max).flatMap { type in
      ([0, 3, 9, 255] as [UInt8]).map { ICMPMessage(type: type, code: $0) }
    }
    return messages.map { message in
      PacketHeader(
        source: reply.destination, destination: reply.source, ipProtocol: reply.ipProtocol,
        sourcePort: reply.sourcePort, destinationPort: message.packed)
    }.filter { $0.reply == reply }
  }

  func expectDisjoint(_ space: HeaderSpace) {
    for (index, box) in space.boxes.enumerated() {
      for other in space.boxes[..<index] {
        let common = HeaderSpace(box).intersection(HeaderSpace(other))
        #expect(common.isEmpty, "\(box) and \(other) share \(common.boxes)")
      }
    }
  }

  func expect(
    _ image: HeaderSpace, holds members: [PacketHeader],
    mappedBy change: (PacketHeader) -> [PacketHeader]
  ) {
    let images = Set(members.flatMap(change))
    for header in SmallUniverse.headers {
      #expect(image.contains(header) == images.contains(header), "\(header)")
    }
    expectDisjoint(image)
  }
}

extension PacketHeader {
  func with(_ change: (inout PacketHeader) -> Void) -> PacketHeader {
    var changed = self
    change(&changed)
    return changed
  }
}

/// A corner of the header space, small enough to look at every header, at the edges of all ranges.
enum SmallUniverse {
  static let ipv4 = (252...255).map { IPAddress(255, 255, 255, $0) }
  /// Two addresses on either side of the place of IPv4.
  static let ipv6 = [0xfffe_ffff_fffe, 0xfffe_ffff_ffff, 0x1_0000_0000_0000, 0x1_0000_0000_0001]
    .map { IPAddress(high: 0, low: $0) }
  static let protocols = (0...2).map { IPProtocol($0) }
  static let ports: [UInt16] = [65533, 65534, 65535]

  static let headers: [PacketHeader] = [ipv4, ipv6].flatMap { addresses in
    addresses.flatMap { source in
      addresses.flatMap { destination in
        protocols.flatMap { ipProtocol in
          ports.flatMap { sourcePort in
            ports.map { destinationPort in
              PacketHeader(
                source: source, destination: destination, ipProtocol: ipProtocol,
                sourcePort: sourcePort, destinationPort: destinationPort)
            }
          }
        }
      }
    }
  }

  static func space(using random: inout SeededGenerator) -> HeaderSpace {
    HeaderSpace(
      union: (0..<Int.random(in: 0...6, using: &random)).map { _ in box(using: &random) })
  }

  static func box(using random: inout SeededGenerator) -> HeaderBox {
    let addresses = Bool.random(using: &random) ? ipv4 : ipv6
    let (source, destination) = (
      bounds(of: addresses, using: &random), bounds(of: addresses, using: &random)
    )
    let protocols = bounds(of: protocols, using: &random)
    let (sourcePorts, destinationPorts) = (
      bounds(of: ports, using: &random), bounds(of: ports, using: &random)
    )
    return HeaderBox(
      source: AddressRange(source.first, source.last),
      destination: AddressRange(destination.first, destination.last),
      protocols: ProtocolRange(protocols.first, protocols.last),
      sourcePorts: PortRange(sourcePorts.first, sourcePorts.last),
      destinationPorts: PortRange(destinationPorts.first, destinationPorts.last))
  }

  /// A box of ICMP echo and timestamp messages, together with a neighbouring protocol.
  static func icmpBox(using random: inout SeededGenerator) -> HeaderBox {
    let addresses = AddressRange(ipv4[0], ipv4[3])
    let types = bounds(of: [0, 7, 8, 12, 13, 14, 128] as [UInt8], using: &random)
    let numbers = bounds(of: [0, 1, 2, 57, 58, 59].map { IPProtocol($0) }, using: &random)
    return HeaderBox(
      source: addresses, destination: addresses,
      protocols: ProtocolRange(numbers.first, numbers.last),
      destinationPorts: PortRange(
        ICMPMessage(type: types.first, code: 3).packed,
        ICMPMessage(type: types.last, code: 9).packed))
  }

  private static func bounds<Value: Comparable>(
    of values: [Value], using random: inout SeededGenerator
  ) -> (first: Value, last: Value) {
    let one = values[Int.random(in: values.indices, using: &random)]
    let other = values[Int.random(in: values.indices, using: &random)]
    return (min(one, other), max(one, other))
  }
}
