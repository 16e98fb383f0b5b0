import SourceText
import TopologyModel

extension TemplateReader {
  /// `Fn::Sub`: a text, or a list of a text and values of its own.
  mutating func sub(_ argument: JSONNode) -> TemplateValue.Content {
    let elements = Array(tree.elements(of: argument))
    let node = elements.first ?? argument
    let hasMap = elements.count == 2 && tree.kind(of: elements[1]) == .object
    guard let text = tree.string(of: node), elements.isEmpty || hasMap else {
      fail(.functionArguments, "Fn::Sub takes a text, or [text, {name: value}]", at: argument)
      return .broken
    }
    var own: [String: TemplateValue.Content] = [:]
    if hasMap {
      for (key, value) in tree.members(of: elements[1]) {
        own[tree.string(of: key) ?? ""] = self.value(of: value).content
      }
    }
    var pieces = TextPieces()
    for part in SubstitutionText(text).parts {
      switch part {
      case .literal(let literal): pieces.add(literal)
      case .placeholder(let name, let bytes):
        pieces.add(self.text(ofPlaceholder: name, own, at: node, bytes))
      }
    }
    return pieces.content
  }

  private mutating func text(
    ofPlaceholder name: String, _ own: [String: TemplateValue.Content], at node: JSONNode,
    _ bytes: Range<Int>
  ) -> Lookup<String> {
    let content: TemplateValue.Content
    if let value = own[name] {
      content = value
    } else if name.utf8.contains(UInt8(ascii: ".")) {
      content = attribute(name, at: node, bytes: bytes)
    } else {
      content = reference(to: name, at: node, bytes: bytes)
    }
    return text(TemplateValue(content, at: node), "${\(name)} is no text")
  }

  /// `Fn::Join`: texts with a delimiter between them.
  mutating func join(_ argument: JSONNode) -> TemplateValue.Content {
    guard let arguments = arguments(of: .join, argument) else { return .broken }
    guard let delimiter = tree.string(of: arguments[0]) else {
      fail(.functionArguments, "the delimiter of Fn::Join must be a text", at: arguments[0])
      return .broken
    }
    let texts = list(value(of: arguments[1]), "Fn::Join joins a list of texts")
    guard case .known(let values) = texts else {
      return texts.content("Fn::Join") { _ in .broken }
    }
    var pieces = TextPieces()
    for (index, value) in values.enumerated() {
      if index > 0 { pieces.add(delimiter) }
      pieces.add(text(value, "Fn::Join joins texts"))
    }
    return pieces.content
  }

  /// `Fn::Split`: the texts between the delimiters.
  mutating func split(_ argument: JSONNode) -> TemplateValue.Content {
    guard let arguments = arguments(of: .split, argument) else { return .broken }
    guard let delimiter = tree.string(of: arguments[0]), !delimiter.isEmpty else {
      fail(
        .functionArguments, "the delimiter of Fn::Split must be a text, and not empty",
        at: arguments[0])
      return .broken
    }
    let text = text(value(of: arguments[1]), "Fn::Split splits a text")
    return text.content("Fn::Split") { text in
      .list(
        TemplateReader.parts(of: Array(text.utf8), between: Array(delimiter.utf8)).map {
          TemplateValue(.text($0), at: arguments[1])
        })
    }
  }

  private static func parts(of text: [UInt8], between delimiter: [UInt8]) -> [String] {
    var parts: [String] = []
    var start = 0
    var index = 0
    while index < text.count {
      if text[index...].starts(with: delimiter) {
        parts.append(String(decoding: text[start..<index], as: UTF8.self))
        index += delimiter.count
        start = index
      } else {
        index += 1
      }
    }
    return parts + [String(decoding: text[start...], as: UTF8.self)]
  }

  /// `Fn::Select`: one element of a list, counted from 0.
  mutating func select(_ argument: JSONNode) -> TemplateValue.Content {
    guard let arguments = arguments(of: .select, argument) else { return .broken }
    let index = integer(value(of: arguments[0]), "the index of Fn::Select must be a whole number")
    let list = list(value(of: arguments[1]), "Fn::Select selects from a list")
    guard case .known(let position) = index else {
      return index.content("Fn::Select") { _ in .broken }
    }
    guard case .known(let elements) = list else {
      return list.content("Fn::Select \(position)") { _ in .broken }
    }
    guard elements.indices.contains(position) else {
      fail(
        .functionArguments, "Fn::Select can't select element \(position)", at: arguments[0],
        hint: "the list has \(elements.count) element\(elements.count == 1 ? "" : "s"), "
          + "counted from 0")
      return .broken
    }
    return elements[position].content
  }
}

/// A text that is put together of pieces, some of which nobody may know yet.
private struct TextPieces {
  private var text = ""
  private var unknowns: [UnknownValue] = []
  private var isBroken = false

  mutating func add(_ literal: String) { text += literal }

  mutating func add(_ piece: Lookup<String>) {
    switch piece {
    case .known(let piece): text += piece
    case .unknown(let unknown):
      text += "${\(unknown.title)}"
      unknowns.append(unknown)
    case .absent: break
    case .broken: isBroken = true
    }
  }

  var content: TemplateValue.Content {
    if isBroken { return .broken }
    guard !unknowns.isEmpty else { return .text(text) }
    return .unknown(UnknownValue(title: text, parameters: unknowns.flatMap { $0.parameters }))
  }
}
