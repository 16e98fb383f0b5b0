/// The bits of a compressed file, the lowest of each byte first.
struct BitReader {
  private let nextCompressed: () throws(SystemError) -> [UInt8]?
  private var chunk: [UInt8] = []
  private var position = 0
  /// Bits taken from the chunk and not yet used, the next one lowest.
  private var bits: UInt64 = 0
  private var bitCount = 0

  init(_ nextCompressed: @escaping () throws(SystemError) -> [UInt8]?) {
    self.nextCompressed = nextCompressed
  }

  /// Makes at least `count` bits available, 32 at most, or says that the text ends before.
  @inline(__always)
  mutating func fill(_ count: Int) throws(GzipReader.Failure) -> Bool {
    bitCount >= count ? true : try fillFromChunk(count)
  }

  @inline(never)
  private mutating func fillFromChunk(_ count: Int) throws(GzipReader.Failure) -> Bool {
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

  /// The number that the next bits are, 32 at most.
  mutating func take(_ count: Int) throws(GzipReader.Failure) -> UInt32 {
    guard try fill(count) else { throw .gzip(.truncated) }
    let value = UInt32(truncatingIfNeeded: bits & (1 << UInt64(count) - 1))
    drop(count)
    return value
  }

  private mutating func drop(_ count: Int) {
    bits >>= UInt64(count)
    bitCount -= count
  }

  /// Skips what is left of a byte that has been begun.
  mutating func dropToByte() { drop(bitCount % 8) }

  /// The symbol whose code comes next.
  mutating func symbol(of code: PrefixCode) throws(GzipReader.Failure) -> UInt16 {
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
