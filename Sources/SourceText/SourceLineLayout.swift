/// A source line cut to what fits, and the line of carets under it.
struct SourceLineLayout {
  let text: String
  let underline: String

  /// Lays out a line.
  ///
  /// - Parameters:
  ///   - line: Without its line ending.
  ///   - bytesBefore: The bytes of `line` before the place.
  ///   - length: The bytes to underline.
  ///   - isCutBefore: Whether `line` is not the beginning of its line.
  ///   - width: The most characters to show, ellipses left out.
  init(_ line: String, bytesBefore: Int, length: Int, isCutBefore: Bool, width: Int) {
    let split = line.utf8.index(
      line.startIndex, offsetBy: max(bytesBefore, 0), limitedBy: line.utf8.endIndex)
    let (head, tail) = (
      line.utf8[..<(split ?? line.endIndex)], line.utf8[(split ?? line.endIndex)...]
    )
    let before = SourceLineLayout.characters(head)
    let underlined = SourceLineLayout.characters(tail.prefix(length)).count
    let characters = before + SourceLineLayout.characters(tail)
    let range = SourceLineLayout.window(of: characters.count, around: before.count, width: width)
    let start = isCutBefore || range.lowerBound > 0 ? "…" : ""
    text = start + String(characters[range]) + (range.upperBound < characters.count ? "…" : "")
    // Only a tab is as wide as the tab above it: tabs stay, the rest becomes blank.
    let blanks = before[min(range.lowerBound, before.count)...].map { $0 == "\t" ? "\t" : " " }
    let indent = (start.isEmpty ? "" : " ") + blanks.joined()
    let tildes = max(min(underlined, range.upperBound - before.count), 1) - 1
    underline = indent + "^" + String(repeating: "~", count: tildes)
  }

  private static func characters(_ utf8: Substring.UTF8View) -> [Character] {
    Array(String(decoding: utf8, as: UTF8.self).withVisibleControls)
  }

  /// The characters to show: all where they fit, else the place a third from the left.
  private static func window(of count: Int, around place: Int, width: Int) -> Range<Int> {
    guard count > width else { return 0..<count }
    let start = max(min(place - width / 3, count - width), 0)
    return start..<start + width
  }
}

extension String {
  /// The text with characters that would move the cursor or reverse the line replaced by signs.
  ///
  /// Tabs stay; C0 controls become their pictures (U+2400 on), the rest U+FFFD. Scalars stay as
  /// many as they were.
  var withVisibleControls: String {
    var visible = String.UnicodeScalarView()
    for scalar in unicodeScalars { visible.append(scalar.visible) }
    return String(visible)
  }
}

extension Unicode.Scalar {
  fileprivate var visible: Unicode.Scalar {
    switch value {
    case 0x09: self
    case 0x00..<0x20: Unicode.Scalar(0x2400 + value) ?? "\u{fffd}"
    case 0x7f: "\u{2421}"
    case 0x80..<0xa0, 0x2028...0x202e, 0x2066...0x2069, 0x200e, 0x200f, 0xfeff: "\u{fffd}"
    default: self
    }
  }
}
