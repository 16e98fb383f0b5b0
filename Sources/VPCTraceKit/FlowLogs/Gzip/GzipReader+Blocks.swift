/// Blocks of deflated text (RFC 1951).
extension GzipReader {
  mutating func readBlockHeader() throws(Failure) {
    guard !isFinalBlock else {
      isFinalBlock = false
      stage = .memberTrailer
      return
    }
    isFinalBlock = try bits.take(1) == 1
    switch try bits.take(2) {
    case 0:
      bits.dropToByte()
      let length = try bits.take(16)
      guard try bits.take(16) == ~length & 0xffff else { throw .gzip(.badBlock) }
      stage = .stored(left: Int(length))
    case 1: stage = .compressed(literals: .fixedLiterals, distances: .fixedDistances)
    case 2: stage = try readCodes()
    default: throw .gzip(.badBlock)
    }
  }

  mutating func copyStored(_ left: Int) throws(Failure) {
    var left = left
    while left > 0, text.count - handedOver < GzipReader.chunkSize {
      text.append(UInt8(truncatingIfNeeded: try bits.take(8)))
      left -= 1
    }
    stage = left > 0 ? .stored(left: left) : .blockHeader
  }

  /// The prefix codes of a block that brings its own (section 3.2.7).
  private mutating func readCodes() throws(Failure) -> Stage {
    let literalCount = Int(try bits.take(5)) + 257
    let distanceCount = Int(try bits.take(5)) + 1
    let lengthCount = Int(try bits.take(4)) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .gzip(.badBlock) }
    let lengthCode = try readLengthCode(lengthCount)
    let lengths = try readLengths(literalCount + distanceCount, by: lengthCode)
    guard lengths[256] > 0,
      let literals = PrefixCode(lengths[..<literalCount], mayBeIncomplete: true),
      let distances = PrefixCode(lengths[literalCount...], mayBeIncomplete: true)
    else { throw .gzip(.badBlock) }
    return .compressed(literals: literals, distances: distances)
  }

  /// The code in which the lengths of the other codes are written.
  private mutating func readLengthCode(_ count: Int) throws(Failure) -> PrefixCode {
    var lengths = [UInt8](repeating: 0, count: 19)
    for index in Deflate.lengthOrder.prefix(count) {
      lengths[Int(index)] = UInt8(truncatingIfNeeded: try bits.take(3))
    }
    guard let code = PrefixCode(lengths[...], mayBeIncomplete: false) else {
      throw .gzip(.badBlock)
    }
    return code
  }

  private mutating func readLengths(
    _ count: Int, by code: PrefixCode
  ) throws(Failure) -> [UInt8] {
    var lengths: [UInt8] = []
    while lengths.count < count {
      switch try bits.symbol(of: code) {
      case 16:
        guard let last = lengths.last else { throw .gzip(.badBlock) }
        lengths += repeatElement(last, count: 3 + Int(try bits.take(2)))
      case 17: lengths += repeatElement(0, count: 3 + Int(try bits.take(3)))
      case 18: lengths += repeatElement(0, count: 11 + Int(try bits.take(7)))
      case let length: lengths.append(UInt8(truncatingIfNeeded: length))
      }
    }
    guard lengths.count == count else { throw .gzip(.badBlock) }
    return lengths
  }

  /// Literals and copies, up to the block's end or the chunk's.
  mutating func inflate(
    _ literals: PrefixCode, _ distances: PrefixCode
  ) throws(Failure) {
    while text.count - handedOver < GzipReader.chunkSize {
      let symbol = try bits.symbol(of: literals)
      if symbol < 256 {
        text.append(UInt8(truncatingIfNeeded: symbol))
      } else if symbol == 256 {
        stage = .blockHeader
        return
      } else {
        let length = try value(of: Int(symbol) - 257, in: Deflate.lengths)
        let distance = try value(of: Int(try bits.symbol(of: distances)), in: Deflate.distances)
        guard distance <= text.count - memberStart else { throw .gzip(.badCode) }
        let start = text.count - distance
        for index in start..<start + length { text.append(text[index]) }
      }
    }
  }

  private mutating func value(
    of index: Int, in table: [(base: UInt16, extraBits: UInt8)]
  ) throws(Failure) -> Int {
    guard index < table.count else { throw .gzip(.badCode) }
    return Int(table[index].base) + Int(try bits.take(Int(table[index].extraBits)))
  }
}

/// The tables of RFC 1951, sections 3.2.5 and 3.2.7.
private enum Deflate {
  static let lengthOrder: [UInt8] = [
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
  ]

  /// By length symbol less 257; the last stands alone, 258 without extra bits.
  static let lengths: [(base: UInt16, extraBits: UInt8)] =
    steps(from: 3, [0, 0, 0, 0] + (0...5).flatMap { [UInt8](repeating: $0, count: 4) })
    + [(258, 0)]

  /// By distance symbol.
  static let distances: [(base: UInt16, extraBits: UInt8)] =
    steps(from: 1, [0, 0, 0, 0] + (1...13).flatMap { [UInt8($0), UInt8($0)] })

  private static func steps(
    from first: Int, _ extraBits: [UInt8]
  ) -> [(base: UInt16, extraBits: UInt8)] {
    var base = first
    return extraBits.map { bits in
      defer { base += 1 << Int(bits) }
      return (UInt16(truncatingIfNeeded: base), bits)
    }
  }
}
