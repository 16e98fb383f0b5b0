/// Lines of text within a width, coloured or not: what every text output is drawn on.
///
/// Lines break at spaces only, so that a path or an id is never cut; what is too long sticks out.
/// Control characters in names become `U+FFFD`: a name in the input can't steer the terminal.
struct TextCanvas {
  /// What a piece of text is to the reader; a colour where there are colours.
  enum Tone {
    case plain
    case strong
    case good
    case bad
    case uncertain
    case faint
  }

  /// A piece of text in one tone.
  struct Cell {
    let text: String
    let tone: Tone

    init(_ text: String, _ tone: Tone = .plain) {
      self.text = text
      self.tone = tone
    }
  }

  private(set) var text = ""
  private let style: TextStyle

  init(_ style: TextStyle) { self.style = style }

  mutating func blankLine() { text += "\n" }

  /// Writes one line as it is, however long.
  mutating func line(_ line: String, _ tone: Tone = .plain) {
    append(sanitised(line), tone)
    text += "\n"
  }

  /// Writes one line as it is behind `indent` spaces.
  mutating func line(_ line: String, _ tone: Tone, indent: Int) {
    pad(indent)
    self.line(line, tone)
  }

  /// Writes a paragraph, its first line indented by `indent` and the others by `hanging`.
  mutating func paragraph(
    _ words: String, _ tone: Tone = .plain, indent: Int = 0, hanging: Int? = nil
  ) {
    let hanging = hanging ?? indent
    let lines = wrapped(words, first: style.width - indent, rest: style.width - hanging)
    for (index, line) in lines.enumerated() {
      pad(index == 0 ? indent : hanging)
      append(line, tone)
      text += "\n"
    }
  }

  /// Writes a titled list behind a blank line; nothing where the list is empty.
  mutating func list(_ title: String, _ sentences: [String]) {
    guard !sentences.isEmpty else { return }
    blankLine()
    line(title, .strong)
    for sentence in sentences { paragraph("- \(sentence)", indent: 2, hanging: 4) }
  }

  /// Writes a row of cells, each wrapped within its column, and paragraphs below each other in the
  /// column that takes the width that is left.
  ///
  /// - Parameters:
  ///   - cells: One a column, and after them the paragraphs.
  ///   - widths: Of the columns; two spaces stand behind each.
  mutating func row(_ cells: [Cell], widths: [Int]) {
    let margin = widths.reduce(0) { $0 + $1 + 2 }
    let room = max(style.width - margin, 20)
    let columns = zip(cells, widths).map { lines(of: $0, $1) }
    let paragraphs = cells.dropFirst(widths.count).flatMap { lines(of: $0, room) }
    for line in 0..<max(columns.map { $0.count }.max() ?? 0, paragraphs.count) {
      var blank = 0
      for (column, width) in zip(columns, widths) {
        let piece = line < column.count ? column[line] : Cell("")
        append(piece, after: &blank)
        blank += width - min(columnCount(piece.text), width) + 2
      }
      if line < paragraphs.count { append(paragraphs[line], after: &blank) }
      text += "\n"
    }
  }

  private func lines(of cell: Cell, _ width: Int) -> [Cell] {
    wrapped(cell.text, first: width, rest: width).map { Cell($0, cell.tone) }
  }

  /// Writes a piece behind the blanks that are due, unless there is none.
  private mutating func append(_ piece: Cell, after blank: inout Int) {
    guard !piece.text.isEmpty else { return }
    pad(blank)
    blank = 0
    append(piece.text, piece.tone)
  }

  private mutating func pad(_ count: Int) {
    for _ in 0..<max(count, 0) { text += " " }
  }

  private mutating func append(_ piece: String, _ tone: Tone) {
    guard style.usesColour, let code = tone.escapeCode else {
      text += piece
      return
    }
    text += "\u{1b}[\(code)m"
    text += piece
    text += "\u{1b}[0m"
  }
}

/// How wide a text may be, and whether it may be coloured.
public struct TextStyle: Hashable, Sendable {
  /// Columns, at least 60.
  public let width: Int
  /// ANSI escape codes are understood and wanted.
  public let usesColour: Bool

  public init(width: Int = 80, usesColour: Bool = false) {
    self.width = max(width, 60)
    self.usesColour = usesColour
  }
}

extension TextCanvas.Tone {
  fileprivate var escapeCode: String? {
    switch self {
    case .plain: nil
    case .strong: "1"
    case .good: "1;32"
    case .bad: "1;31"
    case .uncertain: "1;33"
    case .faint: "2"
    }
  }
}

/// The columns that a terminal gives to `text`, one a scalar.
func columnCount(_ text: String) -> Int { text.unicodeScalars.count }

/// `text` without what a terminal would obey instead of show.
private func sanitised(_ text: String) -> String {
  guard text.unicodeScalars.contains(where: isControl) else { return text }
  var shown = ""
  for scalar in text.unicodeScalars {
    shown.unicodeScalars.append(isControl(scalar) ? "\u{fffd}" : scalar)
  }
  return shown
}

/// C0 and C1 controls, and the marks that turn the direction of text.
private func isControl(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case ..<0x20, 0x7f..<0xa0, 0x202a...0x202e, 0x2066...0x2069: true
  default: false
  }
}

/// Breaks `text` at spaces into lines of at most `first` and `rest` columns.
private func wrapped(_ text: String, first: Int, rest: Int) -> [String] {
  var lines: [String] = []
  var line = ""
  var used = 0
  for word in sanitised(text).utf8.split(separator: UInt8(ascii: " ")) {
    let word = String(Substring(word))
    let length = columnCount(word)
    let room = lines.isEmpty ? first : rest
    if used > 0, used + 1 + length > room {
      lines.append(line)
      line = ""
      used = 0
    }
    if used > 0 { line += " " }
    line += word
    used += (used > 0 ? 1 : 0) + length
  }
  lines.append(line)
  return lines
}
