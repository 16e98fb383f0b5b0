/// Why a file can't be decompressed.
package enum GzipViolation: Error, Hashable, Sendable {
  /// The text does not begin as gzip does, or goes on after its end with something else.
  case notGzip
  /// Compressed by another method than deflate.
  case unknownMethod
  case truncated
  /// A block of the reserved kind, or code lengths that make no prefix code.
  case badBlock
  /// Bits that are no code, or reach back to before the text's beginning.
  case badCode
  /// What came out is not what went in.
  case badChecksum

  /// A clause for people.
  var message: String {
    switch self {
    case .notGzip: "it is no gzip file, or something else follows it"
    case .unknownMethod: "it is compressed by an unknown method"
    case .truncated: "its compressed text ends too early"
    case .badBlock, .badCode: "its compressed text is damaged"
    case .badChecksum: "its checksum is wrong"
    }
  }
}

/// Decompresses a gzip file (RFC 1952) of deflated members (RFC 1951) chunk by chunk.
///
/// Memory is bounded: the window of 32 KiB that copies may reach back into, and one chunk. A file may hold several
/// members, whose texts follow one another; the checksum and length of each are verified.
struct GzipReader {
  /// The first bytes of every gzip file.
  static let signature: [UInt8] = [0x1f, 0x8b]

  /// Why there is no next chunk.
  enum Failure: Error {
    case system(SystemError)
    case gzip(GzipViolation)
  }

  private enum Stage {
    case memberHeader
    case blockHeader
    case stored(left: Int)
    case compressed(literals: PrefixCode, distances: PrefixCode)
    case memberTrailer
    case end
  }

  private let nextCompressed: () throws(SystemError) -> [UInt8]?
  private var chunk: [UInt8] = []
  private var position = 0
  /// Bits taken from the chunk and not yet used, the next one lowest.
  private var bits: UInt64 = 0
  private var bitCount = 0
  private var stage = Stage.memberHeader
  private var isFirstMember = true
  private var isFinalBlock = false
  /// The window, and behind it what is not yet handed over.
  private var text: [UInt8] = []
  /// Where in ``text`` what is not yet handed over begins.
  private var handedOver = 0
  /// Of the member, up to ``summedUp``.
  private var checksum = CRC32()
  private var length: UInt32 = 0
  private var summedUp = 0
  /// Bytes of the member before those in ``text``, as far as copies need to know.
  private var memberStart = 0

  private static let windowSize = 1 << 15
  private static let chunkSize = 1 << 16

  /// Reads what `nextCompressed` gives: bytes, at least one at a time, and `nil` at the end.
  init(_ nextCompressed: @escaping () throws(SystemError) -> [UInt8]?) {
    self.nextCompressed = nextCompressed
  }

  /// The next bytes of the text, `nil` at its end.
  mutating func nextChunk() throws(Failure) -> [UInt8]? {
    dropBeforeWindow()
    while text.count - handedOver < GzipReader.chunkSize {
      if case .end = stage { break }
      try step()
    }
    sumUp()
    guard text.count > handedOver else { return nil }
    let chunk = Array(text[handedOver...])
    handedOver = text.count
    return chunk
  }

  private mutating func dropBeforeWindow() {
    let surplus = handedOver - GzipReader.windowSize
    guard surplus > 0 else { return }
    text.removeFirst(surplus)
    handedOver -= surplus
    summedUp -= surplus
    memberStart = max(0, memberStart - surplus)
  }

  /// Goes on by a header, a trailer, or the rest of a block as far as it fits a chunk.
  private mutating func step() throws(Failure) {
    switch stage {
    case .memberHeader: try readMemberHeader()
    case .blockHeader: try readBlockHeader()
    case .stored(let left): try copyStored(left)
    case .compressed(let literals, let distances): try inflate(literals, distances)
    case .memberTrailer: try readMemberTrailer()
    case .end: break
    }
  }
}

// MARK: Members (RFC 1952)

extension GzipReader {
  private mutating func readMemberHeader() throws(Failure) {
    guard try fill(8) else {
      guard isFirstMember else {
        stage = .end
        return
      }
      throw .gzip(.truncated)
    }
    for byte in GzipReader.signature where try take(8) != UInt32(byte) { throw .gzip(.notGzip) }
    guard try take(8) == 8 else { throw .gzip(.unknownMethod) }
    let flags = try take(8)
    guard flags & 0xe0 == 0 else { throw .gzip(.notGzip) }
    for _ in 0..<6 { _ = try take(8) }  // time, extra flags, operating system
    if flags & 4 != 0 {
      for _ in 0..<(try take(16)) { _ = try take(8) }
    }
    if flags & 8 != 0 { try skipName() }
    if flags & 16 != 0 { try skipName() }
    if flags & 2 != 0 { _ = try take(16) }
    isFirstMember = false
    checksum = CRC32()
    length = 0
    summedUp = text.count
    memberStart = text.count
    stage = .blockHeader
  }

  private mutating func skipName() throws(Failure) {
    while try take(8) != 0 {}
  }

  private mutating func readMemberTrailer() throws(Failure) {
    dropToByte()
    sumUp()
    let sum = try take(16) | take(16) << 16
    let size = try take(16) | take(16) << 16
    guard sum == checksum.value, size == length else { throw .gzip(.badChecksum) }
    stage = .memberHeader
  }
}

// MARK: Blocks (RFC 1951)

extension GzipReader {
  private mutating func readBlockHeader() throws(Failure) {
    guard !isFinalBlock else {
      isFinalBlock = false
      stage = .memberTrailer
      return
    }
    isFinalBlock = try take(1) == 1
    switch try take(2) {
    case 0:
      dropToByte()
      let length = try take(16)
      guard try take(16) == ~length & 0xffff else { throw .gzip(.badBlock) }
      stage = .stored(left: Int(length))
    case 1: stage = .compressed(literals: .fixedLiterals, distances: .fixedDistances)
    case 2: stage = try readCodes()
    default: throw .gzip(.badBlock)
    }
  }

