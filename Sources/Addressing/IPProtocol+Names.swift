extension IPProtocol: CustomStringConvertible {
  /// The keyword of IANA's registry in lower case, for the protocols that people know by name.
  public var name: String? {
    switch number {
    case 0: "hopopt"
    case 1: "icmp"
    case 2: "igmp"
    case 4: "ipv4"
    case 6: "tcp"
    case 8: "egp"
    case 17: "udp"
    case 33: "dccp"
    case 41: "ipv6"
    case 43: "ipv6-route"
    case 44: "ipv6-frag"
    case 46: "rsvp"
    case 47: "gre"
    case 50: "esp"
    case 51: "ah"
    case 58: "icmpv6"
    case 59: "ipv6-nonxt"
    case 60: "ipv6-opts"
    case 88: "eigrp"
    case 89: "ospf"
    case 94: "ipip"
    case 97: "etherip"
    case 103: "pim"
    case 108: "ipcomp"
    case 112: "vrrp"
    case 115: "l2tp"
    case 132: "sctp"
    case 136: "udplite"
    case 137: "mpls-in-ip"
    default: nil
    }
  }

  /// The protocol with this number or ``name``, in capitals or not; `nil` for any other text.
  ///
  /// `all` and `-1`, which stand for every protocol in AWS's answers, are no protocol.
  public init?(_ text: String) {
    let bytes = Array(text.utf8)
    if let number = try? wholeDecimal(in: bytes.span, from: 0, limit: 255, tooLarge: .portTooLarge)
    {
      self.init(UInt8(number))
      return
    }
    let lowered = bytes.map { $0 &- UInt8(ascii: "A") < 26 ? $0 | 0x20 : $0 }
    for number in UInt8.min...UInt8.max {
      if let name = IPProtocol(number).name, name.utf8.elementsEqual(lowered) {
        self.init(number)
        return
      }
    }
    return nil
  }

  /// ``name``, or the number where there is none.
  public var description: String { name ?? "\(number)" }
}
