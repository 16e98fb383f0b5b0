extension PrefixForest {
  /// A range around `address` all of whose addresses have its value in `table`.
  ///
  /// It is read off the place where the look-up ends, so that it may stop short of neighbours that
  /// have the same value for another reason.
  package func span(_ table: Table, around address: IPAddress) -> AddressRange {
    if address.isIPv4 {
      let span = span(under: table.ipv4Root, around: UInt64(address.ipv4Bits) << 32)
      return AddressRange(
        IPAddress(ipv4: UInt32(truncatingIfNeeded: span.lowerBound >> 32)),
        IPAddress(ipv4: UInt32(truncatingIfNeeded: span.upperBound >> 32)))
    }
    let span = span(under: table.ipv6Root, around: address.bits)
    let (first, last) = (IPAddress(span.lowerBound), IPAddress(span.upperBound))
    return AddressRange(
      first.isIPv4 ? .firstAfterMapped : first, last.isIPv4 ? .lastBeforeMapped : last)
  }

  /// Follows the bits as ``leaf(under:for:)`` does.
  private func span<Bits: FixedWidthInteger & UnsignedInteger>(
    under root: UInt32, around bits: Bits
  ) -> ClosedRange<Bits> {
    var node = nodes[Int(root)]
    var depth = 0
    while true {
      if node.skip != 0 {
        let width = Int(node.skip >> 24)
        let skipped = Bits(node.skip & 0xff_ffff) << (Bits.bitWidth - width)
        let shared = (bits << depth ^ skipped).leadingZeroBitCount
        guard shared >= width else {
          return PrefixForest.block(of: bits, length: depth + shared + 1)
        }
        depth += width
      }
      let slot = Int(truncatingIfNeeded: (bits << depth) >> (Bits.bitWidth - 6))
      guard node.childSlots >> UInt64(slot) & 1 == 1 else {
        let run = node.leafRun(around: slot)
        let first = PrefixForest.block(of: bits, length: depth, slot: run.lowerBound)
        let last = PrefixForest.block(of: bits, length: depth, slot: run.upperBound)
        return first.lowerBound...last.upperBound
      }
      let rank = (node.childSlots & ~0 >> UInt64(63 - slot)).nonzeroBitCount
      node = nodes[Int(node.firstChild) + rank - 1]
      depth += 6
    }
  }

  /// The addresses that share the first `length` bits with `bits`.
  private static func block<Bits: FixedWidthInteger & UnsignedInteger>(
    of bits: Bits, length: Int
  ) -> ClosedRange<Bits> {
    let hostMask = Bits.max >> length
    return bits & ~hostMask...bits | hostMask
  }

  /// The addresses that share the first `length` bits with `bits` and lie in a slot of the next six.
  private static func block<Bits: FixedWidthInteger & UnsignedInteger>(
    of bits: Bits, length: Int, slot: Int
  ) -> ClosedRange<Bits> {
    let first = bits & ~(Bits.max >> length) | (Bits(slot) << (Bits.bitWidth - 6)) >> length
    return first...first | Bits.max >> (length + 6)
  }
}

extension PrefixForest.Node {
  /// The slots around one without a child that share its leaf.
  fileprivate func leafRun(around slot: Int) -> ClosedRange<Int> {
    var (first, last) = (slot, slot)
    while first > 0, leafStarts >> UInt64(first) & 1 == 0, isLeaf(first - 1) { first -= 1 }
    while last < 63, leafStarts >> UInt64(last + 1) & 1 == 0, isLeaf(last + 1) { last += 1 }
    return first...last
  }

  private func isLeaf(_ slot: Int) -> Bool { childSlots >> UInt64(slot) & 1 == 0 }
}
