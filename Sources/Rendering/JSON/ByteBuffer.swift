/// Bytes that grow: an array's cheap cousin, without the checks for shared storage at every step.
struct ByteBuffer: ~Copyable {
  private var start: UnsafeMutablePointer<UInt8>
  private var capacity: Int
  private(set) var count = 0

  init(capacity: Int = 1024) {
    self.capacity = max(capacity, 16)
    start = .allocate(capacity: self.capacity)
  }

  deinit { start.deallocate() }

  /// A copy of what was written.
  var bytes: [UInt8] { Array(UnsafeBufferPointer(start: start, count: count)) }

  /// A copy of what was written from a position on.
  func bytes(from position: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: start + position, count: count - position))
  }

  /// Makes room for `added` more bytes.
  mutating func reserve(_ added: Int) {
    if count + added > capacity { grow(to: count + added) }
  }

  mutating func append(_ byte: UInt8) {
    reserve(1)
    start[count] = byte
    count += 1
  }

  mutating func append(_ text: StaticString) {
    append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
    guard let source = bytes.baseAddress else { return }
    reserve(bytes.count)
    (start + count).update(from: source, count: bytes.count)
    count += bytes.count
  }

  /// Appends text between a first and some last bytes.
  mutating func append(_ first: UInt8, _ text: StaticString, _ last: StaticString) {
    let (length, lastLength) = (text.utf8CodeUnitCount, last.utf8CodeUnitCount)
    reserve(1 + length + lastLength)
    let place = start + count
    place.initialize(to: first)
    (place + 1).update(from: text.utf8Start, count: length)
    (place + 1 + length).update(from: last.utf8Start, count: lastLength)
    count += 1 + length + lastLength
  }

  @inline(never)
  private mutating func grow(to needed: Int) {
    capacity = max(needed, 2 * capacity)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    larger.update(from: start, count: count)
    start.deallocate()
    start = larger
  }
}
