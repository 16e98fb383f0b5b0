package import Addressing

/// Gives out addresses that a file leaves open, the lowest free one first.
///
/// A scope is a VPC: its addresses are its own.
///
/// Never a reserved one (R-CIDR-13, R-CIDR-14), never one that the file gives to something; public
/// ones from the blocks for documentation (RFC 5737) and, when those are spent, for benchmarks
/// (RFC 2544), which nobody on the internet has.
package struct AddressAllocator {
  /// The addresses of a VPC that are spoken for.
  private struct Taken {
    var addresses: Set<IPAddress> = []
    var blocks: [CIDRBlock] = []
  }

  private struct Pool: Hashable {
    let scope: Int
    let block: CIDRBlock
  }

  private var taken: [Int: Taken] = [:]
  private var nextFree: [Pool: IPAddress] = [:]
  private var takenPublic: Set<IPAddress> = [.tracersInternetHost]
  private var publicPool = 0
  private var nextPublic: IPAddress?

  package init() {}

  package mutating func take(_ address: IPAddress, in scope: Int) {
    taken[scope, default: Taken()].addresses.insert(address)
  }

  package mutating func take(_ block: CIDRBlock, in scope: Int) {
    taken[scope, default: Taken()].blocks.append(block)
  }

  package mutating func takePublic(_ address: IPAddress) { takenPublic.insert(address) }

  /// The lowest free address of a subnet's block; `nil` where none is left.
  package mutating func allocate(from block: CIDRBlock, in scope: Int) -> IPAddress? {
    let pool = Pool(scope: scope, block: block)
    let blocks = taken[scope]?.blocks ?? []
    var candidate = nextFree[pool] ?? AddressAllocator.firstUsable(of: block)
    while let address = candidate, block.contains(address), address != block.last {
      if let delegated = blocks.first(where: { $0.contains(address) }) {
        candidate = delegated.last.successor
      } else if taken[scope]?.addresses.contains(address) == true {
        candidate = address.successor
      } else {
        nextFree[pool] = address.successor
        return address
      }
    }
    return nil
  }

  /// The first four addresses are the network's, the router's, the resolver's and AWS's own.
  private static func firstUsable(of block: CIDRBlock) -> IPAddress? {
    var address: IPAddress? = block.base
    for _ in 0..<4 { address = address?.successor }
    return address
  }

  /// The next free public IPv4 address; `nil` where none is left.
  package mutating func allocatePublic() -> IPAddress? {
    while publicPool < AddressAllocator.publicBlocks.count {
      let block = AddressAllocator.publicBlocks[publicPool]
      let address = nextPublic ?? IPAddress(ipv4: block.base.ipv4Bits + 1)
      guard block.contains(address), address != block.last else {
        publicPool += 1
        nextPublic = nil
        continue
      }
      nextPublic = address.successor
      if !takenPublic.contains(address) { return address }
    }
    return nil
  }

  /// Whether an address or block may stand for one that a file leaves open: AWS gives it to nobody.
  package static func isStandIn(_ address: IPAddress) -> Bool {
    publicBlocks.contains { $0.contains(address) } || documentationIPv6.contains(address)
  }

  private static let documentationIPv6 = CIDRBlock(
    IPAddress(high: 0x2001_0db8 << 32, low: 0), prefixLength: 32)
  private static let publicBlocks = [
    CIDRBlock(IPAddress(203, 0, 113, 0), prefixLength: 24),
    CIDRBlock(IPAddress(198, 51, 100, 0), prefixLength: 24),
    CIDRBlock(IPAddress(192, 0, 2, 0), prefixLength: 24),
    CIDRBlock(IPAddress(198, 18, 0, 0), prefixLength: 15),
  ]
}

extension IPAddress {
  /// What traces to and from the internet use where no address is given.
  fileprivate static let tracersInternetHost = IPAddress(198, 51, 100, 10)
}
