/// Rows that keep their slots, in pieces of one size: a table that grows moves none of them, and leaves little
/// room unused.
struct SlotRows<Row: Sendable>: Sendable {
  private var pieces: [[Row?]] = []
  private var freeSlots: [Int32] = []

  private static var bitsOfPiece: Int32 { 8 }
  private static var pieceSize: Int { 1 << bitsOfPiece }

  /// `nil` for a slot that was left.
  @inline(__always)
  subscript(slot: Int32) -> Row? {
    get { pieces[Int(slot >> Self.bitsOfPiece)][Int(slot) & (Self.pieceSize - 1)] }
    set { pieces[Int(slot >> Self.bitsOfPiece)][Int(slot) & (Self.pieceSize - 1)] = newValue }
  }

  /// All slots, those that were left too.
  var slots: Range<Int32> {
    guard let last = pieces.last else { return 0..<0 }
    return 0..<Int32(truncatingIfNeeded: (pieces.count - 1) * Self.pieceSize + last.count)
  }

  /// The rows that are there, in the order of their slots.
  var all: some Sequence<Row> { pieces.lazy.joined().compactMap { $0 } }

  /// Puts a row into a slot that another has left, or behind all others.
  ///
  /// - Returns: Its slot.
  mutating func place(_ row: Row) -> Int32 {
    if let slot = freeSlots.popLast() {
      self[slot] = row
      return slot
    }
    let slot = slots.upperBound
    if pieces.last.map({ $0.count == Self.pieceSize }) ?? true {
      pieces.append([])
      pieces[pieces.count - 1].reserveCapacity(Self.pieceSize)
    }
    pieces[pieces.count - 1].append(row)
    return slot
  }

  /// Leaves a slot to another row.
  mutating func remove(at slot: Int32) {
    self[slot] = nil
    freeSlots.append(slot)
  }
}
