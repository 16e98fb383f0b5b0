/// What an ICMP or ICMPv6 message says it is.
public struct ICMPMessage: Hashable, Sendable {
  /// What the message is, such as 8 for an echo request of ICMP (RFC 792, RFC 4443).
  public let type: UInt8
  /// The kind within the type; 0 where a type has no kinds.
  public let code: UInt8

  @inlinable
  public init(type: UInt8, code: UInt8 = 0) {
    self.type = type
    self.code = code
  }

  /// Type in the high byte and code in the low one, as a packet header's destination port holds it.
  @inlinable public var packed: UInt16 { UInt16(type) << 8 | UInt16(code) }

  /// The message that ``packed`` stands for.
  @inlinable
  public init(packed: UInt16) {
    self.init(type: UInt8(packed >> 8), code: UInt8(truncatingIfNeeded: packed))
  }

  /// The answer that a host gives to this message, or `nil` where there is none.
  ///
  /// Echo, timestamp, information and address-mask requests of ICMP, echo requests of ICMPv6.
  @inlinable
  public func reply(over ipProtocol: IPProtocol) -> ICMPMessage? {
    switch (ipProtocol, type) {
    case (.icmp, 8): ICMPMessage(type: 0)
    case (.icmp, 13), (.icmp, 15), (.icmp, 17): ICMPMessage(type: type + 1)
    case (.icmpv6, 128): ICMPMessage(type: 129)
    default: nil
    }
  }
}

extension ICMPMessage: CustomStringConvertible {
  /// Reads `TYPE` or `TYPE/CODE`; the code is 0 where it is left out.
  ///
  /// - Parameter text: UTF-8; all of it must be the message.
  /// - Throws: ``AddressError`` with the place of the first byte that does not fit.
  public init(parsing text: Span<UInt8>) throws(AddressError) {
    guard !text.isEmpty else { throw AddressError(.empty, at: 0) }
    var position = 0
    let type = try scanDecimal(in: text, at: &position, limit: 255, tooLarge: .icmpNumberTooLarge)
    guard position < text.count else {
      self.init(type: UInt8(type))
      return
    }
    guard text[position] == UInt8(ascii: "/") else {
      throw AddressError(unexpected: text[position], at: position)
    }
    let code = try wholeDecimal(
      in: text, from: position + 1, limit: 255, tooLarge: .icmpNumberTooLarge)
    self.init(type: UInt8(type), code: UInt8(code))
  }

  /// Reads a message as ``init(parsing:)-(Span<UInt8>)`` does.
  public init(parsing text: String) throws(AddressError) {
    try self.init(parsing: Array(text.utf8).span)
  }

  /// `8/0`: type and code.
  public var description: String { "\(type)/\(code)" }
}
