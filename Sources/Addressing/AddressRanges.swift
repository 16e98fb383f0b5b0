extension [AddressRange] {
  /// The same addresses in as few ranges as can be, those of IPv4 first, ascending.
  public var joined: [AddressRange] { merged { $0.joined(with: $1) } }

  /// The same addresses in ranges that share none, in the order of ``joined``; neighbours stay apart.
  public var disjoint: [AddressRange] {
    merged { $0.overlaps($1) ? $0.joined(with: $1) : nil }
  }

  private func merged(
    _ union: (AddressRange, AddressRange) -> AddressRange?
  ) -> [AddressRange] {
    sorted { $0.begins(before: $1) }.merging { $0.family == $1.family ? union($0, $1) : nil }
  }

  /// The addresses that are in none of some other ranges.
  ///
  /// - Complexity: O(*n* log *n*) in the ranges of both.
  public func subtracting(_ others: [AddressRange]) -> [AddressRange] {
    let removed = others.joined
    var rest: [AddressRange] = []
    var next = 0
    for range in joined {
      while next < removed.count, removed[next].lies(before: range) { next += 1 }
      var pieces = [range]
      var index = next
      while index < removed.count, let last = pieces.last, last.overlapsInFamily(removed[index]) {
        pieces.removeLast()
        pieces += last.subtracting(removed[index])
        index += 1
      }
      rest += pieces
    }
    return rest
  }

  /// The addresses that are in one of these ranges and in one of some others.
  public func intersection(_ others: [AddressRange]) -> [AddressRange] {
    flatMap { range in
      others.compactMap { $0.family == range.family ? range.intersection($0) : nil }
    }
  }

  /// The addresses that hosts on the internet may have: what is not set aside (RFC 6890).
  ///
  /// Blocks for documentation are left in, as designs use them for hosts there.
  public static let publicInternet: [AddressRange] = {
    let reserved =
      CIDRBlock.privateIPv4 + [
        .thisNetworkIPv4, .sharedAddressSpace, .loopbackIPv4, .linkLocalIPv4, .multicastIPv4,
        .reservedIPv4,
      ]
    let ipv4 = [AddressRange(all: .ipv4)].subtracting(reserved.map { AddressRange($0) })
    return ipv4 + [AddressRange(.globalUnicastIPv6)]
  }()
}

extension AddressRange {
  /// The order of ranges: those of IPv4 first, then by the first address.
  package func begins(before other: AddressRange) -> Bool {
    family == other.family ? first < other.first : family == .ipv4
  }

  /// Whether all of the range comes before another in that order.
  package func lies(before other: AddressRange) -> Bool {
    family == other.family ? last < other.first : family == .ipv4
  }

  /// Whether the ranges are of one family and have an address in common.
  package func overlapsInFamily(_ other: AddressRange) -> Bool {
    family == other.family && overlaps(other)
  }
}
