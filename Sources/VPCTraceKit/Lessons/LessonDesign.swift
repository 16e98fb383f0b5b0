/// A design of `Topologies/` that ships with the program: the text of its file, to the letter.
public struct LessonDesign: Hashable, Sendable {
  /// Where a clone of the project holds the file.
  public let path: String
  public let text: String

  init(_ path: String, _ text: String) {
    self.path = path
    self.text = text
  }

  /// Every design, in the order of the lessons that show them.
  public static let all =
    firstVPC + roundTrip + ephemeralPorts + stateful + deny + natGateway + mainTable + peering
    + longestPrefix
}

extension LessonDesign {
  /// What a learner is shown: neither the comment at the top nor the expectations, which give the answer
  /// away.
  var shownLines: [DesignLine] {
    var shown: [DesignLine] = []
    var isHidden = true
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line == "{" { isHidden = false }
      if line == "  expectations: [" { isHidden = true }
      let isPreamble = line.hasPrefix("  $schema:") || line.hasPrefix("  region:")
      if !isHidden, !isPreamble {
        shown.append(DesignLine(number: offset + 1, text: String(line), change: .none))
      }
      if line == "  ]," { isHidden = false }
    }
    if shown.last?.text == "" { shown.removeLast() }
    return shown
  }

  /// What a learner is shown after `previous`: nothing of the same design, the lines that differ where the
  /// two are variants of one, else the whole.
  func shownLines(after previous: LessonDesign?) -> [DesignLine] {
    guard let previous else { return shownLines }
    if previous == self { return [] }
    let (old, new) = (previous.shownLines, shownLines)
    let changes = new.map { $0.text }.difference(from: old.map { $0.text })
    guard changes.count < new.count else { return new }
    var removed = Set<Int>()
    var added = Set<Int>()
    for change in changes {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): added.insert(offset)
      }
    }
    return merged(old, new, removed: removed, added: added)
  }

  /// The differing lines of both, in their order: at each place what went before what came.
  private func merged(
    _ old: [DesignLine], _ new: [DesignLine], removed: Set<Int>, added: Set<Int>
  ) -> [DesignLine] {
    var lines: [DesignLine] = []
    var (before, now) = (0, 0)
    while before < old.count || now < new.count {
      if removed.contains(before) {
        lines.append(
          DesignLine(number: old[before].number, text: old[before].text, change: .removed))
        before += 1
      } else if added.contains(now) {
        lines.append(DesignLine(number: new[now].number, text: new[now].text, change: .added))
        now += 1
      } else {
        before += 1
        now += 1
      }
    }
    return lines
  }
}
