/// The line around a place, or the part of it near the place where the line is very long.
///
/// A minified file is one line of megabytes; a diagnostic carries only what can be shown of it.
public struct SourceExcerpt: Hashable, Sendable {
  /// Without the line ending; what is not UTF-8 is replaced by U+FFFD.
  public let text: String
  /// The bytes of the line before `text`.
  public let start: Int

  /// The bytes kept on either side of the place.
  static let reach = 512

  /// Cuts the excerpt around an offset out of a text.
  public init(around offset: Int, in source: SourceBuffer) {
    let bytes = source.bytes
    let place = min(max(offset, 0), bytes.count)
    let (_, lineStart) = source.lines.lineHolding(offset: UInt32(clamping: place))
    var start = min(max(lineStart, place - SourceExcerpt.reach), bytes.count)
    if start > lineStart { start = bytes.scalarBoundary(atOrAfter: start, limit: place) }
    var end = place
    while end < bytes.count, end - place < SourceExcerpt.reach,
      bytes[end] != UInt8(ascii: "\n"), bytes[end] != UInt8(ascii: "\r")
    {
      end += 1
    }
    if end - place == SourceExcerpt.reach {
      end = bytes.scalarBoundary(atOrAfter: end, limit: bytes.count)
    }
    text = String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    self.start = start - lineStart
  }
}

extension [UInt8] {
  /// The first offset that is not inside an encoded character: at most three bytes on.
  fileprivate func scalarBoundary(atOrAfter offset: Int, limit: Int) -> Int {
    var boundary = offset
    while boundary < Swift.min(limit, offset + 3), self[boundary] & 0xc0 == 0x80 { boundary += 1 }
    return boundary
  }
}
