/// What a text in UTF-8 may begin with; it is skipped.
let byteOrderMark: [UInt8] = [0xef, 0xbb, 0xbf]

/// An encoding of wide units, which is recognised but never read.
public enum WideEncoding: String, Sendable {
  case utf16 = "UTF-16"
  case utf32 = "UTF-32"

  /// Recognises UTF-16 and UTF-32 by byte-order mark, or by the NULs around the first characters.
  ///
  /// A text that means something to vpctrace begins with two ASCII characters, so that its first
  /// four bytes tell the encoding.
  public init?(recognising text: [UInt8]) {
    var first: UInt32 = 0
    for index in 0..<4 { first = first << 8 | UInt32(index < text.count ? text[index] : 1) }
    let isNUL = (0..<4).map { index in index < text.count && text[index] == 0 }
    if first == 0xfffe_0000 || first == 0xfeff || isNUL == [true, true, true, false]
      || isNUL == [false, true, true, true]
    {
      self = .utf32
    } else if first >> 16 == 0xfffe || first >> 16 == 0xfeff || isNUL == [true, false, true, false]
      || isNUL == [false, true, false, true]
    {
      self = .utf16
    } else {
      return nil
    }
  }
}
