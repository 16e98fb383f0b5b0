import Addressing

/// A packet that stands for a box of packets: whatever it is asked, the box keeps those that answer alike.
///
/// A field of the packet is either as it was sent, and then differs within the box, or was given a value on
/// the way, the same to all. So the box is kept in the terms of the sender, and an answer about a field
/// on the way narrows what was sent:
///
///     sent  10.0.1.5 → 0.0.0.0-255.255.255.255, ports 0-65535 → 0-65535
///     route 10.0.0.0/16 is not for it               ↳ 10.1.0.0-255.255.255.255
///     source := 203.0.113.10, the same to all
///     the ACL allows ports 443-443                                                     ↳ 443-443
struct Specimen: WalkedPacket {
  /// A header, and what of it differs within the box.
  struct Image {
    var header: PacketHeader
    /// The fields that are the same to all packets of the box.
    var fixed: Fields = []
    /// The field that holds the port which a translator chose, where any is judged.
    var chosen: Fields = []
  }

  struct Fields: OptionSet {
    let rawValue: UInt8

    static let source = Fields(rawValue: 1)
    static let destination = Fields(rawValue: 2)
    static let sourcePort = Fields(rawValue: 4)
    static let destinationPort = Fields(rawValue: 8)
    static let all: [Fields] = [.source, .destination, .sourcePort, .destinationPort]
  }

  /// The packets as the first sender sent them; the specimen's own first form is one of them.
  private(set) var sent: HeaderBox
  /// The ports that a translator may choose, where any of them is judged; `nil` where it keeps the
  /// packet's own if it can (R-NACL-18).
  private(set) var choice: PortRange?
  var image: Image
  /// The ends, as they were sent, that nobody holds.
  private let strangers: StrangerEnds
  /// The specimen is an answer: its source is what was sent as destination.
  let isReply: Bool
  /// Neither the box nor the header changes any more.
  var isDenied = false
  /// The ``SetWalk`` that the specimen is for keeps them.
  private unowned(unsafe) let gaps: AddressGaps

  /// - Precondition: `header` is one of the box.
  init(
    _ header: PacketHeader, of box: HeaderBox, strangers: StrangerEnds = [],
    choice: PortRange? = nil, _ gaps: AddressGaps
  ) {
    sent = box
    self.strangers = strangers
    self.choice = choice
    image = Image(header: header)
    isReply = false
    self.gaps = gaps
  }

  init(answering request: Specimen) {
    sent = request.sent
    strangers = request.strangers
    choice = request.choice
    image = request.image.answer
    isReply = true
    gaps = request.gaps
  }

  var header: PacketHeader { image.header }
  var isIPv4: Bool { header.source.isIPv4 }

  /// The packets of the box as they are now, given what else has been learned of those that were sent
  /// and of the ports that a translator may choose.
  func box(of sent: HeaderBox, choice: PortRange?) -> HeaderBox {
    var box = sent
    if image.fixed.contains(.source) { box.source = AddressRange(header.source) }
    if image.fixed.contains(.destination) { box.destination = AddressRange(header.destination) }
    if image.fixed.contains(.sourcePort) { box.sourcePorts = PortRange(header.sourcePort) }
    if image.fixed.contains(.destinationPort) {
      box.destinationPorts = PortRange(header.destinationPort)
    }
    if let choice, image.chosen.contains(.sourcePort) { box.sourcePorts = choice }
    return box
  }
}

// MARK: Questions

extension Specimen {
  mutating func isWithin<Bits: AddressBits>(_ end: PacketEnd, _ low: Bits, _ high: Bits) -> Bool {
    guard low <= high else { return false }
    return isOne(of: AddressRange(IPAddress(bits: low), IPAddress(bits: high)), at: end)
  }

  mutating func holder(
    of end: PacketEnd, in scope: Int32, _ tables: NetworkTables
  ) -> AddressIndex.Holder {
    if isOpen(end) {
      if isStranger(end) { return .nobody }
      _ = isOne(of: gaps.span(around: address(end), in: scope), at: end)
    }
    return tables.addressIndex.holder(of: address(end), in: scope)
  }

  mutating func longestMatch(
    _ end: PacketEnd, in table: PrefixForest.Table, of tables: NetworkTables
  ) -> UInt32? {
    if isOpen(end) {
      _ = isOne(of: tables.prefixes.span(table, around: address(end)), at: end)
    }
    return tables.prefixes.longestMatch(table, address(end))
  }

