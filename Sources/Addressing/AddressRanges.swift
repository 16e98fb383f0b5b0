package import Addressing

extension [AddressRange] {
  /// The same addresses in as few ranges as can be, those of IPv4 first, ascending.
  package var joined: [AddressRange] {
    let ordered = sorted {
      $0.family != $1.family ? $0.family == .ipv4 : $0.first < $1.first
    }
    var joined: [AddressRange] = []
    for range in ordered {
      if let last = joined.last, last.family == range.family, let longer = last.joined(with: range)
      {
        joined[joined.count - 1] = longer
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  /// The addresses that are in none of some other ranges.
  ///
  /// - Complexity: O(*n* log *n*) in the ranges of both.
  package func subtracting(_ others: [AddressRange]) -> [AddressRange] {
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
}

extension AddressRange {
  fileprivate func lies(before other: AddressRange) -> Bool {
    family == other.family ? last < other.first : family == .ipv4
  }

  fileprivate func overlapsInFamily(_ other: AddressRange) -> Bool {
    family == other.family && overlaps(other)
  }
}
