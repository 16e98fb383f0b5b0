import Addressing

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

  mutating func takeSourcePort(of range: PortRange) {
    if isDenied { return }
    if let choice, !isReply {
      if !choice.contains(header.sourcePort) { image.header.sourcePort = choice.first }
      image.chosen.insert(.sourcePort)
    } else if !sourcePort(isWithin: range) {
      image.header.sourcePort = range.first
      image.fixed.insert(.sourcePort)
    }
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
    let (mine, others) = (image.changed, other.changed)
    let both = mine.intersection(others)
    for field in Fields.all where both.contains(field) && !header.agrees(with: other.header, field)
    {
      return false
    }
    for field in Fields.all where !both.contains(field) {
      if mine.contains(field), !keepEqual(field, of: other.header, to: header) {
        return false
      }
      if others.contains(field), !keepEqual(field, of: header, to: other.header) {
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
  /// The fields that are not as they were sent.
  fileprivate var changed: Specimen.Fields { fixed.union(chosen) }

  /// The header of the answer: what was changed changes places with the rest, and the type of an
  /// answered ICMP message is known, while its identifier stays where it is.
  var answer: Specimen.Image {
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
    return Specimen.Image(
      header: header.reply ?? header, fixed: answer, chosen: chosen.isEmpty ? [] : .destinationPort)
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
