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

  /// What comes next in the file.
  enum Stage {
    case memberHeader
    case blockHeader
    case stored(left: Int)
    case compressed(literals: PrefixCode, distances: PrefixCode)
    case memberTrailer
    case end
  }

  var bits: BitReader
  var stage = Stage.memberHeader
  private var isFirstMember = true
  var isFinalBlock = false
  /// The window, and behind it what is not yet handed over.
  var text: [UInt8] = []
  /// Where in ``text`` what is not yet handed over begins.
  var handedOver = 0
  /// Of the member, up to ``summedUp``.
  private var checksum = CRC32()
  private var length: UInt32 = 0
  private var summedUp = 0
  /// Bytes of the member before those in ``text``, as far as copies need to know.
  var memberStart = 0

  private static let windowSize = 1 << 15
  static let chunkSize = 1 << 16

  /// Reads what `nextCompressed` gives: bytes, at least one at a time, and `nil` at the end.
  init(_ nextCompressed: @escaping () throws(SystemError) -> [UInt8]?) {
    bits = BitReader(nextCompressed)
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
    guard try bits.fill(8) else {
      guard isFirstMember else {
        stage = .end
        return
      }
      throw .gzip(.truncated)
    }
    for byte in GzipReader.signature where try bits.take(8) != UInt32(byte) {
      throw .gzip(.notGzip)
    }
    guard try bits.take(8) == 8 else { throw .gzip(.unknownMethod) }
    let flags = try bits.take(8)
    guard flags & 0xe0 == 0 else { throw .gzip(.notGzip) }
    for _ in 0..<6 { _ = try bits.take(8) }  // time, extra flags, operating system
    if flags & 4 != 0 {
      for _ in 0..<(try bits.take(16)) { _ = try bits.take(8) }
    }
    if flags & 8 != 0 { try skipName() }
    if flags & 16 != 0 { try skipName() }
    if flags & 2 != 0 { _ = try bits.take(16) }
    isFirstMember = false
    checksum = CRC32()
    length = 0
    summedUp = text.count
    memberStart = text.count
    stage = .blockHeader
  }

  private mutating func skipName() throws(Failure) {
    while try bits.take(8) != 0 {}
  }

  private mutating func readMemberTrailer() throws(Failure) {
    bits.dropToByte()
    sumUp()
    let sum = try bits.take(16) | bits.take(16) << 16
    let size = try bits.take(16) | bits.take(16) << 16
    guard sum == checksum.value, size == length else { throw .gzip(.badChecksum) }
    stage = .memberHeader
  }

  /// Brings checksum and length up to the end of the text.
  private mutating func sumUp() {
    checksum.add(text[summedUp...])
    length &+= UInt32(truncatingIfNeeded: text.count - summedUp)
    summedUp = text.count
  }
}
