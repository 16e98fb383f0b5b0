import Addressing
import TopologyModel

/// The blocks that AWS has given where one of two inputs has a stand-in for what it leaves open: a block for
/// documentation, which AWS gives to nobody.
///
/// Where both have one that is stated, it may be meant as it is, and is left alone.
extension Topology {
  /// Gives VPCs and subnets the IPv6 blocks that they have in `old`, where one of the two is a stand-in,
  /// and routes and rules that name such a block with them.
  ///
  /// - Precondition: The topology has the slots of `old`.
  mutating func keepIPv6Blocks(of old: Topology) {
    var exchanged: [CIDRBlock: CIDRBlock] = [:]
    for (reference, vpc) in Array(vpcs.resources) {
      guard let was = old.vpcs.resource(at: reference) else { continue }
      var kept = vpc
      kept.blocks.keep(was.blocks, noting: &exchanged)
      vpcs.define(kept, at: reference)
    }
    for (reference, subnet) in Array(subnets.resources) {
      guard let was = old.subnets.resource(at: reference) else { continue }
      var kept = subnet
      kept.ipv6Blocks.keep(was.ipv6Blocks, noting: &exchanged)
      subnets.define(kept, at: reference)
    }
    if !exchanged.isEmpty { exchange(exchanged) }
  }

  private mutating func exchange(_ exchanged: [CIDRBlock: CIDRBlock]) {
    mapFarEnds {
      if case .block(let block) = $0 { .block(exchanged[block] ?? block) } else { $0 }
    } _: {
      if case .block(let block) = $0 { .block(exchanged[block] ?? block) } else { $0 }
    }
  }
}

extension [AddressBlock] {
  /// Takes the IPv6 blocks of `old` in the place of these, where one of the two is a stand-in.
  fileprivate mutating func keep(
    _ old: [AddressBlock], noting exchanged: inout [CIDRBlock: CIDRBlock]
  ) {
    let was = old.filter { $0.isIPv6 }
    let places = indices.filter { self[$0].isIPv6 }
    guard was.count == places.count else { return }
    for (before, index) in zip(was, places) {
      let now = self[index]
      let standIns = [before, now].count { AddressAllocator.isStandIn($0.block.base) }
      let isOpen = before.isAssumed || now.isAssumed
      guard before.block.prefixLength == now.block.prefixLength, before.block != now.block,
        standIns == 1 || standIns == 2 && isOpen
      else { continue }
      exchanged[now.block] = before.block
      self[index] = AddressBlock(
        before.block, isAssociated: now.isAssociated, location: now.location)
    }
  }
}

extension AddressBlock {
  fileprivate var isIPv6: Bool { block.family == .ipv6 }
}
