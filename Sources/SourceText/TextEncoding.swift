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
    let first = [UInt8](text.prefix(4))
    guard first.count >= 2 else { return nil }
    let nuls = first.map { $0 == 0 }
    if first == [0x00, 0x00, 0xfe, 0xff] || first == [0xff, 0xfe, 0x00, 0x00]
      || nuls == [true, true, true, false] || nuls == [false, true, true, true]
    {
      self = .utf32
    } else if first.starts(with: [0xfe, 0xff]) || first.starts(with: [0xff, 0xfe])
      || nuls == [true, false, true, false] || nuls == [false, true, false, true]
    {
      self = .utf16
    } else {
      return nil
    }
  }
}
