import Addressing

/// The ranges that AWS tells apart when blocks are added to a VPC (R-CIDR-7).
enum AddressSpace: Sendable {
  case ten
  case oneSevenTwo
  case oneNineTwo
  /// 198.19.0.0/16.
  case benchmark
  /// 100.64.0.0/10.
  case shared
  case publiclyRoutable

  /// The range in which the block begins.
  init(of block: CIDRBlock) {
    let first = block.base
    self =
      if first.isPrivate {
        switch first.ipv4Bits >> 24 {
        case 10: .ten
        case 172: .oneSevenTwo
        default: .oneNineTwo
        }
      } else if first.isSharedAddressSpace {
        .shared
      } else {
        AddressSpace.secondBenchmarkHalf.contains(first) ? .benchmark : .publiclyRoutable
      }
  }

  private var isPrivate: Bool {
    switch self {
    case .ten, .oneSevenTwo, .oneNineTwo: true
    case .benchmark, .shared, .publiclyRoutable: false
    }
  }
}

extension AddressSpace {
  /// Whether AWS refuses to add a block to a VPC that already has another one (R-CIDR-7).
  ///
  /// That public or shared space takes no private space is read off the primary block alone, as AWS
  /// does not say which row of its table applies where blocks fall in several.
  static func refuses(
    _ block: CIDRBlock, beside present: CIDRBlock, primary: CIDRBlock
  ) -> Bool {
    let (new, old) = (AddressSpace(of: block), AddressSpace(of: present))
    switch old {
    case .ten where new == .ten:
      return firstTwoTens.contains(present) && firstTen.contains(block)
    case .oneSevenTwo where new == .oneSevenTwo:
      return defaultVPCs.contains(block)
    case .ten, .oneSevenTwo, .oneNineTwo:
      return new != old && (new.isPrivate || new == .benchmark)
    case .benchmark: return new.isPrivate
    case .shared, .publiclyRoutable:
      return new == .benchmark || (new.isPrivate && present == primary)
    }
  }

  /// What no VPC block may lie in (R-CIDR-3).
  static let forbidden = [
    block(0, 0, 0, 0, 8), block(127, 0, 0, 0, 8), block(169, 254, 0, 0, 16), block(224, 0, 0, 0, 4),
  ]
  static let classE = block(240, 0, 0, 0, 4)
  /// What services that run containers use inside the instance (R-CIDR-4).
  static let dockerBridge = block(172, 17, 0, 0, 16)
  /// Kept for measuring devices, and so no public space (RFC 2544).
  static let benchmarking = block(198, 18, 0, 0, 15)

  private static let secondBenchmarkHalf = block(198, 19, 0, 0, 16)
  private static let firstTen = block(10, 0, 0, 0, 16)
  private static let firstTwoTens = block(10, 0, 0, 0, 15)
  private static let defaultVPCs = block(172, 31, 0, 0, 16)

  private static func block(
    _ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ prefixLength: Int
  ) -> CIDRBlock {
    CIDRBlock(IPAddress(a, b, c, d), prefixLength: prefixLength)
  }
}
