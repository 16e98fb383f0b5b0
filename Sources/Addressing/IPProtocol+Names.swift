extension IPProtocol: CustomStringConvertible {
  /// The keyword of IANA's registry in lower case, for the protocols that people know by name.
  public var name: String? { keywords.first { $0.number == number }?.name }

  /// The protocol with this number or ``name``, in capitals or not; `nil` for any other text.
  ///
  /// `all` and `-1`, which stand for every protocol in AWS's answers, are no protocol. Never allocates.
  public init?(_ text: Span<UInt8>) {
    if let number = try? wholeDecimal(in: text, from: 0, limit: 255, tooLarge: .numberMissing) {
      self.init(UInt8(number))
      return
    }
    guard let keyword = keywords.first(where: { matches(text, $0.name) }) else { return nil }
    self.init(keyword.number)
  }

  /// The protocol with this number or ``name``, as ``init(_:)-(Span<UInt8>)`` reads it.
  public init?(_ text: String) {
    var text = text
    guard let known = text.withUTF8({ IPProtocol($0.span) }) else { return nil }
    self = known
  }

  /// ``name``, or the number where there is none.
  public var description: String { name ?? "\(number)" }
}

private func matches(_ text: Span<UInt8>, _ name: String) -> Bool {
  guard name.utf8.count == text.count else { return false }
  return zip(name.utf8, text.indices).allSatisfy { byte, index in
    let isCapital = text[index] &- UInt8(ascii: "A") < 26
    return byte == (isCapital ? text[index] | 0x20 : text[index])
  }
}

/// The commonest first, then by number.
private let keywords: [(number: UInt8, name: String)] = [
  (6, "tcp"), (17, "udp"), (1, "icmp"), (58, "icmpv6"),
  (0, "hopopt"), (2, "igmp"), (4, "ipv4"), (8, "egp"),
  (33, "dccp"), (41, "ipv6"), (43, "ipv6-route"), (44, "ipv6-frag"),
  (46, "rsvp"), (47, "gre"), (50, "esp"), (51, "ah"),
  (59, "ipv6-nonxt"), (60, "ipv6-opts"), (88, "eigrp"), (89, "ospf"),
  (94, "ipip"), (97, "etherip"), (103, "pim"), (108, "ipcomp"),
  (112, "vrrp"), (115, "l2tp"), (132, "sctp"), (136, "udplite"),
  (137, "mpls-in-ip"),
]
