extension IPAddress {
  /// Reads an address in one of the text forms of RFC 4291 section 2.2, or in IPv4's dotted form.
  ///
  /// Zones and IPv4-mapped forms are refused, and so are IPv4 numbers with leading zeros, which some
  /// programs read as octal. Never allocates.
  ///
  /// - Parameter text: UTF-8; all of it must be the address.
  /// - Throws: ``AddressError`` with the place of the first byte that does not fit.
  public init(parsing text: Span<UInt8>) throws(AddressError) {
    guard !text.isEmpty else { throw AddressError(.empty, at: 0) }
    guard hasColonFirst(text) else {
      self.init(ipv4: try scanIPv4(in: text, from: 0))
      return
    }
    self.init(try scanIPv6(in: text))
    guard !isIPv4 else { throw AddressError(.ipv4Mapped, at: 0) }
  }

  /// Reads an address as ``init(parsing:)-(Span<UInt8>)`` does.
  public init(parsing text: String) throws(AddressError) {
    var text = text
    let result = text.withUTF8 { utf8 in
      Result { () throws(AddressError) in try IPAddress(parsing: utf8.span) }
    }
    self = try result.get()
  }
}

/// Whether a colon comes before any dot: what tells IPv6 from IPv4.
private func hasColonFirst(_ text: Span<UInt8>) -> Bool {
  for index in text.indices {
    switch text[index] {
    case UInt8(ascii: ":"): return true
    case UInt8(ascii: "."): return false
    default: continue
    }
  }
  return false
}

/// Reads four octets that end where `text` ends.
private func scanIPv4(in text: Span<UInt8>, from start: Int) throws(AddressError) -> UInt32 {
  var position = start
  var bits: UInt32 = 0
  for octet in 0..<4 {
    if octet > 0 { try skipDot(in: text, at: &position) }
    let number = try scanDecimal(in: text, at: &position, limit: 255, tooLarge: .octetTooLarge)
    bits = bits << 8 | UInt32(truncatingIfNeeded: number)
  }
  guard position < text.count else { return bits }
  throw text[position] == UInt8(ascii: ".")
    ? AddressError(.tooManyOctets, at: position)
    : AddressError(unexpected: text[position], at: position)
}

private func skipDot(in text: Span<UInt8>, at position: inout Int) throws(AddressError) {
  guard position < text.count else { throw AddressError(.octetsMissing, at: position) }
  guard text[position] == UInt8(ascii: ".") else {
    throw AddressError(unexpected: text[position], at: position)
  }
  position += 1
}

private func scanIPv6(in text: Span<UInt8>) throws(AddressError) -> UInt128 {
  var groups = GroupList()
  var position = 0
  if text[0] == UInt8(ascii: ":") {
    guard text.count > 1, text[1] == UInt8(ascii: ":") else {
      throw AddressError(.groupMissing, at: 0)
    }
    try groups.openGap(at: 0)
    position = 2
  }
  while position < text.count {
    let start = position
    let group = try scanGroup(in: text, at: &position)
    guard position < text.count else {
      try groups.append(group, at: start)
      break
    }
    if text[position] == UInt8(ascii: ".") {
      try groups.append(ipv4: try scanIPv4(in: text, from: start), at: start)
      break
    }
    try groups.append(group, at: start)
    try skipColons(in: text, at: &position, groups: &groups)
  }
  return try groups.bits(textLength: text.count)
}

/// Reads hexadecimal digits up to anything else; where a dot follows they may be an IPv4 octet.
private func scanGroup(
  in text: Span<UInt8>, at position: inout Int
) throws(AddressError) -> UInt16 {
  let start = position
  var group: UInt16 = 0
  while position < text.count, let digit = hexadecimalValue(text[position]) {
    guard position - start < 4 else { throw AddressError(.groupTooLong, at: start) }
    group = group << 4 | digit
    position += 1
  }
  guard position == start else { return group }
  throw text[position] == UInt8(ascii: ":")
    ? AddressError(.groupMissing, at: position)
    : AddressError(unexpected: text[position], at: position)
}

/// Moves past the colon after a group, or past the two of a gap.
private func skipColons(
  in text: Span<UInt8>, at position: inout Int, groups: inout GroupList
) throws(AddressError) {
  guard text[position] == UInt8(ascii: ":") else {
    throw AddressError(unexpected: text[position], at: position)
  }
  position += 1
  guard position < text.count else { throw AddressError(.groupMissing, at: position) }
  if text[position] == UInt8(ascii: ":") {
    try groups.openGap(at: position - 1)
    position += 1
  }
}

/// The value of a hexadecimal digit.
///
/// Digits and letters come in no order that a processor could predict: one look-up in a set of bits
/// tells both from the rest.
@inline(__always)
private func hexadecimalValue(_ byte: UInt8) -> UInt16? {
  let digitsFromZero: UInt64 = 0x3ff | 0x3f << 17 | 0x3f << 49  // 0-9, A-F, a-f
  let index = UInt64(byte &- UInt8(ascii: "0"))
  guard index < 64, digitsFromZero &>> index & 1 == 1 else { return nil }
  return UInt16(byte & 0xf &+ (byte &>> 6) &* 9)
}

/// The groups of an IPv6 address read so far.
private struct GroupList {
  private var bits: UInt128 = 0
  private var count = 0
  /// How many groups stand before the `::`.
  private var gap: Int?

  mutating func append(_ group: UInt16, at offset: Int) throws(AddressError) {
    bits = bits << 16 | UInt128(group)
    count += 1
    guard count <= 8 else { throw AddressError(.tooManyGroups, at: offset) }
  }

  mutating func append(ipv4: UInt32, at offset: Int) throws(AddressError) {
    try append(UInt16(truncatingIfNeeded: ipv4 >> 16), at: offset)
    try append(UInt16(truncatingIfNeeded: ipv4), at: offset)
  }

  mutating func openGap(at offset: Int) throws(AddressError) {
    guard gap == nil else { throw AddressError(.secondGap, at: offset) }
    gap = count
  }

  /// All 128 bits; a gap stands for at least one group of zeros.
  func bits(textLength: Int) throws(AddressError) -> UInt128 {
    guard let gap else {
      guard count == 8 else { throw AddressError(.groupsMissing, at: textLength) }
      return bits
    }
    guard count < 8 else { throw AddressError(.tooManyGroups, at: textLength) }
    let bitsAfterGap = 16 * (count - gap)
    let tail = bits & ((1 << bitsAfterGap) - 1)
    let head = bits >> bitsAfterGap
    return head << (128 - 16 * gap) | tail
  }
}
