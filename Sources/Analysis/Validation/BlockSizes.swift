import Addressing

/// The sizes of blocks that AWS takes: IPv4 from /16 to /28, IPv6 in steps of four bits (R-CIDR-1,
/// R-CIDR-11, R-CIDR-12).
struct BlockSizes {
  let rule: CheckRule
  let ipv6Lengths: ClosedRange<Int>
  /// What is wrong with any other IPv6 block, as a clause.
  let ipv6Refusal: String
  let ipv6Fix: String

  static let ofVPC = BlockSizes(
    rule: .vpcBlockSize, ipv6Lengths: 44...60,
    ipv6Refusal: "is no /44, /48, /52, /56 or /60",
    ipv6Fix: "Take a /56, as Amazon's own blocks are.")
  static let ofSubnet = BlockSizes(
    rule: .subnetSize, ipv6Lengths: 44...64,
    ipv6Refusal: "is not a /44 to /64 in steps of four", ipv6Fix: "Take a /64.")
}

extension Validator {
  mutating func checkSize(of block: CIDRBlock, _ sizes: BlockSizes, _ subject: Finding.Subject) {
    let length = block.prefixLength
    switch block.family {
    case .ipv4 where length < 16:
      report(sizes.rule, "\(subject.words) is too large: a /16 is the largest", subject)
    case .ipv4 where length > 28:
      report(sizes.rule, "\(subject.words) is too small: a /28 is the smallest", subject)
    case .ipv6 where !sizes.ipv6Lengths.contains(length) || length % 4 != 0:
      report(sizes.rule, "\(subject.words) \(sizes.ipv6Refusal)", subject, fix: sizes.ipv6Fix)
    default: break
    }
  }
}
