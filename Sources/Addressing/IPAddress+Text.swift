extension IPAddress: CustomStringConvertible {
  /// The canonical text: dotted for IPv4, as RFC 5952 section 4 wants it for IPv6.
  public var description: String {
    var utf8: [UInt8] = []
    append(to: &utf8)
    return String(decoding: utf8, as: UTF8.self)
  }

  /// Writes ``description`` at the end of `utf8`, without making a string.
  public func append(to utf8: inout [UInt8]) {
    if isIPv4 {
      appendOctets(to: &utf8)
    } else {
      appendGroups(to: &utf8)
    }
  }

  private func appendOctets(to utf8: inout [UInt8]) {
    var text = PackedText()
    text.append(decimal: UInt8(truncatingIfNeeded: low >> 24))
    text.append(UInt8(ascii: "."))
    text.append(decimal: UInt8(truncatingIfNeeded: low >> 16))
    text.append(UInt8(ascii: "."))
    text.append(decimal: UInt8(truncatingIfNeeded: low >> 8))
    text.append(UInt8(ascii: "."))
    text.append(decimal: UInt8(truncatingIfNeeded: low))
    text.flush(to: &utf8)
  }

  private func appendGroups(to utf8: inout [UInt8]) {
    let gap = longestZeroRun
    var text = PackedText()
    var index = 0
    while index < 8 {
      if index == gap.lowerBound, !gap.isEmpty {
        text.append(UInt8(ascii: ":"))
        index = gap.upperBound
        if index == 8 { text.append(UInt8(ascii: ":")) }
        continue
      }
      if index > 0 { text.append(UInt8(ascii: ":")) }
      text.append(hexadecimal: group(index))
      if text.count > 10 { text.flush(to: &utf8) }
      index += 1
    }
    text.flush(to: &utf8)
  }

  private func group(_ index: Int) -> UInt16 {
    let half = index < 4 ? high : low
    return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index & 3)))
  }

  /// The first of the longest runs of zero groups, where it is longer than one (RFC 5952 section 4.2).
  private var longestZeroRun: Range<Int> {
    var runStarts: UInt8 = 0
    for index in 0..<8 where group(index) == 0 { runStarts |= 1 << UInt8(index) }
    var longest = 0..<0
    var length = 0
    // After n rounds the set bits are the groups that n zero groups begin with.
    while runStarts != 0 {
      length += 1
      longest = runStarts.trailingZeroBitCount..<runStarts.trailingZeroBitCount + length
      runStarts &= runStarts >> 1
    }
    return length > 1 ? longest : 0..<0
  }
}
