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
  /// A header, and which of its fields are the same to all packets of the box.
  struct Image {
    var header: PacketHeader
    var fixed: Fields
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
  private(set) var image: Image
  /// The specimen is an answer: its source is what was sent as destination.
  private let isReply: Bool
  /// Neither the box nor the header changes any more.
  private var isDenied = false
  private let gaps: AddressGaps

  /// - Precondition: `header` is one of the box.
  init(_ header: PacketHeader, of box: HeaderBox, _ gaps: AddressGaps) {
    sent = box
    image = Image(header: header, fixed: [])
    isReply = false
    self.gaps = gaps
  }

  private init(answering request: Specimen) {
    sent = request.sent
    image = request.image.answer
    isReply = true
    gaps = request.gaps
  }

  var header: PacketHeader { image.header }
  var isIPv4: Bool { header.source.isIPv4 }

  /// The packets of the box as they are now, given what else has been learned of those that were sent.
  func box(of sent: HeaderBox) -> HeaderBox {
    var box = sent
    if image.fixed.contains(.source) { box.source = AddressRange(header.source) }
    if image.fixed.contains(.destination) { box.destination = AddressRange(header.destination) }
    if image.fixed.contains(.sourcePort) { box.sourcePorts = PortRange(header.sourcePort) }
    if image.fixed.contains(.destinationPort) {
      box.destinationPorts = PortRange(header.destinationPort)
    }
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
    if isOpen(end) { _ = isOne(of: gaps.span(around: address(end), in: scope), at: end) }
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
    guard isOpen(.sourcePort) else { return ports.contains(header.sourcePort) }
    return keep(ports, at: .sourcePort, of: header)
  }

  mutating func destinationPort(isWithin ports: PortRange) -> Bool {
    guard isOpen(.destinationPort) else { return ports.contains(header.destinationPort) }
    return keep(ports, at: .destinationPort, of: header)
  }

  mutating func firstCovered<Bits: AddressBits>(
    by rules: UnsafeBufferPointer<Rule<Bits>>, from start: Int
  ) -> Int? {
    for index in start..<rules.count where isCovered(by: rules[index]) { return index }
    return nil
  }

  private func address(_ end: PacketEnd) -> IPAddress {
    end == .source ? header.source : header.destination
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
  private mutating func keep(
    _ range: AddressRange, at field: Fields, of header: PacketHeader
  ) -> Bool {
    guard range.family == sent.family else { return false }
    let value = field == .source ? header.source : header.destination
    return (field == .source) == isReply
      ? sent.destination.keep(range, or: value) : sent.source.keep(range, or: value)
  }

  private mutating func keep(
    _ ports: PortRange, at field: Fields, of header: PacketHeader
  ) -> Bool {
    let value = field == .sourcePort ? header.sourcePort : header.destinationPort
    // The identifier of an ICMP message stays where it is in the answer.
    let isExchanged = isReply && !header.ipProtocol.isICMP
    return (field == .sourcePort) == isExchanged
      ? sent.destinationPorts.keep(ports, or: value) : sent.sourcePorts.keep(ports, or: value)
  }
}

extension Interval {
  /// Narrows the interval to `range` if `value` is of it, else to what lies on the value's side of it.
  ///
  /// - Returns: Whether `value` is of the range.
  fileprivate mutating func keep(_ range: Self, or value: Bound) -> Bool {
    if value < range.first {
      if let end = Self.predecessor(of: range.first), end < last { self = Self(first, end) }
      return false
    }
    if range.last < value {
      if let start = Self.successor(of: range.last), first < start { self = Self(start, last) }
      return false
    }
    self = Self(max(first, range.first), min(last, range.last))
    return true
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

// MARK: Changes

extension Specimen {
  mutating func noteDenial() { isDenied = true }

  mutating func replace(_ end: PacketEnd, with address: IPAddress) {
    if isDenied { return }
    if end == .source {
      image.header.source = address
      image.fixed.insert(.source)
    } else {
      image.header.destination = address
      image.fixed.insert(.destination)
    }
  }

  mutating func replaceSourcePort(with port: UInt16) {
    if isDenied { return }
    image.header.sourcePort = port
    image.fixed.insert(.sourcePort)
  }

  mutating func answer() -> Specimen? {
    guard uses(.icmp) || uses(.icmpv6) else { return Specimen(answering: self) }
    for request in Specimen.answeredMessages(over: header.ipProtocol)
    where destinationPort(isWithin: request.withAnyCode) {
      return Specimen(answering: self)
    }
    return nil
  }

  private static func answeredMessages(over ipProtocol: IPProtocol) -> [ICMPMessage] {
    ipProtocol == .icmp ? answeredICMP : answeredICMPv6
  }

  private static let answeredICMP = (UInt8.min...UInt8.max).map { ICMPMessage(type: $0) }
    .filter { $0.reply(over: .icmp) != nil }
  private static let answeredICMPv6 = (UInt8.min...UInt8.max).map { ICMPMessage(type: $0) }
    .filter { $0.reply(over: .icmpv6) != nil }

  mutating func becomeAnswer(to request: Image) {
    if !isDenied { image = request.answer }
  }

  /// Fields that were changed neither on the way of this packet nor on that of the other answer are the
  /// same, as both answer what was sent.
  mutating func answers(_ request: Image) -> Bool {
    if isDenied { return header == request.answer.header }
    let other = request.answer
    let both = image.fixed.intersection(other.fixed)
    for field in Fields.all where both.contains(field) && !header.agrees(with: other.header, field)
    {
      return false
    }
    for field in Fields.all where !both.contains(field) {
      if image.fixed.contains(field), !keepEqual(field, of: other.header, to: header) {
        return false
      }
      if other.fixed.contains(field), !keepEqual(field, of: header, to: other.header) {
        return false
      }
    }
    return true
  }

  /// Keeps the packets whose field, as it was sent, has the value that it was given elsewhere.
  private mutating func keepEqual(
    _ field: Fields, of header: PacketHeader, to changed: PacketHeader
  ) -> Bool {
    switch field {
    case .source: keep(AddressRange(changed.source), at: field, of: header)
    case .destination: keep(AddressRange(changed.destination), at: field, of: header)
    case .sourcePort: keep(PortRange(changed.sourcePort), at: field, of: header)
    default: keep(PortRange(changed.destinationPort), at: field, of: header)
    }
  }
}

extension Specimen.Image {
  /// The header of the answer: what was fixed changes places with the rest, and the type of an answered
  /// ICMP message is known, while its identifier stays where it is.
  fileprivate var answer: Specimen.Image {
    var answer: Specimen.Fields = []
    if fixed.contains(.source) { answer.insert(.destination) }
    if fixed.contains(.destination) { answer.insert(.source) }
    if header.ipProtocol.isICMP {
      answer.formUnion(fixed.intersection(.sourcePort))
      answer.insert(.destinationPort)
    } else {
      if fixed.contains(.sourcePort) { answer.insert(.destinationPort) }
      if fixed.contains(.destinationPort) { answer.insert(.sourcePort) }
    }
    return Specimen.Image(header: header.reply ?? header, fixed: answer)
  }
}

extension PacketHeader {
  fileprivate func agrees(with other: PacketHeader, _ field: Specimen.Fields) -> Bool {
    switch field {
    case .source: source == other.source
    case .destination: destination == other.destination
    case .sourcePort: sourcePort == other.sourcePort
    default: destinationPort == other.destinationPort
    }
  }
}
