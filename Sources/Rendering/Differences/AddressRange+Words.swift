import Addressing
import Analysis

extension AddressRange {
  /// One address, a block, or the first and last address: `10.0.0.0/8`, `10.0.0.5-10.0.0.9`.
  var blockWords: String {
    if first == last { return first.description }
    let block = CIDRBlock(first, prefixLength: commonPrefixLength)
    if AddressRange(block) == self { return block.description }
    return "\(first.description)-\(last.description)"
  }

  /// The leading bits that all addresses share, as many of them as make one block.
  private var commonPrefixLength: Int {
    let differing = first.bits ^ last.bits
    return differing.leadingZeroBitCount - (128 - family.width)
  }
}

extension [AddressRange] {
  /// The ranges of public addresses in words; what is most of the internet is told by what is missing.
  ///
  /// - Parameter held: Addresses of the model itself, which nobody counts among the internet's.
  /// - Returns: `internet`, perhaps with what is left out or what alone is meant of a family.
  func internetWords(without held: [AddressRange]) -> String {
    var parts: [String] = []
    for family in AddressFamily.allCases {
      let own = filter { $0.family == family }
      guard !own.isEmpty else { continue }
      let part = own.internetWords(of: family, without: held)
      if !parts.contains(part) { parts.append(part) }
    }
    return parts.joined(separator: ", ")
  }

  private func internetWords(of family: AddressFamily, without held: [AddressRange]) -> String {
    let world = [AddressRange].publicInternet.filter { $0.family == family }
    let missing = world.subtracting(self).subtracting(held)
    if missing.isEmpty { return "internet" }
    if missing.count < count { return "internet except \(missing.words)" }
    return "internet \(words)"
  }

  /// The ranges that are not the internet's in words; what is most of IPv6's unique local addresses is told by
  /// what is missing.
  func privateWords(without held: [AddressRange]) -> String {
    let local = subtracting(subtracting([AddressRange(.uniqueLocalIPv6)]))
    let missing = [AddressRange(.uniqueLocalIPv6)].subtracting(local).subtracting(held)
    guard !local.isEmpty, missing.count < local.count else { return words }
    let others = subtracting(local)
    return (others.isEmpty ? "" : "\(others.words), ") + CIDRBlock.uniqueLocalIPv6.description
      + (missing.isEmpty ? "" : " except \(missing.words)")
  }

  /// The ranges one after the other, the first few of them where there are many.
  var words: String {
    let shown = prefix(Self.mostShown).map { $0.blockWords }.joined(separator: ", ")
    return count > Self.mostShown ? "\(shown) and \(count - Self.mostShown) more" : shown
  }

  private static var mostShown: Int { 6 }
}
