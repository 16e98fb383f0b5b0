/// A JSON value as the AWS CLI prints it: four spaces a level.
indirect enum PrintedValue {
  case string(String)
  /// A number or a word, as it is to be printed.
  case raw(String)
  case object([(String, PrintedValue)])
  case array([PrintedValue])

  /// Appends the value, whose first line has begun already, within `depth` others.
  func print(into text: inout [UInt8], depth: Int = 0) {
    switch self {
    case .string(let string): text += "\"\(string)\"".utf8
    case .raw(let raw): text += raw.utf8
    case .object(let members):
      PrintedValue.print(members, in: "{}", into: &text, depth) { member, text in
        text += "\"\(member.0)\": ".utf8
        member.1.print(into: &text, depth: depth + 1)
      }
    case .array(let elements):
      PrintedValue.print(elements, in: "[]", into: &text, depth) { element, text in
        element.print(into: &text, depth: depth + 1)
      }
    }
  }

  /// Prints items between two brackets, a line each.
  private static func print<Item>(
    _ items: [Item], in brackets: StaticString, into text: inout [UInt8], _ depth: Int,
    _ printItem: (Item, inout [UInt8]) -> Void
  ) {
    text.append(brackets.utf8Start[0])
    for (position, item) in items.enumerated() {
      if position > 0 { text.append(UInt8(ascii: ",")) }
      endLine(of: &text, depth + 1)
      printItem(item, &text)
    }
    if !items.isEmpty { endLine(of: &text, depth) }
    text.append(brackets.utf8Start[1])
  }

  private static func endLine(of text: inout [UInt8], _ depth: Int) {
    text.append(UInt8(ascii: "\n"))
    text += repeatElement(UInt8(ascii: " "), count: depth * 4)
  }
}
