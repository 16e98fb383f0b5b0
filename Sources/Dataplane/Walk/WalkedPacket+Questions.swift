package import Addressing

/// The questions of the stages, made of those that every packet answers.
extension WalkedPacket {
  /// Whether the packet's protocol and destination port, or ICMP type and code, are the rule's.
  @inline(__always)
  mutating func isCovered<Bits>(by rule: Rule<Bits>) -> Bool {
    (rule.traits.contains(.anyProtocol) || uses(IPProtocol(rule.protocolNumber)))
      && destinationPort(isWithin: rule.ports)
  }

  @inline(__always)
  mutating func hasPorts() -> Bool { uses(.tcp) || uses(.udp) }

  @inline(__always)
  mutating func address(_ end: PacketEnd, is address: IPAddress) -> Bool {
    guard isIPv4 == address.isIPv4 else { return false }
    return isIPv4
      ? isWithin(end, address.ipv4Bits, address.ipv4Bits)
      : isWithin(end, UInt128(address), UInt128(address))
  }

  @inline(__always)
  mutating func lies(_ end: PacketEnd, in block: CIDRBlock) -> Bool {
    guard isIPv4 == block.base.isIPv4 else { return false }
    return isIPv4
      ? isWithin(end, block.base.ipv4Bits, block.last.ipv4Bits)
      : isWithin(end, UInt128(block.base), UInt128(block.last))
  }

  @inline(__always)
  mutating func lies(
    _ end: PacketEnd, in subnet: SubnetRecord, of tables: NetworkTables
  ) -> Bool {
    isIPv4
      ? isWithin(end, subnet.firstIPv4, subnet.lastIPv4)
      : lies(end, inAnyOf: tables.ipv6Blocks, subnet.ipv6Blocks)
  }

  mutating func lies(_ end: PacketEnd, inVPC vpc: Int32, of tables: NetworkTables) -> Bool {
    lies(end, inAnyOf: tables.vpcBlocks, tables.vpcs[Int(vpc)].blocks)
  }

  private mutating func lies(
    _ end: PacketEnd, inAnyOf blocks: [CIDRBlock], _ run: RuleRange
  ) -> Bool {
    for index in Int(run.start)..<Int(run.end) where lies(end, in: blocks[index]) {
      return true
    }
    return false
  }

  /// The interface that holds an address in a VPC, by an address of its own or a delegated prefix
  /// (R-ENI-5), or `-1`.
  @inline(__always)
  mutating func owner(of end: PacketEnd, in vpc: Int32, of tables: NetworkTables) -> Int32 {
    let holder = holder(of: end, in: vpc, tables)
    return holder.row >= 0 ? holder.interface : delegate(of: end, in: vpc, of: tables)
  }

  /// The interface that holds an address, where a guess may spare the look-up.
  @inline(__always)
  mutating func owner(
    of end: PacketEnd, in vpc: Int32, of tables: NetworkTables, guessing interface: Int32
  ) -> Int32 {
    if interface >= 0 && isIPv4 {
      let record = tables.interfaces[Int(interface)]
      if record.vpc == vpc, record.primaryIPv4 != 0,
        isWithin(end, record.primaryIPv4, record.primaryIPv4)
      {
        return interface
      }
    }
    return owner(of: end, in: vpc, of: tables)
  }

  /// Whether `interface` holds an address; the primary IPv4 address costs no look-up.
  @inline(__always)
  mutating func isHeld(
    _ end: PacketEnd, by interface: Int32, _ record: InterfaceRecord, _ tables: NetworkTables
  ) -> Bool {
    if isIPv4, record.primaryIPv4 != 0, isWithin(end, record.primaryIPv4, record.primaryIPv4) {
      return true
    }
    return owner(of: end, in: record.vpc, of: tables) == interface
  }

  private mutating func delegate(
    of end: PacketEnd, in vpc: Int32, of tables: NetworkTables
  ) -> Int32 {
    guard let table = tables.vpcs[Int(vpc)].delegatedPrefixes,
      let interface = longestMatch(end, in: table, of: tables)
    else { return -1 }
    return Int32(bitPattern: interface)
  }

  /// Whether the address is private (RFC 1918) or shared (RFC 6598), which the internet does not carry.
  mutating func isPrivateOrShared(_ end: PacketEnd) -> Bool {
    isPrivate(end) || isIPv4 && isWithin(end, 0x6440_0000 as UInt32, 0x647f_ffff)
  }

  /// Whether the address is private (RFC 1918); no IPv6 address is.
  mutating func isPrivate(_ end: PacketEnd) -> Bool {
    guard isIPv4 else { return false }
    return isWithin(end, 0x0a00_0000 as UInt32, 0x0aff_ffff)
      || isWithin(end, 0xac10_0000 as UInt32, 0xac1f_ffff)
      || isWithin(end, 0xc0a8_0000 as UInt32, 0xc0a8_ffff)
  }

  /// Whether the address is of IPv4's link-local block (RFC 3927).
  @inline(__always)
  mutating func isLinkLocal(_ end: PacketEnd) -> Bool {
    isIPv4 && isWithin(end, 0xa9fe_0000 as UInt32, 0xa9fe_ffff)
  }

  /// Whether the packet ends on the instance's host, whatever the routes say (R-PIPE-8): it is sent to
  /// 169.254.168.0/22 or fd00:ec2::/32.
  @inline(__always)
  mutating func isSentToHost() -> Bool {
    if isIPv4 { return isWithin(.destination, 0xa9fe_a800 as UInt32, 0xa9fe_abff) }
    let first: UInt128 = 0xfd00_0ec2 << 96
    return isWithin(.destination, first, first | UInt128.max >> 32)
  }

  /// Sends the packet from `address`, a translator's (R-NAT-2).
  mutating func translate(to address: IPAddress) {
    if self.address(.source, is: address) { return }
    replace(.source, with: address)
    if hasPorts() { takeSourcePort(of: translatedPorts) }
  }
}

/// The ports that translators send from (R-NAT-3).
package let translatedPorts = PortRange(1024, .max)
