/// A canonical prefix code (RFC 1951, section 3.2.2): short codes by a table, longer ones length by length.
struct PrefixCode {
  /// Bits of the longest code that there may be.
  static let longest = 15
  private static let tableBits = 10

  /// By the next ten bits: symbol and, in the low four bits, the code's length; 0 for longer codes.
  private var table = [UInt16](repeating: 0, count: 1 << tableBits)
  /// How many codes each length has.
  private var counts = [UInt16](repeating: 0, count: longest + 1)
  /// The symbols in the order of their codes.
  private var symbols: [UInt16] = []

  /// The code of symbols whose codes are `lengths` long, 0 for those that have none.
  ///
  /// It is `nil` where the lengths make no prefix code, or leave codes over that they may not.
  init?(_ lengths: ArraySlice<UInt8>, mayBeIncomplete: Bool) {
    for length in lengths where length > 0 { counts[Int(length)] += 1 }
    var left = 1
    for length in 1...PrefixCode.longest {
      left = left << 1 - Int(counts[length])
      if left < 0 { return nil }
    }
    let used = lengths.count { $0 > 0 }
    // A block with a single distance, or none, has an incomplete code.
    guard left == 0 || mayBeIncomplete && used <= 1 else { return nil }
    for length in 1...PrefixCode.longest {
      for (symbol, other) in lengths.enumerated() where Int(other) == length {
        symbols.append(UInt16(truncatingIfNeeded: symbol))
      }
    }
    fillTable()
  }

  private mutating func fillTable() {
    var code = 0
    var next = 0
    for length in 1...PrefixCode.tableBits {
      for _ in 0..<counts[length] {
        let entry = symbols[next] << 4 | UInt16(truncatingIfNeeded: length)
        var slot = PrefixCode.reversed(code, length)
        while slot < table.count {
          table[slot] = entry
          slot += 1 << length
        }
        code += 1
        next += 1
      }
      code <<= 1
    }
  }

  /// Codes are packed with their highest bit first.
  private static func reversed(_ code: Int, _ length: Int) -> Int {
    var (rest, reversed) = (code, 0)
    for _ in 0..<length {
      reversed = reversed << 1 | rest & 1
      rest >>= 1
    }
    return reversed
  }

  /// The symbol whose code comes next, and that code's length.
  func symbol(in bits: UInt64) -> (symbol: UInt16, length: Int)? {
    let entry = table[Int(truncatingIfNeeded: bits) & (table.count - 1)]
    if entry != 0 { return (entry >> 4, Int(entry & 15)) }
    var (code, first, index) = (0, 0, 0)
    for length in 1...PrefixCode.longest {
      code |= Int(truncatingIfNeeded: bits >> UInt64(length - 1)) & 1
      let count = Int(counts[length])
      if code - first < count { return (symbols[index + code - first], length) }
      index += count
      first = (first + count) << 1
      code <<= 1
    }
    return nil
  }

  static let fixedLiterals = fixed(
    [(8, 144), (9, 112), (7, 24), (8, 8)])
  static let fixedDistances = fixed([(5, 32)])

  private static func fixed(_ runs: [(length: UInt8, count: Int)]) -> PrefixCode {
    let lengths = runs.flatMap { repeatElement($0.length, count: $0.count) }
    guard let code = PrefixCode(lengths[...], mayBeIncomplete: false) else {
      preconditionFailure("the fixed codes of RFC 1951 are complete")
    }
    return code
  }
}
