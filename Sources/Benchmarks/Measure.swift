import VPCTraceKit

/// Times pieces of work and prints what came out as rows of a table.
enum Measure {
  /// The median of several runs, in seconds of processor time: other work on the machine counts less.
  static func seconds(runs: Int = 5, _ work: () -> Void) -> Double {
    let times = (0..<runs).map { _ in
      let start = Platform.processorSeconds
      work()
      return Platform.processorSeconds - start
    }
    return times.sorted()[runs / 2]
  }

  /// Keeps a result alive, so that the work behind it can't be optimised away.
  @inline(never)
  static func keep<Value>(_ value: Value) {}

  /// A number with one decimal, without the help of Foundation.
  static func oneDecimal(_ value: Double) -> String {
    let tenths = Int(value * 10 + 0.5)
    return "\(tenths / 10).\(tenths % 10)"
  }
}

/// A table of results with aligned columns.
struct ResultTable {
  let title: String
  let columns: [String]
  private var rows: [[String]] = []

  init(_ title: String, _ columns: String...) {
    self.title = title
    self.columns = columns
  }

  mutating func add(_ cells: String...) { rows.append(cells) }

  func print() {
    let widths = columns.indices.map { column in
      ([columns] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      zip(cells, widths).map { cell, width in
        String(repeating: " ", count: width - cell.count) + cell
      }.joined(separator: "  ")
    }
    Swift.print("\n\(title)\n")
    Swift.print(line(columns))
    Swift.print(widths.map { String(repeating: "-", count: $0) }.joined(separator: "  "))
    for row in rows { Swift.print(line(row)) }
  }
}
