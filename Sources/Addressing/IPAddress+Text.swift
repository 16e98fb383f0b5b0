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
    for shift in [24, 16, 8, 0] as [UInt32] {
      appendDecimal(UInt16(ipv4Bits >> shift & 0xff), to: &utf8)
      if shift > 0 { utf8.append(UInt8(ascii: ".")) }
    }
  }

  private func appendGroups(to utf8: inout [UInt8]) {
    let gap = longestZeroRun
    var index = 0
    while index < 8 {
      if index == gap.lowerBound, !gap.isEmpty {
        utf8.append(UInt8(ascii: ":"))
        if gap.upperBound == 8 { utf8.append(UInt8(ascii: ":")) }
        index = gap.upperBound
        continue
      }
      if index > 0 { utf8.append(UInt8(ascii: ":")) }
      appendHexadecimal(group(index), to: &utf8)
      index += 1
    }
  }

  private func group(_ index: Int) -> UInt16 {
    let half = index < 4 ? high : low
    return UInt16(truncatingIfNeeded: half >> UInt64(48 - 16 * (index & 3)))
  }

  /// The first of the longest runs of zero groups, where it is longer than one (RFC 5952 section 4.2).
  private var longestZeroRun: Range<Int> {
    var longest = 0..<0
    var start = 0
    for index in 0..<8 {
      if group(index) != 0 {
        start = index + 1
      } else if index + 1 - start > max(longest.count, 1) {
        longest = start..<index + 1
      }
    }
    return longest
  }
}

/// Writes `number` in decimal at the end of `utf8`.
func appendDecimal(_ number: UInt16, to utf8: inout [UInt8]) {
  if number >= 10 { appendDecimal(number / 10, to: &utf8) }
  utf8.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
}

private func appendHexadecimal(_ group: UInt16, to utf8: inout [UInt8]) {
  if group >= 16 { appendHexadecimal(group >> 4, to: &utf8) }
  let digit = UInt8(truncatingIfNeeded: group & 0xf)
  utf8.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
}
