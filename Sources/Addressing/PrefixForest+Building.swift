extension PrefixForest {
  /// Adds a table.
  ///
  /// - Parameter entries: Blocks of either family in any order; of equal blocks the last one's value
  ///   holds. A value is anything below `UInt32.max`.
  /// - Returns: The table's handle.
  /// - Complexity: O(*n* log *n*) in the number of entries.
  public mutating func add(_ entries: [(block: CIDRBlock, value: UInt32)]) -> Table {
    precondition(entries.allSatisfy { $0.value != PrefixForest.noValue }, "UInt32.max is no value")
    return Table(
      ipv4Root: addTree(entries.filter { $0.block.base.isIPv4 }.map { Prefix($0, value: $1) }),
      ipv6Root: addTree(entries.filter { !$0.block.base.isIPv4 }.map { Prefix($0, value: $1) }))
  }

  /// Adds the tree of one family and returns its root.
  private mutating func addTree(_ prefixes: [Prefix]) -> UInt32 {
    guard !prefixes.isEmpty else { return Table.empty.ipv4Root }
    // Sorting is stable, so that of equal prefixes the last stays last and overwrites the others.
    let sorted = prefixes.sorted { $0.precedes($1) }
    let inherited = sorted.last { $0.length == 0 }?.value ?? PrefixForest.noValue
    let root = nodes.count
    nodes.append(nodes[0])
    build(root, from: sorted.drop { $0.length == 0 }, depth: 0, inherited: inherited)
    return UInt32(root)
  }

  /// Fills in the node at `index` and adds those below it.
  ///
  /// `prefixes` are those that lie under the node, sorted, none shorter than the `depth` bits that
  /// are consumed above it; addresses that none of them holds have the value `inherited`.
  private mutating func build(
    _ index: Int, from prefixes: ArraySlice<Prefix>, depth: Int, inherited: UInt32
  ) {
    let skipped = Prefix.strides(sharedBy: prefixes, from: depth)
    let depth = depth + 6 * skipped
    let (values, children) = Prefix.slots(of: prefixes, at: depth, inherited: inherited)
    let firstChild = nodes.count
    nodes.append(contentsOf: repeatElement(nodes[0], count: children.count))
    nodes[index] = Node(
      childSlots: children.reduce(0) { $0 | 1 << $1.slot }, leafStarts: 0,
      firstChild: UInt32(firstChild), firstLeaf: UInt32(leaves.count), fallback: inherited)
    if skipped > 0, let first = prefixes.first {
      nodes[index].skip =
        UInt32(6 * skipped) << 24 | UInt32(first.bits(before: depth, count: 6 * skipped))
    }
    addLeaves(values, to: index)
    for (offset, child) in children.enumerated() {
      build(
        firstChild + offset, from: child.prefixes, depth: depth + 6, inherited: values[child.slot])
    }
  }

  /// Stores the values of the slots without a child, a run of equal ones but once.
  private mutating func addLeaves(_ values: [UInt32], to index: Int) {
    var last: UInt32?
    for slot in 0..<64 where nodes[index].childSlots >> slot & 1 == 0 && values[slot] != last {
      nodes[index].leafStarts |= 1 << slot
      leaves.append(values[slot])
      last = values[slot]
    }
  }
}

/// A block with its value, its bits aligned to the highest place.
private struct Prefix {
  let bits: UInt128
  let length: Int
  let value: UInt32

  init(_ block: CIDRBlock, value: UInt32) {
    bits = block.base.isIPv4 ? UInt128(block.base.ipv4Bits) << 96 : block.base.bits
    length = block.prefixLength
    self.value = value
  }

  /// Ascending by bits; of those that begin alike the shorter comes first.
  func precedes(_ other: Prefix) -> Bool {
    bits != other.bits ? bits < other.bits : length < other.length
  }

  /// The `count` bits that end where `depth` bits have been consumed.
  func bits(before depth: Int, count: Int) -> Int {
    Int(truncatingIfNeeded: (bits << (depth - count)) >> (128 - count))
  }

  /// The slot of a node at `depth` that the prefix lies in, or the first of those that it covers.
  func slot(at depth: Int) -> Int { Int(truncatingIfNeeded: (bits << depth) >> 122) }

  /// How many strides from `depth` on lead all of `prefixes` the same way: 0 to 4.
  static func strides(sharedBy prefixes: ArraySlice<Prefix>, from depth: Int) -> Int {
    guard let first = prefixes.first, let last = prefixes.last else { return 0 }
    let shortest = prefixes.reduce(first.length) { min($0, $1.length) }
    let common = min((first.bits ^ last.bits).leadingZeroBitCount, shortest)
    return min(max(common - depth, 0) / 6, 4)
  }

  /// The values of a node's 64 slots, and the prefixes that go on below each of its children.
  static func slots(
    of prefixes: ArraySlice<Prefix>, at depth: Int, inherited: UInt32
  ) -> (values: [UInt32], children: [(slot: Int, prefixes: ArraySlice<Prefix>)]) {
    var values = [UInt32](repeating: inherited, count: 64)
    var children: [(slot: Int, prefixes: ArraySlice<Prefix>)] = []
    var index = prefixes.startIndex
    while index < prefixes.endIndex {
      let prefix = prefixes[index]
      let slot = prefix.slot(at: depth)
      if prefix.length <= depth + 6 {
        // Of the prefixes that end here, those that hold a slot come in the order of their lengths.
        let count = 1 << (depth + 6 - prefix.length)
        for covered in slot..<slot + count { values[covered] = prefix.value }
        index += 1
      } else {
        let end = prefixes[index...].firstIndex { $0.slot(at: depth) != slot } ?? prefixes.endIndex
        children.append((slot, prefixes[index..<end]))
        index = end
      }
    }
    return (values, children)
  }
}
