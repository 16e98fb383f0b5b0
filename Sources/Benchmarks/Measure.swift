import Foundation
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

/// A table of results with aligned columns, each row printed as soon as it is there.
struct ResultTable {
  private let widths: [Int]

  init(_ title: String, _ columns: String...) {
    widths = columns.map { max($0.count, ResultTable.narrowest) }
    write("\n\(title)\n\n")
    writeLine(columns)
    writeLine(widths.map { String(repeating: "-", count: $0) })
  }

  func add(_ cells: String...) { writeLine(cells) }

  /// Wide enough for most cells.
  private static let narrowest = 10

  private func writeLine(_ cells: [String]) {
    let padded = zip(cells, widths).map { cell, width in
      String(repeating: " ", count: max(0, width - cell.count)) + cell
    }
    write(padded.joined(separator: "  ") + "\n")
  }

  private func write(_ text: String) { FileHandle.standardOutput.write(Data(text.utf8)) }
}
