/// Pairs of two lists of things, by their places in the lists: one row of bits for each of the first list.
struct PairMatrix {
  private var rows: [[UInt64]] = []

  /// Every `from` with every `to`.
  struct Rectangle {
    let from: [Int]
    let to: [Int]
  }

  mutating func insert(_ from: Int, _ to: Int) {
    while rows.count <= from { rows.append([]) }
    let word = to >> 6
    while rows[from].count <= word { rows[from].append(0) }
    rows[from][word] |= 1 << UInt64(to & 63)
  }

  mutating func formUnion(_ other: PairMatrix) {
    while rows.count < other.rows.count { rows.append([]) }
    for (from, row) in other.rows.enumerated() {
      while rows[from].count < row.count { rows[from].append(0) }
      for (word, bits) in row.enumerated() { rows[from][word] |= bits }
    }
  }

  /// The pairs as few rectangles that share none: those are put together that are paired with the same
  /// others.
  ///
  /// - Complexity: O(*n*) in the bits of the matrix.
  var rectangles: [Rectangle] {
    let byRow = products
    let byColumn = transposed.products
    return byRow.count <= byColumn.count
      ? byRow : byColumn.map { Rectangle(from: $0.to, to: $0.from) }
  }

  /// The pairs, and all others of the same things of which `isLeftOut` tells; `nil` where one of the pairs
  /// is such a one itself.
  func filled(where isLeftOut: (_ from: Int, _ to: Int) -> Bool) -> PairMatrix? {
    let columns = transposed.usedRows
    var filled = self
    for from in usedRows {
      let row = rows[from]
      for to in columns where isLeftOut(from, to) {
        if to >> 6 < row.count, row[to >> 6] >> UInt64(to & 63) & 1 == 1 { return nil }
        filled.insert(from, to)
      }
    }
    return filled
  }

  private var usedRows: [Int] {
    rows.indices.filter { rows[$0].contains { $0 != 0 } }
  }

  private var products: [Rectangle] {
    var groups = Ledger<[UInt64], Int>()
    for (from, row) in rows.enumerated() {
      let used = row.lastIndex { $0 != 0 }.map { Array(row[...$0]) } ?? []
      if !used.isEmpty { groups.add(from, to: used) }
    }
    return groups.entries.map { Rectangle(from: $0.values, to: PairMatrix.places(in: $0.key)) }
  }

  private var transposed: PairMatrix {
    var columns = PairMatrix()
    for (from, row) in rows.enumerated() {
      for to in PairMatrix.places(in: row) { columns.insert(to, from) }
    }
    return columns
  }

  private static func places(in row: [UInt64]) -> [Int] {
    row.enumerated().flatMap { word, bits -> [Int] in
      var (rest, places) = (bits, [Int]())
      while rest != 0 {
        places.append(word << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
      return places
    }
  }
}
