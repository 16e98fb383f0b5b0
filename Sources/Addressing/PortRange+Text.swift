extension PortRange: CustomStringConvertible {
  /// Reads `443` or `1024-65535`.
  ///
  /// - Parameter text: UTF-8; all of it must be the range.
  /// - Throws: ``AddressError`` with the place of the first byte that does not fit.
  public init(parsing text: Span<UInt8>) throws(AddressError) {
    guard !text.isEmpty else { throw AddressError(.empty, at: 0) }
    var position = 0
    let first = try scanDecimal(in: text, at: &position, limit: 65535, tooLarge: .portTooLarge)
    guard position < text.count else {
      self.init(UInt16(first))
      return
    }
    guard text[position] == UInt8(ascii: "-") else {
      throw AddressError(unexpected: text[position], at: position)
    }
    let last = try wholeDecimal(
      in: text, from: position + 1, limit: 65535, tooLarge: .portTooLarge)
    guard first <= last else { throw AddressError(.portsRunDownwards, at: position + 1) }
    self.init(UInt16(first), UInt16(last))
  }

  /// Reads a range as ``init(parsing:)-(Span<UInt8>)`` does.
  public init(parsing text: String) throws(AddressError) {
    try self.init(parsing: Array(text.utf8).span)
  }

  /// `443`, or `1024-65535`.
  public var description: String { first == last ? "\(first)" : "\(first)-\(last)" }
}
