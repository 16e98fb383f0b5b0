/// An immutable array that is read without counting references to it.
///
/// Walks read several tables a hop; with arrays, each run over one begins with a retain and ends with a release,
/// two atomic operations on memory that every core shares.
///
/// The memory belongs to the ``NetworkTables`` that it was made for, which frees it with itself.
struct DenseTable<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
  private let elements: UnsafeBufferPointer<Element>

  init(_ array: [Element]) {
    let copy = UnsafeMutableBufferPointer<Element>.allocate(capacity: array.count)
    _ = copy.initialize(from: array)
    elements = UnsafeBufferPointer(copy)
  }

  /// Ends the table; nothing may read it from here on.
  func free() { elements.deallocate() }

  var count: Int { elements.count }

  /// - Precondition: `0 <= index < count`; checked, as an array's is.
  @inline(__always)
  subscript(index: Int) -> Element {
    precondition(UInt(bitPattern: index) < UInt(bitPattern: elements.count), "no such row")
    return elements.baseAddress.unsafelyUnwrapped[index]
  }

  /// The elements of a run, in order.
  ///
  /// - Precondition: The run lies within the table; checked once and not for each of its elements.
  @inline(__always)
  subscript(run: RuleRange) -> UnsafeBufferPointer<Element> {
    let (start, end) = (Int(run.start), Int(run.end))
    precondition(0 <= start && start <= end && end <= elements.count, "no such run")
    return UnsafeBufferPointer(rebasing: elements[start..<end])
  }
}
