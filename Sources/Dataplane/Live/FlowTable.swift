import Addressing

/// The entries of all interfaces by the header that answers their flow.
///
/// A flow that two interfaces track is one row of 80 bytes; only where an appliance is on its way there are
/// more entries than fit in it.
struct FlowTable: Sendable {
  /// The entries of one flow.
  struct Row: Sendable {
    let answer: PacketHeader
    private var first: TrackingEntry
    private var second: TrackingEntry?
    private var others: [TrackingEntry] = []

    init(_ answer: PacketHeader, _ entry: TrackingEntry) {
      self.answer = answer
      first = entry
    }

    /// In the order in which they were made.
    var entries: [TrackingEntry] { [first] + (second.map { [$0] } ?? []) + others }

    @inline(__always)
    func entry(at interface: Int32, openedInbound: Bool) -> TrackingEntry? {
      if first.interface == interface && first.isInbound == openedInbound { return first }
      guard let second else { return nil }
      if second.interface == interface && second.isInbound == openedInbound { return second }
      return others.first { $0.interface == interface && $0.isInbound == openedInbound }
    }

    /// Puts an entry in the place of the one of its interface and direction, or adds it.
    @inline(__always)
    mutating func set(_ entry: TrackingEntry) {
      func replaces(_ other: TrackingEntry) -> Bool {
        other.interface == entry.interface && other.isInbound == entry.isInbound
      }
      if replaces(first) {
        first = entry
      } else if second.map(replaces) ?? true {
        second = entry
      } else if let index = others.firstIndex(where: replaces) {
        others[index] = entry
      } else {
        others.append(entry)
      }
    }

    /// The row with those entries that `isKept`; `nil` where none is.
    func keeping(_ isKept: (TrackingEntry) -> Bool) -> Row? {
      let kept = entries.filter(isKept)
      guard let first = kept.first else { return nil }
      var row = Row(answer, first)
      for entry in kept.dropFirst() { row.set(entry) }
      return row
    }
  }

  private(set) var rows = SlotRows<Row>()
  private var index = SlotIndex()

  var count: Int { index.count }

  @inline(__always)
  func slot(of answer: PacketHeader) -> Int32? {
    index.slot(answer.mixedBits) { rows[$0]?.answer == answer }
  }

  @inline(__always)
  func entry(of slot: Int32, at interface: Int32, openedInbound: Bool) -> TrackingEntry? {
    rows[slot]?.entry(at: interface, openedInbound: openedInbound)
  }

  /// Adds or replaces an entry of a flow.
  mutating func set(_ entry: TrackingEntry, of answer: PacketHeader) {
    if let slot = slot(of: answer) {
      rows[slot]?.set(entry)
    } else {
      insert(Row(answer, entry))
    }
  }

  @inline(__always)
  mutating func set(_ entry: TrackingEntry, in slot: Int32) { rows[slot]?.set(entry) }

  /// Drops the entries of one flow that are not kept.
  mutating func filter(_ slot: Int32, _ isKept: (TrackingEntry) -> Bool) {
    guard let row = rows[slot] else { return }
    if let kept = row.keeping(isKept) {
      rows[slot] = kept
    } else {
      remove(slot, row)
    }
  }

  /// Drops the entries that are not kept, of all flows.
  mutating func filter(_ isKept: (PacketHeader, TrackingEntry) -> Bool) {
    for slot in rows.slots {
      guard let row = rows[slot] else { continue }
      filter(slot) { isKept(row.answer, $0) }
    }
  }

  private mutating func insert(_ row: Row) {
    let slot = rows.place(row)
    let rows = rows
    index.insert(slot, row.answer.mixedBits) { rows[$0]?.answer.mixedBits ?? 0 }
  }

  private mutating func remove(_ slot: Int32, _ row: Row) {
    rows.remove(at: slot)
    let rows = rows
    index.remove(slot, row.answer.mixedBits) { rows[$0]?.answer.mixedBits ?? 0 }
  }
}
