import Addressing

/// Visits blocks with those around them, so that overlaps among many are found in one pass.
///
/// Two blocks are either apart or one holds the other; in the order of their bases, the wider first,
/// the blocks around one are a stack.
///
/// - Parameters:
///   - blocks: Of both families, in any order.
///   - visit: Takes the index of a block and the indices of those that hold it, the widest first; of
///     equal blocks the later one is held by the earlier.
/// - Complexity: O(*n* log *n*), beside what `visit` does.
func visitNested(_ blocks: [CIDRBlock], _ visit: (_ block: Int, _ around: [Int]) -> Void) {
  let order = blocks.indices.sorted { one, other in
    let (a, b) = (blocks[one], blocks[other])
    if a.family != b.family { return a.family == .ipv4 }
    if a.base != b.base { return a.base < b.base }
    return a.prefixLength != b.prefixLength ? a.prefixLength < b.prefixLength : one < other
  }
  var around: [Int] = []
  for index in order {
    while let last = around.last, !blocks[last].contains(blocks[index]) { around.removeLast() }
    visit(index, around)
    around.append(index)
  }
}
