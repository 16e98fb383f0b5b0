public import Addressing
public import TopologyModel

/// The addresses of the internet, as seen from a topology.
public struct InternetSpace: Sendable {
  /// Whatever is public, of no VPC's own block, and held by nothing in the topology.
  public let addresses: [AddressRange]

  /// - Complexity: O(*n* log *n*) in the topology's addresses.
  public init(_ topology: Topology) {
    let blocks = topology.vpcs.resources.flatMap { $0.resource.usableBlocks }
    let interfaces = topology.networkInterfaces.resources.lazy.flatMap { $0.resource.addresses }
    let gateways = topology.natGateways.resources.lazy.flatMap { $0.resource.addresses }
    let held =
      Array(interfaces.compactMap { $0.publicAddress })
      + Array(gateways.compactMap { $0.publicAddress })
      + topology.elasticIPs.map { $0.publicAddress }
    addresses = InternetSpace.routable.removing(
      (InternetSpace.reserved + blocks).map { AddressRange($0) } + held.map { AddressRange($0) })
  }

  /// All of IPv4, and of IPv6 what is given out (RFC 4291, section 2.4).
  private static let routable = [
    AddressRange(all: .ipv4),
    AddressRange(CIDRBlock(IPAddress(high: 0x2000 << 48, low: 0), prefixLength: 3)),
  ]

  /// What is no host's address on the internet (RFC 6890); blocks for documentation are left in, as
  /// designs use them for hosts there.
  private static let reserved = [
    CIDRBlock(IPAddress(0, 0, 0, 0), prefixLength: 8),
    CIDRBlock(IPAddress(10, 0, 0, 0), prefixLength: 8),
    CIDRBlock(IPAddress(100, 64, 0, 0), prefixLength: 10),
    CIDRBlock(IPAddress(127, 0, 0, 0), prefixLength: 8),
    CIDRBlock(IPAddress(169, 254, 0, 0), prefixLength: 16),
    CIDRBlock(IPAddress(172, 16, 0, 0), prefixLength: 12),
    CIDRBlock(IPAddress(192, 168, 0, 0), prefixLength: 16),
    CIDRBlock(IPAddress(224, 0, 0, 0), prefixLength: 3),
  ]
}

extension [AddressRange] {
  /// The same addresses in ranges that share none, in order.
  public var disjoint: [AddressRange] {
    var merged: [AddressRange] = []
    for range in sorted(by: { $0.precedes($1) }) {
      guard let last = merged.last, last.family == range.family, range.first <= last.last else {
        merged.append(range)
        continue
      }
      merged[merged.count - 1] = AddressRange(last.first, Swift.max(last.last, range.last))
    }
    return merged
  }

  /// The addresses that are not of `holes`, in order.
  public func removing(_ holes: [AddressRange]) -> [AddressRange] {
    let holes = holes.disjoint
    var rest: [AddressRange] = []
    var next = 0
    for range in disjoint {
      while next < holes.count, holes[next].isBelow(range) { next += 1 }
      var remainder: AddressRange? = range
      while next < holes.count, let current = remainder, current.meets(holes[next]) {
        let parts = current.subtracting(holes[next])
        rest += parts.filter { $0.last < holes[next].first }
        remainder = parts.last.flatMap { $0.first > holes[next].last ? $0 : nil }
        if remainder != nil { next += 1 }
      }
      if let remainder { rest.append(remainder) }
    }
    return rest
  }

  /// The addresses of both.
  public func intersection(_ others: [AddressRange]) -> [AddressRange] {
    flatMap { range in
      others.compactMap { $0.family == range.family ? range.intersection($0) : nil }
    }
  }
}

extension AddressRange {
  /// In order of family, then of the first address.
  fileprivate func precedes(_ other: AddressRange) -> Bool {
    family == other.family ? first < other.first : family == .ipv4
  }

  /// Wholly before a range of the order.
  fileprivate func isBelow(_ other: AddressRange) -> Bool {
    family == other.family ? last < other.first : family == .ipv4
  }

  fileprivate func meets(_ other: AddressRange) -> Bool {
    family == other.family && overlaps(other)
  }
}