  mutating func uses(_ ipProtocol: IPProtocol) -> Bool {
    if isDenied { return header.ipProtocol == ipProtocol }
    return sent.protocols.keep(ProtocolRange(ipProtocol), or: header.ipProtocol)
  }

  mutating func sourcePort(isWithin ports: PortRange) -> Bool {
    port(.sourcePort, isWithin: ports)
  }

  mutating func destinationPort(isWithin ports: PortRange) -> Bool {
    port(.destinationPort, isWithin: ports)
  }

  private mutating func port(_ field: Fields, isWithin ports: PortRange) -> Bool {
    let value = field == .sourcePort ? header.sourcePort : header.destinationPort
    guard isOpen(field) else { return ports.contains(value) }
    guard image.chosen.contains(field), var choice else {
      return keep(ports, at: field, of: header)
    }
    defer { self.choice = choice }
    return choice.keep(ports, or: value)
  }

  mutating func firstCovered<Bits: AddressBits>(
    by rules: UnsafeBufferPointer<Rule<Bits>>, from start: Int
  ) -> Int? {
    for index in start..<rules.count where isNarrowed(to: rules[index]) { return index }
    return nil
  }

  /// Whether the packet's protocol and port are the rule's; of a rule that is for none of the box nothing
  /// needs to be learned.
  private mutating func isNarrowed<Bits>(to rule: Rule<Bits>) -> Bool {
    let isAnyProtocol = rule.traits.contains(.anyProtocol)
    if !isDenied {
      let isFixed = image.fixed.contains(.destinationPort)
      if isFixed && !rule.ports.contains(header.destinationPort) { return false }
      if !isFixed && !image.chosen.contains(.destinationPort) && !isPossible(rule.ports) {
        return false
      }
      if !isAnyProtocol && !sent.protocols.contains(IPProtocol(rule.protocolNumber)) {
        return false
      }
    }
    return (isAnyProtocol || uses(IPProtocol(rule.protocolNumber)))
      && destinationPort(isWithin: rule.ports)
  }

  /// Whether a packet of the box has one of some destination ports.
  private func isPossible(_ ports: PortRange) -> Bool {
    let isExchanged = isReply && !header.ipProtocol.isICMP
    let possible = isExchanged ? sent.sourcePorts : sent.destinationPorts
    return possible.first <= ports.last && ports.first <= possible.last
  }

  private func address(_ end: PacketEnd) -> IPAddress {
    end == .source ? header.source : header.destination
  }

  private func isStranger(_ end: PacketEnd) -> Bool {
    strangers.contains((end == .source) != isReply ? .source : .destination)
  }

  private mutating func isOne(of range: AddressRange, at end: PacketEnd) -> Bool {
    guard isOpen(end) else { return range.contains(address(end)) }
    return keep(range, at: end == .source ? .source : .destination, of: header)
  }

  private func isOpen(_ end: PacketEnd) -> Bool {
    isOpen(end == .source ? Fields.source : .destination)
  }

  /// Whether packets of the box may still part by a field.
  private func isOpen(_ field: Fields) -> Bool { !isDenied && !image.fixed.contains(field) }

  /// Keeps the packets that have the field in `range` if `header`, whose field is as it was sent, has.
  mutating func keep(
    _ range: AddressRange, at field: Fields, of header: PacketHeader
  ) -> Bool {
    guard range.family == sent.family else { return false }
    let value = field == .source ? header.source : header.destination
    return (field == .source) == isReply
      ? sent.destination.keep(range, or: value) : sent.source.keep(range, or: value)
  }

  mutating func keep(
    _ ports: PortRange, at field: Fields, of header: PacketHeader
  ) -> Bool {
    let value = field == .sourcePort ? header.sourcePort : header.destinationPort
    // The identifier of an ICMP message stays where it is in the answer.
    let isExchanged = isReply && !header.ipProtocol.isICMP
    return (field == .sourcePort) == isExchanged
      ? sent.destinationPorts.keep(ports, or: value) : sent.sourcePorts.keep(ports, or: value)
  }
}

extension IPAddress {
  fileprivate init<Bits: AddressBits>(bits: Bits) {
    self =
      Bits.bitWidth == 32
      ? IPAddress(ipv4: UInt32(truncatingIfNeeded: bits))
      : IPAddress(UInt128(truncatingIfNeeded: bits))
  }
}
