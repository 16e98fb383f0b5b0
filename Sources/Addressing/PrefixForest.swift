/// Many immutable longest-prefix-match tables that share their storage.
///
/// Each table is a poptrie (Asai and Ohara, SIGCOMM 2015): a tree that consumes an address six bits a
/// node, whose 64 slots are two bit vectors. Strides in which a table has but one branch are passed
/// over, up to four in one step:
///
///     10.0.0.0/16 and 10.0.8.0/21 → node: skip 000010 100000, then slots by bits 12...17
///                                    slot 0 → node: slots by bits 18...23 (leaves only)
///
/// A look-up visits at most 6 nodes for IPv4 and 22 for IPv6, whatever number of routes there is.
public struct PrefixForest: Sendable {
  @usableFromInline var nodes: [Node]
  /// The callers' values, a run of them a node; ``noValue`` where no block covers a slot.
  @usableFromInline var leaves: [UInt32]

  /// A forest whose only node is that of an empty table.
  public init() {
    nodes = [Node(childSlots: 0, leafStarts: 1, firstChild: 0, firstLeaf: 0)]
    leaves = [PrefixForest.noValue]
  }

  /// A table of the forest that ``add(_:)`` made; it has no meaning in another forest.
  public struct Table: Hashable, Sendable, BitwiseCopyable {
    @usableFromInline let ipv4Root: UInt32
    @usableFromInline let ipv6Root: UInt32

    @inlinable
    init(ipv4Root: UInt32, ipv6Root: UInt32) {
      self.ipv4Root = ipv4Root
      self.ipv6Root = ipv6Root
    }

    /// The table without blocks, which every forest has.
    public static let empty = Table(ipv4Root: 0, ipv6Root: 0)
  }

  /// Six bits of address: which slots lead to children, and where runs of equal leaves begin.
  @usableFromInline
  struct Node: Sendable {
    @usableFromInline var childSlots: UInt64
    @usableFromInline var leafStarts: UInt64
    @usableFromInline var firstChild: UInt32
    @usableFromInline var firstLeaf: UInt32
    /// The value of addresses that differ from ``skippedBits``.
    @usableFromInline var fallback: UInt32 = PrefixForest.noValue
    /// The bits passed over before this node's own six, in the low 24; their number in the high 8.
    @usableFromInline var skip: UInt32 = 0
  }

  @usableFromInline static var noValue: UInt32 { .max }
}

extension PrefixForest {
  /// The value of the longest block of `table` that holds `address`, or `nil` where none does.
  ///
  /// - Complexity: Bounded by the address's width; never allocates.
  @inlinable
  public func longestMatch(_ table: Table, _ address: IPAddress) -> UInt32? {
    let value =
      address.isIPv4
      ? leaf(under: table.ipv4Root, for: UInt64(address.ipv4Bits) << 32)
      : leaf(under: table.ipv6Root, for: address.bits)
    return value == PrefixForest.noValue ? nil : value
  }

  /// Whether a block of `table` holds `address`.
  @inlinable
  public func contains(_ table: Table, _ address: IPAddress) -> Bool {
    longestMatch(table, address) != nil
  }

  /// Follows the address's bits, given from the highest place of `bits` on, down to a leaf.
  @inlinable
  func leaf<Bits: FixedWidthInteger & UnsignedInteger>(
    under root: UInt32, for bits: Bits
  ) -> UInt32 {
    var rest = bits
    var node = nodes[Int(root)]
    while true {
      if node.skip != 0 {
        let width = node.skip &>> 24
        let head = UInt32(
          truncatingIfNeeded: rest &>> Bits(truncatingIfNeeded: Bits.bitWidth &- Int(width)))
        guard head == node.skip & 0xff_ffff else { return node.fallback }
        rest &<<= Bits(truncatingIfNeeded: width)
      }
      let slot = UInt64(truncatingIfNeeded: rest &>> Bits(truncatingIfNeeded: Bits.bitWidth &- 6))
      let slotAndBelow = ~0 &>> (63 &- slot)
      guard node.childSlots &>> slot & 1 == 1 else {
        let rank = (node.leafStarts & slotAndBelow).nonzeroBitCount
        return leaves[Int(node.firstLeaf) &+ rank &- 1]
      }
      let rank = (node.childSlots & slotAndBelow).nonzeroBitCount
      node = nodes[Int(node.firstChild) &+ rank &- 1]
      rest &<<= 6
    }
  }
}
