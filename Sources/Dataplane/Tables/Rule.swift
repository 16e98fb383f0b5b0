import Addressing

/// A filter's rule as data, for addresses of `Bits`: sixteen bytes for IPv4.
///
/// A walked packet is asked whether it meets it, a set keeps those packets that do, and the printer
/// cites it; there is no other form of a rule.
struct Rule<Bits: AddressBits>: Sendable, BitwiseCopyable {
  /// The peer's addresses, or in `low` the table of a prefix list or the handle of a group.
  var low: Bits
  var high: Bits
  var ports: PortRange
  var protocolNumber: UInt8
  var traits: RuleTraits

  @inline(__always)
  func covers(peer: Bits) -> Bool { low <= peer && peer <= high }

  @inline(__always)
  func covers(_ protocolNumber: UInt8) -> Bool {
    self.protocolNumber == protocolNumber || traits.contains(.anyProtocol)
  }

  /// Whether a protocol and port are the rule's: the port first, which tells more rules apart.
  @inline(__always)
  func covers(_ protocolNumber: UInt8, _ port: UInt16) -> Bool {
    port &- ports.first <= ports.last &- ports.first
      && covers(protocolNumber)
  }
}

extension UnsafeBufferPointer {
  /// The first rule from `start` on that covers a protocol and port.
  ///
  /// A function of its own, so that the loop has the registers to itself.
  @inline(never)
  func firstCovering<Bits>(
    _ protocolNumber: UInt8, _ port: UInt16, from start: Int
  ) -> Int? where Element == Rule<Bits> {
    var index = start
    while index < count {
      if self[index].covers(protocolNumber, port) { return index }
      index &+= 1
    }
    return nil
  }
}

struct RuleTraits: OptionSet, Sendable {
  let rawValue: UInt8

  static let allows = RuleTraits(rawValue: 1)
  static let anyProtocol = RuleTraits(rawValue: 2)
  /// The peer is a table of ``NetworkTables/prefixes``.
  static let prefixListPeer = RuleTraits(rawValue: 4)
  /// The peer is a security group.
  static let groupPeer = RuleTraits(rawValue: 8)
  /// What the rule admits can't be told: a prefix list without entries.
  static let unknownPeer = RuleTraits(rawValue: 16)
  /// The peer is 0.0.0.0/0 or ::/0, as untracked flows need (R-TRK-3).
  static let openPeer = RuleTraits(rawValue: 32)
}

/// A run of rules in a table of ``NetworkTables``.
struct RuleRange: Sendable {
  var start: Int32 = 0
  var end: Int32 = 0
}

/// The rules of a filter by direction and family: of an ACL in the order of their numbers, of a set
/// of groups their union, open peers first.
struct Filter: Sendable {
  var inboundIPv4 = RuleRange()
  var inboundIPv6 = RuleRange()
  var outboundIPv4 = RuleRange()
  var outboundIPv6 = RuleRange()
  /// The run of ``NetworkTables/groupMembers`` that holds the groups of the set.
  var groups = RuleRange()
  /// Groups of the set whose rules the input does not hold.
  var hasUnknownGroup = false
  /// The directions, families and protocols that a rule opens to everyone on every port (R-TRK-3).
  var opened = OpenedTraffic()

  @inline(__always)
  func rules(_ isInbound: Bool, isIPv4: Bool) -> RuleRange {
    isInbound
      ? (isIPv4 ? inboundIPv4 : inboundIPv6) : (isIPv4 ? outboundIPv4 : outboundIPv6)
  }
}

/// One bit for each of inbound or outbound, IPv4 or IPv6, TCP or UDP.
struct OpenedTraffic: OptionSet, Sendable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `ipProtocol` is TCP or UDP.
  @inline(__always)
  init(isInbound: Bool, isIPv4: Bool, _ ipProtocol: IPProtocol) {
    rawValue = 1 << ((isInbound ? 4 : 0) + (isIPv4 ? 2 : 0) + (ipProtocol == .tcp ? 1 : 0))
  }
}

/// A row of one of the two rule tables, as a ``Decision`` carries it.
struct RuleRow {
  private static let ipv6Bit: Int32 = 0x4000_0000

  let raw: Int32

  init(raw: Int32) { self.raw = raw }

  @inline(__always)
  init(_ index: Int, isIPv4: Bool) {
    raw = Int32(truncatingIfNeeded: index) | (isIPv4 ? 0 : RuleRow.ipv6Bit)
  }

  var isIPv4: Bool { raw & RuleRow.ipv6Bit == 0 }
  var index: Int { Int(raw & ~RuleRow.ipv6Bit) }
}
