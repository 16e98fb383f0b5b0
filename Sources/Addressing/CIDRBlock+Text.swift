extension CIDRBlock {
  /// Reads an address, a slash and a prefix length.
  ///
  /// Never allocates.
  ///
  /// - Parameter text: UTF-8; all of it must be the block.
  /// - Returns: The block, and whether bits behind the prefix were set and have been cleared, as AWS
  ///   does (R-CIDR-2).
  /// - Throws: ``AddressError`` with the place of the first byte that does not fit.
  public static func parse(
    _ text: Span<UInt8>
  ) throws(AddressError) -> (block: CIDRBlock, hostBitsCleared: Bool) {
    let slash = text.indices.first { text[$0] == UInt8(ascii: "/") } ?? text.count
    let address = try IPAddress(parsing: text.extracting(first: slash))
    guard slash + 1 < text.count else {
      throw AddressError(.prefixLengthMissing, at: text.count)
    }
    let length = try wholeDecimal(
      in: text, from: slash + 1, limit: address.family.width,
      tooLarge: address.isIPv4 ? .ipv4PrefixTooLong : .ipv6PrefixTooLong)
    let block = CIDRBlock(address, prefixLength: length)
    return (block, block.base != address)
  }

  /// Reads a block as ``parse(_:)-(Span<UInt8>)`` does.
  public static func parse(
    _ text: String
  ) throws(AddressError) -> (block: CIDRBlock, hostBitsCleared: Bool) {
    try parse(Array(text.utf8).span)
  }

  /// Reads a block and clears bits behind the prefix (R-CIDR-2).
  ///
  /// - Parameter text: All of it must be the block.
  /// - Throws: ``AddressError`` with the place of the first byte that does not fit.
  public init(parsing text: String) throws(AddressError) {
    self = try CIDRBlock.parse(text).block
  }
}

extension CIDRBlock: CustomStringConvertible {
  /// The base address in its canonical text, a slash, and the prefix length.
  public var description: String {
    var utf8: [UInt8] = []
    append(to: &utf8)
    return String(decoding: utf8, as: UTF8.self)
  }

  /// Writes ``description`` at the end of `utf8`, without making a string.
  public func append(to utf8: inout [UInt8]) {
    base.append(to: &utf8)
    var text = PackedText()
    text.append(UInt8(ascii: "/"))
    text.append(decimal: UInt8(truncatingIfNeeded: prefixLength))
    text.flush(to: &utf8)
  }
}