  private mutating func copyStored(_ left: Int) throws(Failure) {
    var left = left
    while left > 0, text.count - handedOver < GzipReader.chunkSize {
      text.append(UInt8(truncatingIfNeeded: try take(8)))
      left -= 1
    }
    stage = left > 0 ? .stored(left: left) : .blockHeader
  }

  /// The prefix codes of a block that brings its own (section 3.2.7).
  private mutating func readCodes() throws(Failure) -> Stage {
    let literalCount = Int(try take(5)) + 257
    let distanceCount = Int(try take(5)) + 1
    let lengthCount = Int(try take(4)) + 4
    guard literalCount <= 286, distanceCount <= 30 else { throw .gzip(.badBlock) }
    var lengthLengths = [UInt8](repeating: 0, count: 19)
    for index in Deflate.lengthOrder.prefix(lengthCount) {
      lengthLengths[Int(index)] = UInt8(truncatingIfNeeded: try take(3))
    }
    guard let lengthCode = PrefixCode(lengthLengths[...], mayBeIncomplete: false) else {
      throw .gzip(.badBlock)
    }
    var lengths: [UInt8] = []
    while lengths.count < literalCount + distanceCount {
      let symbol = try symbol(of: lengthCode)
      var repeated = UInt8(truncatingIfNeeded: symbol)
      var count = 1
      switch symbol {
      case 16:
        guard let last = lengths.last else { throw .gzip(.badBlock) }
        repeated = last
        count = 3 + Int(try take(2))
      case 17: (repeated, count) = (0, 3 + Int(try take(3)))
      case 18: (repeated, count) = (0, 11 + Int(try take(7)))
      default: break
      }
      lengths += repeatElement(repeated, count: count)
    }
    guard lengths.count == literalCount + distanceCount, lengths[256] > 0,
      let literals = PrefixCode(lengths[..<literalCount], mayBeIncomplete: true),
      let distances = PrefixCode(lengths[literalCount...], mayBeIncomplete: true)
    else { throw .gzip(.badBlock) }
    return .compressed(literals: literals, distances: distances)
  }

  /// Literals and copies, up to the block's end or the chunk's.
  private mutating func inflate(
    _ literals: PrefixCode, _ distances: PrefixCode
  ) throws(Failure) {
    while text.count - handedOver < GzipReader.chunkSize {
      let symbol = try symbol(of: literals)
      if symbol < 256 {
        text.append(UInt8(truncatingIfNeeded: symbol))
      } else if symbol == 256 {
        stage = .blockHeader
        return
      } else {
        let length = try value(of: Int(symbol) - 257, in: Deflate.lengths)
        let distance = try value(of: Int(try self.symbol(of: distances)), in: Deflate.distances)
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
    return Int(table[index].base) + Int(try take(Int(table[index].extraBits)))
  }

  /// Brings checksum and length up to the end of the text.
  private mutating func sumUp() {
    checksum.add(text[summedUp...])
    length &+= UInt32(truncatingIfNeeded: text.count - summedUp)
    summedUp = text.count
  }
}

// MARK: Bits

extension GzipReader {
  /// Makes at least `count` bits available, 32 at most, or says that the text ends before.
  @inline(__always)
  private mutating func fill(_ count: Int) throws(Failure) -> Bool {
    bitCount >= count ? true : try fillFromChunk(count)
  }

  @inline(never)
  private mutating func fillFromChunk(_ count: Int) throws(Failure) -> Bool {
    while bitCount < 48, position < chunk.count {
      bits |= UInt64(chunk[position]) << UInt64(bitCount)
      position += 1
      bitCount += 8
    }
    while bitCount < count {
      if position == chunk.count {
        do {
          guard let next = try nextCompressed() else { return false }
          (chunk, position) = (next, 0)
        } catch {
          throw .system(error)
        }
        continue
      }
      bits |= UInt64(chunk[position]) << UInt64(bitCount)
      position += 1
      bitCount += 8
    }
    return true
  }

  private mutating func take(_ count: Int) throws(Failure) -> UInt32 {
    guard try fill(count) else { throw .gzip(.truncated) }
    let value = UInt32(truncatingIfNeeded: bits & (1 << UInt64(count) - 1))
    drop(count)
    return value
  }

  private mutating func drop(_ count: Int) {
    bits >>= UInt64(count)
    bitCount -= count
  }

  private mutating func dropToByte() { drop(bitCount % 8) }

  private mutating func symbol(of code: PrefixCode) throws(Failure) -> UInt16 {
    // Near the end there may be fewer bits than the longest code has.
    _ = try fill(PrefixCode.longest)
    guard let (symbol, length) = code.symbol(in: bits) else {
      throw .gzip(bitCount < PrefixCode.longest ? .truncated : .badCode)
    }
    guard length <= bitCount else { throw .gzip(.truncated) }
    drop(length)
    return symbol
  }
}

/// A canonical prefix code (RFC 1951, section 3.2.2): short codes by a table, longer ones length by length.
private struct PrefixCode {
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

/// The checksum of RFC 1952, section 8.
private struct CRC32 {
  private var state: UInt32 = .max

  var value: UInt32 { ~state }

  mutating func add(_ bytes: ArraySlice<UInt8>) {
    for byte in bytes {
      state = CRC32.table[Int(UInt8(truncatingIfNeeded: state) ^ byte)] ^ state >> 8
    }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { rest, _ in rest >> 1 ^ (rest & 1 == 1 ? 0xedb8_8320 : 0) }
  }
}
