import Addressing

/// One of a packet's two addresses.
enum PacketEnd: Sendable {
  case source
  case destination
}

/// What a walk carries, and the only way in which a stage may ask about it.
///
/// ``OnePacket`` answers for itself. ``Specimen`` stands for a set of packets, and whatever it is asked, it keeps
/// of the set those that answer alike: where a walk ends, all that are left have gone the same way. So
/// packets and sets go through the same stages; only a stage that looked at a header past these questions
/// could be right for the one and wrong for the other.
protocol WalkedPacket {
  /// A header as stateful components remember it.
  associatedtype Image

  /// The header as it is now, for records alone.
  var header: PacketHeader { get }
  var isIPv4: Bool { get }

  /// Whether an address lies between two of the packet's own family, given by their bits.
  mutating func isWithin<Bits: AddressBits>(_ end: PacketEnd, _ low: Bits, _ high: Bits) -> Bool

  /// Who holds exactly this address in a scope of the network's index.
  mutating func holder(
    of end: PacketEnd, in scope: Int32, _ tables: NetworkTables
  ) -> AddressIndex.Holder

  /// The value of the longest prefix of a table that holds the address.
  mutating func longestMatch(
    _ end: PacketEnd, in table: PrefixForest.Table, of tables: NetworkTables
  ) -> UInt32?

  mutating func uses(_ ipProtocol: IPProtocol) -> Bool
  mutating func sourcePort(isWithin ports: PortRange) -> Bool
  /// Asks for ICMP's type and code as well, as headers hold them.
  mutating func destinationPort(isWithin ports: PortRange) -> Bool

  /// The first rule from `start` on whose protocol and port, or ICMP type and code, are the packet's.
  mutating func firstCovered<Bits: AddressBits>(
    by rules: UnsafeBufferPointer<Rule<Bits>>, from start: Int
  ) -> Int?

  mutating func replace(_ end: PacketEnd, with address: IPAddress)
  /// Takes a port of a translator's range: its own where it lies in it (R-NACL-18).
  mutating func takeSourcePort(of range: PortRange)

  /// Hears that it is denied: what it is asked in the rest of the step no longer counts.
  mutating func noteDenial()

  var image: Image { get }
  /// Whether this is the answer to a packet that was remembered.
  mutating func answers(_ request: Image) -> Bool
  /// Becomes the answer to a packet that was remembered, which has one.
  mutating func becomeAnswer(to request: Image)
  /// The answer that this packet's receiver gives, or `nil` for ICMP messages that have none.
  mutating func answer() -> Self?
}

/// The bits of an IPv4 address in 32, or of an IPv6 address in 128.
typealias AddressBits = FixedWidthInteger & UnsignedInteger & Sendable & BitwiseCopyable

/// A packet that is nothing but itself.
struct OnePacket: WalkedPacket {
  var header: PacketHeader
  /// No component changes a packet's family.
  let isIPv4: Bool

  @inline(__always)
  init(_ header: PacketHeader) {
    self.header = header
    isIPv4 = header.source.isIPv4
  }

  @inline(__always)
  private func address(_ end: PacketEnd) -> IPAddress {
    end == .source ? header.source : header.destination
  }

  @inline(__always)
  func isWithin<Bits: AddressBits>(_ end: PacketEnd, _ low: Bits, _ high: Bits) -> Bool {
    let address = address(end)
    let bits =
      Bits.bitWidth == 32
      ? Bits(truncatingIfNeeded: address.low) : Bits(truncatingIfNeeded: UInt128(address))
    return low <= bits && bits <= high
  }

  @inline(__always)
  func holder(
    of end: PacketEnd, in scope: Int32, _ tables: NetworkTables
  ) -> AddressIndex.Holder {
    tables.addressIndex.holder(of: address(end), in: scope)
  }

  @inline(__always)
  func longestMatch(
    _ end: PacketEnd, in table: PrefixForest.Table, of tables: NetworkTables
  ) -> UInt32? {
    tables.prefixes.longestMatch(table, address(end))
  }

  @inline(__always)
  func uses(_ ipProtocol: IPProtocol) -> Bool { header.ipProtocol == ipProtocol }

  @inline(__always)
  func sourcePort(isWithin ports: PortRange) -> Bool { ports.contains(header.sourcePort) }

  @inline(__always)
  func destinationPort(isWithin ports: PortRange) -> Bool {
    ports.contains(header.destinationPort)
  }

  @inline(__always)
  func firstCovered<Bits: AddressBits>(
    by rules: UnsafeBufferPointer<Rule<Bits>>, from start: Int
  ) -> Int? {
    rules.firstCovering(header.ipProtocol.number, header.destinationPort, from: start)
  }

  @inline(__always)
  mutating func replace(_ end: PacketEnd, with address: IPAddress) {
    if end == .source { header.source = address } else { header.destination = address }
  }

  @inline(__always)
  mutating func takeSourcePort(of range: PortRange) {
    if !range.contains(header.sourcePort) { header.sourcePort = range.first }
  }

  @inline(__always)
  func noteDenial() {}

  @inline(__always)
  var image: PacketHeader { header }

  @inline(__always)
  func answers(_ request: PacketHeader) -> Bool { request.isAnswered(by: header) }

  @inline(__always)
  mutating func becomeAnswer(to request: PacketHeader) { header = request.reply ?? header }

  @inline(__always)
  func answer() -> OnePacket? { header.reply.map { OnePacket($0) } }
}
