/// Finds rows by a hash of what they hold: four bytes a cell, in open addressing.
///
/// The rows stay where their owner keeps them; so a table with two keys needs no second copy of its
/// rows. Order and growth depend on the rows alone, and on nothing that differs from run to run.
package struct SlotIndex: Sendable {
  /// A power of two of slots; ``free`` where there is none.
  private var cells: [Int32] = []
  package private(set) var count = 0

  package init() {}

  private static let free: Int32 = -1

  /// The first slot under a hash that `matches`.
  @inline(__always)
  package func slot(_ hash: UInt64, where matches: (Int32) -> Bool) -> Int32? {
    guard !cells.isEmpty else { return nil }
    var cell = home(of: hash)
    while cells[cell] != SlotIndex.free {
      if matches(cells[cell]) { return cells[cell] }
      cell = next(cell)
    }
    return nil
  }

  /// Enters a slot; `hashOf` tells the hashes of those that are there.
  package mutating func insert(_ slot: Int32, _ hash: UInt64, hashOf: (Int32) -> UInt64) {
    if (count + 1) * 4 > cells.count * 3 { grow(hashOf) }
    place(slot, hash)
    count += 1
  }

  /// Takes a slot out that is there, and closes the gap that it leaves.
  mutating func remove(_ slot: Int32, _ hash: UInt64, hashOf: (Int32) -> UInt64) {
    var gap = home(of: hash)
    while cells[gap] != slot { gap = next(gap) }
    var cell = next(gap)
    while cells[cell] != SlotIndex.free {
      let distance = (cell &- home(of: hashOf(cells[cell]))) & (cells.count - 1)
      if distance >= (cell &- gap) & (cells.count - 1) {
        cells[gap] = cells[cell]
        gap = cell
      }
      cell = next(cell)
    }
    cells[gap] = SlotIndex.free
    count -= 1
  }

  private mutating func grow(_ hashOf: (Int32) -> UInt64) {
    let slots = cells
    cells = Array(repeating: SlotIndex.free, count: max(16, cells.count * 2))
    for slot in slots where slot != SlotIndex.free { place(slot, hashOf(slot)) }
  }

  private mutating func place(_ slot: Int32, _ hash: UInt64) {
    var cell = home(of: hash)
    while cells[cell] != SlotIndex.free { cell = next(cell) }
    cells[cell] = slot
  }

  @inline(__always)
  private func home(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash) & (cells.count - 1)
  }

  @inline(__always)
  private func next(_ cell: Int) -> Int { (cell + 1) & (cells.count - 1) }
}
