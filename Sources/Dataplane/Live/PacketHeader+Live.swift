import Addressing

extension PacketHeader {
  /// A number that spreads headers over the cells of an index.
  @inline(__always)
  var mixedBits: UInt64 {
    var mixed = source.low ^ source.high &* 0x9e37_79b9_7f4a_7c15
    mixed = (mixed ^ mixed >> 32) &* 0xff51_afd7_ed55_8ccd
    mixed ^= destination.low ^ destination.high &* 0xc2b2_ae3d_27d4_eb4f
    mixed = (mixed ^ mixed >> 32) &* 0x9e37_79b9_7f4a_7c15
    mixed ^= UInt64(sourcePort) << 24 | UInt64(destinationPort) << 8 | UInt64(ipProtocol.number)
    mixed = (mixed ^ mixed >> 29) &* 0xff51_afd7_ed55_8ccd
    return mixed ^ mixed >> 32
  }

  /// The packet that this one answers; `nil` for an ICMP message that answers none.
  var question: PacketHeader? {
    guard let message = icmp else { return reply }
    guard let asked = message.question(over: ipProtocol) else { return nil }
    var question = self
    question.source = destination
    question.destination = source
    question.destinationPort = asked.packed
    return question
  }
}

extension ICMPMessage {
  /// The request whose reply this message is (RFC 792, RFC 4443).
  fileprivate func question(over ipProtocol: IPProtocol) -> ICMPMessage? {
    switch (ipProtocol, type) {
    case (.icmp, 0): ICMPMessage(type: 8)
    case (.icmp, 14), (.icmp, 16), (.icmp, 18): ICMPMessage(type: type - 1)
    case (.icmpv6, 129): ICMPMessage(type: 128)
    default: nil
    }
  }
}
