import Addressing
import SourceText
import TopologyModel

/// Reads the fields of one file's answer, and reports what is wrong with them where it stands.
///
/// An absent field, `null` and, for ids, the empty text all mean that nothing is said.
struct AnswerReader {
  /// The file being read; its text goes with it.
  var tree: JSONTree?
  var problems = DiagnosticSink()
  var repeats = RepeatLedger()
  /// Where the files' lines begin, to name places in files that are gone.
  var sources = SourceCatalog()
  /// What to advise where a field is missing or of another type than its program writes.
  var shapeHint = "leave the answer as the AWS CLI printed it; --query changes its shape"

  func location(of node: JSONNode) -> SourceLocation {
    tree?.location(of: node) ?? SourceLocation(file: 0, offset: 0)
  }

  /// The member's value, unless it is absent or `null`.
  func value(_ key: StaticString, of node: JSONNode) -> JSONNode? {
    guard let tree, let value = tree.member(key, of: node), tree.kind(of: value) != .null else {
      return nil
    }
    return value
  }

  func has(_ key: StaticString, of node: JSONNode) -> Bool { value(key, of: node) != nil }
}

// MARK: Containers

extension AnswerReader {
  mutating func object(_ key: StaticString, of node: JSONNode) -> JSONNode? {
    guard let value = value(key, of: node) else { return nil }
    return expect(.object, value, key) ? value : nil
  }

  mutating func requiredObject(_ key: StaticString, of node: JSONNode) -> JSONNode? {
    guard has(key, of: node) else { return missing(key, of: node) }
    return object(key, of: node)
  }

  /// The elements of a list; none where it is absent.
  mutating func elements(_ key: StaticString, of node: JSONNode) -> [JSONNode] {
    guard let tree, let value = value(key, of: node), expect(.array, value, key) else { return [] }
    return Array(tree.elements(of: value))
  }

  /// The objects of a list; none where it is absent.
  mutating func objects(_ key: StaticString, of node: JSONNode) -> [JSONNode] {
    guard let value = value(key, of: node), expect(.array, value, key) else { return [] }
    return objects(in: value)
  }

  /// The objects of a list that is at hand.
  mutating func objects(in list: JSONNode) -> [JSONNode] {
    guard let tree else { return [] }
    var objects: [JSONNode] = []
    for element in tree.elements(of: list) where expect(.object, element, "each element") {
      objects.append(element)
    }
    return objects
  }

  private mutating func expect(
    _ kind: JSONKind, _ value: JSONNode, _ key: StaticString
  ) -> Bool {
    guard let tree, tree.kind(of: value) != kind else { return true }
    wrongType(value, key, expected: kind == .object ? "an object" : "a list")
    return false
  }
}

// MARK: Texts and numbers

extension AnswerReader {
  mutating func text(_ key: StaticString, of node: JSONNode) -> String? {
    read(key, of: node, expected: "a text") { $0.string(of: $1) }
  }

  mutating func id(_ key: StaticString, of node: JSONNode) -> String? {
    guard let id = text(key, of: node), !id.isEmpty else { return nil }
    return id
  }

  mutating func requiredID(_ key: StaticString, of node: JSONNode) -> String? {
    guard has(key, of: node) else { return missing(key, of: node) }
    guard let id = text(key, of: node) else { return nil }
    return id.isEmpty ? missing(key, of: node) : id
  }

  mutating func flag(_ key: StaticString, of node: JSONNode) -> Bool? {
    read(key, of: node, expected: "true or false") { $0.boolean(of: $1) }
  }

  mutating func requiredFlag(_ key: StaticString, of node: JSONNode) -> Bool? {
    has(key, of: node) ? flag(key, of: node) : missing(key, of: node)
  }

  mutating func integer(
    _ key: StaticString, of node: JSONNode, in range: ClosedRange<Int>
  ) -> Int? {
    let integer = read(key, of: node, expected: "a whole number") { $0.integer(of: $1) }
    guard let integer, !range.contains(integer), let value = value(key, of: node) else {
      return integer
    }
    fail(
      .numberOutOfRange,
      "\(key) is \(integer), and must be \(range.lowerBound) to \(range.upperBound)", at: value,
      hint: "AWS prints no such number: was the answer edited?")
    return nil
  }

  /// What a field says to `meaning`; one that says nothing to it is reported.
  private mutating func read<Meaning>(
    _ key: StaticString, of node: JSONNode, expected: String,
    _ meaning: (JSONTree, JSONNode) -> Meaning?
  ) -> Meaning? {
    guard let value = value(key, of: node), let tree else { return nil }
    if let found = meaning(tree, value) { return found }
    wrongType(value, key, expected: expected)
    return nil
  }

  mutating func requiredInteger(
    _ key: StaticString, of node: JSONNode, in range: ClosedRange<Int>
  ) -> Int? {
    has(key, of: node) ? integer(key, of: node, in: range) : missing(key, of: node)
  }

  /// A text out of a fixed set.
  ///
  /// - Returns: What `meaning` makes of it; `fallback`, and a warning, for a text that it does not
  ///   know; `nil` for an absent field.
  mutating func choice<Meaning>(
    _ key: StaticString, of node: JSONNode, ifUnknown fallback: Meaning? = nil,
    _ meaning: (String) -> Meaning?
  ) -> Meaning? {
    guard let word = text(key, of: node), let value = value(key, of: node) else { return nil }
    if let choice = meaning(word) { return choice }
    warn(
      .unknownValue, "\(key) has the unknown value \"\(word)\"", at: value,
      hint: "was the answer edited, or is it newer than this vpctrace?")
    return fallback
  }

  /// A text out of a fixed set, without which the object means nothing.
  mutating func requiredChoice<Meaning>(
    _ key: StaticString, of node: JSONNode, _ meaning: (String) -> Meaning?
  ) -> Meaning? {
    guard let value = value(key, of: node) else { return missing(key, of: node) }
    guard let word = text(key, of: node) else { return nil }
    if let choice = meaning(word) { return choice }
    fail(.unknownValue, "\(key) has the unknown value \"\(word)\"", at: value)
    return nil
  }

  /// The tags beside `Name`.
  mutating func otherTags(
    of node: JSONNode, in list: StaticString = "Tags"
  ) -> [String: String] {
    var tags: [String: String] = [:]
    for tag in objects(list, of: node) {
      guard let key = id("Key", of: tag), key != "Name" else { continue }
      tags[key] = text("Value", of: tag) ?? ""
    }
    return tags
  }

  /// The value of the `Name` tag, unless it is empty.
  mutating func nameTag(of node: JSONNode, in list: StaticString = "Tags") -> String? {
    for tag in objects(list, of: node) {
      guard let tree, let key = value("Key", of: tag), tree.keyEquals(key, "Name") else { continue }
      return id("Value", of: tag)
    }
    return nil
  }
}
